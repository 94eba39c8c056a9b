"""Changing a launch: its words, and its target date with the effect shown first."""

import re
from datetime import date

import pytest

from launchgate.audit.models import Event
from launchgate.core import clock
from launchgate.core.refusals import Conflict
from launchgate.launches.actions.decide import Wish, approve_with_conditions
from launchgate.launches.actions.edit import LaunchWords, edit_launch
from launchgate.launches.actions.lifecycle import stop_launch
from launchgate.launches.models import Launch
from tests.launches.small import START, Small
from tests.launches.test_desk import in_review
from tests.launching import gate_of

pytestmark = pytest.mark.django_db

WORDS = {"name": "Borealis", "summary": "Two pages.", "audience": "Everybody", "confidential": ""}


@pytest.fixture
def small(client, company: Small) -> Small:
    small = company.copy()
    client.force_login(small.owner)
    return small


@pytest.fixture
def launch(small) -> Launch:
    with clock.at(START):
        return small.launch(target_date=date(2026, 6, 1))


def test_edit_renames_a_launch(client, launch):
    answer = client.post(f"/launches/{launch.key}/edit/", WORDS)
    launch.refresh_from_db()
    assert answer.status_code == 303
    assert (launch.name, launch.summary, launch.audience) == ("Borealis", "Two pages.", "Everybody")


def test_edit_makes_a_launch_confidential(client, launch):
    client.post(f"/launches/{launch.key}/edit/", WORDS | {"confidential": "yes"})
    launch.refresh_from_db()
    assert launch.is_confidential


def test_an_old_page_does_not_open_what_became_confidential(client, launch):
    path = f"/launches/{launch.key}/edit/"
    seen = re.search(r'name="seen" value="(\d+)"', client.get(path).text)[1]
    client.post(path, WORDS | {"confidential": "yes", "seen": seen})
    answer = client.post(path, WORDS | {"name": "Borealis 2", "seen": seen})
    launch.refresh_from_db()
    assert answer.status_code == 422
    assert "saved another version while you were writing" in answer.text
    assert (launch.name, launch.is_confidential) == ("Borealis", True)
    with pytest.raises(Conflict, match="changed the launch meanwhile"):
        edit_launch(launch.pk, LaunchWords("B", "S", "A", is_confidential=False), actor=launch.owner, seen=int(seen))


def test_edit_starts_with_the_present_words(client, launch):
    page = client.get(f"/launches/{launch.key}/edit/")
    assert 'value="Aurora"' in page.text


def test_edit_keeps_what_was_typed_when_something_does_not_fit(client, launch):
    page = client.post(f"/launches/{launch.key}/edit/", WORDS | {"name": ""})
    assert page.status_code == 422
    assert "Give the launch a name." in page.text
    assert "Two pages." in page.text


@pytest.mark.parametrize("page", ["edit", "target", "hold", "stop", "hand-over"])
def test_a_form_sent_without_any_field_says_what_is_missing(client, launch, page):
    answer = client.post(f"/launches/{launch.key}/{page}/")
    assert answer.status_code == 422
    assert 'class="errors"' in answer.text


@pytest.mark.parametrize("page", ["edit", "target", "hold", "stop", "hand-over"])
def test_forms_are_refused_to_those_who_could_not_send_them(client, small, launch, page):
    client.force_login(small.people["sales"])
    answer = client.get(f"/launches/{launch.key}/{page}/")
    assert answer.status_code == 403
    assert "Olu Owner" in answer.text


@pytest.mark.parametrize("page", ["edit", "target", "hold", "stop"])
def test_forms_of_a_stopped_launch_are_refused_with_the_reason(client, small, launch, page):
    stop_launch(launch.pk, "Nobody wants it.", actor=small.owner)
    answer = client.get(f"/launches/{launch.key}/{page}/")
    assert answer.status_code == 409
    assert "This launch is stopped" in answer.text


def test_target_shows_the_effect_before_anything_changes(client, launch):
    with clock.at(START):
        page = client.get(f"/launches/{launch.key}/target/?target_date=2026-06-15")
    moved = page.context["move"].gates[-1]
    assert (moved.before, moved.after, moved.shift) == (date(2026, 5, 29), date(2026, 6, 12), 10)
    launch.refresh_from_db()
    assert launch.target_date == date(2026, 6, 1)


def test_target_answers_htmx_with_the_effect_alone(client, launch):
    with clock.at(START):
        page = client.get(f"/launches/{launch.key}/target/?target_date=2026-06-15", headers={"HX-Request": "true"})
    assert "<html" not in page.text
    assert "Public on Monday 15 June" in page.text


def test_target_moves_the_date_after_it_was_confirmed(client, launch):
    with clock.at(START):
        answer = client.post(f"/launches/{launch.key}/target/", {"target_date": "2026-06-15"})
    launch.refresh_from_db()
    assert answer.status_code == 303
    assert launch.target_date == date(2026, 6, 15)
    assert launch.gates.get(kind="tell").planned_for == date(2026, 6, 12)


@pytest.mark.parametrize("day", ["2020-01-01", "soon", "", "2199-01-01"])
def test_target_refuses_a_day_that_cannot_be_planned_for(client, launch, day):
    with clock.at(START):
        page = client.post(f"/launches/{launch.key}/target/", {"target_date": day})
    assert page.status_code == 422
    assert 'class="errors"' in page.text
    assert not Event.objects.filter(kind="launch.target_moved").exists()


def test_target_names_conditions_that_would_be_due_too_late(client, small):
    launch = in_review(small)
    with clock.at(START):
        wish = Wish("Publish the price list", small.people["care"].pk, date(2026, 5, 20))
        approve_with_conditions(
            gate_of(launch, "input").pk, small.functions["sales"].pk, actor=small.people["sales"], wishes=[wish]
        )
        page = client.get(f"/launches/{launch.key}/target/?target_date=2026-05-01")
    assert "Not possible yet." in page.text
    assert "Publish the price list" in page.text
