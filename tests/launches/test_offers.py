"""A proposed tier and a newer playbook version are in somebody's court: a turn each, with its mail."""

import pytest

from launchgate.celery import app
from launchgate.launches.actions.edit import hand_over
from launchgate.launches.actions.lifecycle import hold_launch, stop_launch
from launchgate.launches.actions.offer import offer_versions
from launchgate.launches.actions.revise import change_tier, leave_tier, leave_version, propose_tier, take_version
from launchgate.launches.history import latest_entries
from launchgate.launches.models import Launch, Revision, Turn
from launchgate.outbox.models import Message
from launchgate.people.actions.persons import deactivate_person
from launchgate.playbooks.models import Version
from launchgate.reminders.facts import TurnFacts
from tests.launches.checking import broken
from tests.launches.published import published, with_item
from tests.launches.small import Small

pytestmark = pytest.mark.both


def open_turn(launch: Launch, kind: str) -> Turn | None:
    return Turn.objects.filter(launch=launch, kind=kind, closed_at=None).first()


@pytest.fixture
def proposed(small: Small) -> Launch:
    """Return a launch for which its owner proposes less risk."""
    launch = small.launch()
    propose_tier(launch.pk, 3, "It is small.", actor=small.owner)
    return launch


@pytest.fixture
def offered(small: Small) -> Launch:
    """Return a launch whose playbook has a newer version, which is offered to it."""
    launch = small.launch()
    published(small, with_item(small, "input", "extra"))
    assert offer_versions() == 1
    return launch


def newest(launch: Launch) -> Version:
    return launch.version.playbook.versions.order_by("-number")[0]


def test_a_proposed_tier_waits_on_the_sponsor(small, proposed):
    turn = open_turn(proposed, Turn.Kind.TIER)
    assert turn.holder == small.sponsor
    assert ("What is offered", "Tier 3: It is small.") in TurnFacts.of_subject(f"turn:{turn.pk}").rows()


def test_a_proposed_tier_is_on_the_sponsors_desk(client, small, proposed):
    client.force_login(small.sponsor)
    desk = client.get("/").text
    assert "Another tier is proposed. Since" in desk
    assert f"/launches/{proposed.key}/playbook/#tier" in desk


@pytest.mark.parametrize("taken", [True, False])
def test_deciding_ends_the_turn_as_done(small, proposed, taken):
    if taken:
        change_tier(proposed.pk, 3, actor=small.sponsor)
    else:
        leave_tier(proposed.pk, "It is not.", actor=small.sponsor)
    assert Turn.objects.get(launch=proposed, kind=Turn.Kind.TIER).outcome == Turn.Outcome.DONE


def test_the_turn_follows_the_sponsorship(small, proposed):
    hand_over(proposed.pk, "sponsor", small.people["boss"].pk, actor=small.sponsor)
    assert open_turn(proposed, Turn.Kind.TIER).holder == small.people["boss"]


def test_without_an_active_sponsor_the_owner_has_it(small, proposed, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        deactivate_person(small.sponsor.pk, actor=small.people["admin"])
    assert open_turn(proposed, Turn.Kind.TIER).holder == small.owner


def test_a_newer_version_waits_on_the_owner_who_is_asked_by_mail(small, offered):
    turn = open_turn(offered, Turn.Kind.VERSION)
    assert turn.holder == small.owner
    assert Message.objects.filter(kind="turn.asked", person=small.owner, subject=f"turn:{turn.pk}").exists()


def test_a_version_is_offered_once(small, offered):
    assert offer_versions() == 0
    leave_version(offered.pk, newest(offered).pk, "It would be late.", actor=small.owner)
    assert offer_versions() == 0
    assert open_turn(offered, Turn.Kind.VERSION) is None


def test_an_offer_is_taken_as_it_stands(small, offered):
    revision = take_version(offered.pk, newest(offered).pk, actor=small.owner)
    assert Revision.objects.get(launch=offered) == revision
    assert Turn.objects.get(launch=offered, kind=Turn.Kind.VERSION).outcome == Turn.Outcome.DONE


def test_a_version_that_is_newer_still_takes_the_place_of_the_offer(small, offered):
    published(small, with_item(small, "input", "more"))
    assert offer_versions() == 1
    assert list(Revision.objects.filter(launch=offered).values_list("status", flat=True)) == ["replaced", "offered"]
    assert Turn.objects.filter(launch=offered, kind=Turn.Kind.VERSION, closed_at=None).count() == 1


def test_taking_a_version_that_was_not_offered_yet_ends_the_older_offer(small, offered):
    published(small, with_item(small, "input", "more"))
    take_version(offered.pk, newest(offered).pk, actor=small.owner)
    assert open_turn(offered, Turn.Kind.VERSION) is None


def test_a_launch_that_is_over_is_offered_nothing(small):
    stop_launch(small.launch().pk, "No use.", actor=small.owner)
    published(small, with_item(small, "input", "extra"))
    assert offer_versions() == 0


def test_an_offer_pauses_with_its_launch(small, offered):
    hold_launch(offered.pk, "The bank waits.", actor=small.owner, look_again_on=offered.target_date)
    assert open_turn(offered, Turn.Kind.VERSION).paused_at


def test_the_history_says_what_was_offered(offered):
    assert latest_entries(offered)[0].told.words == "offered version 2 of the playbook"


def test_what_nobody_is_asked_about_breaks_an_invariant(small, offered):
    propose_tier(small.launch().pk, 3, "It is small.", actor=small.owner)
    assert broken(4) == broken(7) == []
    Turn.objects.filter(kind=Turn.Kind.VERSION).delete()
    assert any("nobody is asked about revision" in line for line in broken(7))


def test_beat_offers_versions():
    assert "launches.offer_versions" in [entry["task"] for entry in app.conf.beat_schedule.values()]
