"""Reading playbooks."""

from django.db.models import QuerySet

from launchgate.playbooks.models import ItemTemplate, Playbook, Version


def items_for_tier(version: Version, tier: int) -> QuerySet[ItemTemplate]:
    """Return the items that a launch of this tier asks, gate by gate; tier 1 (highest risk) asks the most."""
    items = ItemTemplate.objects.filter(gate__version=version, lowest_tier__gte=tier).select_related("gate")
    return items.order_by("gate__order", "gate_id", "position", "pk")


def free_name(wanted: str) -> str:
    """Return a name that no playbook has: the wanted one, with a number where it is taken."""
    taken = {name.casefold() for name in Playbook.objects.values_list("name", flat=True)}
    name, number = wanted[:110], 1
    while name.casefold() in taken:
        number += 1
        name = f"{wanted[:110]} ({number})"
    return name
