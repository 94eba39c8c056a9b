"""A company over a year: reminders come when they should, to whom they should, once, or it is written why not."""

import json
import sys

import pytest
from django.utils.module_loading import autodiscover_modules

from tests.launches.checking import check
from tests.reminders.year import Size, Year

pytestmark = [pytest.mark.once, pytest.mark.django_db]

WEEKS = Size(days=12, opening_days=4, launches=12, outages=2, functions=4, owners=3, sponsors=3, members=2)
YEAR = Size(days=365, opening_days=310, launches=200, outages=16, functions=8, owners=20, sponsors=6, members=10)


def lived(size: Size, seed: int) -> Year:
    """Let a time pass, print its figures, and fail with what went wrong in it."""
    year = Year(size, seed)
    year.pass_by()
    sys.__stderr__.write(json.dumps(year.figures()) + "\n")
    assert year.witness.faults == []
    assert year.changed_at_night == 0
    return year


def test_two_weeks_of_reminders_are_fair():
    year = lived(WEEKS, seed=7)
    assert year.witness.kinds["digest"] > 10
    assert year.witness.counted > 20
    assert year.witness.reasons["reminded"] > 5


@pytest.mark.deep
def test_a_year_of_reminders_is_fair():
    autodiscover_modules("invariants")
    lived(YEAR, seed=1)
    assert check().startswith("exit 0")
