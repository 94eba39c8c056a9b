"""Targets that tests set, through the real action."""

from decimal import Decimal
from typing import Any

from launchgate.launches.models import Launch
from launchgate.reviews.actions.targets import TargetFacts, set_target
from launchgate.reviews.models import Target


def facts(**changes: Any) -> TargetFacts:
    """Return the facts of a CSAT target, with these changed."""
    given: dict[str, Any] = {"kind": "csat", "goal": Decimal("4.5"), "baseline": Decimal("4.1"), "source": "The survey"}
    return TargetFacts(**given | changes)


def aim(launch: Launch, **changes: Any) -> Target:
    """Set a target as the launch's owner."""
    return set_target(launch.pk, facts(**changes), actor=launch.owner)
