"""Messages in the administration: looked at by administrators, tried again when they failed."""

import pytest
from django.urls import reverse

from launchgate.audit.models import Event
from launchgate.core.refusals import Conflict, Forbidden
from launchgate.outbox.actions import retry_messages
from launchgate.outbox.models import Message
from tests.factories import make_person
from tests.outbox.factories import queue_message

pytestmark = pytest.mark.django_db

MESSAGES = reverse("admin:outbox_message_changelist")


@pytest.fixture
def administrator(client):
    """Return an administrator who is signed in."""
    person = make_person(is_administrator=True)
    client.force_login(person)
    return person


def failed_message() -> Message:
    """Return a message that a mail server refused."""
    message = queue_message()
    Message.objects.filter(pk=message.pk).update(status="failed", attempts=4, error="The mail server answered 550")
    return message


def test_trying_again_queues_failed_messages_from_the_start(administrator):
    message = failed_message()
    assert retry_messages([message.pk], actor=administrator) == 1
    message.refresh_from_db()
    assert (message.status, message.attempts) == (Message.Status.QUEUED, 0)


def test_trying_again_is_one_event(administrator):
    messages = [failed_message().pk, failed_message().pk]
    retry_messages(messages, actor=administrator)
    event = Event.objects.get(kind="messages.retried")
    assert event.actor == administrator
    assert f'"messages":[{messages[0]},{messages[1]}]' in event.text


def test_trying_again_leaves_other_messages_alone(administrator):
    failed, sent = failed_message(), queue_message()
    Message.objects.filter(pk=sent.pk).update(status="sent")
    assert retry_messages([failed.pk, sent.pk], actor=administrator) == 1
    sent.refresh_from_db()
    assert sent.status == Message.Status.SENT


def test_trying_again_what_has_not_failed_is_refused(administrator):
    with pytest.raises(Conflict):
        retry_messages([queue_message().pk], actor=administrator)


def test_only_administrators_try_again():
    with pytest.raises(Forbidden):
        retry_messages([failed_message().pk], actor=make_person())


def test_the_list_shows_why_a_message_failed(client, administrator):
    failed_message()
    assert "The mail server answered 550" in client.get(MESSAGES).content.decode()


def test_the_list_tries_again(client, administrator):
    message = failed_message()
    response = client.post(MESSAGES, {"action": "try_again", "_selected_action": [message.pk]}, follow=True)
    message.refresh_from_db()
    assert message.status == Message.Status.QUEUED
    assert "Queued again." in response.content.decode()


@pytest.mark.parametrize("page", ["add", "delete"])
def test_messages_cannot_be_changed_by_hand(client, administrator, page):
    args = [queue_message().pk] if page == "delete" else []
    assert client.get(reverse(f"admin:outbox_message_{page}", args=args)).status_code == 403


def test_nudges_are_shown_and_not_changed(client, administrator):
    assert client.get(reverse("admin:reminders_nudge_changelist")).status_code == 200
    assert client.get(reverse("admin:reminders_nudge_add")).status_code == 403
