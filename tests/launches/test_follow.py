"""Following a launch without holding a turn on it."""

import pytest

from launchgate.core.refusals import Forbidden, Invalid
from launchgate.launches.actions.edit import follow_launch, unfollow_launch
from launchgate.launches.actions.lifecycle import stop_launch
from launchgate.launches.models import Follow, Launch
from launchgate.outbox.models import Message


def test_anybody_follows_for_themselves_once(small):
    launch = small.launch()
    for _ in range(2):
        follow_launch(launch.pk, actor=small.people["stranger"])
    assert Follow.objects.filter(launch=launch, person=small.people["stranger"]).count() == 1
    assert Launch.objects.get(pk=launch.pk).chain_count == 2


def test_a_follower_sees_a_confidential_launch(small):
    launch = small.launch(is_confidential=True)
    stranger = small.people["stranger"]
    assert not Launch.objects.visible_to(stranger).exists()
    follow_launch(launch.pk, actor=small.owner, person_id=stranger.pk)
    assert Launch.objects.visible_to(stranger).get() == launch


def test_only_owner_and_sponsor_add_and_remove_others(small):
    launch = small.launch()
    with pytest.raises(Forbidden):
        follow_launch(launch.pk, actor=small.people["sales"], person_id=small.people["stranger"].pk)
    follow_launch(launch.pk, actor=small.sponsor, person_id=small.people["stranger"].pk)
    with pytest.raises(Forbidden):
        unfollow_launch(launch.pk, actor=small.people["sales"], person_id=small.people["stranger"].pk)
    unfollow_launch(launch.pk, actor=small.sponsor, person_id=small.people["stranger"].pk)
    assert not Follow.objects.exists()


def test_it_needs_somebody_who_is_there(small):
    with pytest.raises(Invalid):
        follow_launch(small.launch().pk, actor=small.owner, person_id=10**9)


def test_unfollowing_what_one_does_not_follow_changes_nothing(small):
    launch = small.launch()
    unfollow_launch(launch.pk, actor=small.people["stranger"])
    assert Launch.objects.get(pk=launch.pk).chain_count == 1


def test_a_follower_hears_of_the_end(small):
    launch = small.launch()
    follow_launch(launch.pk, actor=small.people["stranger"])
    stop_launch(launch.pk, "No use.", actor=small.owner)
    told = Message.objects.filter(kind="news.launch.stopped").values_list("person", flat=True)
    assert set(told) == {small.people["stranger"].pk, small.sponsor.pk}
