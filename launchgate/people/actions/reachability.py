"""Whether mail reaches people: an address that is refused for good, and one that takes mail again."""

from django.db import transaction

from launchgate.audit.record import record, words_digest
from launchgate.core import clock
from launchgate.core.refusals import Conflict
from launchgate.core.text import one_line
from launchgate.people import hooks
from launchgate.people.company import lock_company
from launchgate.people.models import Company, Person, Seat
from launchgate.people.rules import refusal_to_try_address

LONGEST_WHY = 300


@transaction.atomic(durable=True)
def note_refused_address(
    person_id: int, why: str, *, actor: Person | None = None, address: str = "", at_hand_over: bool = False
) -> bool:
    """Write down that mail to a person is refused for good, and return whether that was news.

    What waits for them goes to whoever comes next, as if they were away; they may still act. `address` is the one that
    was refused: where the person has another by now, nothing is noted. `at_hand_over` says that the mail server refused
    it in its answer, rather than taking it and sending it back later. Told again, or of somebody deactivated, nothing
    changes.
    """
    company = lock_company()
    person = Person.objects.select_for_update(no_key=True).get(pk=person_id)
    if person.mail_refused_at or not person.is_active or address.lower() not in ("", person.email):
        return False
    person.mail_refused_at, person.mail_refused_why = clock.now(), one_line(why, LONGEST_WHY)
    person.mail_refused_later = not at_hand_over
    person.save(update_fields=["mail_refused_at", "mail_refused_why", "mail_refused_later"])
    record(
        "person.address_refused",
        chain=company,
        actor=actor,
        subject=person,
        at=person.mail_refused_at,
        words=words_digest(person.mail_refused_why),
        later=person.mail_refused_later,
    )
    _tell(person)
    return True


@transaction.atomic(durable=True)
def note_accepted_address(person_id: int, *, at_hand_over: bool = False) -> bool:
    """Write down that mail reaches a person again, and return whether that was news; what they hold comes back.

    That a server takes mail which it sent back later before says nothing: `at_hand_over` then changes nothing.
    """
    company = lock_company()
    person = Person.objects.select_for_update(no_key=True).get(pk=person_id)
    if person.mail_refused_at is None or (at_hand_over and person.mail_refused_later):
        return False
    _forget(company, person, actor=None)
    return True


@transaction.atomic(durable=True)
def try_address_again(person_id: int, *, actor: Person) -> Person:
    """Let mail go to a refused address again, and what waits for the person come back, until it is refused anew.

    Raises Forbidden for anybody but the person and administrators, Conflict where no mail is refused.
    """
    company = lock_company()
    person = Person.objects.select_for_update(no_key=True).get(pk=person_id)
    if refusal := refusal_to_try_address(actor, person):
        raise refusal
    if person.mail_refused_at is None:
        raise Conflict(f"No mail to {person.name} is refused, so there is nothing to try again.")
    _forget(company, person, actor=actor)
    return person


def _forget(company: Company, person: Person, *, actor: Person | None) -> None:
    person.forget_refusal()
    person.save(update_fields=Person.REFUSAL)
    record("person.address_accepted", chain=company, actor=actor, subject=person)
    _tell(person)


def _tell(person: Person) -> None:
    seats = Seat.objects.filter(person=person, ended_at=None).values_list("function_id", flat=True)
    hooks.places_changed(person_ids=[person.pk], function_ids=seats)
