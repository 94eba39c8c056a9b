"""The targets of a launch on its pages."""

from decimal import Decimal

import pytest

from launchgate.launches.models import Gate
from launchgate.reviews.actions.reviews import close_review, read_target
from launchgate.reviews.actions.targets import change_target, drop_target
from launchgate.reviews.models import Target
from tests.launches.small import Small
from tests.launches.stages import gate_in
from tests.reviews.aims import aim, facts
from tests.reviews.public import days_later, opened, publish

GIVEN = {"kind": "nps", "goal": "40", "baseline": "", "unit": "", "source": "The survey", "name": "", "direction": ""}


@pytest.fixture
def launch(client, small: Small):
    client.force_login(small.owner)
    return small.launch()


def test_a_form_sets_a_target(client, launch):
    answer = client.post(f"/launches/{launch.key}/targets/", GIVEN, follow=True)
    assert "NPS is a target of this launch: every function carries it." in answer.text
    assert "at least 40 points" in answer.text


@pytest.mark.parametrize("goal", ["", "forty", "1e99", "NaN", "inf", "4.12345", "0" * 40, "101"])
def test_a_number_that_is_none_keeps_what_was_typed(client, launch, goal):
    answer = client.post(f"/launches/{launch.key}/targets/", GIVEN | {"goal": goal})
    assert answer.status_code == 422
    assert "The survey" in answer.text
    assert not Target.objects.exists()


def test_a_measure_that_is_a_target_already_keeps_what_was_typed(client, launch):
    path = f"/launches/{launch.key}/targets/"
    client.post(path, GIVEN)
    answer = client.post(path, GIVEN | {"source": "Another survey"})
    assert answer.status_code == 422
    assert "NPS is a target of this launch already. Change that one." in answer.text
    assert 'value="Another survey"' in answer.text
    target = Target.objects.get()
    assert client.post(f"{path}{target.pk}/", GIVEN | {"goal": "41"}).status_code == 303


def test_the_same_targets_stand_on_launch_and_gates(client, launch):
    aim(launch)
    for path in (f"/launches/{launch.key}/", f"/launches/{launch.key}/gates/input/"):
        assert "at least 4.5 of 5" in client.get(path).text


def test_the_history_tells_what_a_target_was(client, launch):
    target = change_target(aim(launch).pk, facts(source="Another survey"), actor=launch.owner)
    moved = change_target(target.pk, facts(goal=Decimal("4.7")), actor=launch.owner)
    drop_target(moved.pk, actor=launch.owner)
    text = client.get(f"/launches/{launch.key}/history/").text
    for sentence in (
        "set the target CSAT 4.5 of 5, from 4.1 of 5 today",
        "changed the baseline or the source of the target CSAT 4.5 of 5",
        "moved the target of CSAT from 4.5 of 5 to 4.7 of 5",
        "dropped the target CSAT 4.7 of 5",
    ):
        assert sentence in text


def test_who_may_not_set_targets_reads_them_without_a_form(client, launch, small):
    aim(launch)
    client.force_login(small.people["stranger"])
    text = client.get(f"/launches/{launch.key}/targets/").text
    assert "at least 4.5 of 5" in text
    assert "Set a target" not in text


def test_a_function_shows_what_its_launches_are_measured_by(client, launch, small):
    aim(launch)
    aim(small.launch(name="Hidden", is_confidential=True))
    client.force_login(small.people["stranger"])
    text = client.get(f"/people/functions/{small.functions['care'].pk}/").text
    assert "CSAT at least 4.5 of 5" in text
    assert "Hidden" not in text


def test_a_function_shows_what_was_read_of_its_targets_last(client, small):
    launch = gate_in(Gate.Status.SIGNED, small).launch
    target = aim(launch)
    publish(small, launch.pk)
    for day, value in ((30, "4.6"), (60, "4.2")):
        with days_later(day + 4):
            review = opened(launch, day)
            read_target(review.pk, target.pk, Decimal(value), "The survey", actor=small.owner)
            close_review(review.pk, "Ask for the till first.", actor=small.owner)
    client.force_login(small.owner)
    text = client.get(f"/people/functions/{small.functions['care'].pk}/").text
    assert "CSAT at least 4.5 of 5: 4.2 of 5 after 60 days, missed" in text
