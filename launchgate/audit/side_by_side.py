"""Walking the chains in several processes at once, each its own stretch of them: a long record is read sooner."""

import gc
import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial

from django.db import connection, connections
from django.db.models import Sum
from django.db.models.functions import Coalesce

from launchgate.audit.anchors import with_chain_key
from launchgate.audit.models import Chained
from launchgate.audit.proofs import Fault
from launchgate.audit.verify import Stretch, Walked

# Fewer events than this are walked sooner than a process has begun.
WORTH_A_PROCESS = 10_000


@dataclass(slots=True)
class Seen:
    """What a walk along a record has seen of it."""

    events: int = 0
    chains: int = 0
    faults: list[Fault] = field(default_factory=list)


def walk(*, rows: bool, processes: int, least: int = WORTH_A_PROCESS) -> Seen:
    """Walk all chains and return how much was seen, with the first fault of each chain.

    At most so many processes do it, each with at least so many events. Within a transaction there is one, since nobody
    else sees what was written in it.
    """
    stretches = list(_stretches(1 if connection.in_atomic_block else processes, least))
    if len(stretches) == 1:
        return _walked(stretches[0], rows=rows)
    # A process that is forked must not speak over its parent's connection.
    connections.close_all()
    whole = Seen()
    with ProcessPoolExecutor(len(stretches), multiprocessing.get_context("fork")) as pool:
        for part in pool.map(partial(_walked, rows=rows), stretches):
            whole.events += part.events
            whole.chains += part.chains
            whole.faults += part.faults
    return whole


def _walked(stretch: Stretch, *, rows: bool) -> Seen:
    walked = Walked(stretch, rows=rows)
    # A walk makes millions of small objects and no cycles of them: to look for some takes a fifth of its time.
    gc.disable()
    try:
        faults = list(walked)
    finally:
        gc.enable()
    return Seen(walked.events, walked.chains, faults)


def _stretches(most: int, least: int) -> Iterator[Stretch]:
    """Yield stretches that together hold every possible chain, as long as each other by what the chains' rows say."""
    total = sum(model._default_manager.aggregate(n=Coalesce(Sum("chain_count"), 0))["n"] for model in _chained())
    count = max(1, min(most, total // least))
    firsts = ["", *_cuts(total, count)]
    yield from (Stretch(first, beyond) for first, beyond in zip(firsts, [*firsts[1:], None], strict=True))


def _cuts(total: int, count: int) -> Iterator[str]:
    """Yield the keys of the chains at which a record of so many events is cut into so many stretches."""
    if count == 1:
        return
    first, *others = (with_chain_key(model).values_list("key", "chain_count").order_by() for model in _chained())
    passed, cut = 0, 1
    for key, events in first.union(*others, all=True).order_by("key").iterator():
        if cut < count and passed and passed >= total * cut / count:
            yield key
            cut += 1
        passed += events


def _chained() -> list[type[Chained]]:
    return Chained.__subclasses__()
