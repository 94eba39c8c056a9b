"""The turns that the state of a launch asks for: the state table of the design."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from launchgate.launches import hooks
from launchgate.launches.board import UNDER_REVIEW, Board
from launchgate.launches.models import Condition, Gate, HandOff, Hold, Launch, Revision, Turn
from launchgate.people.models import Person


@dataclass(frozen=True)
class Want:
    """A turn that the state asks for."""

    kind: str
    slot: str
    gate: Gate | None = None
    function_id: int | None = None
    person: Person | None = None
    hand_off: HandOff | None = None
    condition: Condition | None = None
    hold: Hold | None = None
    revision: Revision | None = None
    subject: str = ""
    pause: str = ""
    planned_for: date | None = None
    # Who asks, where it is not whoever acts.
    asked_by: Person | None = None


def wanted_turns(board: Board, unanswered: dict[int, set[int]]) -> list[Want]:
    """Return the turns that should be open now: the state table of the design, read from left to right.

    `unanswered` holds, per gate, the functions that still owe required answers.
    """
    launch, beside = board.launch, list(_beside_the_gates(board))
    if launch.status not in Launch.RUNNING:
        is_public = launch.status != Launch.Status.STOPPED
        return [want for want in beside if is_public and want.kind in Turn.WHILE_PUBLIC]
    wants = [want for gate in board.gates for want in _gate_turns(board, gate, unanswered.get(gate.pk, set()))]
    wants += [_condition_turn(condition) for condition in board.open_conditions()]
    wants += [_hold_turn(hold) for hold in board.open_holds()]
    wants += [_revision_turn(revision) for revision in board.revisions if revision.status in Revision.UNDECIDED]
    wants += beside
    if is_ready(board):
        wants.append(Want(Turn.Kind.GO_LIVE, f"go_live:launch:{launch.pk}"))
    return wants


def is_ready(board: Board) -> bool:
    """Say whether nothing keeps a launch from going public: later rooms are asked when all gates are passed."""
    if board.open_conditions() or not all(gate.is_passed for gate in board.gates):
        return False
    return not any(blocker(board.launch) for blocker in hooks.live_blockers)


def _beside_the_gates(board: Board) -> Iterable[Want]:
    """Yield the turns of later rooms: those that stand until their room releases them, and those it asks for now."""
    for turn in board.turns:
        if turn.subject and turn.slot not in board.released:
            # It is open already, so nobody asks whose it is; to read that would be a statement for each.
            yield Want(turn.kind, turn.slot, turn.gate, turn.function_id, subject=turn.subject)
    yield from board.asked


def _gate_turns(board: Board, gate: Gate, owing: set[int]) -> Iterable[Want]:
    kind = Turn.Kind
    if gate.status == Gate.Status.OPEN:
        hand_offs = board.open_hand_offs(gate)
        for hand_off in hand_offs:
            if hand_off.status == HandOff.Status.BOUNCED:
                yield Want(kind.REPLY, f"reply:handoff:{hand_off.pk}", gate, person=hand_off.giver, hand_off=hand_off)
            else:
                slot = accept_slot(hand_off.pk)
                yield Want(kind.ACCEPT, slot, gate, function_id=hand_off.function_id, hand_off=hand_off)
        if not hand_offs:
            yield Want(kind.PREPARE, f"prepare:gate:{gate.pk}", gate)
            yield from _contributions(gate, owing)
    elif gate.status in UNDER_REVIEW:
        yield from _contributions(gate, owing)
        pause = "blocked" if board.is_blocked(gate) else ""
        for decider in board.deciders[gate.pk]:
            if not decider.is_through:
                slot = sign_slot(gate.pk, decider.function_id)
                yield Want(kind.SIGN, slot, gate, decider.function_id, pause=pause)


def _contributions(gate: Gate, owing: set[int]) -> Iterable[Want]:
    for function_id in sorted(owing):
        yield Want(Turn.Kind.CONTRIBUTE, f"contribute:gate:{gate.pk}:function:{function_id}", gate, function_id)


def sign_slot(gate_id: int, function_id: int) -> str:
    """Return the slot of the turn in which a function signs a gate."""
    return f"sign:gate:{gate_id}:function:{function_id}"


def accept_slot(hand_off_id: int) -> str:
    """Return the slot of the turn in which a hand-off is accepted."""
    return f"accept:handoff:{hand_off_id}"


def confirm_slot(condition_id: int) -> str:
    """Return the slot of the turn in which a condition is confirmed."""
    return f"confirm:condition:{condition_id}"


def _hold_turn(hold: Hold) -> Want:
    if hold.condition is not None:
        return Want(Turn.Kind.EXTEND, f"extend:hold:{hold.pk}", condition=hold.condition, hold=hold)
    return Want(Turn.Kind.RESUME, f"resume:hold:{hold.pk}", person=hold.held_by, hold=hold)


def _revision_turn(revision: Revision) -> Want:
    if revision.status == Revision.Status.PROPOSED:
        return Want(Turn.Kind.TIER, f"tier:revision:{revision.pk}", revision=revision)
    return Want(Turn.Kind.VERSION, f"version:revision:{revision.pk}", revision=revision)


def _condition_turn(condition: Condition) -> Want:
    if condition.status == Condition.Status.OPEN:
        # Another date is another turn: its owner is asked anew, and reminded around that day.
        slot = f"clear:condition:{condition.pk}:{condition.due_on}"
        return Want(Turn.Kind.CLEAR, slot, person=condition.owner, condition=condition)
    slot = confirm_slot(condition.pk)
    return Want(Turn.Kind.CONFIRM, slot, function_id=condition.function_id, condition=condition)
