"""Taking a newer playbook version: who may, and when there is nothing to take."""

import pytest

from launchgate.core.refusals import Conflict, Forbidden
from launchgate.launches.actions.lifecycle import hold_launch
from launchgate.launches.actions.revise import take_version
from launchgate.launches.models import Launch
from tests.launches.published import published, with_item
from tests.launching import in_days


@pytest.mark.parametrize("who", ["owner", "sponsor", "sales"])
def test_owner_sponsor_and_heads_take_it(small, who):
    launch, version = small.launch(), published(small, with_item(small, "input", "extra"))
    take_version(launch.pk, version.pk, actor=small.people[who])
    assert Launch.objects.get(pk=launch.pk).version == version


@pytest.mark.parametrize("who", ["member", "admin"])
def test_others_do_not_take_it(small, who):
    launch, version = small.launch(), published(small, with_item(small, "input", "extra"))
    with pytest.raises(Forbidden):
        take_version(launch.pk, version.pk, actor=small.people[who])


def test_version_that_is_not_the_newest_any_more_is_refused(small):
    launch, version = small.launch(), published(small, with_item(small, "input", "extra"))
    published(small, with_item(small, "input", "more"))
    with pytest.raises(Conflict, match="version 3 is the newest"):
        take_version(launch.pk, version.pk, actor=small.owner)


def test_version_that_the_launch_follows_is_refused(small):
    launch, version = small.launch(), published(small, with_item(small, "input", "extra"))
    take_version(launch.pk, version.pk, actor=small.owner)
    with pytest.raises(Conflict, match="already"):
        take_version(launch.pk, version.pk, actor=small.owner)


def test_launch_on_hold_takes_nothing(small):
    launch, version = small.launch(), published(small, with_item(small, "input", "extra"))
    hold_launch(launch.pk, "Wait.", actor=small.owner, look_again_on=in_days(9))
    with pytest.raises(Conflict):
        take_version(launch.pk, version.pk, actor=small.owner)
