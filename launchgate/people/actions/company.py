"""The company: its name, its calendar and the days on which everybody is off."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from launchgate.audit.record import record, words_digest
from launchgate.core.refusals import Invalid
from launchgate.people import hooks
from launchgate.people.actions.persons import hours_fields
from launchgate.people.calendar import Hours, calendar_of, check_hours
from launchgate.people.company import lock_company
from launchgate.people.models import Company, Person
from launchgate.people.rules import require_administrator

MOST_CLOSURES = 400


@transaction.atomic(durable=True)
def edit_company(*, actor: Person, name: str, hours: Hours, closures: Iterable[date]) -> Company:
    """Change the company's name and calendar; schedules of everybody are worked out anew."""
    company = lock_company()
    require_administrator(actor)
    check_hours(hours)
    days = sorted({day.isoformat() for day in closures})
    if len(days) > MOST_CLOSURES:
        raise Invalid(f"The company can be closed on {MOST_CLOSURES} days at most.", field="closures")
    fields = {"name": name, "closures": days, **hours_fields(hours)}
    changed = sorted(field for field, value in fields.items() if getattr(company, field) != value)
    if not changed:
        return company
    for field in changed:
        setattr(company, field, fields[field])
    calendar_of(company)
    company.save(update_fields=changed)
    record(
        "company.edited", chain=company, actor=actor, subject=company, changed=changed, words=words_digest(name, *days)
    )
    if changed != ["name"]:
        everybody = Person.objects.filter(is_active=True).values_list("pk", flat=True)
        hooks.places_changed(person_ids=everybody)
    return company
