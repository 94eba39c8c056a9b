"""A hand behind the product's back, and the command that finds out."""

from collections.abc import Iterator

import pytest

from tests.forging import forging


@pytest.fixture
def forger() -> Iterator[None]:
    """Somebody who owns the tables and has put their triggers out of force."""
    with forging():
        yield
