"""Whether an absence or a delegation fits: days, limits, and who stands in; no circle, and no chain too long."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from django.db.models import QuerySet

from launchgate.core.refusals import Invalid
from launchgate.people import hooks
from launchgate.people.models import Absence, Person, Seat
from launchgate.people.rules import today_of

LONGEST_ABSENCE = timedelta(days=3 * 366)
# So many people stand in one for the other at most; whoever follows the chain stops there too.
LONGEST_CHAIN = 5


@dataclass(frozen=True)
class Reach:
    """The days and the work that an absence covers; None stands for every function, or for gates of every kind."""

    starts_on: date
    ends_on: date
    functions: frozenset[int] | None = None
    kinds: frozenset[str] | None = None

    @classmethod
    def of(cls, absence: Absence, function_ids: Collection[int] | None = None) -> "Reach":
        """Return what an absence covers; the functions are given where it is not saved yet."""
        if function_ids is None:
            function_ids = [function.pk for function in absence.functions.all()]
        functions, kinds = frozenset(function_ids) or None, frozenset(absence.gate_kinds) or None
        return cls(absence.starts_on, absence.ends_on, functions, kinds)

    def shared(self, other: "Reach") -> "Reach | None":
        """Return what both cover, or None when that is nothing."""
        starts, ends = max(self.starts_on, other.starts_on), min(self.ends_on, other.ends_on)
        functions, kinds = _both(self.functions, other.functions), _both(self.kinds, other.kinds)
        if starts > ends or functions == frozenset() or kinds == frozenset():
            return None
        return Reach(starts, ends, functions, kinds)


def check_absence(absence: Absence, function_ids: Collection[int], *, replacing: Absence | None = None) -> None:
    """Refuse an absence, not yet saved, whose days, limits or delegate do not fit; says which field.

    `replacing` is the absence that it takes the place of.
    """
    _check_days(absence)
    _check_limits(absence, set(function_ids))
    reach, others = Reach.of(absence, function_ids), _others(absence, replacing)
    for other in others.filter(person=absence.person):
        if reach.shared(Reach.of(other)):
            said = "has delegated this" if other.is_there else "is entered as away"
            raise Invalid(
                f"{absence.person.name} {said} {_span(other)} already. End or change that {other.noun} first.",
                field="starts_on",
            )
    if absence.is_there and absence.delegate is None:
        raise Invalid("Choose who signs.", field="delegate")
    if absence.delegate is not None:
        _check_delegate(absence.person, absence.delegate, reach, others)


def _check_days(absence: Absence) -> None:
    if absence.ends_on < absence.starts_on:
        raise Invalid("The last day is before the first.", field="ends_on")
    if absence.ends_on < today_of(absence.person):
        raise Invalid("These days are over. Choose a last day from today on.", field="ends_on")
    if absence.ends_on - absence.starts_on > LONGEST_ABSENCE:
        noun = "A delegation" if absence.is_there else "An absence"
        raise Invalid(f"{noun} lasts three years at most.", field="ends_on")


def _check_limits(absence: Absence, function_ids: set[int]) -> None:
    seats = Seat.objects.filter(person=absence.person, ended_at=None).values_list("function_id", flat=True)
    if not function_ids <= set(seats):
        raise Invalid(f"{absence.person.name} has no seat in one of these functions.", field="functions")
    if not set(absence.gate_kinds) <= hooks.gate_kinds().keys():
        raise Invalid("No playbook in use has one of these gates.", field="gate_kinds")


def _check_delegate(person: Person, delegate: Person, reach: Reach, others: QuerySet[Absence]) -> None:
    """Refuse a delegate who cannot stand in on every day, closes a circle, or makes the chain too long."""
    if delegate.pk == person.pk:
        raise Invalid("Nobody stands in for themselves.", field="delegate")
    if not delegate.is_active:
        raise Invalid(f"{delegate.name} is deactivated and cannot stand in.", field="delegate")
    after = 0
    for path in _chains(others, [person, delegate], reach, after=True):
        if path[-1].pk == person.pk:
            raise Invalid(f"{_told(path)}: that is a circle. Choose somebody who is there.", field="delegate")
        after = max(after, len(path) - 1)
    before = max(len(path) - 1 for path in _chains(others, [person], reach, after=False))
    if before + after > LONGEST_CHAIN:
        raise Invalid(
            f"{before + after} people would stand in one for the other, and {LONGEST_CHAIN} are the most. "
            "Choose somebody who is there.",
            field="delegate",
        )


def _chains(others: QuerySet[Absence], path: list[Person], reach: Reach, *, after: bool) -> Iterator[list[Person]]:
    """Yield the ways in which others stand in for the last of the path (or, before it, are stood in for by them).

    A way ends where somebody is there, at somebody who is on it already, and when it is longer than can be. Raises
    Invalid for somebody who is away without a stand-in, since the way would lead nowhere.
    """
    ends = True
    if len(path) <= LONGEST_CHAIN + 1 and path[-1] not in path[:-1]:
        along = others.filter(person=path[-1]) if after else others.filter(delegate=path[-1])
        for absence in along:
            part = reach.shared(Reach.of(absence))
            if part is None:
                continue
            following = absence.delegate if after else absence.person
            if following is None:
                raise Invalid(f"{path[-1].name} is away {_span(absence)} and cannot stand in then.", field="delegate")
            ends = False
            yield from _chains(others, [*path, following], part, after=after)
    if ends:
        yield path


def _others(absence: Absence, replacing: Absence | None) -> QuerySet[Absence]:
    """Return the absences on these days, but for the one that is replaced."""
    rows = Absence.objects.filter(
        ended_early_at=None, starts_on__lte=absence.ends_on, ends_on__gte=absence.starts_on
    ).exclude(pk=replacing.pk if replacing else 0)
    return rows.select_related("person", "delegate").prefetch_related("functions").order_by("starts_on", "pk")


def _told(path: Sequence[Person]) -> str:
    """Return a circle in words: "Priya would stand in for Marcus, and Marcus for Priya"."""
    first, *rest = [(stand_in.name, person.name) for person, stand_in in pairwise(path)]
    links = [f"{first[0]} would stand in for {first[1]}", *(f"{who} for {whom}" for who, whom in rest)]
    return f"{', '.join(links[:-1])}, and {links[-1]}"


def _both(one: frozenset | None, other: frozenset | None) -> frozenset | None:
    if one is None or other is None:
        return other if one is None else one
    return one & other


def _span(absence: Absence) -> str:
    starts, ends = absence.starts_on, absence.ends_on
    return f"from {starts.day} {starts:%b %Y} to {ends.day} {ends:%b %Y}"
