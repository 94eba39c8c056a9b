"""One world for all rows of the matrix: each request is undone after it was answered."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from tests.permissions.world import World, make_world


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[World]:
    """Build the world once; what tests do to it is rolled back, and so is the world in the end."""
    with django_db_blocker.unblock(), undone():  # type: ignore[attr-defined]
        yield make_world()


class undone:
    """A block whose changes are taken back; actions inside it may still insist on being outermost."""

    def __enter__(self) -> None:
        self._block = transaction.atomic()
        self._block._from_testcase = True
        self._block.__enter__()

    def __exit__(self, *error: object) -> None:
        transaction.set_rollback(True)
        self._block.__exit__(None, None, None)
