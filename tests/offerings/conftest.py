"""What tests of the offerings room share."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from launchgate.core import clock
from tests.launching import Cast, make_cast
from tests.undone import undone

# A Monday morning.
START = datetime(2026, 11, 2, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def company(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Cast]:
    """Make a company with a head for every function once for a file; what tests do to it is rolled back."""
    with django_db_blocker.unblock(), undone(), clock.at(START):  # type: ignore[attr-defined]
        yield make_cast()


@pytest.fixture
def cast(company: Cast, db: None) -> Iterator[Cast]:
    """Return the company on a Monday morning."""
    with clock.at(START):
        yield company
