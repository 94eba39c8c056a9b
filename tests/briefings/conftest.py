"""What tests of the briefings room share: the company of the default playbook, once for a file."""

from collections.abc import Iterator

import pytest

from tests.briefings.company import Company, make_briefed_company
from tests.undone import undone


@pytest.fixture(scope="module")
def founded(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Company]:
    """Found the company once; what tests do to its rows is rolled back."""
    with django_db_blocker.unblock(), undone():  # type: ignore[attr-defined]
        yield make_briefed_company()


@pytest.fixture
def company(founded: Company, db: None) -> Company:
    """Return the company."""
    return founded
