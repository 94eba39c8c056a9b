"""The address of one's calendar feed: made, made anew, taken away."""

from django.db import transaction

from launchgate.audit.record import record
from launchgate.core.once import use_once
from launchgate.core.refusals import Conflict
from launchgate.people.calendar_keys import digest_of, new_secret
from launchgate.people.company import lock_company
from launchgate.people.models import Person


@transaction.atomic(durable=True)
def make_calendar_key(*, actor: Person, once: str = "") -> str:
    """Return a new secret for the address of the actor's calendar; an earlier one leads nowhere from now on.

    Only its digest is kept, so nobody can be shown it again. The event says that it was made, not what it is.
    """
    use_once(once)
    company = lock_company()
    person = Person.objects.select_for_update(no_key=True).get(pk=actor.pk)
    had_one, secret = person.calendar_key is not None, new_secret()
    person.calendar_key = digest_of(secret)
    person.save(update_fields=["calendar_key"])
    record("person.calendar_made", chain=company, actor=actor, subject=person, had_one=had_one)
    return secret


@transaction.atomic(durable=True)
def drop_calendar_key(*, actor: Person) -> None:
    """Let the address of the actor's calendar lead nowhere; Conflict when there is none."""
    company = lock_company()
    person = Person.objects.select_for_update(no_key=True).get(pk=actor.pk)
    if person.calendar_key is None:
        raise Conflict("Your calendar has no address, so there is nothing to take away.")
    person.calendar_key = None
    person.save(update_fields=["calendar_key"])
    record("person.calendar_dropped", chain=company, actor=actor, subject=person)
