"""Waking the worker while the broker is away: the click succeeds, and fast."""

import socket
from collections.abc import Iterator

import pytest
from celery import current_app

from launchgate.outbox import wake as waking
from launchgate.outbox.models import Message
from launchgate.outbox.wake import wake
from tests.outbox.conftest import free_port
from tests.outbox.factories import queue_message


@pytest.fixture(autouse=True)
def fresh_silence(monkeypatch):
    """Forget a broker that an earlier test found down."""
    monkeypatch.setattr(waking, "_silent_until", 0.0)


@pytest.fixture
def silence() -> Iterator[str]:
    """Return the address of a broker that takes the call and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/0"


@pytest.fixture
def refusal() -> str:
    """Return the address of a broker that is not there."""
    return f"redis://127.0.0.1:{free_port()}/0"


@pytest.fixture
def broker_at(monkeypatch):
    """Return a function that points the product at a broker address for the rest of the test."""

    def point(url: str) -> None:
        monkeypatch.setattr(current_app.conf, "broker_url", url)
        monkeypatch.setattr(current_app.conf, "broker_write_url", url)

    return point


@pytest.mark.parametrize("broker", ["refusal", "silence"])
def test_a_broker_that_is_down_costs_little_and_raises_nothing(broker_at, caplog, request, broker):
    broker_at(request.getfixturevalue(broker))
    # Where the broker never says a word, to come back at all shows that it is not waited for.
    wake()
    assert "could not be woken" in caplog.text


def test_a_broker_that_is_down_is_not_tried_at_every_click(broker_at, caplog, silence):
    broker_at(silence)
    wake()
    for _ in range(100):
        wake()
    assert caplog.text.count("could not be woken") == 1


@pytest.mark.django_db
def test_what_was_clicked_is_saved_while_the_broker_is_down(broker_at, silence, django_capture_on_commit_callbacks):
    broker_at(silence)
    with django_capture_on_commit_callbacks(execute=True):
        queue_message()
    assert Message.objects.get().status == Message.Status.QUEUED
