"""When turns stand still and when they run: on a launch that is held, and on a gate that is blocked."""

from datetime import datetime

from launchgate.launches.board import Board
from launchgate.launches.models import Launch, Pause, Turn
from launchgate.launches.wants import Want


def cause_of(board: Board, want: Want) -> str:
    """Return why a turn stands still: on a held launch all do, but those that can end a hold."""
    held = board.launch.status == Launch.Status.HELD
    if held and want.kind not in Turn.ENDS_A_HOLD and not board.is_held_by(want.condition):
        return Pause.Cause.HELD
    return want.pause


def pause(turns: list[Turn], causes: dict[str, str], moment: datetime) -> None:
    """Pause open turns that have a cause to; where one pauses already and the cause is another now, write that down."""
    stop = [turn for turn in turns if causes[turn.slot] and not turn.paused_at]
    stand = [turn for turn in turns if causes[turn.slot] and turn.paused_at]
    if stand:
        known = dict(Pause.objects.filter(turn__in=stand, ended_at=None).values_list("turn_id", "cause"))
        other = [turn for turn in stand if known.get(turn.pk) != causes[turn.slot]]
        Pause.objects.filter(turn__in=other, ended_at=None).update(ended_at=moment)
        Pause.objects.bulk_create(Pause(turn=turn, cause=causes[turn.slot], started_at=moment) for turn in other)
    if stop:
        Pause.objects.bulk_create(Pause(turn=turn, cause=causes[turn.slot], started_at=moment) for turn in stop)
        Turn.objects.filter(pk__in=[turn.pk for turn in stop]).update(paused_at=moment)
        for turn in stop:
            turn.paused_at = moment


def resume(turns: list[Turn], causes: dict[str, str], moment: datetime) -> list[Turn]:
    """Let open turns run again that have no cause to pause any more, and return them; saving them is the caller's."""
    start = [turn for turn in turns if not causes[turn.slot] and turn.paused_at]
    if start:
        Pause.objects.filter(turn__in=start, ended_at=None).update(ended_at=moment)
        for turn in start:
            turn.paused_at = None
    return start
