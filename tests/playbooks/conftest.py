"""What the tests of playbooks share."""

import pytest

from launchgate.audit.models import Event
from launchgate.people.models import Seat
from launchgate.playbooks.actions import install_default_playbook
from tests.factories import make_company, make_function, make_person, seat


@pytest.fixture
def administrator(db):
    make_company()
    return make_person("Ada Admin", is_administrator=True)


@pytest.fixture
def head(db):
    person = make_person("Hedda Head")
    seat(person, make_function("operations"), Seat.Rank.HEAD)
    return person


@pytest.fixture
def member(db):
    person = make_person("Mem Ber")
    seat(person, make_function("operations"))
    return person


@pytest.fixture
def installed(db):
    """Return version 1 of the default playbook."""
    return install_default_playbook()


@pytest.fixture
def events():
    """Return a function that gives the kinds of the company's events, oldest first."""
    return lambda: list(Event.objects.filter(chain="company:1").order_by("number").values_list("kind", flat=True))


@pytest.fixture
def as_administrator(client, administrator):
    client.force_login(administrator)
    return client


@pytest.fixture
def as_member(client, member):
    client.force_login(member)
    return client
