"""What a signature vouches for, the sentence it signs, and whether it is still current."""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from launchgate.audit.record import canonical, sha256
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
    reliance = Item.relied_on_by.through.objects.filter(item=OuterRef("pk"), function=function_id)
    of_launch = Item.objects.filter(gate__launch=gate.launch_id, is_material=True)
    return (
        of_launch.filter(Q(gate=gate) | Q(Exists(reliance), gate__order__lt=gate.order))
        .select_related("answer")
        .order_by("gate__order", "gate_id", "position", "pk")
    )


def reaches(item: Item, decider: Decider, *, relies: bool) -> bool:
    """Say whether a function vouches for an item from its place on a gate; `relies`: it is named on the item."""
    if not item.is_material:
        return False
    return decider.gate_id == item.gate_id or (relies and decider.gate.order > item.gate.order)


def facts_of(items: QuerySet[Item]) -> list[Fact]:
    """Return what a signature needs of these items, by their id: whole rows would be most of the work of signing."""
    return sorted(Fact(*row) for row in items.order_by().values_list(*Fact._fields[:-1], "answer__value"))


def fingerprint(items: Iterable[Item | Fact]) -> str:
    """Return a digest of the items, meanings and proofs that a page showed: does the click meet the same ones?"""
    return sha256(canonical({"meanings": sorted([item.pk, item.meaning, item.proof] for item in items)}))[:32]


def sentence(statement: str, items: Iterable[Item | Fact]) -> str:
    """Return a gate's statement with its {slots} filled from the answers, as it will be signed."""
    asked = set(SLOT.findall(statement))
    words = {item.key: values.words_for(item, item.value) for item in items if item.key in asked}
    return SLOT.sub(lambda slot: words.get(slot[1], "\u2013"), statement)


def snapshot(decision: Decision, facts: Iterable[Fact]) -> None:
    """Keep with a signature the answer, the meaning and the proof of every item it vouches for."""
    Vouched.objects.bulk_create(
        Vouched(decision=decision, item_id=fact.pk, answer_id=fact.answer_id, meaning=fact.meaning, proof=fact.proof)
        for fact in facts
    )


def moved() -> QuerySet[Vouched]:
    """Return what signatures vouched for and what has another meaning or other proofs by now."""
    return Vouched.objects.exclude(meaning=F("item__meaning"), proof=F("item__proof"))


def refresh_standing(deciders: Iterable[Decider]) -> list[Decider]:
    """Recompute which of these functions are through, and return those whose standing changed (saved)."""
    deciders = list(deciders)
    signed = [d.decision_id for d in deciders if d.decision and d.decision.kind in Decision.SIGNATURES]
    stale = set(moved().filter(decision__in=signed).values_list("decision", flat=True))
    changed = []
    for decider in deciders:
        is_through = bool(
            decider.decision and decider.decision.kind in Decision.LETS_PASS and decider.decision_id not in stale
        )
        if is_through != decider.is_through:
            decider.is_through = is_through
            changed.append(decider)
    Decider.objects.bulk_update(changed, ["is_through"])
    return changed
