"""Behind plan and at risk: one rule, whichever page says so."""

from datetime import date, datetime, timedelta

import pytest

from launchgate.core import clock
from launchgate.launches.models import Launch, Turn
from launchgate.people.actions.company import edit_company
from launchgate.people.calendar import Hours
from launchgate.people.company import the_company
from launchgate.people.models import Company
from tests.launches.small import START, Small

pytestmark = pytest.mark.django_db

STATES = [(0, ""), (1, "Behind plan"), (3, "Behind plan"), (4, "At risk")]
PAGES = ["/launches/{key}/", "/launches/{key}/gates/input/"]


@pytest.fixture
def launch(client, small: Small) -> Launch:
    """A launch whose next gate is planned for Monday 9 March, and on which nothing can stall."""
    client.force_login(small.sponsor)
    launch = small.launch()
    Launch.objects.filter(pk=launch.pk).update(next_planned_for=date(2026, 3, 9))
    Turn.objects.filter(launch=launch).update(due_at=None)
    return launch


def after(days: int) -> datetime:
    """Return noon, so many days after the planned day."""
    return START + timedelta(days=7 + days, hours=3)


def chip_on_list(client, moment: datetime) -> str:
    with clock.at(moment):
        return client.get("/launches/").context["rows"][0].chip[1]


def chips_on(client, path: str, moment: datetime) -> list[str]:
    with clock.at(moment):
        return [words for _, words in client.get(path).context["page"].chips]


def at_risk_in_readiness(client, moment: datetime) -> int:
    with clock.at(moment):
        return client.get("/readiness/?window=all").context["page"].summary.at_risk


@pytest.mark.parametrize(("days", "words"), STATES)
def test_list_and_readiness_agree_on_who_is_at_risk(client, launch, days, words):
    assert chip_on_list(client, after(days)) == words
    assert at_risk_in_readiness(client, after(days)) == (words == "At risk")


@pytest.mark.parametrize("path", PAGES, ids=["launch", "gate"])
@pytest.mark.parametrize(("days", "words"), STATES)
def test_pages_say_the_same_as_the_list(client, launch, path, days, words):
    assert chips_on(client, path.format(key=launch.key), after(days)) == ([words] if words else [])


def test_stalled_turn_that_holds_a_launch_up_puts_it_at_risk(client, launch):
    Turn.objects.filter(launch=launch, kind=Turn.Kind.PREPARE).update(due_at=START)
    assert chip_on_list(client, after(0)) == "At risk"
    assert at_risk_in_readiness(client, after(0)) == 1


def test_stalled_turn_that_holds_nothing_up_does_not(client, launch):
    Turn.objects.filter(launch=launch, kind=Turn.Kind.PREPARE).update(kind=Turn.Kind.CONFIRM, due_at=START)
    assert chip_on_list(client, after(0)) == ""
    assert at_risk_in_readiness(client, after(0)) == 0


def test_days_on_which_the_company_is_closed_do_not_count(client, small, launch):
    company: Company = the_company()
    closed = [date(2026, 3, 10), date(2026, 3, 11)]
    edit_company(actor=small.people["admin"], name=company.name, hours=Hours.of(company), closures=closed)
    assert chip_on_list(client, after(2)) == ""
    assert chip_on_list(client, after(4)) == "Behind plan"
