"""News in the digest: in the inbox at once, in one mail a day, and no mail of its own."""

from datetime import timedelta

import pytest
from django.core import mail

from launchgate.core import clock
from launchgate.launches.actions.comments import comment_on_gate
from launchgate.launches.actions.edit import follow_launch
from launchgate.launches.actions.lifecycle import hold_launch
from launchgate.launches.models import Follow, Launch
from launchgate.outbox import inbox
from launchgate.outbox.delivery import deliver_messages
from launchgate.outbox.models import Message
from launchgate.people.models import Person
from launchgate.reminders.gathering import NEWS_KEEPS
from launchgate.reminders.sweep import sweep_reminders
from tests.factories import make_person
from tests.launching import gate_of, in_days, make_cast, make_launch, submit
from tests.reminders.conftest import MONDAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_monday")]

DAY, NINE_PAST = timedelta(days=1), timedelta(minutes=5)


@pytest.fixture
def cast():
    """Return the people of a launch."""
    return make_cast()


@pytest.fixture
def launch(cast):
    """Return a launch."""
    return make_launch(cast)


@pytest.fixture
def follower(launch):
    """Return somebody who follows the launch and does nothing on it."""
    person = make_person("Ada Follower")
    follow_launch(launch.pk, actor=person)
    return person


@pytest.fixture
def held(launch, cast, follower):
    """Hold the launch on Monday morning, which is news for its follower, and deliver."""
    hold_launch(launch.pk, "The carrier is on strike.", actor=cast.owner, look_again_on=in_days(10))
    pass_by(timedelta(minutes=10))


def pass_by(since_monday: timedelta) -> None:
    """Do what beat and worker do at a moment after Monday, 9:00."""
    with clock.at(MONDAY + since_monday):
        sweep_reminders()
        deliver_messages()


def mails_to(person: Person) -> list[str]:
    """Return the subjects of the mails that left for a person."""
    return [message.subject for message in mail.outbox if person.email in message.to[0]]


def test_news_stands_in_the_inbox_at_once_and_leaves_no_mail(held, follower):
    assert [message.headline for message in inbox.messages_of(follower)] == ["Aurora Checkout is on hold"]
    assert mails_to(follower) == []


def test_news_is_told_in_the_next_digest_at_its_hour(held, follower):
    for hours in (1, 5, 23.9):
        pass_by(timedelta(hours=hours))
    assert mails_to(follower) == []
    pass_by(DAY + NINE_PAST)
    assert mails_to(follower) == ["Aurora Checkout is on hold"]
    assert "What happened" in mail.outbox[-1].body
    assert "/launches/" in mail.outbox[-1].body


def test_news_is_told_once(held, follower):
    for day in (1, 2, 3):
        pass_by(day * DAY - NINE_PAST)
        pass_by(day * DAY + NINE_PAST)
    assert len(mails_to(follower)) == 1


def test_what_was_read_in_the_inbox_is_not_told_again(held, follower):
    inbox.mark_all_read(reader=follower, up_to=inbox.newest_id(follower))
    pass_by(DAY + NINE_PAST)
    assert mails_to(follower) == []


def test_news_of_a_launch_that_became_confidential_is_told_to_nobody_outside(held, launch, follower):
    Launch.objects.filter(pk=launch.pk).update(is_confidential=True)
    Follow.objects.filter(person=follower).delete()
    for day in range(1, NEWS_KEEPS.days + 3):
        pass_by(day * DAY + NINE_PAST)
    assert mails_to(follower) == []
    assert not Message.objects.filter(kind="digest", person=follower, settled_at=None).exists()


def test_news_comes_along_with_what_waits(launch, cast):
    head = cast.heads["customer-care"]
    submit(gate_of(launch, "customer-input"), cast)
    follow_launch(launch.pk, actor=head)
    other = make_launch(cast, name="Fleet Insights")
    follow_launch(other.pk, actor=head)
    hold_launch(other.pk, "The carrier is on strike.", actor=cast.owner, look_again_on=in_days(10))
    for day in range(5):
        pass_by(day * DAY + NINE_PAST)
    with_news = [m for m in mail.outbox if head.email in m.to[0] and "Fleet Insights is on hold" in m.body]
    assert ["waits for your signature" in message.subject for message in with_news] == [True]


def test_a_mention_is_a_mail_of_its_own(cast, launch):
    reader = make_person("Rosa Reader")
    comment_on_gate(gate_of(launch, "customer-input").pk, "@Rosa Reader is it so?", actor=cast.owner)
    pass_by(timedelta(minutes=10))
    assert len(mails_to(reader)) == 1
