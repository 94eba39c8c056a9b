"""What an exception is worth, in words."""

from decimal import Decimal

import pytest

from launchgate.offerings.models import ExceptionRequest
from launchgate.offerings.queries.exceptions import value_of


@pytest.mark.parametrize(
    ("amount", "words"),
    [(None, ""), (Decimal("0.50"), "0.50 EUR"), (Decimal("1200"), "1,200 EUR"), (Decimal("1200.00"), "1,200 EUR")],
)
def test_a_value_says_its_cents_where_it_has_some(amount, words):
    assert value_of(ExceptionRequest(amount=amount, currency="" if amount is None else "EUR")) == words
