"""The facts that were signed: which answers of a launch a review compares with what came, and how far they missed."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from launchgate.launches.models import Gate, Item, Launch
from launchgate.playbooks.models import ItemKind
from launchgate.reviews.numbers import said

NAMED = re.compile(r"{(\w[\w-]*)}")
TYPED = (ItemKind.DATE, ItemKind.NUMBER, ItemKind.MONEY, ItemKind.YES_NO, ItemKind.CHOICE)


def reviewed_items(launch: Launch) -> QuerySet[Item]:
    """Return the typed answers that signed sentences name: dates, numbers, amounts, choices. Two statements."""
    statements = Gate.objects.filter(launch=launch).values_list("pk", "statement")
    named = Q(pk__in=[])
    for gate_id, statement in statements:
        named |= Q(gate=gate_id, key__in=NAMED.findall(statement))
    items = Item.objects.filter(named, kind__in=TYPED, is_answered=True, is_not_applicable=False)
    return items.select_related("answer", "gate").order_by("gate__order", "gate", "position", "pk")


def missed_by(item: Item, signed: Any, actual: Any) -> str:
    """Return by how much a fact was missed, such as "14 days", "3 days" or "20 EUR"; "" where that is no number."""
    match item.kind:
        case ItemKind.DATE:
            days = abs((date.fromisoformat(actual) - date.fromisoformat(signed)).days)
            return f"{days} day{'' if days == 1 else 's'}" if days else ""
        case ItemKind.NUMBER:
            return _apart(signed, actual, item.unit)
        case ItemKind.MONEY if signed["currency"] == actual["currency"]:
            return _apart(signed["amount"], actual["amount"], actual["currency"])
    return ""


def _apart(signed: str, actual: str, unit: str) -> str:
    difference = abs(Decimal(actual) - Decimal(signed))
    return said(difference, unit) if difference else ""
