"""What a signature vouches for, the sentence it signs, and whether it is still current."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from launchgate.audit.record import canonical, sha256
from launchgate.core.prepared import PreparedQuery
from launchgate.launches import values
from launchgate.launches.models import Decider, Decision, Gate, Item, Vouched

SLOT = re.compile(r"\{([a-z0-9_-]+)\}")


class Fact(NamedTuple):
    """What a signature keeps and says of an item that it vouches for."""

    pk: int
    key: str
    kind: str
    unit: str
    meaning: int
    proof: str
    answer_id: int | None
    value: Any


def vouched_for(gate: Gate, function_id: int) -> QuerySet[Item]:
    """Return the items a function vouches for on a gate, with their current answers.

    They are the gate's own material items, and the material items of gates with a lower order number that name the
    function as relying on them; never those of later or parallel gates.
    """
    items = _reached(gate.launch_id, gate.pk, gate.order, function_id)
    return items.select_related("answer").order_by("gate__order", "gate_id", "position", "pk")


def _reached(launch_id: int, gate_id: int, order: int, function_id: int) -> QuerySet[Item]:
    reliance = Item.relied_on_by.through.objects.filter(item=OuterRef("pk"), function=function_id)
    of_launch = Item.objects.filter(gate__launch=launch_id, is_material=True).order_by()
    return of_launch.filter(Q(gate=gate_id) | Q(Exists(reliance), gate__order__lt=order))


FACTS = PreparedQuery(lambda *place: _reached(*place).values_list(*Fact._fields[:-1], "answer__value"))


def reaches(item: Item, decider: Decider, *, relies: bool) -> bool:
    """Say whether a function vouches for an item from its place on a gate; `relies`: it is named on the item."""
    if not item.is_material:
        return False
    return decider.gate_id == item.gate_id or (relies and decider.gate.order > item.gate.order)


def facts_for(gate: Gate, function_id: int) -> list[Fact]:
    """Return what a signature needs of the items a function vouches for, by their id.

    Whole rows would be most of the work of signing.
    """
    return sorted(Fact(*row) for row in FACTS.rows(gate.launch_id, gate.pk, gate.order, function_id))


def fingerprint(items: Iterable[Item | Fact]) -> str:
    """Return a digest of the items, meanings and proofs that a page showed: does the click meet the same ones?"""
    return sha256(canonical({"meanings": sorted([item.pk, item.meaning, item.proof] for item in items)}))[:32]


def sentence(statement: str, items: Iterable[Item | Fact]) -> str:
    """Return a gate's statement with its {slots} filled from the answers, as it will be signed."""
    asked = set(SLOT.findall(statement))
    words = {item.key: values.words_for(item, item.value) for item in items if item.key in asked}
    return SLOT.sub(lambda slot: words.get(slot[1], "\u2013"), statement)


def snapshot(decision: Decision, facts: Sequence[Fact]) -> None:
    """Keep with a signature the answer, the meaning and the proof of every item it vouches for.

    Under the launch's lock the rows are as they were read, so the database copies them itself.
    """
    if not facts:
        return
    places = ", ".join(["%s"] * len(facts))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO launches_vouched (decision_id, item_id, answer_id, meaning, proof) "  # noqa: S608
            f"SELECT %s, id, answer_id, meaning, proof FROM launches_item WHERE id IN ({places})",
            [decision.pk, *(fact.pk for fact in facts)],
        )


def stale() -> QuerySet[Decider]:
    """Return the places of functions whose latest decision is a signature that is not current.

    It lacks a fact that the function vouches for now, or kept it with another meaning or other proofs.
    """
    return _stale().all()


@lru_cache(maxsize=1)
def _stale() -> QuerySet[Decider]:
    """Return the question behind `stale`: it is asked by every edit, and put together once."""
    kept = Vouched.objects.filter(
        decision=OuterRef(OuterRef("decision")),
        item=OuterRef("pk"),
        meaning=OuterRef("meaning"),
        proof=OuterRef("proof"),
    )
    relies = Item.relied_on_by.through.objects.filter(item=OuterRef("pk"), function=OuterRef(OuterRef("function")))
    facts = Item.objects.filter(
        Q(gate=OuterRef("gate")) | Q(Exists(relies), gate__order__lt=OuterRef("gate__order")),
        gate__launch=OuterRef("gate__launch"),
        is_material=True,
    )
    return Decider.objects.filter(Exists(facts.exclude(Exists(kept))), decision__kind__in=Decision.SIGNATURES)


def refresh_standing(deciders: Iterable[Decider]) -> list[Decider]:
    """Recompute which of these functions are through, and return those whose standing changed (saved)."""
    deciders = list(deciders)
    signed = [d.pk for d in deciders if d.decision and d.decision.kind in Decision.SIGNATURES]
    behind = set(stale().filter(pk__in=signed).order_by().values_list("pk", flat=True)) if signed else set()
    changed = []
    for decider in deciders:
        is_through = bool(decider.decision and decider.decision.kind in Decision.LETS_PASS and decider.pk not in behind)
        if is_through != decider.is_through:
            decider.is_through = is_through
            changed.append(decider)
    Decider.objects.bulk_update(changed, ["is_through"])
    return changed
