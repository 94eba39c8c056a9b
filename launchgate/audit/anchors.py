"""The daily anchor: one root over the heads of all chains, so that cutting off a chain's tail shows."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from django.db import IntegrityError, connection, transaction
from django.db.models import CharField, Max, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Collate, Concat

from launchgate.audit.models import Anchor, AnchoredHead, Chained, Event
from launchgate.core import clock

FORM = "launchgate anchor 1"
BATCH = 2000

Anchored = Callable[[Anchor], None]
_callbacks: list[Anchored] = []


class Head(NamedTuple):
    """How many events a chain has, and the digest of the last."""

    chain: str
    number: int
    digest: str


def on_anchored(callback: Anchored) -> Anchored:
    """Have `callback(anchor)` run in the transaction of each new anchor that holds anything new."""
    if callback not in _callbacks:
        _callbacks.append(callback)
    return callback


def root_of(day: date, previous: str, events: int, heads: Iterable[Head]) -> str:
    """Return the SHA-256 of an anchor's canonical text (docs/audit.md), without ever holding the whole of it."""
    digest = hashlib.sha256(f"{FORM}\n{day.isoformat()}\n{previous or '-'}\n{events}\n".encode())
    for head in heads:
        digest.update(f"{head.chain} {head.number} {head.digest}\n".encode())
    return digest.hexdigest()


def anchor_chains() -> tuple[Anchor, bool]:
    """Return the anchor of the current day (UTC) and whether this call made it; called again, it changes nothing."""
    day = clock.now().date()
    present = Anchor.objects.filter(day=day).first()
    if present is not None:
        return present, False
    try:
        return _make(day), True
    except IntegrityError:
        # Another worker was quicker; anything else would not have left an anchor of this day.
        return Anchor.objects.get(day=day), False


@transaction.atomic(durable=True)
def _make(day: date) -> Anchor:
    last = Anchor.objects.order_by("-day").first()
    moved = sorted((head, known) for head, known in _moved())
    heads = [head for head, _ in moved]
    events = (last.events if last else 0) + sum(head.number - known for head, known in moved)
    previous = last.root if last else ""
    anchor = Anchor.objects.create(
        day=day, previous=previous, events=events, root=root_of(day, previous, events, heads), made_at=clock.wall()
    )
    rows = (AnchoredHead(anchor=anchor, chain=head.chain, count=head.number, head=head.digest) for head in heads)
    AnchoredHead.objects.bulk_create(rows, batch_size=BATCH)
    if heads:
        for callback in _callbacks:
            callback(anchor)
    return anchor


def _moved() -> Iterator[tuple[Head, int]]:
    """Yield the heads of chains that grew since they were last anchored, and how many events were anchored then."""
    for model in Chained.__subclasses__():
        known = AnchoredHead.objects.filter(chain=OuterRef("key")).values("chain").annotate(most=Max("count"))
        rows = with_chain_key(model).annotate(known=Coalesce(Subquery(known.values("most")), 0))
        for key, count, head, anchored in rows.values_list("key", "chain_count", "chain_head", "known").iterator():
            if count > anchored:
                yield Head(key, count, head), anchored


def with_chain_key(model: type[Chained]) -> QuerySet:
    """Return the rows of a model that has chains, each with its chain's key as `key`."""
    prefix = Value(f"{model._meta.model_name}:")
    return model._default_manager.annotate(
        key=Concat(prefix, Cast("pk", CharField()), output_field=CharField(max_length=40))
    )


def anchored_heads(anchor: Anchor) -> Iterator[Head]:
    """Yield what an anchor holds in the order of its canonical text: by the bytes of the chain's key."""
    rows = AnchoredHead.objects.filter(anchor=anchor).order_by(_by_bytes()).values_list("chain", "count", "head")
    return (Head(*row) for row in rows.iterator(chunk_size=BATCH))


def _by_bytes() -> Collate:
    return Collate("chain", "C" if connection.vendor == "postgresql" else "BINARY")


def anchored_and_found() -> QuerySet:
    """Return what was ever anchored, each with the digest of the event that now stands there (None: none does)."""
    there = Event.objects.filter(chain=OuterRef("chain"), number=OuterRef("count"))
    return AnchoredHead.objects.annotate(found=Subquery(there.values("digest")[:1])).select_related("anchor")
