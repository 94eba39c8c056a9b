"""Who holds a turn, and who may act on it: heads, their delegates, deputies, the sponsor, another executive."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from launchgate.launches.about import Matter
from launchgate.launches.models.decisions import Decision
from launchgate.launches.seated import Away, Seated, Seats
from launchgate.people.models import Person, Seat

Capacity = Decision.Capacity


@dataclass(frozen=True)
class Place:
    """A person who can act, and as what; `stands_for` is the person, absent or not, whose delegate this is."""

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


class Places(Seats):
    """Who acts for some functions on a launch: their seats, read once per action, and who comes after them.

    `kind` is everywhere the kind of the gate concerned, to which absences can be limited. Whoever is in `passing_over`
    (the owner, the submitter) is passed over, and nobody acts in their place either.
    """

    def __init__(self, launch: Matter, function_ids: Iterable[int]):
        self.launch, self._away = launch, Away()
        super().__init__(function_ids)

    def holder(
        self,
        function_id: int,
        *,
        kind: str = "",
        passing_over: Collection[int] = (),
        deputies: bool = True,
        passed_on: Sequence[int] = (),
    ) -> Place | None:
        """Return who holds a turn of this function, or None when nobody in the company can.

        Head, else the head's delegate, else a deputy, else the sponsor as acting head, else another executive; the
        inactive and the absent are passed over. Where only absent people are left, the first of them holds it. Whoever
        passed it on holds it again where nobody nearer than an executive is left.
        """
        if passed_on and (place := self.after(function_id, kind, passing_over, deputies, passed_on)):
            return place
        found = self.candidates(function_id, kind=kind, passing_over=passing_over, deputies=deputies)
        return next(iter(found), None)

    def after(
        self, function_id: int, kind: str, passing_over: Collection[int], deputies: bool, passed_on: Collection[int]
    ) -> Place | None:
        """Return who comes after these people said that a turn is not theirs: nobody after the sponsor."""
        found = self._there(function_id, kind, passing_over, deputies)
        nearer = (place for place in found if place.capacity != Capacity.EXECUTIVE)
        return next((place for place in nearer if place.person.pk not in passed_on), None)

    def capacity_of(
        self,
        person: Person,
        function_id: int,
        *,
        kind: str = "",
        passing_over: Collection[int] = (),
        deputies: bool = True,
        passed_on: Sequence[int] = (),
    ) -> Place | None:
        """Return as what this person may act for the function at this moment, or None.

        The absent may act as well, and so may those who passed a turn on and those to whom it was passed.
        """
        if not person.is_active or person.pk in passing_over:
            return None
        rows = self._rows(function_id, passing_over, deputies)
        for row in rows:
            if row.person.pk == person.pk:
                return _place(row)
        for row in rows:
            if person in self._stand_ins(row, function_id, kind, passing_over):
                return Place(person, Capacity.DELEGATE, stands_for=row.person)
        for number in range(len(passed_on), -1, -1):
            so_far = passed_on[:number]
            place = self.holder(function_id, kind=kind, passing_over=passing_over, deputies=deputies, passed_on=so_far)
            if place and place.capacity == Capacity.EXECUTIVE and person.pk == self.launch.sponsor_id:
                return Place(person, Capacity.ACTING)
            if place and place.person.pk == person.pk:
                return place
        return None

    def deputy(self, function_id: int, *, kind: str = "", passing_over: Collection[int] = ()) -> Person | None:
        """Return the next person with a seat in the function (or standing in for one), or None."""
        rows = self._rows(function_id, passing_over, deputies=True)
        place = next(self._seated(rows, function_id, kind, passing_over), None)
        return place.person if place else None

    def candidates(
        self, function_id: int, *, kind: str = "", passing_over: Collection[int] = (), deputies: bool = True
    ) -> Iterable[Place]:
        """Yield who could hold a turn of this function, best first, and the absent last."""
        yield from self._there(function_id, kind, passing_over, deputies)
        rows = self._rows(function_id, passing_over, deputies)
        yield from (_place(row) for row in rows if row.leave_on(kind))
        above = self._above(passing_over)
        yield from (place for place in above if self._away.leave_of(place.person, function_id, kind))

    def _there(self, function_id: int, kind: str, passing_over: Collection[int], deputies: bool) -> Iterator[Place]:
        """Yield who could hold a turn of this function and is there, best first."""
        rows = self._rows(function_id, passing_over, deputies)
        yield from self._seated(rows, function_id, kind, passing_over)
        above = self._above(passing_over)
        yield from (place for place in above if not self._away.is_away(place.person, function_id, kind))

    def _above(self, passing_over: Collection[int]) -> Iterator[Place]:
        """Yield those who act where no seat does: the sponsor, then the other executives."""
        sponsor = self.launch.sponsor
        if sponsor.is_active and sponsor.pk not in passing_over:
            yield Place(sponsor, Capacity.ACTING)
        for person in executives().exclude(pk__in={*passing_over, sponsor.pk}):
            yield Place(person, Capacity.EXECUTIVE)

    def _seated(
        self, rows: Iterable[Seated], function_id: int, kind: str, passing_over: Collection[int]
    ) -> Iterator[Place]:
        """Yield those of these seats who are there, and for the absent, or before who delegated, whoever stands in."""
        for row in rows:
            stand_ins = self._stand_ins(row, function_id, kind, passing_over)
            for stand_in in self._away.able(stand_ins, function_id, kind):
                yield Place(stand_in, Capacity.DELEGATE, stands_for=row.person)
            leave = row.leave_on(kind)
            if leave is None or leave.is_there:
                yield _place(row)

    def _stand_ins(self, row: Seated, function_id: int, kind: str, passing_over: Collection[int]) -> list[Person]:
        leave = row.leave_on(kind)
        return self._away.chain(leave.delegate_id, function_id, kind, never=passing_over) if leave else []

    def _rows(self, function_id: int, passing_over: Collection[int], deputies: bool) -> list[Seated]:
        """Return the seats from which somebody may act; for who is passed over, nobody stands in either."""
        return [
            row
            for row in self.of(function_id)
            if row.person.is_active and row.person.pk not in passing_over and (deputies or row.rank == Seat.Rank.HEAD)
        ]


def _place(row: Seated) -> Place:
    return Place(row.person, Capacity.HEAD if row.rank == Seat.Rank.HEAD else Capacity.DEPUTY)


def executives() -> QuerySet[Person]:
    """Return the executives who can act, in a fixed order."""
    return Person.objects.filter(is_executive=True, is_active=True).order_by("pk")


def stand_in_for(person: Person, launch: Matter, kind: str = "") -> Person:
    """Return who acts on a personal turn: the person, while away their delegate, and the sponsor when they are gone.

    `kind` is that of the gate concerned, to which absences can be limited. Whom no mail reaches, and who named nobody,
    is gone in this sense as long as the sponsor or the owner is there to hear of it.
    The sponsor does not stand in for an owner who is only away: one of the two has to be left to sign.
    """
    away, never = Away(), {launch.sponsor_id} if person.pk == launch.owner_id else set()
    if person.is_active:
        stand_in = next((one for one in away.stand_ins(person, kind) if one.pk not in never), person)
        if stand_in != person or not person.is_unreachable:
            return stand_in
    others = [one for one in (launch.sponsor, launch.owner) if one != person]
    if there := away.able(others, kind=kind):
        return there[0]
    if person.is_active:
        return person
    return next((one for one in others if one.is_active), None) or executives().first() or person


def stand_in_for_sponsor(launch: Matter, kind: str = "", *, never: Collection[int] = ()) -> Person:
    """Return who does what is the sponsor's alone: the sponsor; while away their delegate; an executive when gone.

    A sponsor whom no mail reaches, and who named nobody, is gone where an executive is there. For one who may `never`
    do it nobody stands in either: an executive does it. The owner comes last, when nobody else is left.
    """
    sponsor, away = launch.sponsor, Away()
    if sponsor.pk in never:
        return executives().exclude(pk__in={launch.owner_id, *never}).first() or launch.owner
    if sponsor.is_active:
        own = {launch.owner_id, *never}
        stand_in = next((one for one in away.stand_ins(sponsor, kind) if one.pk not in own), sponsor)
        if stand_in != sponsor or not sponsor.is_unreachable:
            return stand_in
    others = executives().exclude(pk__in={launch.owner_id, sponsor.pk, *never})
    if sponsor.is_active:
        return next(iter(away.able(others, kind=kind)), sponsor)
    return others.first() or launch.owner
