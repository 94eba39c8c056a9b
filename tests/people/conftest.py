"""What the tests of people share."""

import pytest

from launchgate.audit.models import Event
from launchgate.people import hooks
from tests.factories import make_company, make_person


@pytest.fixture
def administrator(db):
    make_company()
    return make_person("Ada Admin", is_administrator=True)


@pytest.fixture
def told(monkeypatch):
    """Return what a registered room is told of changed places: pairs of person ids and function ids."""
    heard = []
    monkeypatch.setattr(hooks, "_callbacks", [])
    hooks.on_places_changed(lambda people, functions: heard.append((people, functions)))
    return heard


@pytest.fixture
def letters(monkeypatch):
    """Return the letters that were posted: pairs of kind and person id."""
    posted = []
    monkeypatch.setattr(hooks, "_carriers", [])
    hooks.carries_letters(lambda kind, person_id: posted.append((kind, person_id)))
    return posted


@pytest.fixture
def events():
    """Return a function that gives the kinds of the company's events, oldest first."""
    return lambda: list(Event.objects.filter(chain="company:1").order_by("number").values_list("kind", flat=True))


@pytest.fixture
def as_administrator(client, administrator):
    """Return a client that the administrator signed in with."""
    client.force_login(administrator)
    return client


@pytest.fixture
def somebody(db):
    make_company()
    return make_person("Sam Body", password="violet-harbour-9")


@pytest.fixture
def as_somebody(client, somebody):
    """Return a client that somebody without any role signed in with."""
    client.force_login(somebody)
    return client
