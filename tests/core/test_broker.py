"""The embedded broker: a message is leased to one worker, deleted when done, and never lost with a killed one."""

import time
from collections.abc import Iterator
from queue import Empty
from typing import Any

import pytest
from celery import current_app
from django.db import connection, transaction
from kombu import Connection, Consumer, Queue

from launchgate.core.broker import release_leases
from launchgate.core.models import QueuedTask

pytestmark = pytest.mark.django_db(transaction=True)

QUEUE = Queue("checked", routing_key="checked")


@pytest.fixture
def broker() -> Iterator[Connection]:
    with Connection("embedded://database", transport_options={"visibility_timeout": 60}) as opened:
        yield opened


def send(broker: Connection, *words: str) -> None:
    producer = broker.Producer(serializer="json")
    for word in words:
        producer.publish({"word": word}, routing_key=QUEUE.routing_key, declare=[QUEUE])


def take(broker: Connection) -> Any:
    """Take one message as a worker does, without acknowledging it; None when none is ready."""
    return QUEUE(broker.channel()).get()


def words_left(broker: Connection) -> list[str]:
    words = []
    while message := take(broker):
        words.append(message.payload["word"])
        message.ack()
    return words


def test_messages_come_in_the_order_in_which_they_were_sent(broker: Connection) -> None:
    send(broker, "one", "two", "three")

    assert words_left(broker) == ["one", "two", "three"]


def test_a_message_is_leased_to_one_worker_at_a_time(broker: Connection) -> None:
    send(broker, "one")

    assert take(broker).payload == {"word": "one"}
    assert take(broker) is None
    assert QueuedTask.objects.get().visible_at == pytest.approx(time.time() + 60, abs=5)


def test_acknowledging_deletes_the_row(broker: Connection) -> None:
    send(broker, "one")

    take(broker).ack()

    assert not QueuedTask.objects.exists()


def test_a_lease_that_ran_out_is_taken_again(broker: Connection) -> None:
    send(broker, "one")
    take(broker)

    QueuedTask.objects.update(visible_at=time.time() - 1)

    assert words_left(broker) == ["one"]


def test_leases_of_a_killed_worker_can_be_released_at_once(broker: Connection) -> None:
    send(broker, "one", "two")
    take(broker)

    assert release_leases() == 1
    assert words_left(broker) == ["one", "two"]


def test_a_worker_that_stops_in_order_hands_back_what_it_has_not_begun(broker: Connection) -> None:
    send(broker, "one")
    channel = broker.channel()
    QUEUE(channel).get()

    channel.close()

    assert words_left(broker) == ["one"]


def test_a_rejected_message_goes_back_only_when_asked_to(broker: Connection) -> None:
    send(broker, "back", "away")

    take(broker).reject(requeue=False)
    assert QueuedTask.objects.count() == 1
    take(broker).reject(requeue=True)

    assert words_left(broker) == ["away"]


def test_a_consumer_receives_what_is_sent(broker: Connection) -> None:
    received: list[str] = []
    send(broker, "one", "two")

    def on_message(message: Any) -> None:
        received.append(message.payload["word"])
        message.ack()

    with Consumer(broker.channel(), [QUEUE], on_message=on_message, accept=["json"]):
        broker.drain_events(timeout=2)
        broker.drain_events(timeout=2)

    assert received == ["one", "two"]


def test_a_message_sent_in_a_transaction_that_fails_was_never_sent(broker: Connection) -> None:
    with transaction.atomic():
        send(broker, "one")
        transaction.set_rollback(True)

    assert words_left(broker) == []


def test_an_idle_worker_writes_nothing(broker: Connection, django_assert_num_queries: Any) -> None:
    channel = broker.channel()

    with django_assert_num_queries(1), pytest.raises(Empty):
        channel._get("checked")


def test_a_task_of_the_product_travels_through_it(settings: Any) -> None:
    with Connection("embedded://database") as broker:
        current_app.send_task("core.beat_heartbeat", connection=broker)

    assert "core.beat_heartbeat" in QueuedTask.objects.get().payload


@pytest.mark.postgresql
def test_two_workers_at_once_take_two_different_messages(broker: Connection) -> None:
    send(broker, "one", "two")
    first = QueuedTask.objects.order_by("pk").first()
    assert first is not None
    other = connection.copy()

    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SELECT 1 FROM core_queuedtask WHERE id = %s FOR UPDATE", [first.pk])
        assert take(broker).payload == {"word": "two"}
    finally:
        other.rollback()
        other.close()
