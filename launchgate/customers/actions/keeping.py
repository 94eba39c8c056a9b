"""Asking on its day whether a promise was kept: a daily task, an action for each promise."""

from django.db import transaction

from launchgate.core import clock
from launchgate.core.each import act_on_each
from launchgate.customers.actions.promises import board_and_promise
from launchgate.customers.following import days_to_keep
from launchgate.customers.ledger import asked, back_slot, keep_slot
from launchgate.customers.models import Promise
from launchgate.launches.models import Turn
from launchgate.launches.settle import settle
from launchgate.people.company import company_today


def ask_if_kept() -> int:
    """Ask about every promise whose day has come, each once; return how many were asked about."""
    return act_on_each([(promise_id,) for promise_id in days_to_keep(company_today())], ask_about)


@transaction.atomic(durable=True)
def ask_about(promise_id: int) -> bool:
    """Ask whoever recorded a promise whether it was kept; False where that was asked already, or is settled."""
    board, promise = board_and_promise(promise_id)
    if promise.asked_at is not None or promise.status not in Promise.STANDING or board.launch.live_at is None:
        return False
    promise.asked_at = clock.now()
    promise.save(update_fields=["asked_at"])
    board.release(back_slot(promise), outcome=Turn.Outcome.NOT_NEEDED)
    board.ask(asked(board, promise, Turn.Kind.KEEP, keep_slot(promise)))
    settle(board, "promise.due", actor=None, subject=promise, at=promise.asked_at)
    return True
