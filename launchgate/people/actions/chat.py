"""By what a person hears of what waits for them: e-mail, or a chat of their own beside it."""

from datetime import datetime

from django.db import transaction

from launchgate.audit.record import record, words_digest
from launchgate.core import clock
from launchgate.core.once import use_once
from launchgate.core.refusals import Conflict
from launchgate.core.text import one_line
from launchgate.people import hooks
from launchgate.people.chat import check_chat_address
from launchgate.people.company import lock_company
from launchgate.people.models import Channel, Person, Seat

LONGEST_WHY = 300


@transaction.atomic(durable=True)
def choose_channel(*, actor: Person, channel: str, chat_address: str = "", once: str = "") -> Person:
    """Choose by what the actor is reached; back to e-mail forgets the address of the chat.

    Without an address the one before stays, where the channel is the same. Raises Invalid for an address that is no
    incoming webhook of the channel. Choosing what was chosen before takes back that the chat was refused.
    """
    use_once(once)
    company = lock_company()
    person = Person.objects.select_for_update(no_key=True).get(pk=actor.pk)
    if channel == Channel.MAIL:
        address = ""
    else:
        address = chat_address.strip() or (person.chat_address if person.channel == channel else "")
        check_chat_address(channel, address)
    before = person.channel, person.chat_address, person.chat_refused_at
    if before == (channel, address, None):
        return person
    person.channel, person.chat_address = channel, address
    _save(person, refused_at=None, why="")
    digest = words_digest(address) if address else ""
    record("person.channel_chosen", chain=company, actor=actor, subject=person, channel=channel, address=digest)
    _tell(person)
    return person


@transaction.atomic(durable=True)
def try_chat(*, actor: Person, once: str = "") -> Person:
    """Have a test message sent to the actor's chat, refused or not; Conflict where none is chosen."""
    use_once(once)
    company = lock_company()
    person = Person.objects.select_for_update(no_key=True).get(pk=actor.pk)
    if person.channel == Channel.MAIL:
        raise Conflict("You have chosen no chat, so there is nothing to test.")
    _save(person, refused_at=None, why="")
    record("person.chat_tried", chain=company, actor=actor, subject=person)
    hooks.post_letter(hooks.CHAT_TEST, person.pk)
    _tell(person)
    return person


@transaction.atomic(durable=True)
def note_refused_chat(person_id: int, why: str, *, address: str) -> bool:
    """Write down that a chat takes no messages any more, and return whether that was news; mail goes in its place.

    Where the person has another address by now, nothing is noted.
    """
    company = lock_company()
    person = Person.objects.select_for_update(no_key=True).get(pk=person_id)
    if person.chat_refused_at is not None or person.chat_address != address:
        return False
    _save(person, refused_at=clock.now(), why=one_line(why, LONGEST_WHY))
    words = words_digest(person.chat_refused_why)
    record("person.chat_refused", chain=company, actor=None, subject=person, words=words)
    _tell(person)
    return True


def _save(person: Person, *, refused_at: datetime | None, why: str) -> None:
    person.chat_refused_at, person.chat_refused_why = refused_at, why
    person.save(update_fields=["channel", "chat_address", "chat_refused_at", "chat_refused_why"])


def _tell(person: Person) -> None:
    seats = Seat.objects.filter(person=person, ended_at=None).values_list("function_id", flat=True)
    hooks.places_changed(person_ids=[person.pk], function_ids=seats)
