"""The company: its one row, and the lock of everything that concerns people, places and playbooks."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Subquery

from launchgate.core import clock
from launchgate.people.calendar import WorkingCalendar, calendar_of
from launchgate.people.models import Company

ONLY = 1
HOURS = ("time_zone", "country", "subdivision", "weekdays", "day_starts", "day_ends", "closures")


def the_company() -> Company:
    """Return the company, making its row when the database is new."""
    return Company.objects.get_or_create(pk=ONLY)[0]


def company_today() -> date:
    """Return today's date where the company is."""
    return clock.now().astimezone(ZoneInfo(the_company().time_zone)).date()


def lock_company() -> Company:
    """Return the company with its row locked until the transaction ends: taken first by every action on its chain."""
    the_company()
    return Company.objects.select_for_update(no_key=True).get(pk=ONLY)


def hours_along() -> dict[str, Subquery]:
    """Return annotations that bring the company's hours along with other rows, so that they cost no statement."""
    return {f"company_{field}": _beside(field) for field in HOURS}


def closures_beside() -> Subquery:
    """Return what brings the company's closures along with other rows, as `company_closures`."""
    return _beside("closures")


def _beside(field: str) -> Subquery:
    return Subquery(Company.objects.filter(pk=ONLY).values(field))


def calendar_along(row: Any) -> WorkingCalendar:
    """Return the company's calendar from a row annotated with `hours_along`; any other row costs a statement."""
    hours = {field: getattr(row, f"company_{field}", None) for field in HOURS}
    return calendar_of(the_company() if hours["time_zone"] is None else Company(**hours))


def closures_along(row: Any) -> list[str]:
    """Return the days on which everybody is off from a row that brings them along, else from the company."""
    if not hasattr(row, "company_closures"):
        return the_company().closures
    # A new database has no row yet.
    return row.company_closures or []
