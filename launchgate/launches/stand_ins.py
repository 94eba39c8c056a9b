"""Why a turn is with somebody else than the head, or the person, whose it would be: in one sentence for the screen."""

from collections.abc import Mapping, Sequence

from launchgate.launches.holders import kind_of
from launchgate.launches.models import Decision, Submission, Turn
from launchgate.launches.seated import Away, Seated, Seats
from launchgate.people.models import Person, Seat

Capacity = Decision.Capacity

# What whoever holds it does, as others read it and as they read it themselves.
DOES = {
    Capacity.DELEGATE: ("stands in", "stand in"),
    Capacity.DEPUTY: ("acts as the deputy", "act as the deputy"),
    Capacity.ACTING: ("acts as the sponsor", "act as the sponsor"),
    Capacity.EXECUTIVE: ("acts as an executive", "act as an executive"),
}
OWNS, PASSED_ON = "owns this launch", "passed it on"


def why_held(turns: Sequence[Turn], *, reader: Person | None = None) -> dict[int, str]:
    """Return the sentences by the ids of the turns, such as "Marcus Oyelaran is away until 3 December; you stand in.".

    Turns need their gate, condition, function, holder and launch at hand. No statement is needed where everybody holds
    what is theirs; else there are a few, whatever the number of turns.
    """
    held = [turn for turn in turns if turn.holder is not None]
    acted = [turn for turn in held if turn.function_id and turn.capacity not in ("", Capacity.HEAD)]
    personal = [turn for turn in held if not turn.function_id and turn.holder_id != _whose(turn)]
    return _of_functions(acted, reader) | _of_persons(personal, reader)


def cause_of(seats: Sequence[Seated], kind: str, *, passed_over: Mapping[int, str]) -> str:
    """Return why the head does not act on a gate of a kind: away, deactivated, passed over, or not there at all.

    `passed_over` says what somebody did for which they may not, such as "owns this launch". Empty when the head acts.
    """
    head = next((row for row in seats if row.rank == Seat.Rank.HEAD), None)
    if head is None:
        return "There is no head"
    if not head.person.is_active:
        return f"{head.person.name} is deactivated"
    if head.person.pk in passed_over:
        return f"{head.person.name} {passed_over[head.person.pk]}"
    leave = head.leave_on(kind)
    return leave.told_of(head.person) if leave else ""


def never_signs(owner_id: int, submitter_id: int | None) -> dict[int, str]:
    """Return who never signs a gate, and what they did instead: the launch's owner, and its submitter if any."""
    return ({submitter_id: "submitted this gate"} if submitter_id else {}) | {owner_id: OWNS}


def deed_of(person: Person, capacity: str, reader: Person | None = None) -> str:
    """Return what somebody does in the head's place: "Priya Kaul stands in"."""
    others, own = DOES[Capacity(capacity)]
    return f"you {own}" if reader is not None and person.pk == reader.pk else f"{person.name} {others}"


def _of_functions(turns: Sequence[Turn], reader: Person | None) -> dict[int, str]:
    if not turns:
        return {}
    seats = Seats({turn.function_id for turn in turns if turn.function_id})
    standing = Submission.objects.filter(gate__in={turn.gate_id for turn in turns}, ended_at=None)
    submitters = dict(standing.values_list("gate", "submitter"))
    sentences = {}
    for turn in turns:
        passed_over = _passed_over(turn, submitters)
        cause = cause_of(seats.of(turn.function_id or 0), kind_of(turn), passed_over=passed_over)
        if cause and turn.holder is not None:
            sentences[turn.pk] = f"{cause}; {deed_of(turn.holder, turn.capacity, reader)}."
    return sentences


def _passed_over(turn: Turn, submitters: dict[int, int]) -> dict[int, str]:
    """Return who may not do what a turn asks, though they are head, and why not."""
    passed_on = dict.fromkeys(turn.passed_on, PASSED_ON)
    if turn.kind == Turn.Kind.SIGN:
        return passed_on | never_signs(turn.matter.owner_id, submitters.get(turn.gate_id or 0))
    if turn.condition is not None:
        return passed_on | {turn.condition.owner_id: "sees to this condition", turn.matter.owner_id: OWNS}
    if turn.subject:
        about = turn.about
        late = dict.fromkeys(about.late.get(turn.function_id or 0, ()), "did not answer in time")
        return passed_on | late | dict.fromkeys(about.never, about.why_never)
    return passed_on


def _of_persons(turns: Sequence[Turn], reader: Person | None) -> dict[int, str]:
    if not turns:
        return {}
    people, away = Person.objects.in_bulk({_whose(turn) for turn in turns}), Away()
    away.read(people.values())
    sentences = {}
    for turn in turns:
        person, holder = people[_whose(turn)], turn.holder
        leave = away.leave_of(person, kind=kind_of(turn))
        why = leave.told_of(person) if leave else "" if person.is_active else f"{person.name} is deactivated"
        why = f"{person.name} {PASSED_ON}" if person.pk in turn.passed_on else why
        if why and holder is not None:
            sentences[turn.pk] = f"{why}; {deed_of(holder, Capacity.DELEGATE, reader)}."
    return sentences


def _whose(turn: Turn) -> int:
    """Return whose a personal turn is: the person's whom it asks, the sponsor's, else the owner's."""
    if turn.kind in (Turn.Kind.EXTEND, Turn.Kind.TIER, Turn.Kind.DECIDE):
        return turn.matter.sponsor_id
    return turn.person_id or turn.matter.owner_id
