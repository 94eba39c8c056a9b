"""Persons: joining, changing, leaving, coming back; their passwords."""

from datetime import time

from django.contrib.auth.hashers import make_password
from django.db import transaction

from launchgate.audit.record import record, words_digest
from launchgate.core.once import use_once
from launchgate.core.refusals import Conflict
from launchgate.people import hooks
from launchgate.people.calendar import Hours, check_hours
from launchgate.people.company import lock_company
from launchgate.people.models import Company, Person, Seat
from launchgate.people.rules import check_address, refusal_to_lose_administrator, require_administrator


@transaction.atomic(durable=True)
def open_company(
    *, company_name: str, name: str, email: str, password_hash: str, time_zone: str, country: str
) -> Person:
    """Name the company and make its first administrator; Conflict as soon as there is any person."""
    company = lock_company()
    if Person.objects.exists():
        raise Conflict("This LaunchGate has its people already. Sign in instead.")
    company.name, company.time_zone, company.country = company_name, time_zone, country
    hours = Hours.of(company)
    check_hours(hours)
    company.save(update_fields=["name", "time_zone", "country"])
    person = Person(email=email.lower(), name=name, is_administrator=True, **hours_fields(hours))
    person.password = password_hash
    person.save(force_insert=True)
    record("company.opened", chain=company, actor=person, subject=person, words=words_digest(name, person.email))
    return person


@transaction.atomic(durable=True)
def create_person(
    *,
    actor: Person,
    email: str,
    name: str,
    is_executive: bool = False,
    is_administrator: bool = False,
    hours: Hours | None = None,
) -> Person:
    """Add a person, who gets an invitation by mail to set a password; without hours they work the company's."""
    company = lock_company()
    require_administrator(actor)
    hours = hours or Hours.of(company)
    check_hours(hours)
    email = email.lower()
    check_address(email)
    person = Person(
        email=email,
        name=name,
        is_executive=is_executive,
        is_administrator=is_administrator,
        password=make_password(None),
        **hours_fields(hours),
    )
    person.save(force_insert=True)
    record(
        "person.created",
        chain=company,
        actor=actor,
        subject=person,
        words=words_digest(name, email),
        is_executive=is_executive,
        is_administrator=is_administrator,
    )
    hooks.post_letter(hooks.INVITATION, person.pk)
    return person


@transaction.atomic(durable=True)
def edit_person(
    person_id: int,
    *,
    actor: Person,
    email: str,
    name: str,
    is_executive: bool,
    is_administrator: bool,
    hours: Hours,
) -> Person:
    """Change what an administrator may change of a person; a new address signs nobody out.

    What was said of an old address that refused mail is forgotten with it.
    """
    company = lock_company()
    require_administrator(actor)
    person = Person.objects.select_for_update(no_key=True).get(pk=person_id)
    _require_not_erased(person)
    if person.is_administrator and not is_administrator and (refusal := refusal_to_lose_administrator(person)):
        raise refusal
    check_hours(hours)
    check_address(email.lower(), of=person)
    fields = {
        "email": email.lower(),
        "name": name,
        "is_executive": is_executive,
        "is_administrator": is_administrator,
        **hours_fields(hours),
    }
    if fields["email"] != person.email:
        fields |= {"mail_refused_at": None, "mail_refused_why": "", "mail_refused_later": False}
    _change(company, person, fields, kind="person.edited", actor=actor)
    return person


@transaction.atomic(durable=True)
def change_profile(*, actor: Person, name: str, hours: Hours) -> Person:
    """Change one's own name and working hours."""
    company = lock_company()
    person = Person.objects.select_for_update(no_key=True).get(pk=actor.pk)
    check_hours(hours)
    _change(company, person, {"name": name, **hours_fields(hours)}, kind="person.profile_changed", actor=actor)
    return person


@transaction.atomic(durable=True)
def change_preferences(*, actor: Person, digest_at: time | None) -> Person:
    """Change at what hour of one's own zone the daily mail comes; None leaves it to the playbook."""
    company = lock_company()
    person = Person.objects.select_for_update(no_key=True).get(pk=actor.pk)
    _change(company, person, {"digest_at": digest_at}, kind="person.preferences_changed", actor=actor)
    return person


@transaction.atomic(durable=True)
def deactivate_person(person_id: int, *, actor: Person) -> Person:
    """Shut a person out; their places stay theirs, and what waits for them goes to whoever comes next."""
    company = lock_company()
    require_administrator(actor)
    person = Person.objects.select_for_update(no_key=True).get(pk=person_id)
    if not person.is_active:
        raise Conflict(f"{person.name} is deactivated already.")
    if refusal := refusal_to_lose_administrator(person):
        raise refusal
    _set_active(company, person, False, actor=actor)
    return person


@transaction.atomic(durable=True)
def reactivate_person(person_id: int, *, actor: Person) -> Person:
    """Let a deactivated person in again, with the password and the places they had."""
    company = lock_company()
    require_administrator(actor)
    person = Person.objects.select_for_update(no_key=True).get(pk=person_id)
    if person.is_active:
        raise Conflict(f"{person.name} is active already.")
    _require_not_erased(person)
    _set_active(company, person, True, actor=actor)
    return person


@transaction.atomic(durable=True)
def invite_person(person_id: int, *, actor: Person, once: str = "") -> Person:
    """Send the invitation to set a password once more; Conflict when the person is deactivated or has a password."""
    use_once(once)
    company = lock_company()
    require_administrator(actor)
    person = Person.objects.get(pk=person_id)
    if not person.is_active or person.has_usable_password():
        why = "has a password already" if person.is_active else "is deactivated"
        raise Conflict(f"{person.name} {why} and needs no invitation.")
    record("person.invited", chain=company, actor=actor, subject=person)
    hooks.post_letter(hooks.INVITATION, person.pk)
    return person


@transaction.atomic(durable=True)
def set_password(person_id: int, *, actor: Person, password_hash: str) -> Person:
    """Set a password, hashed by the caller (hashing takes long, and nobody else could write meanwhile)."""
    company = lock_company()
    person = Person.objects.select_for_update(no_key=True).get(pk=person_id)
    if not person.is_active:
        raise Conflict("This account is deactivated.")
    person.password = password_hash
    person.save(update_fields=["password"])
    record("person.password_set", chain=company, actor=actor, subject=person)
    return person


@transaction.atomic(durable=True)
def ask_password_reset(email: str) -> None:
    """Have a link to set a password sent to whoever has this address; nobody learns whether anybody has.

    No event: anybody can ask this, and nothing changes until the link is used.
    """
    person = Person.objects.filter(email=email.strip().lower(), is_active=True).first()
    if person is not None:
        hooks.post_letter(hooks.PASSWORD_RESET, person.pk)


def _require_not_erased(person: Person) -> None:
    if person.erased_at is not None:
        raise Conflict(f"{person.name} was erased by law. Add them as a new person if they come back.")


def hours_fields(hours: Hours) -> dict[str, object]:
    """Return working hours as the fields of a person's or the company's row."""
    return hours._asdict() | {"weekdays": list(hours.weekdays)}


def _change(company: Company, person: Person, fields: dict[str, object], *, kind: str, actor: Person) -> None:
    """Save the fields that differ, in one event; say so to the rooms whose schedules hang on them."""
    changed = sorted(name for name, value in fields.items() if getattr(person, name) != value)
    if not changed:
        return
    for name in changed:
        setattr(person, name, fields[name])
    person.save(update_fields=changed)
    record(
        kind, chain=company, actor=actor, subject=person, changed=changed, words=words_digest(person.name, person.email)
    )
    if set(changed) & {*Hours._fields, *Person.REFUSAL, "digest_at", "is_executive"}:
        hooks.places_changed(person_ids=[person.pk], function_ids=_functions_of(person))


def _set_active(company: Company, person: Person, is_active: bool, *, actor: Person) -> None:
    person.is_active = is_active
    person.save(update_fields=["is_active"])
    kind = "person.reactivated" if is_active else "person.deactivated"
    record(kind, chain=company, actor=actor, subject=person)
    hooks.places_changed(person_ids=[person.pk], function_ids=_functions_of(person))


def _functions_of(person: Person) -> list[int]:
    return list(Seat.objects.filter(person=person, ended_at=None).values_list("function_id", flat=True))
