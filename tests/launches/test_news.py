"""News of a launch: told once for each event, and again for the next."""

import pytest

from launchgate.launches.actions.edit import follow_launch
from launchgate.launches.actions.lifecycle import hold_launch, resume_launch
from launchgate.outbox.models import Message
from tests.launches.small import make_small
from tests.launching import in_days

pytestmark = pytest.mark.django_db


def test_followers_hear_of_every_resumption():
    small = make_small()
    launch, follower = small.launch(), small.people["stranger"]
    follow_launch(launch.pk, actor=follower)
    for _ in range(2):
        hold_launch(launch.pk, "The supplier changed.", actor=small.owner, look_again_on=in_days(7))
        resume_launch(launch.pk, actor=small.owner)
    assert Message.objects.filter(kind="news.launch.resumed", person=follower).count() == 2
