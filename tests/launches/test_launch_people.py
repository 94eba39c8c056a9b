"""Handing a launch over, and following it."""

import pytest

from launchgate.core import clock
from launchgate.launches.actions.edit import follow_launch
from launchgate.launches.actions.lifecycle import stop_launch
from launchgate.launches.models import Follow, Launch
from tests.launches.small import START, Small

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


def post(client, launch, verb, fields=None, **headers):
    return client.post(f"/launches/{launch.key}/{verb}/", fields or {}, headers=headers)


def test_hand_over_gives_the_launch_to_another_owner(client, small, launch):
    answer = post(client, launch, "hand-over", {"role": "owner", "person": small.people["member"].pk})
    launch.refresh_from_db()
    assert answer.status_code == 303
    assert launch.owner == small.people["member"]


def test_hand_over_gives_sponsorship_to_another(client, small, launch):
    post(client, launch, "hand-over", {"role": "sponsor", "person": small.people["boss"].pk})
    launch.refresh_from_db()
    assert launch.sponsor == small.people["boss"]


def test_hand_over_is_open_to_an_administrator(client, small, launch):
    client.force_login(small.people["admin"])
    assert post(client, launch, "hand-over", {"role": "owner", "person": small.people["member"].pk}).status_code == 303


def test_hand_over_of_a_confidential_launch_leads_away_whoever_may_no_longer_see_it(client, small):
    with clock.at(START):
        launch = small.launch(is_confidential=True)
    answer = post(client, launch, "hand-over", {"role": "owner", "person": small.people["member"].pk})
    assert answer["Location"] == "/"


def test_hand_over_is_offered_on_a_launch_that_was_stopped(client, small, launch):
    stop_launch(launch.pk, "Nobody asked for it.", actor=small.owner)
    assert f"/launches/{launch.key}/hand-over/" in client.get(f"/launches/{launch.key}/").text
    page = client.get(f"/launches/{launch.key}/hand-over/")
    assert page.status_code == 200


@pytest.mark.parametrize("fields", [{"role": "owner"}, {"role": "king", "person": "1"}, {"person": "999999"}])
def test_hand_over_says_what_does_not_fit(client, launch, fields):
    page = post(client, launch, "hand-over", fields)
    assert page.status_code == 422
    assert 'class="errors"' in page.text


def test_hand_over_does_not_offer_the_other_role(client, small, launch):
    page = post(client, launch, "hand-over", {"role": "owner", "person": small.sponsor.pk})
    assert page.status_code == 422


def test_follow_lets_one_hear_of_a_launch(client, small, launch):
    client.force_login(small.people["stranger"])
    answer = post(client, launch, "follow")
    assert answer.status_code == 303
    assert Follow.objects.get().person == small.people["stranger"]


def test_follow_answers_htmx_with_the_list(client, launch):
    answer = post(client, launch, "follow", **{"HX-Request": "true"})
    assert "<html" not in answer.text
    assert "Stop following" in answer.text


def test_owner_lets_somebody_else_follow(client, small, launch):
    post(client, launch, "follow", {"person": small.people["care"].pk})
    assert Follow.objects.get().person == small.people["care"]


def test_others_let_nobody_else_follow(client, small, launch):
    client.force_login(small.people["sales"])
    answer = post(client, launch, "follow", {"person": small.people["care"].pk})
    assert answer.status_code == 403
    assert not Follow.objects.exists()


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_follow_of_a_person_who_is_not_there_changes_nothing(client, launch, headers):
    answer = post(client, launch, "follow", {"person": "999999"}, **headers)
    assert answer.status_code == 422
    assert "Choose somebody who is active" in answer.text
    assert not Follow.objects.exists()


def test_unfollow_ends_ones_own_following(client, small, launch):
    follow_launch(launch.pk, actor=small.owner)
    post(client, launch, "unfollow")
    assert not Follow.objects.exists()


def test_owner_takes_a_follower_off_the_list(client, small, launch):
    follow_launch(launch.pk, actor=small.people["care"])
    post(client, launch, "unfollow", {"person": small.people["care"].pk})
    assert not Follow.objects.exists()


def test_unfollow_leads_away_whoever_saw_the_launch_only_as_a_follower(client, small):
    with clock.at(START):
        launch = small.launch(is_confidential=True)
    follow_launch(launch.pk, actor=small.owner, person_id=small.people["stranger"].pk)
    client.force_login(small.people["stranger"])
    assert post(client, launch, "unfollow")["Location"] == "/"
