"""What answers of mail servers say about a person's address, and what they say about the sender."""

import pytest

from launchgate.outbox.connection import is_about_address
from launchgate.outbox.delivery import deliver_messages
from launchgate.outbox.models import Message
from tests.factories import make_person
from tests.outbox.factories import queue_message


@pytest.mark.parametrize(
    ("code", "text", "of_recipient"),
    [
        (550, "5.1.1 The email account that you tried to reach does not exist", True),
        (550, "5.1.1 No such user", False),
        (550, "5.1.10 RESOLVER.ADR.RecipientNotFound", True),
        (550, "5.2.1 The mailbox is disabled", True),
        (550, "No such user here", True),
        (551, "User not local", True),
        (553, "Mailbox name not allowed", True),
    ],
)
def test_an_answer_about_the_address(code, text, of_recipient):
    assert is_about_address(code, text, of_recipient=of_recipient)


@pytest.mark.parametrize(
    ("code", "text", "of_recipient"),
    [
        (550, "5.7.1 Message rejected due to content restrictions", True),
        (550, "5.7.26 Unauthenticated email is not accepted due to DMARC policy", True),
        (550, "5.1.8 Bad sender's system address", True),
        (552, "5.2.2 Mailbox full", True),
        (554, "5.7.1 Service unavailable; client host blocked using zen.spamhaus.org", True),
        (550, "Message rejected as spam", True),
        (550, "Relaying denied", True),
        (550, "No such user here", False),
        (554, "Transaction failed", True),
    ],
)
def test_an_answer_about_the_sender_or_the_message(code, text, of_recipient):
    assert not is_about_address(code, text, of_recipient=of_recipient)


@pytest.mark.django_db
def test_a_refused_address_is_noted_and_an_accepted_one_again(post_office):
    person = queue_message().person
    post_office.answers[person.email] = "550 5.1.1 No such person"
    deliver_messages()
    person.refresh_from_db()
    assert person.is_unreachable
    assert "No such person" in person.mail_refused_why
    post_office.answers.clear()
    queue_message(person)
    deliver_messages()
    person.refresh_from_db()
    assert not person.is_unreachable


@pytest.mark.django_db
@pytest.mark.parametrize("answer", ["550 5.7.1 Blocked by policy", "452 4.2.2 Mailbox full", "450 4.7.1 Greylisted"])
def test_a_refusal_that_is_not_about_the_address_is_not_the_persons(post_office, answer):
    person = queue_message().person
    post_office.answers[person.email] = answer
    deliver_messages()
    person.refresh_from_db()
    assert Message.objects.get().error
    assert person.mail_refused_at is None


@pytest.mark.django_db
def test_an_address_that_is_none_is_noted(post_office):
    person = make_person(email="nobody at all")
    queue_message(person)
    deliver_messages()
    person.refresh_from_db()
    assert "is not an e-mail address" in person.mail_refused_why
