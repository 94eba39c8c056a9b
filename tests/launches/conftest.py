"""What tests of the launches room share."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from launchgate.core import clock
from tests.launches.small import START, Small, make_small
from tests.undone import undone


@pytest.fixture(scope="module")
def company(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Small]:
    """Make the small company once for a file; what tests do to its rows is rolled back, and objects they copy."""
    with django_db_blocker.unblock(), undone():  # type: ignore[attr-defined]
        yield make_small()


@pytest.fixture
def small(company: Small, db: None) -> Iterator[Small]:
    """Return the small company, with the clock set to one hour after its start, a Monday morning."""
    with clock.at(START + timedelta(hours=1)):
        yield company.copy()
