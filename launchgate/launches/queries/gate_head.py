"""The head of the gate page: whose turn it is, since when, and what that holds up."""

from dataclasses import dataclass, replace

from launchgate.core.templatetags.launchgate import duration, long_day
from launchgate.launches.models import Gate, Launch, Pause, Turn
from launchgate.launches.phrases import ASKS, listed, time_told, what_ends, why_on_hold
from launchgate.launches.queries.reading import Reading
from launchgate.launches.queries.track import Face, face_of
from launchgate.launches.rests import standing_of
from launchgate.people.models import Person


@dataclass(frozen=True)
class Held:
    """One line that says who has the ball: the person, what they do with it, and for how long."""

    person: Person | None
    name: str
    words: str
    note: str
    is_late: bool
    why: str = ""


@dataclass(frozen=True)
class Block:
    """What stands in the way, or what this gate stands in the way of."""

    state: str
    lead: str
    text: str


@dataclass(frozen=True)
class Head:
    """Everything above the checklist."""

    face: Face
    chip: str
    held: list[Held]
    rest: str
    blocks: list[Block]
    waits_for: Turn | None
    age: str = ""

    @property
    def ask(self) -> str:
        """Return what the reader is waited for."""
        is_sign = self.waits_for is not None and self.waits_for.kind == Turn.Kind.SIGN
        return "Waits for your sign-off" if is_sign else "Waits for you"

    @property
    def anchor(self) -> str:
        """Return the place on the page where the reader acts."""
        return ASKS[self.waits_for.kind].anchor if self.waits_for else ""

    @property
    def button(self) -> str:
        """Return the word of the button that leads there."""
        return ASKS[self.waits_for.kind].button if self.waits_for else ""


HOLDS = {
    Turn.Kind.SIGN: "has held this",
    Turn.Kind.ACCEPT: "has had the hand-off to accept",
    Turn.Kind.REPLY: "has had a question to answer",
    Turn.Kind.CONTRIBUTE: "has had items to answer",
    Turn.Kind.PREPARE: "has had this to prepare and submit",
}


def head_of(reading: Reading, gate: Gate, reader: Person) -> Head:
    """Return the head of a gate as this reader sees it."""
    face, turns = face_of(reading, gate), reading.turns_of(gate)
    why = standing_of(turns, reader=reader)
    held = [replace(_held(reading, gate, turn), why=why.get(turn.pk, "")) for turn in turns]
    late = [turn for turn in turns if reading.is_stalled(turn)]
    chip = f"{face.words}, {duration(reading.days(late[0]))}" if face.state == "stalled" and late else face.words
    waits = next((turn for turn in turns if turn.holder_id == reader.pk and turn.paused_at is None), None)
    age = duration(reading.days(waits)) if waits else ""
    return Head(face, chip, held, "" if held else _rest(reading, gate), _blocks(reading, gate), waits, age)


def _held(reading: Reading, gate: Gate, turn: Turn) -> Held:
    if turn.holder is None:
        return Held(None, "Nobody", f"can act for {turn.function or 'this'} now.", "Give the function a head.", True)
    several = len(reading.board.deciders[gate.pk]) > 1 or turn.kind in (Turn.Kind.CONTRIBUTE, Turn.Kind.ACCEPT)
    to_whom = f" for {turn.function}" if turn.function and several else ""
    words = f"{HOLDS[Turn.Kind(turn.kind)]}{to_whom} since {long_day(turn.held_since)}."
    spent, asked = duration(reading.days(turn)), long_day(turn.opened_at)
    waited = f"{spent[:1].upper()}{spent[1:]} so far."
    if asked != long_day(turn.held_since):
        waited = f"It has waited since {asked}, {spent} so far."
    if turn.paused_at is not None:
        return Held(turn.holder, turn.holder.name, words, _pause_words(turn), False)
    is_late = reading.is_stalled(turn)
    due = f"{'It was' if is_late else 'It is'} due on {long_day(turn.due_at)}." if turn.due_at else ""
    cause = time_told(turn, is_stalled=is_late)
    said = " ".join(filter(None, (waited, due, cause)))
    return Held(turn.holder, turn.holder.name, words, said, is_late)


def _pause_words(turn: Turn) -> str:
    cause = next((pause.cause for pause in turn.pauses.all() if pause.ended_at is None), "")
    causes = {
        Pause.Cause.HELD: "The clock stands while the launch is on hold.",
        Pause.Cause.BLOCKED: "The clock stands until the gates before it are passed.",
    }
    return causes.get(Pause.Cause(cause), "The clock stands.") if cause else "The clock stands."


def _rest(reading: Reading, gate: Gate) -> str:
    """Return why nobody has the ball."""
    settled = f" on {long_day(gate.settled_at)}" if gate.settled_at else ""
    match gate.status:
        case Gate.Status.SIGNED:
            return f"Signed{settled}. Nobody has to do anything here."
        case Gate.Status.OVERRIDDEN:
            return f"Overridden by the sponsor{settled}, without its signatures."
        case Gate.Status.NOT_APPLICABLE:
            return f"Declared not applicable{settled} by every function that decides here."
        case Gate.Status.WAITING:
            signer = reading.next_signer(gate)
            before = [other.name for other in reading.board.blocking(gate)]
            then = f" {signer.name} is asked to sign then." if signer else ""
            return f"It opens when {listed(before)} {'are' if len(before) > 1 else 'is'} passed.{then}"
    return "Nobody is asked while the launch does not run."


def _blocks(reading: Reading, gate: Gate) -> list[Block]:
    launch = reading.launch
    if launch.status in (Launch.Status.STOPPED, Launch.Status.LIVE, Launch.Status.REVIEWED):
        return []
    blocks = [
        Block("held", "On hold.", f"{why_on_hold(hold)} {what_ends(hold, launch)}")
        for hold in reading.board.open_holds()
    ]
    before = listed([other.name for other in reading.board.blocking(gate)])
    if before and gate.status not in (Gate.Status.WAITING, *Gate.PASSED):
        blocks.append(Block("blocked", f"Waits for {before}.", "Work here goes on; it can be signed after that."))
    if gate.is_passed or gate.status == Gate.Status.WAITING:
        return blocks
    later = [other for other in reading.board.gates if other.order > gate.order and not other.is_passed]
    nearest = [other.name for other in later if other.order == min(one.order for one in later)]
    planned = f"It is planned to be passed by {long_day(gate.planned_for)}."
    if gate.planned_for < reading.now.date():
        planned = f"It was planned to be passed by {long_day(gate.planned_for)}."
    is_stalled = any(reading.is_stalled(turn) for turn in reading.turns_of(gate))
    state = "stalled" if is_stalled or gate.planned_for < reading.now.date() else "waiting"
    what = listed(nearest) if nearest else "going public"
    blocks.append(Block(state, f"Holds up {what}.", planned))
    return blocks
