"""The end of every action: gates follow, turns are closed, opened and paused, schedules are set, people are asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from launchgate.audit.models import Chained
from launchgate.audit.record import record
from launchgate.core import clock
from launchgate.launches import hooks
from launchgate.launches.about import Matter
from launchgate.launches.board import Board, follow_holds, follow_states, owed_answers
from launchgate.launches.courts import Court, requests
from launchgate.launches.holders import passing_over_condition
from launchgate.launches.models import Gate, HandOff, Hold, Launch, Turn
from launchgate.launches.news import news_for
from launchgate.launches.pauses import cause_of
from launchgate.launches.places import Places
from launchgate.launches.wants import Want, wanted_turns
from launchgate.outbox.queue import queue_messages
from launchgate.people.models import Person


@dataclass
class Settled:
    """What followed from an action: gates with a new status, turns closed and opened."""

    gates: dict[int, str] = field(default_factory=dict)
    closed: list[Turn] = field(default_factory=list)
    opened: list[Turn] = field(default_factory=list)

    def became(self, status: str) -> list[int]:
        """Return the ids of the gates that reached this status."""
        return [gate_id for gate_id, now in self.gates.items() if now == status]


def settle(
    board: Board,
    kind: str,
    *,
    actor: Person | None,
    subject: Any,
    outcome: str = Turn.Outcome.DONE,
    saves: tuple[str, ...] = (),
    at: datetime | None = None,
    **data: Any,
) -> Settled:
    """Bring a changed board to rest and write the one event of the action.

    Gates open, become signed or changed; turns that nothing asks for any more close with `outcome`; missing ones open
    with holder, due moment and ladder, and their holders are asked by a message that leaves after the minute in which
    a click can be undone. A hold ends with its condition, and a launch with its last hold goes on by itself. `saves`
    names the launch's own fields that the action changed, `at` is the moment of the row that the event proves: nobody
    could tell two moments apart from a forged one. Call it once, last, under the launch's lock.
    """
    moment, launch = at or clock.now(), board.launch
    stood = board.stood
    _save_holds(follow_holds(board), actor)
    settled = Settled(gates=follow_states(board))
    board.hand_offs += _save_gates(board, settled.gates, moment)
    if settled.gates or launch.status != stood:
        for follow in hooks.followers:
            follow(board, kind, settled.gates, actor)
    data |= board.facts
    wants = {want.slot: want for want in wanted_turns(board, owed_answers(board))}
    pauses = {slot: cause_of(board, want) for slot, want in wants.items()}
    court = Court(launch, launch, board.turns, lambda: board.places)
    settled.closed, settled.opened, started = court.turn_over(
        wants, pauses, kind, outcome, actor, moment, board.released
    )
    board.turns, board.asked, board.released, board.facts = court.turns, [], {}, {}
    ahead = [gate.planned_for for gate in board.gates if not gate.is_passed]
    launch.next_planned_for = min(ahead, default=None)
    if settled.gates:
        data["gates"] = {str(gate_id): status for gate_id, status in settled.gates.items()}
    moved = launch.status != stood and launch.status in Launch.RUNNING
    if moved:
        data["launch"], saves = launch.status, (*saves, "status")
    record(
        kind, chain=launch, actor=actor, subject=subject, chain_fields=("next_planned_for", *saves), at=moment, **data
    )
    asked = requests(launch, settled.opened, actor)
    told = news_for(
        launch,
        "launch.resumed" if moved and launch.status == Launch.Status.ACTIVE else kind,
        subject,
        signed=settled.became(Gate.Status.SIGNED),
        without={message.person_id for message in asked} | ({actor.pk} if actor else set()),
        concerned=_concerned(board) if moved or isinstance(subject, Hold) else (),
    )
    # Whoever was asked before it paused is not asked again: such a request is written once.
    queue_messages([*asked, *requests(launch, started, actor), *told])
    return settled


def settle_matter(
    matter: Matter,
    turns: list[Turn],
    wants: Iterable[Want],
    kind: str,
    *,
    chain: Chained,
    actor: Person | None,
    subject: Any,
    released: Mapping[str, str] | None = None,
    at: datetime | None = None,
    **data: Any,
) -> Settled:
    """Bring a matter of no single launch to rest and write the one event of the action on a chain that is locked.

    `turns` are its open turns, `wants` those that it asks for now; `released` says by slot how those end that it does
    not ask for any more, done unless it says otherwise. Call it once, last.
    """
    moment, wanted = at or clock.now(), {want.slot: want for want in wants}
    functions = {want.function_id for want in wanted.values() if want.function_id is not None}
    court = Court(None, matter, turns, lambda: Places(matter, functions))
    ends = {turn.slot: Turn.Outcome.DONE for turn in turns} | dict(released or {})
    closed, opened, _ = court.turn_over(
        wanted, dict.fromkeys(wanted, ""), kind, Turn.Outcome.NOT_NEEDED, actor, moment, ends
    )
    record(kind, chain=chain, actor=actor, subject=subject, at=moment, **data)
    queue_messages(requests(None, opened, actor))
    return Settled(closed=closed, opened=opened)


def _save_gates(board: Board, changes: dict[int, str], moment: datetime) -> list[HandOff]:
    """Save gates with a new status and hand over to those that opened; return the hand-offs."""
    changed = [gate for gate in board.gates if gate.pk in changes]
    for gate in changed:
        if gate.status == Gate.Status.OPEN:
            gate.opened_at = gate.opened_at or moment
        if gate.is_passed:
            gate.settled_at = moment
        # Seldom more than two, for which one statement each is less work than one made for many.
        gate.save(update_fields=["status", "opened_at", "settled_at", "submission"])
    waited = [gate for gate in changed if board.statuses[gate.pk] == Gate.Status.WAITING]
    opened = [gate for gate in waited if gate.status == Gate.Status.OPEN]
    return _hand_over(board, opened, moment) if opened else []


def _hand_over(board: Board, opened: list[Gate], moment: datetime) -> list[HandOff]:
    """Write the hand-offs from the gates just before to each deciding function of the gates that opened."""
    hand_offs = []
    for gate in opened:
        before = max((other.order for other in board.gates if other.order < gate.order), default=None)
        for giver in (other for other in board.gates if other.order == before and other.submission):
            submission = giver.submission
            if submission is None or not (submission.note or submission.told):
                continue
            hand_offs += [
                HandOff(
                    from_gate=giver,
                    to_gate=gate,
                    function_id=decider.function_id,
                    giver_id=submission.submitter_id,
                    note=submission.note,
                    submission=submission,
                    given_at=moment,
                )
                for decider in board.deciders[gate.pk]
            ]
    return HandOff.objects.bulk_create(hand_offs)


def _concerned(board: Board) -> set[int]:
    """Return whom a hold concerns that a missed condition caused: all who hold a turn, and who set and see to it."""
    missed = [hold.condition for hold in board.holds if hold.condition]
    people = {turn.holder_id for turn in board.turns if turn.holder_id and missed}
    for condition in missed:
        over, kind = passing_over_condition(condition, board.launch), board.gate(condition.gate_id).kind
        setter = board.places.holder(condition.function_id, kind=kind, passing_over=over)
        people |= {condition.owner_id} | ({setter.person.pk} if setter else set())
    return people


def _save_holds(ended: list[Hold], actor: Person | None) -> None:
    for hold in ended:
        hold.closed_by = actor
        hold.save(update_fields=["closed_at", "closed_by"])
