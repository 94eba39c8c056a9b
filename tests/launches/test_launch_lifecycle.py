"""Holding, resuming, going public and stopping, from the page."""

from datetime import date, timedelta

import pytest

from launchgate.core import clock
from launchgate.launches.actions.exceptions import override_gate
from launchgate.launches.actions.lifecycle import hold_launch
from launchgate.launches.models import Gate, Hold, Launch
from tests.launches.small import START, Small
from tests.launching import in_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(client, company: Small) -> Small:
    small = company.copy()
    client.force_login(small.owner)
    return small


@pytest.fixture
def launch(small) -> Launch:
    with clock.at(START):
        return small.launch()


def post(client, launch, verb, **fields):
    with clock.at(START):
        return client.post(f"/launches/{launch.key}/{verb}/", fields)


def status_of(launch) -> str:
    return Launch.objects.get(pk=launch.pk).status


def test_hold_keeps_reason_and_day(client, launch):
    answer = post(client, launch, "hold", reason="The supplier changed.", look_again_on="2026-03-09")
    hold = Hold.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/launches/{launch.key}/")
    assert (hold.reason, hold.look_again_on) == ("The supplier changed.", date(2026, 3, 9))
    assert status_of(launch) == Launch.Status.HELD


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"look_again_on": "2026-03-09"}, "Say why the launch is on hold."),
        ({"reason": "Supplier."}, "Choose the day on which you look again."),
        ({"reason": "Supplier.", "look_again_on": "2026-02-01"}, "The day to look again is in the past."),
        ({"reason": "Supplier.", "look_again_on": "2027-06-01"}, "Look again within a year"),
        ({"reason": "x" * 100_000, "look_again_on": "2026-03-09"}, "at most 2000 characters"),
    ],
)
def test_hold_says_what_does_not_fit(client, launch, fields, words):
    page = post(client, launch, "hold", **fields)
    assert page.status_code == 422
    assert words in page.text
    assert status_of(launch) == Launch.Status.ACTIVE


def test_resume_lets_the_launch_go_on(client, small, launch):
    with clock.at(START):
        hold_launch(launch.pk, "Supplier.", actor=small.owner, look_again_on=in_days(7))
    assert post(client, launch, "resume").status_code == 303
    assert status_of(launch) == Launch.Status.ACTIVE


def test_resume_of_a_running_launch_says_how_it_stands(client, launch):
    answer = post(client, launch, "resume")
    assert answer.status_code == 409
    assert "This launch is active and cannot be resumed now." in answer.text


def test_go_live_makes_a_ready_launch_public(client, small, launch):
    with clock.at(START):
        while gate := launch.gates.filter(status=Gate.Status.OPEN).first():
            override_gate(gate.pk, "Agreed by word of mouth.", actor=small.sponsor)
    assert post(client, launch, "go-live").status_code == 303
    assert status_of(launch) == Launch.Status.LIVE


def test_go_live_names_what_is_in_the_way(client, launch):
    answer = post(client, launch, "go-live")
    assert answer.status_code == 409
    assert "This launch cannot go public yet. Input is open." in answer.text


def test_stop_asks_for_a_reason(client, launch):
    page = post(client, launch, "stop", reason="  ")
    assert page.status_code == 422
    assert "It is what others learn from." in page.text
    assert status_of(launch) == Launch.Status.ACTIVE


def test_stop_ends_the_launch(client, launch):
    assert post(client, launch, "stop", reason="Nobody wants it.").status_code == 303
    assert status_of(launch) == Launch.Status.STOPPED


@pytest.mark.parametrize("verb", ["resume", "go-live"])
def test_verbs_of_the_owner_are_refused_to_others(client, small, launch, verb):
    with clock.at(START):
        hold_launch(launch.pk, "Supplier.", actor=small.owner, look_again_on=in_days(7))
        client.force_login(small.people["sales"])
    assert post(client, launch, verb).status_code == 403


@pytest.mark.parametrize("verb", ["resume", "go-live", "follow", "unfollow"])
def test_verbs_without_a_form_answer_no_get(client, launch, verb):
    assert client.get(f"/launches/{launch.key}/{verb}/").status_code == 405


def test_a_refused_hold_by_htmx_names_the_reason_in_the_notices(client, small, launch):
    hold_launch(launch.pk, "Supplier.", actor=small.owner, look_again_on=(clock.now() + timedelta(days=3)).date())
    answer = client.post(
        f"/launches/{launch.key}/hold/",
        {"reason": "Again", "look_again_on": (clock.now() + timedelta(days=3)).date()},
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 409
    assert answer["HX-Retarget"] == "#notices"
