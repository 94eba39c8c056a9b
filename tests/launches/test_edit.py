"""Changing the words of a launch."""

from datetime import timedelta

import pytest

from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.launches.actions.edit import LaunchWords, edit_launch
from launchgate.launches.actions.lifecycle import hold_launch
from launchgate.launches.models import Launch
from tests.launches.small import START

NEW = LaunchWords("Borealis", "One page to pay on, and one to see.", "Shops in Europe", True)


@pytest.mark.parametrize("who", ["owner", "sponsor"])
def test_owner_or_sponsor_changes_the_words(small, who):
    launch = small.launch()
    edit_launch(launch.pk, NEW, actor=small.people[who])
    launch.refresh_from_db()
    assert (launch.name, launch.summary, launch.audience, launch.is_confidential) == (
        "Borealis", "One page to pay on, and one to see.", "Shops in Europe", True
    )  # fmt: skip


@pytest.mark.parametrize("who", ["sales", "boss", "admin", "stranger"])
def test_nobody_else_does(small, who):
    with pytest.raises(Forbidden):
        edit_launch(small.launch().pk, NEW, actor=small.people[who])


def test_the_same_words_again_write_no_event(small):
    launch = small.launch()
    edit_launch(launch.pk, NEW, actor=small.owner)
    events = Launch.objects.get(pk=launch.pk).chain_count
    edit_launch(launch.pk, NEW, actor=small.owner)
    assert Launch.objects.get(pk=launch.pk).chain_count == events


@pytest.mark.parametrize(
    "words",
    [
        LaunchWords(" ", "", "", False),
        LaunchWords("x" * 121, "", "", False),
        LaunchWords("Aurora", "x" * 4001, "", False),
        LaunchWords("Aurora", "", "x" * 301, False),
        LaunchWords("Aur\x00ora", "", "", False),
    ],
    ids=["no name", "long name", "long summary", "long audience", "nul"],
)
def test_words_that_do_not_fit_are_refused(small, words):
    launch = small.launch()
    with pytest.raises(Invalid):
        edit_launch(launch.pk, words, actor=small.owner)
    assert Launch.objects.get(pk=launch.pk).name == "Aurora"


def test_a_held_launch_is_not_edited(small):
    launch = small.launch()
    hold_launch(launch.pk, "Wait.", actor=small.owner, look_again_on=(START + timedelta(days=1)).date())
    with pytest.raises(Conflict, match="cannot be edited now"):
        edit_launch(launch.pk, NEW, actor=small.owner)
