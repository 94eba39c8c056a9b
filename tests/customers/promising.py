"""Promises and insights of the small company, recorded through the real actions."""

from datetime import date, timedelta
from typing import Any

from launchgate.core import clock
from launchgate.customers.actions.insights import Said, add_insight
from launchgate.customers.actions.promises import Outcome, Promised, record_promise
from launchgate.customers.models import Insight, Promise
from launchgate.launches.models import Item, Launch, Turn
from launchgate.people.models import Person

D = Promise.Kind.DATE


def item_on(launch: Launch, key: str) -> Item:
    """Return an item of a launch, fresh from the database."""
    return Item.objects.select_related("gate", "answer").get(gate__launch=launch, key=key)


def day(days: int) -> str:
    """Return a day from today on, as answers keep it."""
    return in_days(days).isoformat()


def in_days(days: int) -> date:
    """Return a day from today on."""
    return clock.now().date() + timedelta(days=days)


def promise_on(launch: Launch, by: Person, kind: str = D, value: Any = None, *, key: str = "", **more: Any) -> Outcome:
    """Record a promise that was made today; a date in a month unless a value is given."""
    if value is None and kind == D:
        value = day(30)
    facts = {"customer": "Kaufhaus Nord", "words": "It is there.", "made_by_id": by.pk, "made_on": in_days(0)}
    item_id = item_on(launch, key).pk if key else None
    return record_promise(launch.pk, Promised(kind=kind, value=value, **facts | more), actor=by, item_id=item_id)


def say_on(launch: Launch, by: Person, kind: str = "feedback", customer: str = "Nordmarkt", words: str = "") -> Insight:
    """Write down what a customer said."""
    return add_insight(launch.pk, Said(kind, customer, words or f"It is slow, says {kind}."), actor=by)


def fresh(promise: Promise) -> Promise:
    """Return a promise as it stands now."""
    return Promise.objects.select_related("item__answer", "customer", "launch").get(pk=promise.pk)


def turns_about(row: Any) -> list[Turn]:
    """Return the open turns about a row of the customers room."""
    subject = f"{row._meta.model_name}:{row.pk}"
    return list(Turn.objects.filter(subject=subject, closed_at=None).select_related("holder", "function"))
