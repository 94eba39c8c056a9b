"""What the world of the permission matrix has of targets, reviews and lessons."""

from typing import TYPE_CHECKING

from tests.reviews.aims import aim

if TYPE_CHECKING:
    from tests.permissions.world import World


def bring_reviews(world: "World") -> None:
    """Give the open launch a target."""
    world.rows["target"] = aim(world.launches["open"]).pk
