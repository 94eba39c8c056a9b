"""Tasks rest while a command tells a past, and go on when it is told."""

from datetime import timedelta

import pytest

from launchgate.core import clock, heartbeats
from launchgate.core.models import Heartbeat
from launchgate.core.tasks import beat_heartbeat
from launchgate.reminders.tasks import sweep_reminders

pytestmark = pytest.mark.django_db


def has_run(name: str) -> bool:
    return Heartbeat.objects.filter(name=name).exists()


def test_a_sweep_rests_while_a_past_is_told():
    with heartbeats.telling_the_past():
        sweep_reminders.apply().get()
        assert not has_run(heartbeats.SWEEP)
    sweep_reminders.apply().get()
    assert has_run(heartbeats.SWEEP)


def test_a_past_that_ends_in_an_error_is_over():
    with pytest.raises(ZeroDivisionError), heartbeats.telling_the_past():
        raise ZeroDivisionError
    assert not heartbeats.is_past_told()


def test_a_command_that_died_holds_nothing_up_for_ever():
    long_ago = clock.wall() - timedelta(minutes=1)
    Heartbeat.objects.create(name=heartbeats.PAST, beat_at=long_ago)
    sweep_reminders.apply().get()
    assert has_run(heartbeats.SWEEP)


def test_beat_is_heard_of_at_all_times():
    with heartbeats.telling_the_past():
        beat_heartbeat.apply().get()
    assert has_run(heartbeats.BEAT)
