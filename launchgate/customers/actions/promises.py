"""Promises to customers: recorded, backed by an answer, withdrawn, kept or broken."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from launchgate.audit.record import canonical, words_digest
from launchgate.core import clock
from launchgate.core.once import use_once
from launchgate.core.refusals import Conflict, Invalid
from launchgate.customers import rules
from launchgate.customers.collisions import mismatch_of, quoted
from launchgate.customers.ledger import back_slot, count_open, follow_answer, keep_slot, subject_of
from launchgate.customers.models import Promise
from launchgate.customers.naming import customer_named
from launchgate.launches.board import Board, lock_launch
from launchgate.launches.holders import is_asked_of
from launchgate.launches.models import Item
from launchgate.launches.settle import settle
from launchgate.launches.transitions import require_launch
from launchgate.launches.values import check_year, clean_value
from launchgate.launches.words import checked_length, one_line, required_words
from launchgate.people.models import Person
from launchgate.people.rules import today_of

LONGEST_WORDS, LONGEST_UNIT = 2000, 24
ASK_WORDS = "Write down what was promised."
ASK_TOLD = "Write down what the customer was told."
ASK_BACKING = "Choose the answer that backs it."
WORTH = Decimal("0.01")
MOST_WORTH = Decimal(10) ** 15
ASK_VALUE = {
    Promise.Kind.DATE: "Give the day that was promised.",
    Promise.Kind.PRICE: "Give the price that was promised.",
    Promise.Kind.SERVICE: "Give the level that was promised, as a number.",
}


@dataclass(frozen=True)
class Promised:
    """What was promised, to whom, by whom, when, and what it is worth; a scope has no value beside its words."""

    kind: str
    customer: str
    words: str
    made_by_id: int
    made_on: date
    value: Any = None
    unit: str = ""
    direction: str = ""
    worth: Any = None


@dataclass(frozen=True)
class Kept:
    """What became of a promise: whether it was kept, on which day, and what the customer was told."""

    is_kept: bool
    on: date
    told: str = ""


@dataclass(frozen=True)
class Outcome:
    """A promise after an action, and why it is open, in a sentence; "" where something stands behind it."""

    promise: Promise
    why: str


@transaction.atomic(durable=True)
def record_promise(
    launch_id: int, given: Promised, *, actor: Person, item_id: int | None = None, once: str = ""
) -> Outcome:
    """Record what was promised to a customer, with the answer that backs it where there is one."""
    use_once(once)
    board = Board.load(lock_launch(pk=launch_id))
    require_launch(board.launch, "promise")
    promise = _made(board, given, actor)
    if item_id is not None:
        _link(board, promise, item_id, actor)
    promise.save()
    why = follow_answer(board, promise)
    digest = promise_digest(promise)
    _settle(board, "promise.recorded", promise, actor, at=promise.recorded_at, digest=digest, item=promise.item_id)
    return Outcome(promise, why)


@transaction.atomic(durable=True)
def back_promise(promise_id: int, item_id: int, *, actor: Person, once: str = "") -> Outcome:
    """Say which answer of its launch backs a promise; where the two collide, that is recorded and said."""
    use_once(once)
    board, promise = board_and_promise(promise_id)
    require_seeing_to(board, promise, actor)
    _link(board, promise, item_id, actor)
    promise.exception = ""
    why = follow_answer(board, promise, "item", "meaning", "backed_by", "exception")
    _settle(board, "promise.linked", promise, actor, item=item_id, meaning=promise.meaning)
    return Outcome(promise, why)


@transaction.atomic(durable=True)
def withdraw_promise(promise_id: int, told: str, *, actor: Person, once: str = "") -> Promise:
    """Take a promise back, with what the customer was told."""
    use_once(once)
    words = checked_length(required_words(told, "told", ASK_TOLD), "told", LONGEST_WORDS)
    board, promise = board_and_promise(promise_id)
    require_seeing_to(board, promise, actor)
    _close(board, promise, Promise.Status.WITHDRAWN, actor, words)
    _settle(board, "promise.withdrawn", promise, actor, at=promise.settled_at, told=words_digest(words))
    return promise


@transaction.atomic(durable=True)
def say_if_kept(promise_id: int, kept: Kept, *, actor: Person, once: str = "") -> Promise:
    """Say of a promise on a public launch whether it was kept, and on which day."""
    use_once(once)
    words = checked_length(kept.told, "told", LONGEST_WORDS)
    board, promise = board_and_promise(promise_id)
    require_keeping(board, promise, actor)
    check_kept_on(promise, kept.on, actor)
    promise.kept_on = kept.on
    status = Promise.Status.KEPT if kept.is_kept else Promise.Status.BROKEN
    _close(board, promise, status, actor, words)
    kind = "promise.kept" if kept.is_kept else "promise.broken"
    _settle(board, kind, promise, actor, at=promise.settled_at, on=kept.on.isoformat(), told=words_digest(words))
    return promise


def board_and_promise(promise_id: int) -> tuple[Board, Promise]:
    """Lock the launch of a promise and return its board with the promise; raises Promise.DoesNotExist."""
    launch_id = Promise.objects.values_list("launch_id", flat=True).get(pk=promise_id)
    board = Board.load(lock_launch(pk=launch_id))
    along = ("customer", "recorder", "item__answer", "item__gate")
    return board, Promise.objects.select_related(*along).get(pk=promise_id)


def require_seeing_to(board: Board, promise: Promise, actor: Person) -> None:
    """Raise the refusal when this person cannot back or withdraw a promise now."""
    _require_place(board, promise, actor)
    require_launch(board.launch, "promise")
    if promise.status not in Promise.STANDING:
        raise Conflict(f"This promise is {promise.get_status_display().lower()} and stays as it is.")


def require_keeping(board: Board, promise: Promise, actor: Person) -> None:
    """Raise the refusal when this person cannot say now whether a promise was kept."""
    _require_place(board, promise, actor)
    if board.launch.live_at is None:
        raise Conflict("Whether it was kept is said once the launch is public.")
    if promise.status not in Promise.STANDING:
        raise Conflict(f"This promise is {promise.get_status_display().lower()} and stays as it is.")


def check_kept_on(promise: Promise, on: date, actor: Person) -> None:
    """Raise Invalid for a day that is ahead where the actor is, or before the promise was made."""
    if on > today_of(actor):
        raise Invalid("That day is still ahead.", field="on")
    if on < promise.made_on:
        raise Invalid("It was promised only after that day.", field="on")


def promise_digest(promise: Promise) -> str:
    """Return the digest by which an event proves what was promised."""
    return words_digest(*proven_words(promise))


def proven_words(promise: Promise) -> tuple[str, ...]:
    """Return all that was promised, as its event proves it."""
    value, worth = canonical({"value": promise.value}), "" if promise.worth is None else f"{promise.worth:.2f}"
    return promise.words, value, promise.unit, promise.direction, worth, promise.currency


def _require_place(board: Board, promise: Promise, actor: Person) -> None:
    refusal = rules.refusal_to_see_to(actor, promise, board.launch)
    turns = board.about(subject_of(promise)) if refusal else []
    if refusal and not any(is_asked_of(actor, turn, board.launch, board.places) for turn in turns):
        raise refusal


def _made(board: Board, given: Promised, actor: Person) -> Promise:
    """Return the unsaved row of what was promised; raises Invalid with the field that does not fit."""
    if given.kind not in Promise.Kind.values:
        raise Invalid("Choose what was promised: a date, a price, a service level or a scope.", field="kind")
    words = checked_length(required_words(given.words, "words", ASK_WORDS), "words", LONGEST_WORDS)
    check_made_on(given.made_on, actor)
    made_by = Person.objects.filter(pk=given.made_by_id).first()
    if made_by is None:
        raise Invalid("Choose who promised it.", field="made_by")
    promise = Promise(
        launch=board.launch,
        kind=given.kind,
        customer=customer_named(given.customer),
        words=words,
        made_by=made_by,
        made_on=given.made_on,
        recorder=actor,
        recorded_at=clock.now(),
    )
    if given.kind == Promise.Kind.SERVICE:
        promise.unit = one_line(given.unit, "unit", LONGEST_UNIT)
        if given.direction not in Promise.Direction.values:
            raise Invalid("Choose whether it is at least or at most so much.", field="direction")
        promise.direction = given.direction
    promise.value = clean_promised(promise, given.value)
    worth = clean_worth(given.worth)
    if worth is not None:
        promise.worth, promise.currency = Decimal(worth["amount"]), worth["currency"]
    return promise


def check_made_on(made_on: date, actor: Person) -> None:
    """Raise Invalid for a day that cannot be, or is ahead where the actor is: nothing was promised on it yet."""
    check_year(made_on, "made_on")
    if made_on > today_of(actor):
        raise Invalid("A promise is recorded when it was made, not before.", field="made_on")


def clean_promised(promise: Promise, raw: Any) -> Any:
    """Return the value of a promise as an answer of its type is stored; None for a scope, whose words say it all."""
    if promise.kind == Promise.Kind.SCOPE:
        return None
    try:
        value = clean_value(promise.typed, raw)  # type: ignore[arg-type]
    except Invalid as refusal:
        raise Invalid(refusal.message, field="value") from None
    if value is None:
        raise Invalid(ASK_VALUE[Promise.Kind(promise.kind)], field="value")
    return value


def clean_worth(raw: Any) -> dict[str, str] | None:
    """Return an amount with its currency, None for none; raises Invalid for anything else, or less than nothing."""
    try:
        worth = clean_value(MONEY, raw)
    except Invalid as refusal:
        raise Invalid(refusal.message, field="worth") from None
    if worth is None:
        return None
    amount = Decimal(worth["amount"])
    if not 0 <= amount < MOST_WORTH:
        raise Invalid("Give what it is worth as an amount from 0 on.", field="worth")
    return {"amount": str(amount.quantize(WORTH)), "currency": worth["currency"]}


MONEY: Any = Promise(kind=Promise.Kind.PRICE).typed


def _link(board: Board, promise: Promise, item_id: int, actor: Person) -> None:
    """Link a promise to an answer; raises Invalid where such an answer cannot back such a promise."""
    item = Item.objects.select_related("answer", "gate").filter(pk=item_id, gate__launch=board.launch).first()
    if item is None:
        raise Invalid(ASK_BACKING, field="item")
    if why := mismatch_of(promise, item):
        raise Invalid(why, field="item")
    if promise.kind == Promise.Kind.SCOPE and not item.is_answered:
        raise Invalid(f"{quoted(item)} is not answered yet, so it backs nothing.", field="item")
    promise.item, promise.meaning, promise.backed_by = item, item.meaning, actor


def _close(board: Board, promise: Promise, status: str, actor: Person, told: str) -> None:
    promise.status, promise.told = status, told
    promise.settled_at, promise.settled_by = clock.now(), actor
    promise.save(update_fields=["status", "told", "settled_at", "settled_by", "kept_on"])
    board.release(back_slot(promise), keep_slot(promise))
    count_open(board)


def _settle(board: Board, kind: str, promise: Promise, actor: Person | None, **data: Any) -> None:
    gate_id = promise.item.gate_id if promise.item else None
    settle(board, kind, actor=actor, subject=promise, gate=gate_id, status=promise.status, **data)
