"""The promise ledger on a locked launch: promises follow their answers, and their turns follow them."""

from datetime import date, timedelta

from launchgate.core import clock
from launchgate.customers import rules
from launchgate.customers.collisions import standing_of
from launchgate.customers.models import Promise
from launchgate.launches.board import Board
from launchgate.launches.models import Launch, Turn
from launchgate.launches.wants import Want

# What is no date is asked about so many days after the launch became public.
KEPT_AFTER = timedelta(days=30)


def subject_of(promise: Promise) -> str:
    """Return how turns name a promise."""
    return f"promise:{promise.pk}"


def back_slot(promise: Promise) -> str:
    """Return the slot of the turn in which a promise is backed."""
    return f"back:{subject_of(promise)}"


def keep_slot(promise: Promise) -> str:
    """Return the slot of the turn in which somebody says whether a promise was kept."""
    return f"keep:{subject_of(promise)}"


def follow_answer(board: Board, promise: Promise, *fields: str) -> str:
    """Let a promise follow the answer that it is linked to; return why it is open, "" where it is not."""
    standing = standing_of(promise)
    move(board, promise, standing.status, *fields)
    return standing.why


def move(board: Board, promise: Promise, status: str, *fields: str) -> None:
    """Give a promise a status and save it with these fields; the turn in which it is backed is open while it is asked.

    On a public launch it has its day, backed or not: promised it is.
    """
    launch = board.launch
    promise.status = status
    if launch.live_at is not None and promise.keep_on is None:
        promise.keep_on = keep_day(promise, launch)
    promise.save(update_fields=["status", "keep_on", *fields])
    has_turn = any(turn.slot == back_slot(promise) for turn in board.turns)
    if promise.waits_for_backing and not has_turn:
        board.ask(asked(board, promise, Turn.Kind.BACK, back_slot(promise)))
    elif not promise.waits_for_backing and has_turn:
        board.release(back_slot(promise))
    count_open(board)


def asked(board: Board, promise: Promise, kind: str, slot: str) -> Want:
    """Return the turn about a promise: its recorder's, of sales where the recorder is gone, else the owner's."""
    subject = subject_of(promise)
    if promise.recorder.is_active:
        return Want(kind, slot, person=promise.recorder, subject=subject)
    sales = rules.sales_id()
    if sales is not None:
        return Want(kind, slot, function_id=sales, subject=subject)
    return Want(kind, slot, person=board.launch.owner, subject=subject)


def count_open(board: Board) -> None:
    """Keep on the launch how many of its promises nothing backs."""
    launch = board.launch
    number = Promise.objects.filter(launch=launch, status__in=Promise.OPEN).count()
    if number != launch.open_promises:
        launch.open_promises = number
        launch.save(update_fields=["open_promises"])


def keep_day(promise: Promise, launch: Launch) -> date:
    """Return the day on which it is asked whether a promise on a public launch was kept."""
    if promise.kind == Promise.Kind.DATE:
        return date.fromisoformat(str(promise.value))
    since = max(filter(None, (launch.live_at, promise.recorded_at)))
    return (since or clock.now()).date() + KEPT_AFTER
