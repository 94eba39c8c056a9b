"""Erasing the personal data of somebody who left."""

from axes.utils import reset as forget_failures
from django.contrib.auth.hashers import make_password
from django.db import transaction

from launchgate.audit.proofs import ERASURE
from launchgate.audit.record import record
from launchgate.core import clock
from launchgate.core.refusals import Conflict
from launchgate.people.actions.persons import hours_fields
from launchgate.people.calendar import Hours
from launchgate.people.company import lock_company
from launchgate.people.erasure import erase_in_rooms, name_after
from launchgate.people.models import Channel, Person
from launchgate.people.rules import require_administrator


@transaction.atomic(durable=True)
def erase_person(person_id: int, *, actor: Person, words: bool) -> Person:
    """Erase a person's name, addresses and hours, the names under their signatures and, when asked, words and files.

    The row stays, so that no chain breaks, and is called "Erased person 12" from then on; the event names the rows
    whose words are gone. It cannot be undone. Raises Forbidden for anybody but an administrator, Conflict while the
    person is active or when it was done before.
    """
    company = lock_company()
    require_administrator(actor)
    person = Person.objects.select_for_update(no_key=True).get(pk=person_id)
    require_erasable(person)
    rows = erase_in_rooms(person, words=words)
    forget_failures(username=person.email)
    person.name, person.email = name_after(person.pk), f"erased-{person.pk}@erased.invalid"
    person.password, person.last_login = make_password(None), None
    person.is_executive = person.is_administrator = False
    person.assistant, person.erased_at = None, clock.now()
    person.channel, person.chat_address, person.digest_at, person.calendar_key = Channel.MAIL, "", None, None
    person.chat_refused_at, person.chat_refused_why = None, ""
    person.forget_refusal()
    for name, value in hours_fields(Hours.of(company)).items():
        setattr(person, name, value)
    person.save()
    Person.objects.filter(assistant=person).update(assistant=None)
    record(ERASURE, chain=company, actor=actor, subject=person, with_words=words, rows=sorted(rows))
    return person


def require_erasable(person: Person) -> None:
    """Raise Conflict for somebody who is active, or erased already."""
    if person.erased_at is not None:
        raise Conflict(f"{person.name} was erased already.")
    if person.is_active:
        raise Conflict(f"Deactivate {person.name} first, so that what waits for them goes to whoever comes next.")
