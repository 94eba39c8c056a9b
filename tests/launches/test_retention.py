"""Retention: messages of launches that are long over are deleted, and nothing that is proven."""

from datetime import timedelta

import pytest

from launchgate.audit.models import Event
from launchgate.core import clock
from launchgate.launches.actions.lifecycle import stop_launch
from launchgate.launches.tasks import purge_finished_launches
from launchgate.outbox.models import Message
from tests.forging import verify
from tests.launches.stages import gate_in


@pytest.fixture
def stopped(small):
    """A stopped launch with messages that were sent, and a running one with its own."""
    running = gate_in("in_review", small).launch
    launch = gate_in("in_review", small).launch
    stop_launch(launch.pk, "No demand.", actor=small.sponsor)
    Message.objects.update(status=Message.Status.SENT)
    return launch, running


def purge_after(days: int) -> None:
    with clock.at(clock.now() + timedelta(days=days)):
        purge_finished_launches()


def test_messages_of_a_launch_long_over_are_deleted(stopped, settings):
    settings.MESSAGE_RETENTION_DAYS = 365
    launch, running = stopped
    purge_after(366)
    assert not Message.objects.filter(data__launch=launch.pk).exists()
    assert Message.objects.filter(data__launch=running.pk).exists()
    assert verify()[0] == 0


def test_they_stay_before_that(stopped, settings):
    settings.MESSAGE_RETENTION_DAYS = 365
    purge_after(364)
    assert Message.objects.filter(data__launch=stopped[0].pk).exists()


def test_they_stay_for_ever_without_the_setting(stopped):
    purge_after(10_000)
    assert Message.objects.filter(data__launch=stopped[0].pk).exists()


def test_what_waits_to_be_sent_stays(stopped, settings):
    settings.MESSAGE_RETENTION_DAYS = 1
    Message.objects.update(status=Message.Status.QUEUED)
    purge_after(2)
    assert Message.objects.filter(data__launch=stopped[0].pk).exists()


def test_a_purge_is_one_event_and_a_second_one_none(stopped, settings):
    settings.MESSAGE_RETENTION_DAYS = 1
    purge_after(2)
    purge_after(2)
    event = Event.objects.get(kind="messages.purged")
    assert f'"launches":[{stopped[0].pk}]' in event.text
