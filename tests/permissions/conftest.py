"""One world for all rows of the matrix: each request is undone after it was answered."""

from collections.abc import Iterator

import pytest

from tests.permissions.world import World, make_world
from tests.undone import undone


@pytest.fixture(scope="package")
def world(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[World]:
    """Build the world once for all files here; what tests do to it is rolled back, and so is the world in the end."""
    with django_db_blocker.unblock(), undone():  # type: ignore[attr-defined]
        yield make_world()
