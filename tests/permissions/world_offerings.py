"""What the pages of the offerings room need in the world of the permission matrix."""

from typing import TYPE_CHECKING

from tests.offerings.making import make_offering

if TYPE_CHECKING:
    from tests.permissions.world import World


def add_offerings(world: "World") -> None:
    """Put an offering into the catalogue."""
    world.rows["offering"] = make_offering(world.cast).pk
