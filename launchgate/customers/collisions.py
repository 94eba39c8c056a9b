"""Whether an answer backs a promise: compared by type, and told in plain words where it does not."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from launchgate.customers.models import Promise
from launchgate.launches.models import Item, Launch
from launchgate.launches.phrases import shortened
from launchgate.launches.values import words_for
from launchgate.playbooks.models import ItemKind

Status = Promise.Status
LONGEST = 80
# Which types of answers can back a promise of a kind.
BACKING: dict[str, tuple[str, ...]] = {
    Promise.Kind.DATE: (ItemKind.DATE,),
    Promise.Kind.PRICE: (ItemKind.MONEY,),
    Promise.Kind.SERVICE: (ItemKind.NUMBER,),
    Promise.Kind.SCOPE: (ItemKind.YES_NO, ItemKind.TEXT, ItemKind.CHOICE),
}


@dataclass(frozen=True)
class Standing:
    """How a promise stands against its answer; `why` says it in a sentence, "" where the answer backs it."""

    status: str
    why: str = ""


def standing_of(promise: Promise) -> Standing:
    """Return how a promise stands against its answer, whatever else covers it."""
    item = promise.item
    if item is None:
        ended = "The exception that covered it has ended, and no answer backs it."
        return Standing(Status.UNBACKED, ended if promise.exception else "No answer backs it yet.")
    name = quoted(item)
    if item.removed_at is not None:
        return Standing(Status.UNBACKED, f"{name} is no longer asked on this launch.")
    if why := mismatch_of(promise, item):
        return Standing(Status.UNBACKED, why)
    if item.is_not_applicable:
        return Standing(Status.UNBACKED, f"{name} was said not to apply to this launch.")
    if not item.is_answered:
        return Standing(Status.UNBACKED, f"{name} is not answered yet.")
    why = COMPARED[promise.kind](promise, item)
    return Standing(Status.COLLIDING, why) if why else Standing(Status.BACKED)


def mismatch_of(promise: Promise, item: Item) -> str:
    """Return why no answer to a question could back a promise, whatever it says; "" where one could.

    A newer version of the playbook may ask for something else under the same key.
    """
    if item.kind not in BACKING[promise.kind]:
        return f"{quoted(item)} does not ask for what could back a {promise.get_kind_display().lower()}."
    if promise.unit and item.unit and promise.unit.casefold() != item.unit.casefold():
        words = f"{quoted(item)} is answered in {item.unit}; {promise.unit} was promised."
        return f"{words} Those cannot be compared."
    return ""


def consequence_of(launch: Launch) -> str:
    """Return in a sentence what an open promise means for its launch."""
    if launch.live_at is not None:
        return f"{launch} is public already."
    return "The launch cannot go public before."


def quoted(item: Item) -> str:
    """Return the question of an item in quotation marks, short enough for a sentence."""
    return f"“{shortened(item.text, LONGEST)}”"


def promised(promise: Promise) -> str:
    """Return what was promised in a few words: its value with direction and unit, or its own words for a scope."""
    if promise.value is None:
        return shortened(promise.words.rstrip("."), LONGEST)
    words = words_for(promise.typed, promise.value)
    return f"{promise.get_direction_display().lower()} {words}" if promise.direction else words


def _date(promise: Promise, item: Item) -> str:
    then, now = date.fromisoformat(str(promise.value)), date.fromisoformat(str(item.value))
    if now <= then:
        return ""
    late = (now - then).days
    return f"{_lead(promise, item)}: {late} {'day' if late == 1 else 'days'} later."


def _price(promise: Promise, item: Item) -> str:
    said: Any = promise.value
    price = item.value
    if said["currency"] != price["currency"]:
        return f"{_lead(promise, item)}: two currencies, which cannot be compared."
    more = Decimal(price["amount"]) - Decimal(said["amount"])
    if more <= 0:
        return ""
    difference = words_for(item, {"amount": format(more, "f"), "currency": price["currency"]})
    return f"{_lead(promise, item)}: {difference} more."


def _service(promise: Promise, item: Item) -> str:
    said, level = Decimal(str(promise.value)), Decimal(str(item.value))
    is_least = promise.direction == Promise.Direction.AT_LEAST
    if level >= said if is_least else level <= said:
        return ""
    return f"{_lead(promise, item)}: too {'little' if is_least else 'much'}."


def _scope(promise: Promise, item: Item) -> str:
    if item.kind == ItemKind.YES_NO:
        return "" if item.value else f"{promise.customer} was promised this, and {quoted(item)} says no."
    if item.meaning == promise.meaning:
        return ""
    return f"{quoted(item)} says something else by now than when it was said to back this promise."


def _lead(promise: Promise, item: Item) -> str:
    return f"{promise.customer} was promised {promised(promise)}, and {quoted(item)} says {words_for(item, item.value)}"


COMPARED: dict[str, Callable[[Promise, Item], str]] = {
    Promise.Kind.DATE: _date,
    Promise.Kind.PRICE: _price,
    Promise.Kind.SERVICE: _service,
    Promise.Kind.SCOPE: _scope,
}
