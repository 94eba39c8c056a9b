"""Absences: who is away, and who stands in."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from launchgate.audit.record import record
from launchgate.core import clock
from launchgate.core.refusals import Conflict
from launchgate.people import hooks
from launchgate.people.company import lock_company
from launchgate.people.models import Absence, Person, Seat
from launchgate.people.rules import check_absence, refusal_to_enter_absence, today_of


@transaction.atomic(durable=True)
def enter_absence(
    person_id: int,
    *,
    actor: Person,
    starts_on: date,
    ends_on: date,
    delegate_id: int | None = None,
    function_ids: Collection[int] = (),
) -> Absence:
    """Enter when somebody is away (both days included, where they are) and who stands in, if anybody.

    Limited to functions, the person stays in place in their others. Raises Invalid, naming the field, for days,
    delegates or functions that do not fit.
    """
    company = lock_company()
    person = Person.objects.get(pk=person_id)
    if refusal := refusal_to_enter_absence(actor, person):
        raise refusal
    delegate = Person.objects.get(pk=delegate_id) if delegate_id else None
    absence = Absence(
        person=person,
        starts_on=starts_on,
        ends_on=ends_on,
        delegate=delegate,
        entered_by=actor,
        entered_at=clock.now(),
    )
    check_absence(absence, function_ids)
    absence.save(force_insert=True)
    absence.functions.set(function_ids)
    record(
        "absence.entered",
        chain=company,
        actor=actor,
        subject=absence,
        person=person.pk,
        delegate=delegate_id,
        starts_on=starts_on.isoformat(),
        ends_on=ends_on.isoformat(),
        functions=sorted(function_ids),
    )
    _tell(absence)
    return absence


@transaction.atomic(durable=True)
def end_absence(absence_id: int, *, actor: Person) -> Absence:
    """Say that somebody is back, or will not go; Conflict when the absence is over."""
    company = lock_company()
    absence = Absence.objects.select_related("person", "delegate").get(pk=absence_id)
    if refusal := refusal_to_enter_absence(actor, absence.person):
        raise refusal
    if absence.ended_early_at or absence.ends_on < today_of(absence.person):
        raise Conflict(f"This absence of {absence.person.name} is over.")
    absence.ended_early_at = clock.now()
    absence.save(update_fields=["ended_early_at"])
    record("absence.ended", chain=company, actor=actor, subject=absence, person=absence.person_id)
    _tell(absence)
    return absence


def _tell(absence: Absence) -> None:
    people = [absence.person_id, *([absence.delegate_id] if absence.delegate_id else [])]
    seats = Seat.objects.filter(person=absence.person, ended_at=None).values_list("function_id", flat=True)
    hooks.places_changed(person_ids=people, function_ids=seats)
