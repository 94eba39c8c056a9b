"""Working time against a second, independent library: ten countries, ten years, day by day.

Where the two disagree about a public holiday, it is written down here with the reason; anything else fails. Then the
arithmetic is compared with the same days in both.
"""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import NamedTuple

import pytest
from workalendar.core import Calendar
from workalendar.registry import registry

from launchgate.people.calendar import WorkingCalendar, calendar_of
from launchgate.people.models import Person

pytestmark = pytest.mark.once

COUNTRIES = ("AT", "BR", "DE", "FR", "IT", "JP", "NL", "PL", "SE", "US")
FIRST, LAST = date(2020, 1, 1), date(2029, 12, 31)
DAYS = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]


class Difference(NamedTuple):
    """Weekdays on which one library has a holiday and the other has none, and why."""

    is_off_here: bool
    days: str
    why: str


DIFFERENCES: dict[str, list[Difference]] = {
    "BR": [
        Difference(
            True,
            "2020-04-10 2021-04-02 2022-04-15 2023-04-07 2024-03-29 2025-04-18 2026-04-03 2027-03-26 2028-04-14 "
            "2029-03-30",
            "Good Friday is by the law of each municipality (Lei 9.093/1995), which is nearly all of them; the second "
            "library counts federal law alone.",
        ),
        Difference(
            True,
            "2024-11-20 2025-11-20 2026-11-20 2028-11-20 2029-11-20",
            "The day of Black Awareness is national since Lei 14.759/2023; the second library does not know that yet.",
        ),
    ],
    "IT": [
        Difference(
            True,
            "2027-10-04 2028-10-04 2029-10-04",
            "Saint Francis is a holiday again from 2026; the second library does not know that yet.",
        ),
    ],
    "JP": [
        Difference(
            True,
            "2023-01-02 2024-02-12 2024-05-06 2024-08-12 2024-09-23 2024-11-04 2025-02-24 2025-05-06 2025-11-24 "
            "2026-05-06 2027-03-22 2029-02-12 2029-04-30 2029-09-24",
            "A holiday on a Sunday moves to the next weekday by law; the second library does not move it.",
        ),
        Difference(
            True,
            "2026-09-22",
            "A day between two holidays is one by law; the second library does not know that rule.",
        ),
    ],
    "NL": [
        Difference(
            False,
            "2021-05-05 2022-05-05 2023-05-05 2026-05-05 2027-05-05 2028-05-05",
            "Liberation Day is a day off for most people only every fifth year.",
        ),
    ],
    "PL": [
        Difference(
            True,
            "2025-12-24 2026-12-24 2027-12-24 2029-12-24",
            "Christmas Eve is a day off since 2025; the second library does not know that yet.",
        ),
    ],
    "SE": [
        Difference(
            False,
            "2020-06-19 2021-06-25 2022-06-24 2023-06-23 2024-06-21 2025-06-20 2026-06-19 2027-06-25 2028-06-23 "
            "2029-06-22 2020-12-24 2021-12-24 2024-12-24 2025-12-24 2026-12-24 2027-12-24 2029-12-24 2020-12-31 "
            "2021-12-31 2024-12-31 2025-12-31 2026-12-31 2027-12-31 2029-12-31",
            "The eves are free by custom and agreement, but no public holidays by law.",
        ),
    ],
    "US": [
        Difference(
            True,
            "2021-06-18 2022-06-20 2023-06-19 2024-06-19 2025-06-19 2026-06-19 2027-06-18 2028-06-19 2029-06-19",
            "Juneteenth is federal law since 2021; the second library leaves it out unless it is asked for.",
        ),
    ],
}


def days_of(country: str, *, off_here: bool) -> list[date]:
    """Return the days of the differences of a country on which it is off here alone, or there alone."""
    rows = (row for row in DIFFERENCES.get(country, []) if row.is_off_here == off_here)
    return [date.fromisoformat(day) for row in rows for day in row.days.split()]


@cache
def ours(country: str) -> WorkingCalendar:
    """Return the calendar of somebody who works there, Monday to Friday."""
    return calendar_of(Person(country=country, time_zone="UTC"))


@cache
def theirs(country: str) -> Calendar:
    """Return the second library's calendar."""
    return registry.get(country)()


@cache
def same_days(country: str) -> dict[str, list[date]]:
    """Return what makes the second library's calculations use the same days off."""
    return {
        "extra_working_days": days_of(country, off_here=False),
        "extra_holidays": days_of(country, off_here=True),
    }


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_day_of_ten_years_is_worked_or_off_in_both_but_for_what_is_written_down(country: str):
    here, there = ours(country), theirs(country)
    differ = {day for day in DAYS if here.is_working_day(day) != there.is_working_day(day)}
    assert differ == {*days_of(country, off_here=True), *days_of(country, off_here=False)}
    assert not any(here.is_working_day(day) for day in days_of(country, off_here=True))


@pytest.mark.parametrize("country", COUNTRIES)
def test_the_nth_working_day_is_the_same_in_both(country: str):
    here, there, same = ours(country), theirs(country), same_days(country)
    for day in DAYS[60:-60:9]:
        for n in (-23, -5, -1, 1, 2, 7, 20):
            assert here.shift(day, n) == there.add_working_days(day, n, **same), (day, n)


@pytest.mark.parametrize("country", COUNTRIES)
def test_working_days_between_two_days_are_as_many_in_both(country: str):
    here, there, same = ours(country), theirs(country), same_days(country)
    for day in DAYS[:-120:23]:
        for span in (0, 1, 3, 30, 100):
            until = day + timedelta(days=span)
            counted = there.get_working_days_delta(day, until, **same)
            assert here.working_days(day, until) == counted, (day, until)


@pytest.mark.parametrize("country", COUNTRIES)
def test_whole_days_added_to_a_moment_keep_its_hour_in_both(country: str):
    here, there, same = ours(country), theirs(country), same_days(country)
    for day in DAYS[60:-60:11]:
        moment = datetime(day.year, day.month, day.day, 12, 30, tzinfo=UTC)
        if not here.is_working_day(day):
            continue
        for n in (1, 4, 10):
            assert here.add_days(moment, n) == there.add_working_days(moment, n, keep_datetime=True, **same), (day, n)
