"""Health for machines: /healthz, /readyz and the heartbeats behind it."""

from datetime import timedelta

import pytest
from django.test import Client

from launchgate.celery import app
from launchgate.core import clock, heartbeats
from launchgate.core.models import Heartbeat
from launchgate.core.tasks import beat_heartbeat
from launchgate.reminders.tasks import sweep_reminders

pytestmark = pytest.mark.django_db


def all_alive() -> None:
    heartbeats.beat(heartbeats.WORKER)
    heartbeats.beat(heartbeats.BEAT)


def test_healthz_asks_nobody_anything(client: Client, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"alive")


def test_readyz_is_content_when_all_parts_work(client: Client) -> None:
    all_alive()

    response = client.get("/readyz")

    assert response.status_code == 200
    assert set(response.json().values()) == {"ok"}


@pytest.mark.parametrize("name", [heartbeats.WORKER, heartbeats.BEAT])
def test_readyz_names_a_process_that_was_never_heard_of(client: Client, name: str) -> None:
    all_alive()
    Heartbeat.objects.filter(name=name).delete()

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()[name].startswith(f"The {name} has not been heard of yet")


def test_readyz_names_a_process_that_fell_silent(client: Client) -> None:
    all_alive()
    Heartbeat.objects.filter(name="worker").update(beat_at=clock.wall() - timedelta(seconds=90))

    response = client.get("/readyz")

    assert response.status_code == 503
    assert "last heard of 90 seconds ago" in response.json()["worker"]


def alive_for(minutes: int) -> None:
    """Let beat have been alive for so long."""
    all_alive()
    Heartbeat.objects.filter(name="beat").update(since=clock.wall() - timedelta(minutes=minutes))


def test_readyz_asks_for_no_sweep_before_there_was_time_for_one(client: Client) -> None:
    alive_for(minutes=2)

    assert client.get("/readyz").status_code == 200


def test_readyz_says_that_no_sweep_has_run(client: Client) -> None:
    alive_for(minutes=6)

    response = client.get("/readyz")

    assert (response.status_code, response.json()["sweep"]) == (503, "No sweep for reminders has run yet.")


def test_readyz_says_that_the_last_sweep_is_too_old(client: Client) -> None:
    alive_for(minutes=60)
    sweep_reminders()
    Heartbeat.objects.filter(name="sweep").update(beat_at=clock.wall() - timedelta(minutes=7))

    assert client.get("/readyz").json()["sweep"] == "The last sweep for reminders was 7 minutes ago."


def test_readyz_is_content_with_a_sweep_just_now(client: Client) -> None:
    alive_for(minutes=60)
    sweep_reminders()

    assert client.get("/readyz").status_code == 200


def test_readyz_leaves_the_sweep_to_beat_while_beat_is_silent(client: Client) -> None:
    alive_for(minutes=60)
    Heartbeat.objects.filter(name="beat").update(beat_at=clock.wall() - timedelta(minutes=7))

    found = client.get("/readyz").json()

    assert (found["sweep"], "last heard of" in found["beat"]) == ("ok", True)


def test_readyz_asks_the_database_once(client: Client, django_assert_num_queries: object) -> None:
    all_alive()

    with django_assert_num_queries(1):  # type: ignore[operator]
        client.get("/readyz")


def test_silence_of_a_minute_begins_a_new_life() -> None:
    heartbeats.beat(heartbeats.BEAT)
    Heartbeat.objects.update(beat_at=clock.wall() - timedelta(minutes=2), since=clock.wall() - timedelta(hours=1))

    heartbeats.beat(heartbeats.BEAT)

    assert clock.wall() - Heartbeat.objects.get().since < timedelta(minutes=1)


def test_rounds_that_follow_each_other_write_no_row_each(django_assert_num_queries: object) -> None:
    heartbeats.beat_at_times(heartbeats.DELIVERY)

    with django_assert_num_queries(1):  # type: ignore[operator]
        heartbeats.beat_at_times(heartbeats.DELIVERY)


def test_readyz_names_a_broker_that_does_not_answer(client: Client, settings: object) -> None:
    all_alive()
    settings.IS_EMBEDDED_BROKER = False  # type: ignore[attr-defined]
    before = app.conf.broker_write_url
    app.conf.broker_write_url = "redis://127.0.0.1:1/0"
    try:
        response = client.get("/readyz")
    finally:
        app.conf.broker_write_url = before

    assert response.status_code == 503
    assert "The broker does not answer" in response.json()["broker"]


def test_the_heartbeat_task_shows_that_beat_and_worker_meet() -> None:
    beat_heartbeat()
    beat_heartbeat()

    assert heartbeats.silence_of(heartbeats.BEAT, heartbeats.heard()) == ""


def test_heartbeats_are_the_machines_own_time_whatever_the_clock_says() -> None:
    with clock.at(clock.wall() - timedelta(days=400)):
        heartbeats.beat(heartbeats.WORKER)

    assert heartbeats.silence_of(heartbeats.WORKER, heartbeats.heard()) == ""


def test_everything_that_beat_starts_exists() -> None:
    app.loader.import_default_modules()

    unknown = [entry["task"] for entry in app.conf.beat_schedule.values() if entry["task"] not in app.tasks]

    assert unknown == []
