"""The policy of reminders: what holds for a gate in a tier, how it is set, and how it is shown."""

from datetime import time

import pytest
from django.urls import reverse

from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.launches.models import Step
from launchgate.playbooks import actions
from launchgate.playbooks.models import Version
from launchgate.playbooks.policies import DEPUTY, LAST, REMIND, SPONSOR, Otherwise, Policy, policy_for, rungs, stored


@pytest.fixture
def draft(administrator, installed):
    """Return the draft of the default playbook's second version."""
    return actions.start_draft(installed.playbook_id, actor=administrator)


def bare(*rows: Otherwise) -> Version:
    """Return a version, not saved, with these exceptions."""
    return Version(policies=stored(rows))


def test_the_default_is_a_ladder_of_seven_steps():
    assert [(rung.days, rung.kind) for rung in rungs(Policy())] == [
        (2, REMIND),
        (4, REMIND),
        (5, DEPUTY),
        (6, REMIND),
        (7, SPONSOR),
        (8, REMIND),
        (10, LAST),
    ]


def test_a_version_begins_with_the_default():
    assert policy_for(Version()) == Policy()


def test_rungs_are_called_as_the_steps_of_turns():
    assert {REMIND, LAST, DEPUTY, SPONSOR} == set(Step.Kind.values)


def test_a_single_reminder_is_the_last():
    assert [rung.kind for rung in rungs(Policy(reminder_cap=1))] == [LAST, DEPUTY, SPONSOR]


def test_without_reminders_deputy_and_sponsor_are_told():
    assert [rung.kind for rung in rungs(Policy(reminder_cap=0))] == [DEPUTY, SPONSOR]


@pytest.mark.parametrize(
    ("gate", "tier", "days"),
    [("product", 3, 5), ("product", 1, 6), ("operations", 3, 7), ("operations", 1, 8)],
)
def test_the_more_specific_wins_and_the_gate_before_the_tier(gate, tier, days):
    version = bare(
        Otherwise("operations", 1, {"due_days": 8}),
        Otherwise("", 1, {"due_days": 6}),
        Otherwise("operations", 0, {"due_days": 7}),
    )
    assert policy_for(version, gate, tier).due_days == days


def test_what_is_not_said_stays_as_it_is_for_all():
    version = bare(Otherwise("operations", 0, {"digest_at": time(8)}))
    assert policy_for(version, "operations", 2) == Policy(digest_at=time(8))


def test_a_gate_can_differ_and_be_as_all_others_again(administrator, draft, events):
    row = Otherwise("operations", 1, {"grace_days": 1, "quiet_from": time(18)})
    actions.set_exception(draft.pk, actor=administrator, row=row)
    draft.refresh_from_db()
    assert policy_for(draft, "operations", 1) == Policy(grace_days=1, quiet_from=time(18))
    actions.remove_exception(draft.pk, actor=administrator, gate="operations", tier=1)
    draft.refresh_from_db()
    assert draft.policies == []
    assert events()[-2:] == ["playbook.policy_differs", "playbook.policy_same"]


def test_what_is_said_again_takes_the_place_of_what_was(administrator, draft):
    for days in (1, 2):
        row = Otherwise("", 1, {"due_days": days})
        actions.set_exception(draft.pk, actor=administrator, row=row)
    draft.refresh_from_db()
    assert draft.policies == [{"gate": "", "tier": 1, "due_days": 2}]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (Otherwise("", 0, {"due_days": 2}), "Choose a gate"),
        (Otherwise("nowhere", 0, {"due_days": 2}), "no such gate"),
        (Otherwise("operations", 4, {"due_days": 2}), "no such gate or tier"),
        (Otherwise("operations", 0, {}), "fill in one field"),
        (Otherwise("operations", 0, {"grace_days": 6}), "Operations, tier 1: The first reminder"),
        (Otherwise("operations", 0, {"quiet_from": time(6)}), "quiet hours end"),
    ],
)
def test_what_makes_no_sense_is_refused(administrator, draft, row, sentence):
    with pytest.raises(Invalid, match=sentence):
        actions.set_exception(draft.pk, actor=administrator, row=row)


def test_the_base_must_make_sense_with_what_differs(administrator, draft):
    actions.set_exception(draft.pk, actor=administrator, row=Otherwise("operations", 0, {"grace_days": 4}))
    with pytest.raises(Invalid, match="Operations, tier 1"):
        actions.change_policy(draft.pk, actor=administrator, policy=Policy(deputy_days=3))


def test_nothing_is_removed_that_was_not_said(administrator, draft):
    with pytest.raises(Conflict, match="as all others"):
        actions.remove_exception(draft.pk, actor=administrator, gate="operations", tier=0)


def test_only_editors_say_what_differs(member, draft):
    with pytest.raises(Forbidden):
        actions.set_exception(draft.pk, actor=member, row=Otherwise("", 1, {"due_days": 2}))


def test_the_next_version_begins_with_what_differed(administrator, draft):
    actions.set_exception(draft.pk, actor=administrator, row=Otherwise("", 1, {"due_days": 2}))
    actions.publish_version(draft.pk, actor=administrator)
    following = actions.start_draft(draft.playbook_id, actor=administrator)
    assert policy_for(following, "operations", 1).due_days == 2


def test_what_differs_is_set_and_removed_on_pages(as_administrator, draft):
    url = reverse("playbooks:policy_differs", args=[draft.pk])
    refused = as_administrator.post(url, {"gate": "operations", "tier": "1", "grace_days": "9"})
    assert refused.status_code == 422
    assert "The first reminder comes after" in refused.text
    as_administrator.post(url, {"gate": "operations", "tier": "1", "grace_days": "1"})
    page = as_administrator.get(reverse("playbooks:policy", args=[draft.pk]))
    assert "Operations, tier 1" in page.text
    assert "first reminder after 1" in page.text
    as_administrator.post(reverse("playbooks:policy_same", args=[draft.pk]), {"gate": "operations", "tier": "1"})
    assert Version.objects.get(pk=draft.pk).policies == []


def test_everybody_reads_the_reminders_as_a_timeline(as_member, installed):
    page = as_member.get(reverse("playbooks:reminders", args=[installed.playbook_id, 1]))
    assert (
        "day 0 asked, by a mail of its own, day 2 first reminder at 9:00, day 4 second reminder at 9:00, day 5 the "
        "deputy is told, and whoever was asked hears that" in page.text
    )
    assert page.text.count('class="panel pad section timeline"') == 1
    assert "Every gate" in page.text


def test_a_gate_that_differs_has_a_timeline_of_its_own(as_administrator, administrator, draft):
    actions.set_exception(draft.pk, actor=administrator, row=Otherwise("operations", 1, {"grace_days": 1}))
    page = as_administrator.get(reverse("playbooks:reminders", args=[draft.playbook_id, draft.number]))
    assert page.text.count('class="panel pad section timeline"') == 2
    assert "Operations in tier 1" in page.text
