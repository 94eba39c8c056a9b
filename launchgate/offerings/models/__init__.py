"""What is inside the box, and what falls outside of it."""

from launchgate.offerings.models.catalogue import Acknowledgement, Edition, Offering, OfferingOfLaunch
from launchgate.offerings.models.exceptions import Dismissal, ExceptionRequest, Statement, Voice

__all__ = [
    "Acknowledgement",
    "Dismissal",
    "Edition",
    "ExceptionRequest",
    "Offering",
    "OfferingOfLaunch",
    "Statement",
    "Voice",
]
