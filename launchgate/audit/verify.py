"""Walking the chains: is every event still what was recorded, does each follow, and do rows and anchors agree?"""

import hashlib
import json
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from launchgate.audit.anchors import anchored_and_found, anchored_heads, root_of, with_chain_key
from launchgate.audit.models import Anchor, Chained, Event
from launchgate.audit.moments import Isoformat
from launchgate.audit.proofs import Fault, Recorded, disproved, proven_kinds

BATCH = 2000
# Rows are compared this many events at a time: each room asks some statements for them, however few they are.
PROVEN_AT_ONCE = 12_000
MOMENTS = ("happened_at", "recorded_at")
OTHER_HEAD = "the last event is not the one that the chain's row names"


class Row(NamedTuple):
    """An event as it is read for the walk: a plain tuple, since a model instance would be most of the work."""

    chain: str
    number: int
    kind: str
    actor_id: int | None
    subject: str
    happened_at: str
    recorded_at: str
    text: str
    previous: str
    digest: str


class Stretch(NamedTuple):
    """Chains that follow each other by their keys: from the first, up to but without that beyond (None: to the end)."""

    first: str = ""
    beyond: str | None = None


WHOLE = Stretch()


def stored_events(stretch: Stretch = WHOLE) -> Iterator[tuple]:
    """Yield every event of every chain in order, each a tuple with the columns of `Row`."""
    moments = {f"{name}_text": Isoformat(name) for name in MOMENTS}
    columns = [f"{name}_text" if name in MOMENTS else name for name in Row._fields]
    events = Event.objects.order_by("chain", "number").annotate(**moments).values_list(*columns)
    if stretch.first:
        events = events.filter(chain__gte=stretch.first)
    if stretch.beyond is not None:
        events = events.filter(chain__lt=stretch.beyond)
    return events.iterator(chunk_size=BATCH)


class Walked:
    """A walk along all chains, or a stretch of them: iterate for the first fault of each, then read how much was seen.

    With `rows`, the rows that events prove are compared with them. Memory stays constant, whatever the length of the
    chains.
    """

    def __init__(self, stretch: Stretch = WHOLE, *, rows: bool = True) -> None:
        self._stretch = stretch
        self._kinds = proven_kinds() if rows else frozenset()
        self.events = self.chains = 0
        self._chain = self._previous = ""
        self._number = 0
        self._is_bad = False

    def __iter__(self) -> Iterator[Fault]:
        rows = stored_events(self._stretch)
        while batch := list(islice(rows, PROVEN_AT_ONCE)):
            proving: list[Recorded] = []
            faults = list(self._links(batch, proving))
            # What was hashed is large and has done its part.
            batch.clear()
            faults += disproved(proving)
            if faults:
                yield from _first_of_each(faults)

    def _links(self, batch: list[tuple], proving: list[Recorded]) -> Iterator[Fault]:
        """Yield the first event of each chain in this batch whose hash, number, predecessor or columns are wrong.

        The sound ones of a kind that proves something are added to `proving`: what a forged one says is worth nothing.
        """
        sha256, kinds, decode = hashlib.sha256, self._kinds, json.JSONDecoder().raw_decode
        chain, number, previous, is_bad = self._chain, self._number, self._previous, self._is_bad
        for row in batch:
            if row[0] != chain:
                chain, number, previous, is_bad = row[0], 0, "", False
                self.chains += 1
            number += 1
            _, own, kind, actor, subject, happened, recorded, text, before, digest = row
            begins = f'{{"actor":{"null" if actor is None else actor},"chain":"{chain}","data":{{'
            is_sound = (
                own == number
                and before == previous
                and sha256(text.encode()).hexdigest() == digest
                and text.startswith(begins)
                and text.endswith(
                    f'}},"form":1,"happened_at":"{happened}","kind":"{kind}",'
                    f'"number":{own},"previous":"{before}","recorded_at":"{recorded}"'
                    f',"subject":"{subject}"}}'
                )
            )
            if is_sound:
                if kind in kinds:
                    data, _ = decode(text, len(begins) - 1)
                    proving.append(Recorded(chain, own, kind, actor, subject, happened, data))
            elif not is_bad:
                is_bad = True
                yield Fault(chain, own, _reason(Row(*row), number, previous))
            previous = digest
        self.events += len(batch)
        self._chain, self._number, self._previous, self._is_bad = chain, number, previous, is_bad


def _first_of_each(faults: list[Fault]) -> Iterator[Fault]:
    first: dict[str, Fault] = {}
    for fault in faults:
        known = first.setdefault(fault.chain, fault)
        if (fault.number or 0) < (known.number or 0):
            first[fault.chain] = fault
    yield from first.values()


def _reason(event: Row, number: int, previous: str) -> str:
    """Return in words what is wrong with an event of which something is."""
    if event.number != number:
        return f"event {number} is missing"
    if hashlib.sha256(event.text.encode()).hexdigest() != event.digest:
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
        "happened_at": event.happened_at,
        "recorded_at": event.recorded_at,
        "previous": event.previous,
    }
    changed = sorted(name for name, value in columns.items() if fact.get(name) != value)
    if not changed:
        return "its text is not in the canonical form"
    return f"its columns say something else than its text: {', '.join(changed)}"


def heads_that_differ() -> Iterator[Fault]:
    """Yield the chains whose row and last event name different heads: a tail was cut off, a row changed or is gone."""
    models = {model._meta.model_name: model for model in Chained.__subclasses__()}
    for model in models.values():
        last = Event.objects.filter(chain=OuterRef("key")).order_by("-number")
        rows = with_chain_key(model).annotate(
            last_number=Subquery(last.values("number")[:1]), last_digest=Subquery(last.values("digest")[:1])
        )
        is_even = Q(last_number=F("chain_count"), last_digest=F("chain_head")) | Q(
            last_number=None, chain_count=0, chain_head=""
        )
        for key, count in rows.exclude(is_even).values_list("key", "chain_count").iterator(chunk_size=BATCH):
            yield Fault(key, count, OTHER_HEAD)
    begun = Event.objects.filter(number=1).values_list("chain", flat=True).iterator(chunk_size=BATCH)
    while chains := list(islice(begun, BATCH)):
        yield from _without_a_row(chains, models)


def _without_a_row(chains: list[str], models: dict[str | None, type[Chained]]) -> Iterator[Fault]:
    ids: dict[str, set[int]] = {}
    for chain in chains:
        name, _, key = chain.partition(":")
        ids.setdefault(name, set()).add(int(key) if key.isdigit() else 0)
    for name, wanted in ids.items():
        model = models.get(name)
        there: QuerySet | set[int] = (
            model._default_manager.filter(pk__in=wanted).values_list("pk", flat=True) if model else set()
        )
        for missing in sorted(wanted - set(there)):
            yield Fault(f"{name}:{missing}", 1, "the row of this chain is gone")


def anchors_that_differ() -> Iterator[Fault]:
    """Yield each anchor that was changed, and each chain that no longer holds what was anchored of it."""
    previous = ""
    for anchor in Anchor.objects.order_by("day").iterator(chunk_size=BATCH):
        name = f"anchor of {anchor.day}"
        if anchor.root != root_of(anchor.day, anchor.previous, anchor.events, anchored_heads(anchor)):
            yield Fault(name, None, "its root is not that of what it holds")
        elif anchor.previous != previous:
            yield Fault(name, None, "it does not follow from the anchor before")
        previous = anchor.root
    differing = anchored_and_found().filter(Q(found=None) | ~Q(found=F("head"))).order_by("chain", "count")
    for head in differing.iterator(chunk_size=BATCH):
        day = head.anchor.day
        if head.found is None:
            yield Fault(head.chain, head.count, f"it is missing, and the anchor of {day} proves it")
        else:
            yield Fault(head.chain, head.count, f"it is not the one that was anchored on {day}")
