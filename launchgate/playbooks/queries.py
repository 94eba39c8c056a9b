"""Reading playbooks."""

from django.db.models import QuerySet

from launchgate.playbooks.models import ItemTemplate, Version


def items_for_tier(version: Version, tier: int) -> QuerySet[ItemTemplate]:
    """Return the items that a launch of this tier asks, gate by gate; tier 1 (highest risk) asks the most."""
    items = ItemTemplate.objects.filter(gate__version=version, lowest_tier__gte=tier).select_related("gate")
    return items.order_by("gate__order", "gate_id", "position", "pk")
