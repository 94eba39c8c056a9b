"""What came of launches of the demo company: what they are measured by."""

from collections.abc import Iterable
from decimal import Decimal

from launchgate.demo.walk import Walk
from launchgate.reviews.actions.targets import TargetFacts, set_target

AIMS = {
    "csat": TargetFacts("csat", Decimal("4.5"), "Survey after each order, customer care", Decimal("4.1")),
    "nps": TargetFacts("nps", Decimal(40), "Quarterly survey, all shops", Decimal(31)),
    "churn": TargetFacts("churn", Decimal("2.0"), "Contracts ended a quarter, finance", Decimal("2.6")),
    "conversion": TargetFacts("conversion", Decimal("3.4"), "Orders by visits, web statistics", Decimal("2.9")),
}


def set_targets(walk: Walk, kinds: Iterable[str]) -> None:
    """Have the owner set the targets that all functions carry."""
    for kind in kinds:
        set_target(walk.launch.pk, AIMS[kind], actor=walk.owner)
