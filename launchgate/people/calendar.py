"""Working time: which days somebody works, and arithmetic in working days across zones, holidays and summer time."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from math import floor
from typing import NamedTuple
from zoneinfo import ZoneInfo, available_timezones

import holidays

from launchgate.core.refusals import Invalid
from launchgate.people.models import WorkingHours

FIRST_YEAR, LAST_YEAR = 1970, 2200
MOST_DAYS = 20_000
TOO_FAR = f"That date is too far away: the calendar reaches from {FIRST_YEAR} to {LAST_YEAR}."


def regions_of(country: str) -> list[str]:
    """Return the codes of the regions whose holidays are known for a country, none for an unknown country."""
    return sorted(holidays.list_supported_countries(include_aliases=False).get(country, []))


def countries() -> list[str]:
    """Return the ISO codes of the countries whose public holidays are known."""
    return sorted(holidays.list_supported_countries(include_aliases=False))


@lru_cache(maxsize=1)
def time_zones() -> frozenset[str]:
    """Return the names of the time zones that this machine knows."""
    return frozenset(available_timezones())


class Hours(NamedTuple):
    """The facts that make a calendar: people who share them share the calendar."""

    time_zone: str
    country: str
    subdivision: str
    weekdays: tuple[int, ...]
    day_starts: time
    day_ends: time

    @classmethod
    def of(cls, row: WorkingHours) -> "Hours":
        """Return the hours of a person or the company, as they are on the row, right or wrong."""
        days = tuple(sorted(row.weekdays))
        return cls(row.time_zone, row.country, row.subdivision, days, row.day_starts, row.day_ends)


def check_hours(hours: WorkingHours | Hours) -> None:
    """Refuse working hours that no calendar can be made of; Invalid names the field and says why."""
    if hours.time_zone not in time_zones():
        raise Invalid("This time zone is not known. Choose one such as Europe/Berlin.", field="time_zone")
    if hours.country and hours.country not in countries():
        raise Invalid("The holidays of this country are not known. Choose another, or none.", field="country")
    if hours.subdivision and hours.subdivision not in regions_of(hours.country):
        raise Invalid("This region does not belong to the country.", field="subdivision")
    days = hours.weekdays
    if not isinstance(days, list | tuple) or any(type(day) is not int or day not in range(7) for day in days):
        raise Invalid("Working days are days of the week, Monday to Sunday.", field="weekdays")
    if not days:
        raise Invalid("A working week needs at least one day.", field="weekdays")
    if not hours.day_starts < hours.day_ends:
        raise Invalid("The working day has to end after it starts, on the same day.", field="day_ends")


class WorkingCalendar:
    """The working days and hours of a person or of the company. Made by `calendar_of`, shared and never changed."""

    def __init__(self, hours: Hours, closures: tuple[date, ...]):
        self.hours, self.closures = hours, closures
        self.zone = ZoneInfo(hours.time_zone)
        self._closed = frozenset(day.toordinal() for day in closures)
        self._years: dict[int, tuple[int, ...]] = {}

    def is_working_day(self, day: date) -> bool:
        """Say whether a local day is worked. Days outside 1970 to 2200 are refused with Invalid, here and below."""
        days, ordinal = self._days_of(day.year), day.toordinal()
        place = bisect_left(days, ordinal)
        return place < len(days) and days[place] == ordinal

    def shift(self, day: date, n: int) -> date:
        """Return the nth working day after a day, or before it when n is negative; 0 gives the day or the next one."""
        if abs(n) > MOST_DAYS:
            raise Invalid(TOO_FAR)
        if n == 0:
            return day if self.is_working_day(day) else self.shift(day, 1)
        year, ordinal = day.year, day.toordinal()
        days = self._days_of(year)
        place = bisect_right(days, ordinal) + n - 1 if n > 0 else bisect_left(days, ordinal) + n
        while place >= len(days):
            place, year = place - len(days), year + 1
            days = self._days_of(year)
        while place < 0:
            year -= 1
            days = self._days_of(year)
            place += len(days)
        return date.fromordinal(days[place])

    def working_days(self, a: date, b: date) -> int:
        """Count the working days after a up to and including b, Friday to Monday is 1; negative when b is earlier."""
        if b < a:
            return -self.working_days(b, a)
        first, last = self._days_of(a.year), self._days_of(b.year)
        whole_years = sum(len(self._days_of(year)) for year in range(a.year, b.year))
        return whole_years + bisect_right(last, b.toordinal()) - bisect_right(first, a.toordinal())

    def closed_days(self, first: date, last: date) -> list[date]:
        """Return the holidays and closures that fall on a weekday that is worked else, from one day to another."""
        days = (date.fromordinal(ordinal) for ordinal in range(first.toordinal(), last.toordinal() + 1))
        return [day for day in days if day.weekday() in self.hours.weekdays and not self.is_working_day(day)]

    def add_days(self, moment: datetime, n: float) -> datetime:
        """Return the moment that many working days later (earlier when negative), within working hours, in UTC.

        A moment outside working hours counts from the next working morning (backwards: from the last working evening).
        Whole days keep the time of day on the wall, also across a change to or from summer time.
        """
        if not abs(n) <= MOST_DAYS:
            raise Invalid(TOO_FAR)
        day, part = self._place(moment, forwards=n >= 0)
        days = floor(n)
        part += n - days
        if part > 1:
            days, part = days + 1, part - 1
        return self._moment(self.shift(day, days), part)

    def days_between(self, a: datetime, b: datetime) -> float:
        """Return the working time from a to b in working days of this calendar's length; negative when b is earlier."""
        day_a, day_b = a.astimezone(self.zone).date(), b.astimezone(self.zone).date()
        one = timedelta(days=1)
        return self.working_days(day_a - one, day_b - one) + self._worked(b, day_b) - self._worked(a, day_a)

    def _days_of(self, year: int) -> tuple[int, ...]:
        """Return the working days of a year as sorted ordinals, worked out once."""
        days = self._years.get(year)
        if days is None:
            if not FIRST_YEAR <= year <= LAST_YEAR:
                raise Invalid(TOO_FAR)
            off = _holidays(self.hours.country, self.hours.subdivision, year) | self._closed
            ordinals = range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())
            days = tuple(o for o in ordinals if (o - 1) % 7 in self.hours.weekdays and o not in off)
            self._years[year] = days
        return days

    def _bounds(self, day: date) -> tuple[datetime, datetime]:
        """Return in UTC when a local day's work starts and ends."""
        starts = datetime.combine(day, self.hours.day_starts, self.zone).astimezone(UTC)
        ends = datetime.combine(day, self.hours.day_ends, self.zone).astimezone(UTC)
        return starts, max(starts, ends)  # hours that lie within the lost hour of the change to summer time are none

    def _worked(self, moment: datetime, day: date) -> float:
        """Return which part of a local day's work is over at a moment, from 0 to 1; 0 on a day off."""
        if not self.is_working_day(day):
            return 0.0
        starts, ends = self._bounds(day)
        if moment <= starts or moment >= ends:
            return float(moment >= ends)
        return (moment - starts) / (ends - starts)

    def _place(self, moment: datetime, *, forwards: bool) -> tuple[date, float]:
        """Return the working day that a moment counts to, and the part of it that is over."""
        day = moment.astimezone(self.zone).date()
        if self.is_working_day(day):
            starts, ends = self._bounds(day)
            if (forwards and moment <= ends) or (not forwards and moment >= starts):
                return day, self._worked(moment, day)
        return (self.shift(day, 1), 0.0) if forwards else (self.shift(day, -1), 1.0)

    def _moment(self, day: date, part: float) -> datetime:
        starts, ends = self._bounds(day)
        return starts + (ends - starts) * part


def calendar_of(hours: WorkingHours, closures: Iterable[str | date] = ()) -> WorkingCalendar:
    """Return the working calendar of a person or the company, shared between all who work the same; cheap to call.

    `closures` are further days off (dates or YYYY-MM-DD); the company's own are always counted for the company.
    Raises Invalid when the hours make no calendar.
    """
    try:
        facts = Hours.of(hours)
        # True is 1 to a cache, but no day of the week.
        if any(isinstance(day, bool) for day in facts.weekdays):
            check_hours(facts)
        days = {date.fromisoformat(str(day)) for day in (*getattr(hours, "closures", ()), *closures)}
        return _calendar(facts, tuple(sorted(days)))
    except (TypeError, ValueError) as error:
        check_hours(hours)
        raise Invalid("A day on which the company is closed is a date such as 2026-12-24.", field="closures") from error


@lru_cache(maxsize=2048)
def _calendar(facts: Hours, closures: tuple[date, ...]) -> WorkingCalendar:
    check_hours(facts)
    return WorkingCalendar(facts, closures)


@lru_cache(maxsize=4096)
def _holidays(country: str, subdivision: str, year: int) -> frozenset[int]:
    """Return the public holidays of a year as ordinals."""
    if not country:
        return frozenset()
    days = holidays.country_holidays(country, subdiv=subdivision or None, years=year)
    return frozenset(day.toordinal() for day in days)
