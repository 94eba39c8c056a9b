"""What tests of the launches room share."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from launchgate.core import clock
from tests.launches.small import START, Small, make_small


@pytest.fixture
def small(db: None) -> Iterator[Small]:
    """Make the small company and set the clock to one hour after its start, a Monday morning."""
    made = make_small()
    with clock.at(START + timedelta(hours=1)):
        yield made
