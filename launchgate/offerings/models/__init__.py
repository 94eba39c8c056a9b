"""What is inside the box, and what falls outside of it."""

from launchgate.offerings.models.catalogue import Acknowledgement, Edition, Offering, OfferingOfLaunch

__all__ = ["Acknowledgement", "Edition", "Offering", "OfferingOfLaunch"]
