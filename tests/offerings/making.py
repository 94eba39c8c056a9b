"""The rows that tests of the offerings room start from, made through the real actions."""

from typing import Any

from launchgate.offerings.actions.catalogue import OfferingFacts, add_offering
from launchgate.offerings.models import Offering
from tests.launching import Cast


def facts(**changes: Any) -> OfferingFacts:
    """Return what an offering may say."""
    known: dict[str, Any] = {
        "name": "Checkout Care",
        "summary": "Help at the till.",
        "audience": "Shops in Europe",
        "service_levels": "An answer within 4 hours.",
        "lead_days": 10,
        "training": "# Read me\n\nSay what it does not do.",
    }
    return OfferingFacts(**known | changes)


def make_offering(cast: Cast, **changes: Any) -> Offering:
    """Put an offering into the catalogue as the head of operations."""
    return add_offering(facts(**changes), actor=cast.heads["operations"])
