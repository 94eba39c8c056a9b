"""What exceptions do for promises: steps of actions in the room of exceptions, on a board that it settles itself.

Load the board of the promise's launch under its lock, call one of these, and settle the board once with the event of
the exception.
"""

from launchgate.core.refusals import Conflict
from launchgate.customers.ledger import follow_answer, move
from launchgate.customers.models import Promise
from launchgate.launches.board import Board


def promise_excepted(board: Board, promise_id: int, exception: str) -> Promise:
    """Let an approved exception, named as `exception:12`, cover a promise of the board's launch.

    Raises Conflict when the promise was withdrawn meanwhile, or is kept or broken already.
    """
    promise = _on(board, promise_id)
    if promise.status not in Promise.STANDING:
        raise Conflict(f"The promise is {promise.get_status_display().lower()} and needs no exception.")
    promise.exception = exception
    move(board, promise, Promise.Status.EXCEPTED, "exception")
    return promise


def promise_exception_ended(board: Board, promise_id: int, exception: str) -> Promise:
    """Let a promise fall back on its answer when the exception that covers it expired or was withdrawn.

    Nothing happens where another exception, or an answer, stands behind it by now. Which one it was stays named, so
    that its page can say what stood behind it.
    """
    promise = _on(board, promise_id)
    if promise.status == Promise.Status.EXCEPTED and promise.exception == exception:
        follow_answer(board, promise)
    return promise


def _on(board: Board, promise_id: int) -> Promise:
    along = ("customer", "recorder", "item__answer", "item__gate")
    promise = Promise.objects.select_related(*along).filter(pk=promise_id, launch=board.launch).first()
    if promise is None:
        raise Conflict("That promise is not on this launch.")
    return promise
