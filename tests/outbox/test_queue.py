"""Writing messages with their cause."""

from datetime import UTC, datetime, timedelta

import pytest
from celery import current_app
from django.db import transaction

from launchgate.core import clock
from launchgate.core.models import QueuedTask
from launchgate.outbox.models import Message
from launchgate.outbox.queue import Queued, queue_messages
from tests.factories import make_person
from tests.outbox.factories import queue_message

MORNING = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_a_message_with_a_known_key_is_not_written_again():
    first = queue_message(once="nudge:1:1:1", subject="first")
    queue_message(first.person, once="nudge:1:1:1", subject="second")
    assert Message.objects.get().data == {"subject": "first"}


@pytest.mark.django_db
def test_a_delayed_message_stays_back_that_long():
    with clock.at(MORNING):
        message = queue_message(delay=timedelta(minutes=1))
    assert (message.created_at, message.not_before) == (MORNING, MORNING + timedelta(minutes=1))


@pytest.mark.django_db
def test_many_messages_are_one_insert(django_assert_num_queries):
    person = make_person()
    with django_assert_num_queries(1):
        queue_messages([Queued("test.plain", person.pk, "test:1", f"once:{number}") for number in range(30)])


@pytest.mark.django_db
def test_a_message_goes_with_the_transaction_of_its_cause():
    person = make_person()
    with transaction.atomic():
        queue_message(person)
        transaction.set_rollback(True)
    assert not Message.objects.exists()


@pytest.mark.django_db
def test_a_worker_is_woken_after_the_commit(django_capture_on_commit_callbacks, woken):
    with django_capture_on_commit_callbacks(execute=True):
        queue_message()
        assert woken() == 0
    assert woken() == 1


@pytest.mark.django_db
def test_a_message_that_stays_back_wakes_nobody(django_capture_on_commit_callbacks, woken):
    with django_capture_on_commit_callbacks(execute=True):
        queue_message(delay=timedelta(minutes=1))
    assert woken() == 0


@pytest.fixture
def woken(monkeypatch):
    """Return how many wake-ups lie in the embedded broker's queue, whatever broker the run stands on."""
    monkeypatch.setattr(current_app.conf, "broker_url", "embedded://")
    monkeypatch.setattr(current_app.conf, "broker_write_url", "embedded://")
    return QueuedTask.objects.filter(payload__contains="outbox.deliver_messages").count
