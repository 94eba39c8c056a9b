"""What customers of the demo company are promised, and what its front line asks, through the real actions."""

from datetime import date, timedelta
from typing import Any

from launchgate.core import clock
from launchgate.customers.actions.promises import (
    Kept,
    Promised,
    back_promise,
    record_promise,
    say_if_kept,
    withdraw_promise,
)
from launchgate.customers.actions.questions import answer_question, ask_gate
from launchgate.customers.models import Promise, Question
from launchgate.demo.walk import Walk


def promise(
    walk: Walk,
    by: str,
    customer: str,
    words: str,
    *,
    kind: str = Promise.Kind.SCOPE,
    value: Any = None,
    unit: str = "",
    direction: str = "",
    worth: str = "",
    key: str = "",
) -> Promise:
    """Record a promise that somebody made yesterday, backed by the answer to the item of a key where one is named."""
    person = walk.world.people[by]
    given = Promised(
        kind=kind,
        customer=customer,
        words=words,
        made_by_id=person.pk,
        made_on=clock.now().date() - timedelta(days=1),
        value=value,
        unit=unit,
        direction=direction,
        worth=worth or None,
    )
    item_id = walk.item(key).pk if key else None
    return record_promise(walk.launch.pk, given, actor=person, item_id=item_id).promise


def promise_a_day(walk: Walk, by: str, customer: str, words: str, *, days: int, worth: str = "") -> Promise:
    """Promise a day so many days after the one that operations named, or before it."""
    ready = date.fromisoformat(walk.item("delivery_from").value)
    value = (ready + timedelta(days=days)).isoformat()
    return promise(walk, by, customer, words, kind=Promise.Kind.DATE, value=value, worth=worth, key="delivery_from")


def promise_lead_time(walk: Walk, by: str, customer: str, *, worth: str = "") -> Promise:
    """Promise the lead time that operations named, and not a day more."""
    item = walk.item("lead_time")
    return promise(
        walk,
        by,
        customer,
        f"Never longer than {item.value} days from order to shelf.",
        kind=Promise.Kind.SERVICE,
        value=item.value,
        unit=item.unit,
        direction=Promise.Direction.AT_MOST,
        worth=worth,
        key="lead_time",
    )


def withdraw(walk: Walk, row: Promise, told: str) -> None:
    """Take a promise back."""
    withdraw_promise(row.pk, told, actor=row.recorder)


def back_by(walk: Walk, row: Promise, key: str) -> None:
    """Say which answer backs a promise."""
    back_promise(row.pk, walk.item(key).pk, actor=row.recorder)


def say_kept(row: Promise, *, is_kept: bool = True, told: str = "") -> None:
    """Say today whether a promise was kept."""
    say_if_kept(row.pk, Kept(is_kept, clock.now().date(), told), actor=row.recorder)


def ask(walk: Walk, by: str, kind: str, text: str) -> Question:
    """Ask a gate something."""
    return ask_gate(walk.gate(kind).pk, text, actor=walk.world.people[by])


def answer(walk: Walk, question: Question, text: str) -> None:
    """Answer it, as the head of the function that is asked."""
    answer_question(question.pk, text, actor=walk.world.head(question.function.key))
