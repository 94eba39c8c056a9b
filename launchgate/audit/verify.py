"""Walking the chains: is every event still what was recorded, and does each follow from the one before?"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from launchgate.audit.models import Chained, Event
from launchgate.audit.record import sha256

BATCH = 2000
COLUMNS = ("chain", "number", "kind", "actor_id", "subject", "happened_at", "recorded_at", "text", "previous", "digest")


@dataclass(frozen=True)
class Fault:
    """The first event of a chain that is not as it was recorded."""

    chain: str
    number: int
    reason: str


def walk() -> Iterator[Fault | Event]:
    """Yield every event of every chain in order, and after it a fault if it is the first bad one of its chain.

    Memory stays constant, whatever the length of the chains.
    """
    chain, number, previous, is_bad = "", 0, "", False
    events = Event.objects.only(*COLUMNS).order_by("chain", "number")
    for event in events.iterator(chunk_size=BATCH):
        if event.chain != chain:
            chain, number, previous, is_bad = event.chain, 0, "", False
        yield event
        number += 1
        reason = None if is_bad else _fault_of(event, number, previous)
        if reason:
            is_bad = True
            yield Fault(chain, event.number, reason)
        previous = event.digest


def _fault_of(event: Event, number: int, previous: str) -> str | None:
    if event.number != number:
        return f"event {number} is missing"
    if sha256(event.text) != event.digest:
        return "its text is not the one that was hashed"
    if event.previous != previous:
        return "it does not follow from the event before"
    try:
        fact = dict(json.loads(event.text))
    except (TypeError, ValueError):
        return "its text is not a recorded fact"
    columns = {
        "chain": event.chain,
        "number": event.number,
        "kind": event.kind,
        "actor": event.actor_id,
        "subject": event.subject,
        "happened_at": event.happened_at.isoformat(timespec="microseconds"),
        "recorded_at": event.recorded_at.isoformat(timespec="microseconds"),
        "previous": event.previous,
    }
    changed = sorted(name for name, value in columns.items() if fact.get(name) != value)
    return f"its columns say something else than its text: {', '.join(changed)}" if changed else None


def heads_that_differ() -> Iterator[Fault]:
    """Yield the chains whose row and last event name different heads: a tail was cut off, a row changed or is gone."""
    of_chain = Event.objects.filter(chain=OuterRef("chain")).order_by("-number")
    last_events = Event.objects.filter(number=Subquery(of_chain.values("number")[:1]))
    rows = last_events.values_list("chain", "number", "digest").iterator(chunk_size=BATCH)
    last = {chain: (number, digest) for chain, number, digest in rows}
    for model in Chained.__subclasses__():
        for row in model._default_manager.only("pk", "chain_count", "chain_head").iterator(chunk_size=BATCH):
            if last.pop(row.chain_key, (0, "")) != (row.chain_count, row.chain_head):
                yield Fault(row.chain_key, row.chain_count, "the last event is not the one that the chain's row names")
    yield from (Fault(chain, number, "the row of this chain is gone") for chain, (number, _) in last.items())
