"""The launch as a whole: hold, resume, go live, stop."""

from datetime import date
from typing import Any

from django.db import transaction

from launchgate.audit.record import words_digest
from launchgate.core import clock
from launchgate.core.once import use_once
from launchgate.core.refusals import Conflict, Invalid
from launchgate.launches import hooks, rules, transitions
from launchgate.launches.board import Board, lock_launch
from launchgate.launches.models import Condition, Hold, Launch, Turn
from launchgate.launches.phrases import what_ends, why_on_hold
from launchgate.launches.settle import settle
from launchgate.launches.words import required_words
from launchgate.people.models import Person

ASK_HOLD = "Say why the launch is on hold."
ASK_STOP = "Say why the launch stops. It is what others learn from."


@transaction.atomic(durable=True)
def hold_launch(launch_id: int, reason: str, *, actor: Person, look_again_on: date, once: str = "") -> Hold:
    """Put a launch on hold until somebody looks again; every turn but that one pauses."""
    use_once(once)
    words = required_words(reason, "reason", ASK_HOLD)
    board = Board.load(lock_launch(pk=launch_id))
    launch = board.launch
    if refusal := rules.refusal_unless_owner_or_sponsor(actor, launch, "put it on hold"):
        raise refusal
    transitions.require_launch(launch, "hold")
    check_look_again(look_again_on)
    hold = Hold.objects.create(
        launch=launch, reason=words, look_again_on=look_again_on, held_by=actor, opened_at=clock.now()
    )
    board.holds.append(hold)
    _finish(board, "launch.held", hold, actor, reason=words_digest(words), look_again_on=look_again_on.isoformat())
    return hold


def check_look_again(look_again_on: date) -> None:
    """Raise Invalid for a day to look again that is past, or more than a year ahead."""
    today = clock.now().date()
    if look_again_on < today:
        raise Invalid("The day to look again is in the past.", field="look_again_on")
    if (look_again_on - today).days > 366:
        raise Invalid("Look again within a year, or stop the launch.", field="look_again_on")


@transaction.atomic(durable=True)
def resume_launch(launch_id: int, *, actor: Person, once: str = "") -> Launch:
    """End the holds that people put on a launch; paused turns run on with the time they had left.

    A hold that a missed condition caused is not theirs to end: it stays, and the launch with it. Raises Conflict with
    what ends it when there is no other.
    """
    use_once(once)
    board = Board.load(lock_launch(pk=launch_id))
    launch = board.launch
    require_resuming(board, actor)
    holds = [hold for hold in board.open_holds() if hold.condition is None]
    for hold in holds:
        hold.closed_at, hold.closed_by = clock.now(), actor
        hold.save(update_fields=["closed_at", "closed_by"])
    kind = "hold.ended" if board.open_holds() else "launch.resumed"
    _finish(board, kind, launch, actor, holds=[hold.pk for hold in holds])
    return launch


def require_resuming(board: Board, actor: Person) -> None:
    """Raise the refusal when this person cannot resume the launch now, with what ends a hold that is not theirs."""
    launch, holds = board.launch, board.open_holds()
    if refusal := rules.refusal_unless_owner_or_sponsor(actor, launch, "resume it"):
        raise refusal
    transitions.require_launch(launch, "resume")
    if all(hold.condition is not None for hold in holds):
        raise Conflict(" ".join([*(why_on_hold(hold) for hold in holds), *(what_ends(hold, launch) for hold in holds)]))


@transaction.atomic(durable=True)
def go_live(launch_id: int, *, actor: Person, once: str = "") -> Launch:
    """Make a launch public. Needs every gate passed and no blocker; from then on its answers are frozen."""
    use_once(once)
    board = Board.load(lock_launch(pk=launch_id))
    launch = board.launch
    if refusal := rules.refusal_unless_owner_or_sponsor(actor, launch, "make it public"):
        raise refusal
    transitions.require_launch(launch, "go_live")
    if sentences := blockers(board):
        raise Conflict("This launch cannot go public yet. " + " ".join(sentences))
    launch.status, launch.live_at = Launch.Status.LIVE, clock.now()
    _finish(board, "launch.went_live", launch, actor, saves=("status", "live_at"))
    return launch


@transaction.atomic(durable=True)
def stop_launch(launch_id: int, reason: str, *, actor: Person, once: str = "") -> Launch:
    """End a launch for good; its turns, holds and conditions end with it, its history stays."""
    use_once(once)
    words = required_words(reason, "reason", ASK_STOP)
    board = Board.load(lock_launch(pk=launch_id))
    launch = board.launch
    if refusal := rules.refusal_unless_owner_or_sponsor(actor, launch, "stop it"):
        raise refusal
    transitions.require_launch(launch, "stop")
    now = clock.now()
    Hold.objects.filter(launch=launch, closed_at=None).update(closed_at=now, closed_by=actor)
    unmet = Condition.objects.filter(gate__launch=launch, status__in=[Condition.Status.OPEN, Condition.Status.DONE])
    unmet.update(status=Condition.Status.VOID)
    launch.status, launch.stopped_at, launch.stopped_by = Launch.Status.STOPPED, now, actor
    launch.stop_reason = words
    _finish(
        board,
        "launch.stopped",
        launch,
        actor,
        outcome=Turn.Outcome.STOPPED,
        saves=("status", "stopped_at", "stopped_by", "stop_reason"),
        reason=words_digest(words),
    )
    return launch


def blockers(board: Board) -> list[str]:
    """Return the sentences that keep a launch from going public; none when it may."""
    sentences = [f"{gate.name} is {gate.get_status_display().lower()}." for gate in board.gates if not gate.is_passed]
    if count := len(board.open_conditions()):
        sentences.append("One condition is open." if count == 1 else f"{count} conditions are open.")
    for blocker in hooks.live_blockers:
        sentences += blocker(board.launch)
    return sentences


def _finish(
    board: Board,
    kind: str,
    subject: Hold | Launch,
    actor: Person,
    *,
    outcome: str = Turn.Outcome.DONE,
    saves: tuple[str, ...] = (),
    **data: Any,
) -> None:
    settle(board, kind, actor=actor, subject=subject, outcome=outcome, saves=saves, **data)
