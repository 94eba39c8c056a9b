"""The end of every action: gates follow, turns are closed, opened and paused, schedules are set, people are asked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import F

from launchgate.audit.record import record
from launchgate.core import clock
from launchgate.launches import schedule
from launchgate.launches.board import Board, follow_holds, follow_states, owed_answers
from launchgate.launches.holders import holder_of, kind_of, passing_over, passing_over_condition, policy_of
from launchgate.launches.models import Gate, HandOff, Hold, Launch, Pause, Step, Turn
from launchgate.launches.news import UNDO, news_for
from launchgate.launches.pauses import cause_of, pause, resume
from launchgate.launches.places import Places
from launchgate.launches.wants import Want, wanted_turns
from launchgate.outbox.queue import Queued, queue_messages
from launchgate.people.company import closures_along
from launchgate.people.models import Person

# What planning a turn sets of it, to be saved with it.
PLANNED = ["holder", "capacity", "due_at", "next_at", "delay_days", "rests_until", "rest_days"]


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
    moment = at or clock.now()
    stood = board.stood
    _save_holds(follow_holds(board), actor)
    settled = Settled(gates=follow_states(board))
    board.hand_offs += _save_gates(board, settled.gates, moment)
    wants = {want.slot: want for want in wanted_turns(board, owed_answers(board))}
    pauses = {slot: cause_of(board, want) for slot, want in wants.items()}
    present = {turn.slot: turn for turn in board.turns}

    settled.closed = [turn for slot, turn in present.items() if slot not in wants]
    for turn in settled.closed:
        turn.outcome = _outcome_of(turn, kind, outcome)
    _close(settled.closed, moment)
    kept = [turn for slot, turn in present.items() if slot in wants]
    missing = [want for slot, want in wants.items() if slot not in present]
    pause(kept, pauses, moment)
    started = resume(kept, pauses, moment)
    if missing or started:
        concerned = [want.function_id for want in missing] + [turn.function_id for turn in started]
        board.places.read([function_id for function_id in concerned if function_id is not None])
        settled.opened = _open(board, missing, pauses, actor, moment)
        _reschedule(board, started)
    board.turns = kept + settled.opened
    launch = board.launch
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
            if submission is None or not submission.note:
                continue
            hand_offs += [
                HandOff(
                    from_gate=giver,
                    to_gate=gate,
                    function_id=decider.function_id,
                    giver_id=submission.submitter_id,
                    note=submission.note,
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


def _outcome_of(turn: Turn, kind: str, outcome: str) -> str:
    """Return how a turn ends: a signature or a launch that an action made needless was not done by it."""
    done_by = {
        Turn.Kind.SIGN: ("gate.approved", "gate.not_applicable"),
        Turn.Kind.GO_LIVE: ("launch.went_live",),
        Turn.Kind.CLEAR: ("condition.done",),
        Turn.Kind.EXTEND: ("condition.extended",),
    }
    if turn.revision_id and kind in ("launch.revised", "revision.left"):
        return Turn.Outcome.DONE
    ways = done_by.get(Turn.Kind(turn.kind), ())
    if outcome == Turn.Outcome.DONE and ways and not kind.startswith(ways):
        return Turn.Outcome.NOT_NEEDED
    return outcome


def _close(turns: list[Turn], moment: datetime) -> None:
    if not turns:
        return
    paused = [turn.pk for turn in turns if turn.paused_at]
    if paused:
        Pause.objects.filter(turn__in=paused, ended_at=None).update(ended_at=moment)
    for outcome in {turn.outcome for turn in turns}:
        ended = [turn.pk for turn in turns if turn.outcome == outcome]
        Turn.objects.filter(pk__in=ended).update(closed_at=moment, outcome=outcome, next_at=None, paused_at=None)
    for turn in turns:
        turn.closed_at = moment


def _open(
    board: Board, wants: list[Want], pauses: dict[str, str], actor: Person | None, moment: datetime
) -> list[Turn]:
    launch, turns = board.launch, []
    for want in wants:
        turn = Turn(
            kind=want.kind,
            slot=want.slot,
            launch=launch,
            gate=want.gate,
            function_id=want.function_id,
            person=want.person,
            hand_off=want.hand_off,
            condition=want.condition,
            hold=want.hold,
            revision=want.revision,
            asked_by=actor,
            opened_at=moment,
            paused_at=moment if pauses[want.slot] else None,
            planned_for=want.gate.planned_for if want.gate else None,
        )
        turns.append(turn)
    steps = [step for turn in turns for step in plan_turn(turn, launch, board.places)]
    Turn.objects.bulk_create(turns)
    for step in steps:
        step.turn_id = step.turn.pk
    Step.objects.bulk_create(steps)
    paused = [turn for turn in turns if turn.paused_at]
    if paused:
        Pause.objects.bulk_create(Pause(turn=turn, cause=pauses[turn.slot], started_at=moment) for turn in paused)
    return turns


def _reschedule(board: Board, turns: list[Turn]) -> None:
    if turns:
        steps = [step for turn in turns for step in plan_turn(turn, board.launch, board.places)]
        Step.objects.filter(turn__in=turns, number__gt=F("turn__step")).delete()
        Step.objects.bulk_create(steps)
        Turn.objects.bulk_update(turns, ["paused_at", *PLANNED])


def plan_turn(turn: Turn, launch: Launch, places: Places, pauses: Sequence[Pause] | None = None) -> list[Step]:
    """Set a turn's holder, due moment and next look, and return the steps still ahead of it (unsaved).

    Its pauses are read unless they are given.
    """
    place = holder_of(turn, launch, places)
    if place is None:
        turn.holder, turn.capacity, turn.due_at, turn.next_at = None, "", None, None
        return []
    if turn.holder_id != place.person.pk and turn.rests_until is not None:
        # A rest is the person's: for whoever comes next, reminders come when they would have come without it.
        turn.delay_days, turn.rests_until, turn.rest_days = turn.delay_days - turn.rest_days, None, 0.0
    turn.holder, turn.capacity = place.person, place.capacity
    deputy = None
    if turn.function_id is not None:
        over = {place.person.pk, *turn.passed_on, *passing_over(turn.gate, launch)}
        deputy = places.deputy(turn.function_id, kind=kind_of(turn), passing_over=over)
    hearers = schedule.Hearers(place.person, deputy, launch.sponsor, closures_along(launch))
    return schedule.ladder(turn, policy_of(turn), hearers, pauses)


def requests(launch: Launch, turns: Iterable[Turn], actor: Person | None) -> list[Queued]:
    """Return the request for each turn that runs and is not with the person who caused it.

    Whoever held a turn before is asked anew when it was passed on to them.
    """
    return [
        Queued(
            kind="turn.asked",
            person_id=turn.holder_id,
            subject=f"turn:{turn.pk}",
            once=":".join(["asked", *map(str, (turn.pk, turn.holder_id, *turn.passed_on[-1:]))]),
            data={"launch": launch.pk},
            delay=UNDO,
        )
        for turn in turns
        if turn.holder_id and not turn.paused_at and (actor is None or turn.holder_id != actor.pk)
    ]
