"""What can be chosen for working hours: time zones by continent, countries by name, weekdays; and hours in words."""

import re
from functools import lru_cache
from zoneinfo import available_timezones

from holidays.registry import COUNTRIES

from launchgate.people.calendar import countries
from launchgate.people.models import WorkingHours

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
AREAS = frozenset(
    "Africa America Antarctica Arctic Asia Atlantic Australia Europe Indian Pacific".split()  # noqa: SIM905 - reads better
)

Group = tuple[str, list[tuple[str, str]]]


def weekday_choices() -> list[tuple[int, str]]:
    """Return the days of the week, Monday first, as the numbers by which they are kept."""
    return list(enumerate(WEEKDAYS))


@lru_cache(maxsize=1)
def zone_choices() -> list[Group]:
    """Return the time zones grouped by continent; old names of the same zones are left out."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for name in sorted(available_timezones()):
        area, _, place = name.partition("/")
        if area in AREAS:
            groups.setdefault(area, []).append((name, place.replace("_", " ").replace("/", ", ")))
    return [("Everywhere", [("UTC", "UTC")]), *groups.items()]


@lru_cache(maxsize=1)
def country_choices() -> list[tuple[str, str]]:
    """Return the countries whose public holidays are known, by name; the first choice is none."""
    known = set(countries())
    named = sorted((_spaced(names[0]), names[1]) for names in COUNTRIES.values() if names[1] in known)
    return [("", "No public holidays"), *((code, name) for name, code in named)]


def country_name(code: str) -> str:
    """Return a country's name, or its code where it has none."""
    return dict(country_choices()).get(code, code)


def hours_in_words(hours: WorkingHours) -> str:
    """Return working hours as people say them, such as "Mon to Fri, 09:00 to 17:00, holidays of Germany (BY)"."""
    days = sorted(hours.weekdays)
    is_run = len(days) > 2 and days == list(range(days[0], days[-1] + 1))
    short = [WEEKDAYS[day][:3] for day in days]
    words = f"{short[0]} to {short[-1]}" if is_run else ", ".join(short)
    where = country_name(hours.country) + (f" ({hours.subdivision})" if hours.subdivision else "")
    holidays = f"holidays of {where}" if hours.country else "no public holidays"
    return f"{words}, {hours.day_starts:%H:%M} to {hours.day_ends:%H:%M}, {holidays}"


def _spaced(class_name: str) -> str:
    """Return "United States" for "UnitedStates"."""
    return (
        re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", class_name)
        .replace(" And ", " and ")
        .replace(" Of ", " of ")
    )
