"""Several delivery rounds at once, and a round that meets a message that somebody holds."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import call_command
from django.db import connections, transaction

from launchgate.outbox import delivery
from launchgate.outbox.delivery import Round, deliver_messages
from launchgate.outbox.models import Message
from launchgate.outbox.tasks import deliver_messages as delivery_task
from tests.factories import make_person
from tests.outbox.factories import queue_message

pytestmark = pytest.mark.django_db(transaction=True)


def delivered_in_thread() -> Round:
    """Deliver on a connection of the thread's own."""
    try:
        return deliver_messages()
    finally:
        connections.close_all()


def test_rounds_at_once_send_each_message_once(post_office, monkeypatch):
    monkeypatch.setattr(delivery, "BATCH", 5)
    person = make_person()
    for number in range(40):
        queue_message(person, subject=f"Message {number}")
    with ThreadPoolExecutor(4) as pool:
        done = [future.result() for future in [pool.submit(delivered_in_thread) for _ in range(4)]]
    assert sum(one.sent for one in done) == 40
    assert sorted(post_office.subjects()) == sorted(f"Message {number}" for number in range(40))


@pytest.mark.postgresql
def test_a_message_that_somebody_holds_is_passed_over_not_waited_for(post_office):
    held, _ = queue_message(subject="Held"), queue_message(subject="Free")
    with transaction.atomic():
        Message.objects.select_for_update().get(pk=held.pk)
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(delivered_in_thread).result(5).sent == 1
    assert post_office.subjects() == ["Free"]


def test_a_round_that_lost_its_claim_does_not_overwrite_what_came_after(post_office):
    message = queue_message()
    (claimed,) = delivery.claim_batch()
    Message.objects.filter(pk=message.pk).update(claimed_at="2026-01-01T00:00Z")
    delivery.take_back_forgotten()
    deliver_messages()
    assert delivery._mark(claimed, Message.Status.FAILED, error="too late") == 0
    message.refresh_from_db()
    assert message.status == Message.Status.SENT


def test_a_slow_batch_hands_back_what_it_cannot_send_within_its_lease(post_office, monkeypatch, settings):
    settings.DELIVERY_LEASE_SECONDS = 0
    monkeypatch.setattr(delivery, "ROUND_SECONDS", 0.2)
    message = queue_message()
    deliver_messages()
    message.refresh_from_db()
    assert (message.status, message.attempts) == (Message.Status.QUEUED, 0)


def test_the_command_says_what_it_did(post_office, capsys):
    queue_message()
    queue_message(kind="test.untrue")
    call_command("deliver_messages")
    assert capsys.readouterr().out == "Sent 1, dropped 1 no longer needed, failed 0, put off 0.\n"


def test_the_task_is_the_round(post_office):
    queue_message()
    delivery_task.apply()
    assert delivery_task.name == "outbox.deliver_messages"
    assert len(post_office.received) == 1
