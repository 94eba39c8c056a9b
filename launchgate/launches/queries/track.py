"""The track of a launch: its gates in order, the state of each, and who has the ball there."""

from dataclasses import dataclass

from launchgate.core.templatetags.launchgate import day, short_day
from launchgate.launches.models import Decision, Gate, Launch, Turn
from launchgate.launches.queries.reading import Reading
from launchgate.people.models import Person


@dataclass(frozen=True)
class Face:
    """How a gate's state looks: `state` names glyph and colour, `words` says it."""

    state: str
    words: str


@dataclass(frozen=True)
class Station:
    """One gate on the track, ready to be shown."""

    gate: Gate
    face: Face
    person: Person | None = None
    before: str = ""
    others: int = 0
    age: float | None = None
    meta: str = ""
    holds: bool = False
    is_current: bool = False


def track_of(reading: Reading, current: Gate | None = None) -> list[Station]:
    """Return the stations of a launch in the order of its gates; `current` is the gate of the page, if it has one."""
    return [
        _station(reading, gate, is_current=current is not None and gate.pk == current.pk)
        for gate in reading.board.gates
    ]


def face_of(reading: Reading, gate: Gate) -> Face:
    """Return glyph, colour and word for the state of a gate, with what is derived: conditions, stalled, blocked."""
    status = Gate.Status
    if gate.status == status.WAITING:
        return Face("waiting", "Waiting")
    if gate.is_passed:
        return _passed(reading, gate)
    turns = reading.turns_of(gate)
    if gate.status == status.CHANGED:
        return Face("changed", "Signed, then changed")
    if reading.launch.status == Launch.Status.STOPPED:
        return Face("stopped", "Stopped")
    if reading.launch.status == Launch.Status.HELD:
        return Face("held", f"{gate.get_status_display()}, on hold")
    if gate.status == status.IN_REVIEW and reading.board.is_blocked(gate):
        return Face("blocked", "Blocked")
    if any(reading.is_stalled(turn) for turn in turns):
        return Face("stalled", "Stalled")
    if gate.status == status.IN_REVIEW:
        return Face("review", _review_words(reading, gate))
    if any(row.decision and row.decision.kind == Decision.Kind.SENT_BACK for row in reading.board.deciders[gate.pk]):
        return Face("returned", "Sent back")
    return Face("open", OPEN_WORDS.get(turns[0].kind, "Open") if turns else "Open")


OPEN_WORDS: dict[str, str] = {
    Turn.Kind.ACCEPT: "Hand-off to accept",
    Turn.Kind.REPLY: "Question to answer",
    Turn.Kind.CONTRIBUTE: "In preparation",
    Turn.Kind.PREPARE: "In preparation",
}


def _passed(reading: Reading, gate: Gate) -> Face:
    when = f" {short_day(gate.settled_at)}" if gate.settled_at else ""
    if gate.status == Gate.Status.NOT_APPLICABLE:
        return Face("not_applicable", "Not applicable")
    if gate.status == Gate.Status.OVERRIDDEN:
        return Face("overridden", f"Overridden{when}")
    if count := len(reading.conditions_of(gate)):
        return Face("conditions", "1 condition open" if count == 1 else f"{count} conditions open")
    return Face("approved", f"Signed{when}")


def _review_words(reading: Reading, gate: Gate) -> str:
    rows = reading.board.deciders[gate.pk]
    through = sum(row.is_through for row in rows)
    return f"In review, {through} of {len(rows)} signed" if through else "In review"


def _station(reading: Reading, gate: Gate, *, is_current: bool) -> Station:
    face, turns = face_of(reading, gate), reading.turns_of(gate)
    if turns:
        lead = turns[0]
        return Station(
            gate,
            face,
            lead.holder,
            "With",
            others=len({turn.holder_id for turn in turns} - {lead.holder_id}),
            age=None if lead.paused_at else reading.days(lead),
            meta="paused" if lead.paused_at else f"since {day(lead.held_since)}",
            holds=lead.paused_at is None,
            is_current=is_current,
        )
    if gate.status == Gate.Status.WAITING:
        before = [other.name for other in reading.board.blocking(gate)]
        meta = f"opens after {before[-1]}" if before else f"planned for {day(gate.planned_for)}"
        return Station(gate, face, reading.next_signer(gate), "Then", meta=meta, is_current=is_current)
    if override := reading.overrides.get(gate.pk):
        return Station(gate, face, override.person, "Overridden by", is_current=is_current)
    signers = [row.decision.person for row in reading.board.deciders[gate.pk] if row.decision]
    conditions = reading.conditions_of(gate)
    return Station(
        gate,
        face,
        signers[0] if signers else None,
        "Signed by",
        others=max(len(set(signers)) - 1, 0),
        meta=f"due {short_day(conditions[0].due_on)}" if conditions else "",
        is_current=is_current,
    )
