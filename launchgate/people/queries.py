"""What the pages of people show, read in a few statements whatever the number of rows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.text import get_text_list

from launchgate.core import clock
from launchgate.people import hooks
from launchgate.people.models import Absence, Function, Person, Seat
from launchgate.people.rules import today_of

SHOWN = ("active", "deactivated", "all")


@dataclass
class FunctionRow:
    """A function with the people who sit in it, ranks apart."""

    function: Function
    heads: list[Seat] = field(default_factory=list)
    deputies: list[Seat] = field(default_factory=list)
    members: list[Seat] = field(default_factory=list)

    @property
    def head(self) -> Person | None:
        """Return the head, if there is one."""
        return self.heads[0].person if self.heads else None

    @property
    def has_head(self) -> bool:
        """Say whether somebody active is head."""
        return self.head is not None and self.head.is_active

    @cached_property
    def seats(self) -> list[Seat]:
        """Return all seats: head, deputies, members."""
        return [*self.heads, *self.deputies, *self.members]


def function_rows(functions: Iterable[Function]) -> list[FunctionRow]:
    """Return functions with their people, in the order given."""
    rows = {function.pk: FunctionRow(function) for function in functions}
    seats = Seat.objects.filter(function__in=rows, ended_at=None).select_related("person", "function")
    for seat in seats.order_by("person__name", "pk"):
        row = rows[seat.function_id]
        {Seat.Rank.HEAD: row.heads, Seat.Rank.DEPUTY: row.deputies}.get(Seat.Rank(seat.rank), row.members).append(seat)
    return list(rows.values())


def people_shown(query: str, shown: str) -> QuerySet[Person]:
    """Return people whose name, address or function holds every word of the query, with seats and absences at hand."""
    people = Person.objects.prefetch_related(
        Prefetch(
            "seats",
            Seat.objects.filter(ended_at=None).select_related("function").order_by("function__name"),
            to_attr="places",
        ),
        Prefetch("absences", current_absences(), to_attr="away"),
    )
    if shown != "all":
        people = people.filter(is_active=shown != "deactivated")
    for word in query.split()[:8]:
        seats = Seat.objects.filter(person=OuterRef("pk"), ended_at=None, function__name__icontains=word)
        people = people.filter(Q(name__icontains=word) | Q(email__icontains=word) | Exists(seats))
    return people


def current_absences() -> QuerySet[Absence]:
    """Return the absences that go on or come, first things first; a day more or less, since zones differ."""
    near = clock.now().date() - timedelta(days=1)
    absences = Absence.objects.filter(ended_early_at=None, ends_on__gte=near).select_related("delegate", "person")
    return absences.prefetch_related("functions").order_by("starts_on", "pk")


@dataclass(frozen=True)
class AbsenceRow:
    """An absence as the page of a person shows it: whether it goes on today, and what it is limited to, in words."""

    absence: Absence
    is_now: bool
    limit: str


def absences_of(person: Person) -> list[AbsenceRow]:
    """Return the person's absences that are not over where they are."""
    today, names = today_of(person), hooks.gate_kinds()
    return [
        AbsenceRow(absence, absence.starts_on <= today, _limit(absence, names))
        for absence in current_absences().filter(person=person)
        if absence.ends_on >= today
    ]


def _limit(absence: Absence, names: dict[str, str]) -> str:
    """Return what an absence is limited to: "only for Sales, on Finance and pricing"; empty when to nothing."""
    functions = get_text_list([function.name for function in absence.functions.all()], "and")
    gates = get_text_list([names.get(kind, kind) for kind in absence.gate_kinds], "and")
    limits = [*([f"for {functions}"] if functions else []), *([f"on {gates}"] if gates else [])]
    return f"only {' '.join(limits)}" if limits else ""


def away_now(absences: Iterable[Absence], today: date) -> Absence | None:
    """Return the absence by which somebody is away today from everything, if any."""
    current = (absence for absence in absences if _goes_on(absence, today) and not absence.is_there)
    return next((absence for absence in current if not _is_limited(absence)), None)


def _goes_on(absence: Absence, today: date) -> bool:
    return absence.starts_on <= today <= absence.ends_on


def _is_limited(absence: Absence) -> bool:
    return bool(absence.gate_kinds or absence.functions.all())


def seats_by_rank(seats: Iterable[Seat]) -> str:
    """Return places as words: "Head of Finance, member of Sales"."""
    places: dict[str, list[str]] = defaultdict(list)
    for seat in seats:
        places[seat.rank].append(seat.function.name)
    words = [
        f"{Seat.Rank(rank).label.lower()} of {' and '.join(places[rank])}" for rank in Seat.Rank.values if places[rank]
    ]
    sentence = ", ".join(words)
    return sentence[:1].upper() + sentence[1:]


def functions_by_key(*keys: str) -> list[int]:
    """Return the ids of the functions that stand for these keys now: those into which they were merged, if they were.

    One statement while none was merged; a function that is closed and went nowhere stands for nothing.
    """
    found: list[int] = []
    rows = {row.key: row for row in Function.objects.filter(key__in=keys).select_related("merged_into")}
    for key in keys:
        function = rows.get(key)
        while function is not None and function.merged_into is not None:
            function = function.merged_into
        if function is not None and function.closed_at is None and function.pk not in found:
            found.append(function.pk)
    return found


def seats_in(person: Person, *keys: str) -> QuerySet[Seat]:
    """Return the seats of a person in the functions with these keys, or in those into which they were merged.

    A condition for one statement: it follows two mergers one after the other.
    """
    is_it, merged = Q(function__key__in=keys), Q(function__merged__key__in=keys)
    seats = Seat.objects.filter(is_it | merged | Q(function__merged__merged__key__in=keys))
    return seats.filter(person=person, ended_at=None)
