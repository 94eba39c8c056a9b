"""The company: its one row, and the lock of everything that concerns people, places and playbooks."""

from typing import Any

from django.db.models import Subquery

from launchgate.people.calendar import WorkingCalendar, calendar_of
from launchgate.people.models import Company

ONLY = 1
HOURS = ("time_zone", "country", "subdivision", "weekdays", "day_starts", "day_ends", "closures")


def the_company() -> Company:
    """Return the company, making its row when the database is new."""
    return Company.objects.get_or_create(pk=ONLY)[0]


def lock_company() -> Company:
    """Return the company with its row locked until the transaction ends: taken first by every action on its chain."""
    the_company()
    return Company.objects.select_for_update(no_key=True).get(pk=ONLY)


def hours_along() -> dict[str, Subquery]:
    """Return annotations that bring the company's hours along with other rows, so that they cost no statement."""
    company = Company.objects.filter(pk=ONLY)
    return {f"company_{field}": Subquery(company.values(field)) for field in HOURS}


def calendar_along(row: Any) -> WorkingCalendar:
    """Return the company's calendar from a row annotated with `hours_along`; any other row costs a statement."""
    hours = {field: getattr(row, f"company_{field}", None) for field in HOURS}
    return calendar_of(the_company() if hours["time_zone"] is None else Company(**hours))


def closures_along(row: Any) -> list[str]:
    """Return the days on which everybody is off from a row annotated with `company_closures`, else from the company."""
    closures = getattr(row, "company_closures", None)
    return the_company().closures if closures is None else closures
