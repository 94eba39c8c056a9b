"""Who holds a turn, and who may act on it: heads, their delegates, deputies, the sponsor, another executive."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import F, FilteredRelation, Q

from launchgate.core import clock
from launchgate.launches.models import Launch
from launchgate.launches.models.decisions import Decision
from launchgate.people.models import Absence, Person, Seat

Capacity = Decision.Capacity


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


def today_of(person: Person) -> date:
    """Return today's date where this person is."""
    return clock.now().astimezone(ZoneInfo(person.time_zone)).date()


class Places:
    """The heads and deputies of some functions, read once per action, absences included."""

    def __init__(self, launch: Launch, function_ids: Iterable[int]):
        self.launch = launch
        self._seats: dict[int, list[tuple[str, Person, bool, int | None]]] = {}
        self._delegates: dict[int, Person] = {}
        self.read(function_ids)

    def read(self, function_ids: Iterable[int]) -> None:
        """Read the seats of functions that are not known yet, in one statement."""
        missing = set(function_ids) - self._seats.keys()
        if not missing:
            return
        self._seats |= {function_id: [] for function_id in missing}
        near = clock.now().date()
        seats = (
            Seat.objects.filter(function__in=missing, ended_at=None)
            .exclude(rank=Seat.Rank.MEMBER)
            .annotate(
                away=FilteredRelation(
                    "person__absences",
                    condition=Q(person__absences__ended_early_at=None)
                    & Q(person__absences__starts_on__lte=date.fromordinal(near.toordinal() + 1))
                    & Q(person__absences__ends_on__gte=date.fromordinal(near.toordinal() - 1)),
                ),
                away_from=F("away__starts_on"),
                away_to=F("away__ends_on"),
                away_delegate=F("away__delegate"),
            )
            .select_related("person")
            .order_by("-rank", "pk")
        )
        # Ranks sort head after deputy in the alphabet, so "-rank" puts the head first. Two absences give two rows.
        known: dict[int, int] = {}
        for seat in seats:
            row = vars(seat)
            starts, ends = row["away_from"], row["away_to"]
            is_away = starts is not None and starts <= today_of(seat.person) <= ends
            rows = self._seats[seat.function_id]
            if seat.pk not in known:
                known[seat.pk] = len(rows)
                rows.append((seat.rank, seat.person, False, None))
            if is_away:
                rows[known[seat.pk]] = (seat.rank, seat.person, True, row["away_delegate"])

    def holder(self, function_id: int, *, passing_over: Collection[int] = (), deputies: bool = True) -> Place | None:
        """Return who holds a turn of this function, or None when nobody in the company can.

        Head, else the head's delegate, else a deputy, else the sponsor as acting head, else another executive; people
        in `passing_over`, the inactive and the absent are passed over.
        """
        return next(iter(self.candidates(function_id, passing_over=passing_over, deputies=deputies)), None)

    def capacity_of(
        self, person: Person, function_id: int, *, passing_over: Collection[int] = (), deputies: bool = True
    ) -> Place | None:
        """Return as what this person may act for the function at this moment, or None."""
        if not person.is_active or person.pk in passing_over:
            return None
        rows = self._seats.get(function_id, ())
        for rank, seated, _, _ in rows:
            if seated.pk == person.pk and (rank == Seat.Rank.HEAD or deputies):
                return Place(person, Capacity.HEAD if rank == Seat.Rank.HEAD else Capacity.DEPUTY)
        for _, seated, is_away, delegate in rows:
            if is_away and delegate == person.pk:
                return Place(person, Capacity.DELEGATE, stands_for=seated)
        place = self.holder(function_id, passing_over=passing_over, deputies=deputies)
        return place if place and place.person.pk == person.pk else None

    def deputy(self, function_id: int, *, passing_over: Collection[int] = ()) -> Person | None:
        """Return the next person with a seat in the function (or standing in for one), or None."""
        for place in self.candidates(function_id, passing_over=passing_over):
            return None if place.capacity in (Capacity.ACTING, Capacity.EXECUTIVE) else place.person
        return None

    def candidates(
        self, function_id: int, *, passing_over: Collection[int] = (), deputies: bool = True
    ) -> Iterable[Place]:
        """Yield who could hold a turn of this function, best first."""

        def can(person: Person) -> bool:
            return person.is_active and person.pk not in passing_over

        rows = self._seats.get(function_id, ())
        for rank, person, is_away, delegate in rows:
            if rank == Seat.Rank.DEPUTY and not deputies:
                continue
            if can(person) and not is_away:
                yield Place(person, Capacity.HEAD if rank == Seat.Rank.HEAD else Capacity.DEPUTY)
            elif is_away and delegate is not None and (stand_in := self._person(delegate)) and can(stand_in):
                yield Place(stand_in, Capacity.DELEGATE, stands_for=person)
        if can(self.launch.sponsor):
            yield Place(self.launch.sponsor, Capacity.ACTING)
        others = Person.objects.filter(is_executive=True, is_active=True).exclude(pk__in=passing_over).order_by("pk")
        for person in others.exclude(pk=self.launch.sponsor_id):
            yield Place(person, Capacity.EXECUTIVE)

    def _person(self, person_id: int) -> Person:
        if person_id not in self._delegates:
            self._delegates[person_id] = Person.objects.get(pk=person_id)
        return self._delegates[person_id]


def stand_in_for(person: Person, launch: Launch) -> Person:
    """Return who acts for a person on a personal turn: themselves, else their delegate, else the sponsor if gone."""
    absences = Absence.objects.filter(person=person, ended_early_at=None).select_related("delegate")
    today = today_of(person)
    absence = absences.filter(starts_on__lte=today, ends_on__gte=today).first()
    if absence and absence.delegate and absence.delegate.is_active:
        return absence.delegate
    if person.is_active:
        return person
    return launch.sponsor if launch.sponsor.is_active and launch.sponsor_id != person.pk else launch.owner
