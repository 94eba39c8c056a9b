"""Who belongs to an audience: everybody with a seat in its functions, and the people chosen by name."""

from collections.abc import Collection, Iterable

from launchgate.briefings.models import Briefing, Reading
from launchgate.launches.seated import Away
from launchgate.people.models import Function, Person, Seat

# Of several seats, the one under which a reader counts.
RANKS = {Seat.Rank.HEAD: 0, Seat.Rank.DEPUTY: 1, Seat.Rank.MEMBER: 2}


def audience_of(function_ids: Collection[int], person_ids: Collection[int]) -> dict[int, int | None]:
    """Return who reads, with the function for which each counts; None for those chosen by name. Two statements.

    Whoever sits in several of the functions counts once, for the one in which they rank highest.
    """
    heirs = _heirs(function_ids)
    seats = Seat.objects.filter(function__in=heirs, ended_at=None, person__is_active=True)
    rows = sorted(seats.values_list("person", "function", "rank"), key=lambda row: (RANKS[Seat.Rank(row[2])], row[1]))
    readers: dict[int, int | None] = {}
    for person_id, function_id, _ in rows:
        readers.setdefault(person_id, heirs[function_id])
    chosen = Person.objects.filter(pk__in=set(person_ids) - readers.keys(), is_active=True)
    return readers | dict.fromkeys(chosen.values_list("pk", flat=True))


def _heirs(function_ids: Collection[int]) -> dict[int, int]:
    """Return the functions whose seats count, each with itself; for a merged one, that into which it was merged."""
    into = dict(Function.objects.values_list("pk", "merged_into"))
    found: dict[int, int] = {}
    for function_id in function_ids:
        while (heir := into.get(function_id)) is not None:
            function_id = heir
        found[function_id] = function_id
    return found


def readings_for(briefing: Briefing) -> list[Reading]:
    """Return the readings of a briefing that is published now, unsaved: its audience, and who of it is out."""
    functions = list(briefing.functions.values_list("pk", flat=True))
    chosen = list(briefing.people.values_list("pk", flat=True))
    readers = audience_of(functions, chosen)
    people = Person.objects.in_bulk(readers)
    why = why_out(people.values())
    return [
        Reading(briefing=briefing, person=person, function_id=readers[pk], out=why.get(pk, ""))
        for pk, person in sorted(people.items())
    ]


def why_out(people: Iterable[Person]) -> dict[int, str]:
    """Return who of these people is out of the count today and why; absences are read in one statement.

    An absence that is limited to functions or gates leaves its person there to read, and so does a delegation.
    """
    everybody, away = list(people), Away()
    away.read(everybody)
    found = {}
    for person in everybody:
        leave = away.leave_of(person)
        if not person.is_active:
            found[person.pk] = Reading.Out.LEFT
        elif leave is not None and not leave.is_there and leave.ends_on is not None:
            found[person.pk] = Reading.Out.AWAY
    return {pk: str(out) for pk, out in found.items()}
