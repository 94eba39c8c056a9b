"""Who holds a turn, and who may act on it: heads, their delegates, deputies, the sponsor, another executive."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet

from launchgate.core import clock
from launchgate.launches.models import Launch
from launchgate.launches.models.decisions import Decision
from launchgate.people.models import Absence, Function, Person, Seat
from launchgate.people.rules import today_of

Capacity = Decision.Capacity
LONGEST_CHAIN = 5


@dataclass(frozen=True)
class Place:
    """A person who can act, and as what; `stands_for` is the absent person whose delegate this is."""

    person: Person
    capacity: str
    stands_for: Person | None = None

    @property
    def printed_name(self) -> str:
        """Return the name as printed under a signature, such as "Priya Kaul for Marcus Oyelaran"."""
        if self.stands_for is not None:
            return f"{self.person.name} for {self.stands_for.name}"
        if self.capacity in (Capacity.ACTING, Capacity.EXECUTIVE):
            return f"{self.person.name} as acting head"
        return self.person.name


@dataclass
class _Seated:
    """Somebody in a seat of head or deputy; while they are away, the delegate whom they named."""

    rank: str
    person: Person
    is_away: bool = False
    delegate_id: int | None = None

    @property
    def place(self) -> Place:
        return Place(self.person, Capacity.HEAD if self.rank == Seat.Rank.HEAD else Capacity.DEPUTY)


class Places:
    """The heads and deputies of some functions, read once per action, absences included."""

    def __init__(self, launch: Launch, function_ids: Iterable[int]):
        self.launch = launch
        self._seats: dict[int, list[_Seated]] = {}
        self._away = Away()
        self.read(function_ids)

    def read(self, function_ids: Iterable[int]) -> None:
        """Read the seats of functions that are not known yet: one statement, and more only for absences and mergers."""
        missing = set(function_ids) - self._seats.keys()
        if not missing:
            return
        self._seats |= {function_id: [] for function_id in missing}
        near = clock.now().date().toordinal()
        seats = (
            Seat.objects.filter(function__in=missing, ended_at=None)
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
                away_delegate=F("away__delegate"),
            )
            .select_related("person")
            .order_by()
        )
        ordered = sorted(seats, key=lambda seat: (seat.rank != Seat.Rank.HEAD, seat.pk))
        self._take([(seat, vars(seat)) for seat in ordered])
        for function_id in missing:
            if not self._seats[function_id]:
                self._seats[function_id] = self._seats_of_heir(function_id)

    def _take(self, rows: list[tuple[Seat, dict[str, Any]]]) -> None:
        """Keep the seats. Heads come first; two absences give two rows."""
        limits = limits_of({row["absence"] for _, row in rows} - {None})
        known: dict[int, _Seated] = {}
        for seat, row in rows:
            if seat.pk not in known:
                known[seat.pk] = _Seated(seat.rank, seat.person)
                self._seats[seat.function_id].append(known[seat.pk])
            if row["absence"] is None or not row["away_from"] <= today_of(seat.person) <= row["away_to"]:
                continue
            limit = limits.get(row["absence"])
            if limit is None or seat.function_id in limit:
                known[seat.pk].is_away, known[seat.pk].delegate_id = True, row["away_delegate"]

    def _seats_of_heir(self, function_id: int) -> list[_Seated]:
        """Return the seats of the function into which this one was merged, if it was."""
        heir_id = Function.objects.values_list("merged_into", flat=True).get(pk=function_id)
        if heir_id is None or heir_id == function_id:
            return []
        self.read([heir_id])
        # The heir may be among those that are being read, and wait for its own heir's.
        return self._seats[heir_id] or self._seats_of_heir(heir_id)

    def holder(self, function_id: int, *, passing_over: Collection[int] = (), deputies: bool = True) -> Place | None:
        """Return who holds a turn of this function, or None when nobody in the company can.

        Head, else the head's delegate, else a deputy, else the sponsor as acting head, else another executive; people
        in `passing_over`, the inactive and the absent are passed over. Where only absent people are left, the first of
        them holds it.
        """
        return next(iter(self.candidates(function_id, passing_over=passing_over, deputies=deputies)), None)

    def capacity_of(
        self, person: Person, function_id: int, *, passing_over: Collection[int] = (), deputies: bool = True
    ) -> Place | None:
        """Return as what this person may act for the function at this moment, or None. The absent may act as well."""
        if not person.is_active or person.pk in passing_over:
            return None
        rows = self._rows(function_id, passing_over, deputies)
        for row in rows:
            if row.person.pk == person.pk:
                return row.place
        for row in rows:
            if row.is_away and person in self._away.chain(row.delegate_id):
                return Place(person, Capacity.DELEGATE, stands_for=row.person)
        place = self.holder(function_id, passing_over=passing_over, deputies=deputies)
        if place and place.capacity == Capacity.EXECUTIVE and person.pk == self.launch.sponsor_id:
            return Place(person, Capacity.ACTING)
        return place if place and place.person.pk == person.pk else None

    def deputy(self, function_id: int, *, passing_over: Collection[int] = ()) -> Person | None:
        """Return the next person with a seat in the function (or standing in for one), or None."""
        place = next(self._seated(self._rows(function_id, passing_over, deputies=True), passing_over), None)
        return place.person if place else None

    def candidates(
        self, function_id: int, *, passing_over: Collection[int] = (), deputies: bool = True
    ) -> Iterable[Place]:
        """Yield who could hold a turn of this function, best first, and the absent last."""
        rows = self._rows(function_id, passing_over, deputies)
        yield from self._seated(rows, passing_over)
        absent = [row.place for row in rows if row.is_away]
        sponsor = self.launch.sponsor
        if sponsor.is_active and sponsor.pk not in passing_over:
            if self._away.is_away(sponsor):
                absent.append(Place(sponsor, Capacity.ACTING))
            else:
                yield Place(sponsor, Capacity.ACTING)
        for person in executives().exclude(pk__in={*passing_over, self.launch.sponsor_id}):
            if self._away.is_away(person):
                absent.append(Place(person, Capacity.EXECUTIVE))
            else:
                yield Place(person, Capacity.EXECUTIVE)
        yield from absent

    def _seated(self, rows: Iterable[_Seated], passing_over: Collection[int]) -> Iterator[Place]:
        """Yield those of these seats who are there, and for the absent whoever stands in."""
        for row in rows:
            if not row.is_away:
                yield row.place
                continue
            for stand_in in self._away.chain(row.delegate_id):
                if stand_in.is_active and stand_in.pk not in passing_over and not self._away.is_away(stand_in):
                    yield Place(stand_in, Capacity.DELEGATE, stands_for=row.person)

    def _rows(self, function_id: int, passing_over: Collection[int], deputies: bool) -> list[_Seated]:
        """Return the seats from which somebody may act; for who is passed over, nobody stands in either."""
        return [
            row
            for row in self._seats.get(function_id, ())
            if row.person.is_active and row.person.pk not in passing_over and (deputies or row.rank == Seat.Rank.HEAD)
        ]


class Away:
    """Who is away today, and who stands in: read when it is asked for, once per person."""

    def __init__(self) -> None:
        self._absences: dict[int, Absence | None] = {}
        self._people: dict[int, Person] = {}

    def is_away(self, person: Person) -> bool:
        """Say whether a person is away today, from all that is theirs."""
        return self._absence(person) is not None

    def chain(self, delegate_id: int | None) -> list[Person]:
        """Return the delegate and, while each is away in turn, who stands in for them."""
        people: list[Person] = []
        while delegate_id is not None and len(people) < LONGEST_CHAIN:
            person = self._person(delegate_id)
            if person in people:
                break
            people.append(person)
            absence = self._absence(person)
            delegate_id = absence.delegate_id if absence else None
        return people

    def stand_ins(self, person: Person) -> list[Person]:
        """Return who stands in for a person today: nobody while they are there."""
        absence = self._absence(person)
        return self.chain(absence.delegate_id) if absence else []

    def _absence(self, person: Person) -> Absence | None:
        if person.pk not in self._absences:
            today = today_of(person)
            absences = Absence.objects.filter(person=person, ended_early_at=None, functions=None)
            self._absences[person.pk] = absences.filter(starts_on__lte=today, ends_on__gte=today).first()
        return self._absences[person.pk]

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


def executives() -> QuerySet[Person]:
    """Return the executives who can act, in a fixed order."""
    return Person.objects.filter(is_executive=True, is_active=True).order_by("pk")


def stand_in_for(person: Person, launch: Launch) -> Person:
    """Return who acts on a personal turn: the person, while away their delegate, and the sponsor when they are gone.

    The sponsor does not stand in for an owner who is only away: one of the two has to be left to sign.
    """
    away = Away()
    never = {launch.sponsor_id} if person.pk == launch.owner_id else set()
    for stand_in in away.stand_ins(person) if person.is_active else ():
        if stand_in.is_active and stand_in.pk not in never and not away.is_away(stand_in):
            return stand_in
    if person.is_active:
        return person
    for other in (launch.sponsor, launch.owner):
        if other.is_active:
            return other
    return executives().first() or person
