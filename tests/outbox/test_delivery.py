"""Delivering messages to a mail server that accepts, refuses, hesitates or breaks off."""

from datetime import UTC, datetime, timedelta

import pytest

from launchgate.core import clock
from launchgate.outbox.delivery import MOST_ATTEMPTS, claim_batch, deliver_messages, lease
from launchgate.outbox.models import Message
from tests.factories import make_person
from tests.outbox.conftest import free_port
from tests.outbox.factories import queue_message

pytestmark = [pytest.mark.both, pytest.mark.django_db]

Status = Message.Status
MORNING = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


def test_a_due_message_is_sent_and_marked(post_office):
    message = queue_message(subject="Sign Operations of Aurora", path="/launches/L-1/")
    assert deliver_messages().sent == 1
    message.refresh_from_db()
    assert (message.status, message.headline, message.path) == (
        Status.SENT,
        "Sign Operations of Aurora",
        "/launches/L-1/",
    )
    assert post_office.received[0]["To"].addresses[0].addr_spec == message.person.email


def test_a_second_round_sends_nothing(post_office):
    queue_message()
    deliver_messages()
    deliver_messages()
    assert len(post_office.received) == 1


def test_a_message_that_stays_back_is_not_sent_before_its_time(post_office):
    with clock.at(MORNING):
        queue_message(delay=timedelta(minutes=1))
        deliver_messages()
        assert post_office.received == []
    with clock.at(MORNING + timedelta(minutes=1)):
        deliver_messages()
    assert len(post_office.received) == 1


def test_what_is_no_longer_true_is_dropped(post_office):
    message = queue_message(kind="test.untrue")
    assert deliver_messages().dropped == 1
    message.refresh_from_db()
    assert (message.status, post_office.received) == (Status.DROPPED, [])


def test_nobody_writes_to_people_who_left(post_office):
    message = queue_message(make_person(is_active=False))
    deliver_messages()
    message.refresh_from_db()
    assert (message.status, post_office.received) == (Status.DROPPED, [])


@pytest.mark.parametrize("kind", ["test.poison", "test.unheard-of"])
def test_a_message_that_cannot_be_made_holds_up_nothing(post_office, kind):
    poison = queue_message(kind=kind)
    queue_message(subject="The next one")
    deliver_messages()
    poison.refresh_from_db()
    assert poison.status == Status.FAILED
    assert "could not be made" in poison.error
    assert post_office.subjects() == ["The next one"]


def test_an_unknown_address_fails_for_good_and_holds_up_nothing(post_office):
    message = queue_message()
    post_office.answers[message.person.email] = "550 5.1.1 No such person"
    queue_message(subject="The next one")
    done = deliver_messages()
    message.refresh_from_db()
    assert (done.failed, done.sent) == (1, 1)
    assert (message.status, message.error) == (Status.FAILED, "The mail server answered 550: 5.1.1 No such person")
    assert post_office.subjects() == ["The next one"]


def test_an_address_that_is_none_fails_for_good(post_office):
    message = queue_message(make_person(email="no at sign"))
    queue_message(subject="The next one")
    deliver_messages()
    message.refresh_from_db()
    assert message.status == Status.FAILED
    assert post_office.subjects() == ["The next one"]


def test_a_full_mailbox_is_tried_again_later_and_later(post_office):
    with clock.at(MORNING):
        message = queue_message()
        post_office.answers[message.person.email] = "451 4.2.2 Mailbox full"
        assert deliver_messages().put_off == 1
    message.refresh_from_db()
    first_pause = message.not_before - MORNING
    with clock.at(message.not_before):
        deliver_messages()
    message.refresh_from_db()
    assert (message.status, message.attempts) == (Status.QUEUED, 2)
    assert message.not_before - (MORNING + first_pause) == 2 * first_pause
    assert "451" in message.error


def test_a_mailbox_with_room_again_gets_its_message(post_office):
    with clock.at(MORNING):
        message = queue_message()
        post_office.answers[message.person.email] = "451 4.2.2 Mailbox full"
        deliver_messages()
    post_office.answers.clear()
    with clock.at(MORNING + timedelta(hours=1)):
        deliver_messages()
    message.refresh_from_db()
    assert (message.status, message.error, len(post_office.received)) == (Status.SENT, "", 1)


def test_a_mailbox_that_stays_full_is_given_up(post_office):
    message = queue_message()
    post_office.answers[message.person.email] = "451 4.2.2 Mailbox full"
    Message.objects.update(attempts=MOST_ATTEMPTS - 1)
    assert deliver_messages().failed == 1
    message.refresh_from_db()
    assert message.status == Status.FAILED


def test_a_server_that_hangs_up_on_one_message_gets_the_others(post_office):
    message = queue_message()
    post_office.hangs_up_on.add(message.person.email)
    queue_message(subject="The next one")
    queue_message(subject="And the last")
    deliver_messages()
    message.refresh_from_db()
    assert (message.status, message.attempts) == (Status.QUEUED, 1)
    assert post_office.subjects() == ["The next one", "And the last"]


def test_a_server_that_is_away_costs_no_attempt(settings, post_office):
    port = settings.EMAIL_PORT
    settings.EMAIL_PORT = free_port()
    with clock.at(MORNING):
        messages = [queue_message() for _ in range(3)]
        assert deliver_messages().put_off == 3
    messages[2].refresh_from_db()
    assert (messages[2].status, messages[2].attempts) == (Status.QUEUED, 0)
    assert "could not be reached" in messages[2].error
    settings.EMAIL_PORT = port
    with clock.at(MORNING + timedelta(minutes=2)):
        deliver_messages()
    assert len(post_office.received) == 3


def test_one_connection_carries_a_whole_round(post_office):
    for _ in range(60):
        queue_message()
    assert deliver_messages().sent == 60
    assert post_office.connections == 1


def test_a_server_that_closes_between_two_messages_is_called_again(post_office):
    queue_message(subject="The first")
    second = queue_message(subject="The second")
    answers = iter(["421 4.7.0 Too many messages on this connection", "250 OK"])
    post_office.answers = _Changing({second.person.email: answers})
    done = deliver_messages()
    assert (done.sent, post_office.connections) == (2, 2)
    assert post_office.subjects() == ["The first", "The second"]


def test_a_message_of_a_worker_that_died_is_sent_by_the_next(post_office):
    with clock.at(MORNING):
        message = queue_message()
        claim_batch()
    with clock.at(MORNING + lease() / 2):
        deliver_messages()
        assert post_office.received == []
    with clock.at(MORNING + lease() * 2):
        deliver_messages()
    message.refresh_from_db()
    assert (message.status, len(post_office.received)) == (Status.SENT, 1)


def test_a_message_that_kills_every_worker_is_given_up():
    with clock.at(MORNING):
        message = queue_message()
        Message.objects.update(attempts=MOST_ATTEMPTS - 1)
        claim_batch()
    with clock.at(MORNING + lease() * 2):
        assert deliver_messages().failed == 1
    message.refresh_from_db()
    assert message.status == Status.FAILED


def test_a_round_with_nothing_due_writes_nothing(django_assert_num_queries):
    queue_message(delay=timedelta(days=1))
    with django_assert_num_queries(2):
        deliver_messages()


class _Changing(dict):
    """Answers that change from one call to the next."""

    def get(self, key, default=None):
        """Return the next answer for an address."""
        return next(self[key]) if key in self else default
