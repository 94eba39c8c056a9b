"""Days on which the company is closed: nobody is reminded on them, and no page or mail counts them as waiting."""

from datetime import date, timedelta

import pytest
from django.test import Client

from launchgate.core import clock
from launchgate.launches.models import Turn
from launchgate.outbox.models import Message
from launchgate.outbox.rendering import NotBefore, render
from launchgate.people.company import the_company
from launchgate.people.models import Person
from launchgate.reminders.facts import TurnFacts
from launchgate.reminders.sweep import sweep_reminders
from tests.launching import Cast, gate_of, make_cast, make_launch, submit
from tests.reminders.conftest import MONDAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_monday")]

DAY = timedelta(days=1)


@pytest.fixture
def cast() -> Cast:
    """Return the people of a company that is closed on Tuesday and Wednesday."""
    cast, company = make_cast(), the_company()
    company.closures = ["2026-11-17", "2026-11-18"]
    company.save(update_fields=["closures"])
    return cast


@pytest.fixture
def turn(cast: Cast) -> Turn:
    """Return the turn in which customer care signs, since Monday at nine."""
    launch = make_launch(cast)
    submit(gate_of(launch, "customer-input"), cast)
    return Turn.objects.get(launch=launch, kind="sign", function__key="customer-care")


def mail_to(person: Person, kind: str) -> Message:
    return Message.objects.select_related("person").filter(person=person, kind=kind).latest("pk")


def test_a_request_waits_until_the_company_is_open(turn):
    message = mail_to(turn.holder, "turn.asked")
    with clock.at(MONDAY + DAY):
        assert render(message) == NotBefore(MONDAY + 3 * DAY)


def test_a_digest_waits_until_the_company_is_open(cast, turn):
    with clock.at(MONDAY + 4 * DAY + timedelta(hours=1)):
        sweep_reminders()
    message = mail_to(turn.holder, "digest")
    assert date.fromisoformat(message.once.rsplit(":", 1)[1]) == date(2026, 11, 20)
    company = the_company()
    company.closures = [*company.closures, "2026-11-20"]
    company.save(update_fields=["closures"])
    with clock.at(MONDAY + 4 * DAY + timedelta(hours=1)):
        waits = render(message)
    assert isinstance(waits, NotBefore)
    assert waits.moment.date() == date(2026, 11, 23)


def test_mails_do_not_count_them(turn):
    with clock.at(MONDAY + 3 * DAY):
        assert TurnFacts.of_subject(f"turn:{turn.pk}").waited == "1 working day"


def test_pages_do_not_count_them(client: Client, turn: Turn):
    client.force_login(turn.holder)
    launch = turn.launch
    with clock.at(MONDAY + 3 * DAY):
        assert ">1 d<" in client.get("/").text
        assert ">1 d<" in client.get("/launches/").text
        assert "1 working day so far" in client.get(turn.gate.get_absolute_url()).text
        assert "1 working day" in client.get(launch.get_absolute_url()).text
        page = client.get("/readiness/").text
        assert "for 1 working day" in page
        assert "3 working days" not in page
