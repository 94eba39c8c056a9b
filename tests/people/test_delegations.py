"""Delegating while one is there: who lets whom sign, within the limits of an absence."""

from datetime import UTC, date, datetime

import pytest

from launchgate.core import clock
from launchgate.core.refusals import Forbidden, Invalid
from launchgate.people.actions.absences import change_absence, delegate_work, end_absence, enter_absence
from launchgate.people.actions.assistants import name_assistant
from launchgate.people.models import Absence
from tests.factories import make_company, make_function, make_person, seat

pytestmark = pytest.mark.django_db

MONDAY, FRIDAY = date(2026, 11, 30), date(2026, 12, 4)


@pytest.fixture(autouse=True)
def a_sunday_in_november():
    make_company()
    with clock.at(datetime(2026, 11, 29, 12, tzinfo=UTC)):
        yield


@pytest.fixture
def marcus():
    return make_person("Marcus")


@pytest.fixture
def priya():
    return make_person("Priya")


def delegate(person, to, *, actor=None):
    return delegate_work(
        person.pk, actor=actor or person, starts_on=MONDAY, ends_on=FRIDAY, delegate_id=to.pk if to else None
    )


def test_who_is_there_delegates(marcus, priya, events):
    assert delegate(marcus, priya).is_there
    assert events() == ["delegation.entered"]


def test_a_delegation_needs_somebody(marcus):
    with pytest.raises(Invalid) as refusal:
        delegate(marcus, None)
    assert refusal.value.field == "delegate"


def test_a_changed_delegation_stays_one(marcus, priya, events):
    first = delegate(marcus, priya)
    changed = change_absence(first.pk, actor=marcus, starts_on=MONDAY, ends_on=MONDAY, delegate_id=priya.pk)
    assert changed.is_there
    end_absence(changed.pk, actor=marcus)
    assert events() == ["delegation.entered", "delegation.changed", "delegation.ended"]


def test_delegations_close_no_circle(marcus, priya):
    delegate(marcus, priya)
    with pytest.raises(Invalid, match="that is a circle"):
        delegate(priya, marcus)


def test_an_absence_and_a_delegation_do_not_overlap(marcus, priya):
    delegate(marcus, priya)
    with pytest.raises(Invalid, match="Marcus has delegated this from 30 Nov 2026 to 4 Dec 2026 already"):
        enter_absence(marcus.pk, actor=marcus, starts_on=FRIDAY, ends_on=FRIDAY)


def test_an_assistant_delegates_for_somebody(marcus, priya):
    name_assistant(marcus.pk, actor=marcus, assistant_id=priya.pk)
    assert delegate(marcus, make_person("Ana"), actor=priya).entered_by == priya


def test_a_deputy_does_not_delegate_for_the_head(marcus, priya):
    finance = make_function("finance")
    seat(marcus, finance, "head")
    seat(priya, finance, "deputy")
    with pytest.raises(Forbidden, match="Only Marcus, their assistant or an administrator"):
        delegate(marcus, priya, actor=priya)


def test_the_page_delegates_and_says_so(client, marcus, priya):
    client.force_login(marcus)
    sent = {"starts_on": "2026-11-29", "ends_on": "2026-12-04", "delegate": priya.pk}
    said = client.post(f"/people/{marcus.pk}/delegate/", sent, follow=True).text
    assert "Priya signs for Marcus until Friday 4 December." in said
    assert "Priya signs as well, until Fri 4 Dec" in said


def test_the_page_asks_for_somebody(client, marcus):
    client.force_login(marcus)
    sent = {"starts_on": "2026-11-29", "ends_on": "2026-12-04"}
    assert client.post(f"/people/{marcus.pk}/delegate/", sent).status_code == 422
    assert not Absence.objects.exists()


def test_who_delegated_is_not_shown_as_away(client, marcus, priya):
    delegate(marcus, priya)
    client.force_login(priya)
    with clock.at(datetime(2026, 12, 1, 12, tzinfo=UTC)):
        assert "Away" not in client.get("/people/").text
        assert "Away" not in client.get(f"/people/{marcus.pk}/").text
