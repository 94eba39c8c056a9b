"""What a signature vouches for, the sentence it signs, and whether it is still current."""

import re
from collections.abc import Iterable

from django.db.models import F, Q, QuerySet

from launchgate.audit.record import canonical, sha256
from launchgate.launches import values
from launchgate.launches.models import Decider, Decision, Gate, Item, Vouched

SLOT = re.compile(r"\{([a-z0-9_-]+)\}")


def vouched_for(gate: Gate, function_id: int) -> QuerySet[Item]:
    """Return the items a function vouches for on a gate, with their current answers.

    They are the gate's own material items, and the material items of gates with a lower order number that name the
    function as relying on them; never those of later or parallel gates.
    """
    reliance = Item.relied_on_by.through.objects.filter(function_id=function_id).values("item_id")
    own = Q(gate=gate)
    relied = Q(gate__launch=gate.launch_id, gate__order__lt=gate.order, pk__in=reliance)
    return (
        Item.objects.filter(own | relied, is_material=True)
        .select_related("answer", "gate")
        .order_by("gate__order", "gate_id", "position", "pk")
    )


def fingerprint(items: Iterable[Item]) -> str:
    """Return a digest of the items and meanings that a page showed, to tell whether they moved before the click."""
    return sha256(canonical({"meanings": sorted([item.pk, item.meaning] for item in items)}))[:32]


def sentence(statement: str, items: Iterable[Item]) -> str:
    """Return a gate's statement with its {slots} filled from the answers, as it will be signed."""
    words = {item.key: values.words_for(item, item.value) for item in items}
    return SLOT.sub(lambda slot: words.get(slot[1], "\u2013"), statement)


def snapshot(decision: Decision, items: Iterable[Item]) -> None:
    """Keep with a signature the answer and the meaning of every item it vouches for."""
    Vouched.objects.bulk_create(
        Vouched(decision=decision, item=item, answer_id=item.answer_id, meaning=item.meaning) for item in items
    )


def refresh_standing(deciders: Iterable[Decider]) -> list[Decider]:
    """Recompute which of these functions are through, and return those whose standing changed (saved)."""
    deciders = list(deciders)
    signed = [d.decision_id for d in deciders if d.decision and d.decision.kind in Decision.SIGNATURES]
    stale = set(
        Vouched.objects.filter(decision__in=signed)
        .exclude(meaning=F("item__meaning"))
        .values_list("decision", flat=True)
    )
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
