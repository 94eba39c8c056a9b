"""Absences and delegations: who is away or lets somebody else sign, and who stands in."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction

from launchgate.audit.record import record
from launchgate.core import clock
from launchgate.core.once import use_once
from launchgate.core.refusals import Conflict
from launchgate.people import hooks
from launchgate.people.company import lock_company
from launchgate.people.delegation import check_absence
from launchgate.people.models import Absence, Company, Person, Seat
from launchgate.people.rules import refusal_to_delegate, refusal_to_enter_absence, today_of


@transaction.atomic(durable=True)
def enter_absence(
    person_id: int,
    *,
    actor: Person,
    starts_on: date,
    ends_on: date,
    delegate_id: int | None = None,
    function_ids: Collection[int] = (),
    gate_kinds: Collection[str] = (),
    once: str = "",
) -> Absence:
    """Enter when somebody is away (both days included, where they are) and who stands in, if anybody.

    Limited to functions or kinds of gates, the person stays in place for everything else. Raises Invalid, naming the
    field, for days, delegates or limits that do not fit.
    """
    use_once(once)
    company = lock_company()
    person = Person.objects.get(pk=person_id)
    if refusal := refusal_to_enter_absence(actor, person):
        raise refusal
    return _enter(_absence(person, actor, starts_on, ends_on, delegate_id, gate_kinds), function_ids, company, actor)


@transaction.atomic(durable=True)
def delegate_work(
    person_id: int,
    *,
    actor: Person,
    starts_on: date,
    ends_on: date,
    delegate_id: int,
    function_ids: Collection[int] = (),
    gate_kinds: Collection[str] = (),
    once: str = "",
) -> Absence:
    """Let somebody sign for a person who is there, and who may still sign; else as an absence, with the same limits."""
    use_once(once)
    company = lock_company()
    person = Person.objects.get(pk=person_id)
    if refusal := refusal_to_delegate(actor, person):
        raise refusal
    absence = _absence(person, actor, starts_on, ends_on, delegate_id, gate_kinds, is_there=True)
    return _enter(absence, function_ids, company, actor)


@transaction.atomic(durable=True)
def change_absence(
    absence_id: int,
    *,
    actor: Person,
    starts_on: date,
    ends_on: date,
    delegate_id: int | None = None,
    function_ids: Collection[int] = (),
    gate_kinds: Collection[str] = (),
) -> Absence:
    """Enter an absence anew in place of one that is not over, which ends, so that what was signed under it holds.

    A delegation stays one.
    """
    company = lock_company()
    old = _running(absence_id, actor)
    absence = _absence(old.person, actor, starts_on, ends_on, delegate_id, gate_kinds, is_there=old.is_there)
    check_absence(absence, function_ids, replacing=old)
    old.ended_early_at = clock.now()
    old.save(update_fields=["ended_early_at"])
    _save(absence, function_ids, company, actor, f"{absence.noun}.changed", replaces=old.pk)
    _tell(old)
    _tell(absence)
    return absence


@transaction.atomic(durable=True)
def end_absence(absence_id: int, *, actor: Person) -> Absence:
    """Say that somebody is back, will not go, or signs alone again; Conflict when the absence is over."""
    company = lock_company()
    absence = _running(absence_id, actor)
    absence.ended_early_at = clock.now()
    absence.save(update_fields=["ended_early_at"])
    record(f"{absence.noun}.ended", chain=company, actor=actor, subject=absence, person=absence.person_id)
    _tell(absence)
    return absence


def require_running(absence: Absence, actor: Person) -> None:
    """Raise the refusal when this person may not change an absence, or when it is over."""
    if refusal := refusal_to_enter_absence(actor, absence.person):
        raise refusal
    if absence.ended_early_at or absence.ends_on < today_of(absence.person):
        raise Conflict(f"This {absence.noun} of {absence.person.name} is over.")


def _running(absence_id: int, actor: Person) -> Absence:
    absence = Absence.objects.select_related("person", "delegate").get(pk=absence_id)
    require_running(absence, actor)
    return absence


def _absence(
    person: Person,
    actor: Person,
    starts_on: date,
    ends_on: date,
    delegate_id: int | None,
    gate_kinds: Collection[str],
    *,
    is_there: bool = False,
) -> Absence:
    return Absence(
        person=person,
        starts_on=starts_on,
        ends_on=ends_on,
        delegate=Person.objects.get(pk=delegate_id) if delegate_id else None,
        gate_kinds=sorted(set(gate_kinds)),
        is_there=is_there,
        entered_by=actor,
        entered_at=clock.now(),
    )


def _enter(absence: Absence, function_ids: Collection[int], company: Company, actor: Person) -> Absence:
    check_absence(absence, function_ids)
    _save(absence, function_ids, company, actor, f"{absence.noun}.entered")
    _tell(absence)
    return absence


def _save(
    absence: Absence, function_ids: Collection[int], company: Company, actor: Person, kind: str, **data: Any
) -> None:
    absence.save(force_insert=True)
    absence.functions.set(function_ids)
    record(
        kind,
        chain=company,
        actor=actor,
        subject=absence,
        person=absence.person_id,
        delegate=absence.delegate_id,
        starts_on=absence.starts_on.isoformat(),
        ends_on=absence.ends_on.isoformat(),
        functions=sorted(function_ids),
        gate_kinds=absence.gate_kinds,
        **data,
    )


def _tell(absence: Absence) -> None:
    people = [absence.person_id, *([absence.delegate_id] if absence.delegate_id else [])]
    seats = Seat.objects.filter(person=absence.person, ended_at=None).values_list("function_id", flat=True)
    hooks.places_changed(person_ids=people, function_ids=seats)
