"""What came of launches: shared targets."""

from launchgate.reviews.models.targets import Target

__all__ = ["Target"]
