"""A company with the default playbook, and the dashboard as one of its people reads it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.core.cache import cache

from launchgate.core import clock
from tests.launching import Cast, make_cast

# A Monday morning in Berlin, far from holidays.
START = datetime(2026, 6, 8, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """Forget what an earlier test left in the cache."""
    cache.clear()


@pytest.fixture
def _clock() -> Iterator[None]:
    """Start every story on the same Monday."""
    with clock.at(START):
        yield


@pytest.fixture
def cast(_clock: None, db: None) -> Cast:
    """Seat a head in each function of the default playbook."""
    return make_cast()
