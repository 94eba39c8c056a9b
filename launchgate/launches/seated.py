"""The heads and deputies of functions, and who of them is away: read together, for one launch or for many."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import F, FilteredRelation, Q

from launchgate.core import clock
from launchgate.core.prepared import PreparedQuery
from launchgate.core.templatetags.launchgate import long_day
from launchgate.people.delegation import LONGEST_CHAIN
from launchgate.people.models import Absence, Function, Person, Seat
from launchgate.people.rules import today_of


@dataclass(frozen=True)
class Leave:
    """An absence that goes on today: its last day, who stands in, and on which kinds of gates (none named: on all).

    Who `is_there` delegated, and acts where nobody stands in. Without a last day it is none: mail to the person is
    refused, and nobody knows until when.
    """

    ends_on: date | None
    delegate_id: int | None = None
    kinds: frozenset[str] = frozenset()
    is_there: bool = False

    def is_on(self, kind: str) -> bool:
        """Say whether it concerns a gate of this kind; "" stands for what is on no gate."""
        return not self.kinds or kind in self.kinds

    def told_of(self, person: Person) -> str:
        """Return why somebody does not act: "Marcus Oyelaran is away until 3 December"."""
        if self.ends_on is None:
            return f"Mail to {person.name} is refused"
        does = "has delegated this" if self.is_there else "is away"
        return f"{person.name} {does} until {long_day(self.ends_on)}"


OUT_OF_REACH = Leave(ends_on=None)


@dataclass
class Seated:
    """Somebody in a seat of head or deputy, with the absences that concern this seat today."""

    rank: str
    person: Person
    leaves: list[Leave] = field(default_factory=list)

    def leave_on(self, kind: str) -> Leave | None:
        """Return the absence by which they are away from a gate of this kind, if they are."""
        return next((leave for leave in self.leaves if leave.is_on(kind)), None)


class Seats:
    """The heads and deputies of some functions, heads first, with today's absences; of merged ones, their heirs'."""

    def __init__(self, function_ids: Iterable[int]):
        self._seats: dict[int, list[Seated]] = {}
        self.read(function_ids)

    def of(self, function_id: int) -> list[Seated]:
        """Return who sits in a function, the head first."""
        self.read([function_id])
        return self._seats[function_id]

    def read(self, function_ids: Iterable[int]) -> None:
        """Read the seats of functions that are not known yet: one statement, and more only for absences and mergers."""
        missing = set(function_ids) - self._seats.keys()
        if not missing:
            return
        self._seats |= {function_id: [] for function_id in missing}
        seats = _seats_around(clock.now().date()).rows(*missing)
        ordered = sorted(seats, key=lambda seat: (seat.rank != Seat.Rank.HEAD, seat.pk))
        self._take([(seat, vars(seat)) for seat in ordered])
        for function_id in missing:
            if not self._seats[function_id]:
                self._seats[function_id] = self._seats_of_heir(function_id)

    def _take(self, rows: list[tuple[Seat, dict[str, Any]]]) -> None:
        """Keep the seats. Heads come first; two absences give two rows."""
        limits = limits_of({row["absence"] for _, row in rows} - {None})
        known: dict[int, Seated] = {}
        for seat, row in rows:
            if seat.pk not in known:
                known[seat.pk] = Seated(seat.rank, seat.person)
                self._seats[seat.function_id].append(known[seat.pk])
            if row["absence"] is None or not row["away_from"] <= today_of(seat.person) <= row["away_to"]:
                continue
            limit = limits.get(row["absence"])
            if limit is None or seat.function_id in limit:
                kinds = frozenset(row["away_kinds"])
                leave = Leave(row["away_to"], row["away_delegate"], kinds, row["away_is_there"])
                known[seat.pk].leaves.append(leave)
        # Last: where an absence names somebody who stands in, that counts.
        for seated in known.values():
            if seated.person.is_unreachable:
                seated.leaves.append(OUT_OF_REACH)

    def _seats_of_heir(self, function_id: int) -> list[Seated]:
        """Return the seats of the function into which this one was merged, if it was."""
        heir_id = Function.objects.values_list("merged_into", flat=True).get(pk=function_id)
        if heir_id is None or heir_id == function_id:
            return []
        self.read([heir_id])
        # The heir may be among those that are being read, and wait for its own heir's.
        return self._seats[heir_id] or self._seats_of_heir(heir_id)


@lru_cache(maxsize=4)
def _seats_around(day: date) -> PreparedQuery[Seat]:
    """Return the query for heads and deputies of functions, each with the absences that touch a day somewhere."""
    near = day.toordinal()
    seats = (
        Seat.objects.filter(ended_at=None)
        .exclude(rank=Seat.Rank.MEMBER)
        .annotate(
            away=FilteredRelation(
                "person__absences",
                condition=Q(person__absences__ended_early_at=None)
                & Q(person__absences__starts_on__lte=date.fromordinal(near + 1))
                & Q(person__absences__ends_on__gte=date.fromordinal(near - 1)),
            ),
            absence=F("away__pk"),
            away_from=F("away__starts_on"),
            away_to=F("away__ends_on"),
            away_kinds=F("away__gate_kinds"),
            away_delegate=F("away__delegate"),
            away_is_there=F("away__is_there"),
        )
        .select_related("person")
        .order_by()
    )
    return PreparedQuery(lambda *function_ids: seats.filter(function__in=function_ids))


class Away:
    """Who is away today, from what, and who stands in: read when it is asked for, once per person."""

    def __init__(self) -> None:
        self._leaves: dict[int, list[tuple[Leave, set[int] | None]]] = {}
        self._people: dict[int, Person] = {}

    def leave_of(self, person: Person, function_id: int | None = None, kind: str = "") -> Leave | None:
        """Return the absence by which a person is away from a function's work on a gate of a kind, if they are.

        Without a function, what is theirs in person is meant: no absence that is limited to functions concerns it.
        """
        return next(
            (
                leave
                for leave, functions in self._leaves_of(person)
                if leave.is_on(kind) and (functions is None or function_id in functions)
            ),
            None,
        )

    def chain(
        self, delegate_id: int | None, function_id: int | None = None, kind: str = "", *, never: Collection[int] = ()
    ) -> list[Person]:
        """Return the delegate and, while each is away in turn, who stands in for them.

        It ends before anybody in `never`: what those may not do, nobody does in their place either.
        """
        people: list[Person] = []
        while delegate_id is not None and delegate_id not in never and len(people) < LONGEST_CHAIN:
            person = self._person(delegate_id)
            if person in people:
                break
            people.append(person)
            leave = self.leave_of(person, function_id, kind)
            delegate_id = leave.delegate_id if leave else None
        return people

    def stand_ins(self, person: Person, kind: str = "") -> list[Person]:
        """Return who can stand in for a person today in what is theirs in person on a gate of a kind, best first."""
        leave = self.leave_of(person, kind=kind)
        return self.able(self.chain(leave.delegate_id, kind=kind), kind=kind) if leave else []

    def is_away(self, person: Person, function_id: int | None = None, kind: str = "") -> bool:
        """Say whether a person is away from this, and did not only delegate it."""
        leave = self.leave_of(person, function_id, kind)
        return leave is not None and not leave.is_there

    def able(self, people: Iterable[Person], function_id: int | None = None, kind: str = "") -> list[Person]:
        """Return those of these people who can act; who delegated it comes after everybody else."""
        there = [one for one in people if one.is_active and not self.is_away(one, function_id, kind)]
        return sorted(there, key=lambda one: self.leave_of(one, function_id, kind) is not None)

    def read(self, people: Collection[Person]) -> None:
        """Read together who of these people is away, in one statement and one more when somebody is."""
        missing = {person.pk: person for person in people if person.pk not in self._leaves}
        if not missing:
            return
        self._leaves |= {person_id: [] for person_id in missing}
        near = clock.now().date().toordinal()
        rows = Absence.objects.filter(
            person__in=missing,
            ended_early_at=None,
            starts_on__lte=date.fromordinal(near + 1),
            ends_on__gte=date.fromordinal(near - 1),
        )
        current = [row for row in rows if row.starts_on <= today_of(missing[row.person_id]) <= row.ends_on]
        limits = limits_of([row.pk for row in current])
        for row in current:
            leave = Leave(row.ends_on, row.delegate_id, frozenset(row.gate_kinds), row.is_there)
            self._leaves[row.person_id].append((leave, limits.get(row.pk)))
        for person in missing.values():
            if person.is_unreachable:
                self._leaves[person.pk].append((OUT_OF_REACH, None))

    def _leaves_of(self, person: Person) -> list[tuple[Leave, set[int] | None]]:
        self.read([person])
        return self._leaves[person.pk]

    def _person(self, person_id: int) -> Person:
        if person_id not in self._people:
            self._people[person_id] = Person.objects.get(pk=person_id)
        return self._people[person_id]


def limits_of(absence_ids: Collection[int]) -> dict[int, set[int]]:
    """Return the functions to which absences are limited; those without a limit are left out."""
    limits: dict[int, set[int]] = {}
    if absence_ids:
        rows = Absence.functions.through.objects.filter(absence__in=absence_ids)
        for absence_id, function_id in rows.values_list("absence_id", "function_id"):
            limits.setdefault(absence_id, set()).add(function_id)
    return limits
