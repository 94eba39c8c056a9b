"""Playbooks and versions: drafted, published, dropped, retired, by administrators and heads only."""

import pytest

from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.people.actions.functions import close_function
from launchgate.playbooks import actions
from launchgate.playbooks.contents import read_gates
from launchgate.playbooks.models import Playbook, Version
from launchgate.playbooks.policies import Policy
from launchgate.playbooks.queries import versions_in_use
from tests.factories import make_function, make_playbook

pytestmark = pytest.mark.django_db


def test_a_new_playbook_is_an_empty_draft(administrator, events):
    draft = actions.create_playbook(actor=administrator, name="Events")
    assert (draft.number, draft.published_at, draft.gates.count()) == (1, None, 0)
    assert events() == ["playbook.created"]


def test_a_new_playbook_can_start_like_another(administrator, installed):
    draft = actions.create_playbook(actor=administrator, name="Events", like_version_id=installed.pk)
    assert read_gates(draft) == read_gates(installed)


def test_a_head_may_make_a_playbook(head):
    assert actions.create_playbook(actor=head, name="Events").created_by == head


def test_a_member_may_not_make_a_playbook(member):
    with pytest.raises(Forbidden, match="administrators and heads"):
        actions.create_playbook(actor=member, name="Events")
    assert not Playbook.objects.exists()


def test_a_name_is_taken_whatever_its_case(administrator):
    actions.create_playbook(actor=administrator, name="Events")
    with pytest.raises(Invalid, match="called EVENTS already") as refusal:
        actions.create_playbook(actor=administrator, name="EVENTS")
    assert refusal.value.field == "name"


def test_a_draft_copies_the_latest_version(administrator, installed, events):
    draft = actions.start_draft(installed.playbook_id, actor=administrator)
    assert draft.number == 2
    assert read_gates(draft) == read_gates(installed)
    assert events()[-1] == "playbook.drafted"


def test_a_draft_copies_the_reminders_too(administrator):
    first = make_playbook(actor=administrator, published=False)
    actions.change_policy(first.pk, actor=administrator, policy=Policy(grace_days=3, deputy_days=6, sponsor_days=9))
    actions.publish_version(first.pk, actor=administrator)
    draft = actions.start_draft(first.playbook_id, actor=administrator)
    assert (draft.grace_days, draft.deputy_days, draft.sponsor_days) == (3, 6, 9)


def test_there_is_one_draft_at_a_time(administrator, installed):
    actions.start_draft(installed.playbook_id, actor=administrator)
    with pytest.raises(Conflict, match="a draft already"):
        actions.start_draft(installed.playbook_id, actor=administrator)


def test_publishing_puts_the_draft_to_use(administrator, installed, events):
    draft = actions.start_draft(installed.playbook_id, actor=administrator)
    assert list(versions_in_use()) == [installed]
    actions.publish_version(draft.pk, actor=administrator)
    assert list(versions_in_use()) == [draft]
    assert events()[-1] == "playbook.published"


def test_publishing_twice_is_refused(administrator, installed):
    with pytest.raises(Conflict, match="never changes"):
        actions.publish_version(installed.pk, actor=administrator)


def test_publishing_an_empty_draft_is_refused(administrator):
    draft = actions.create_playbook(actor=administrator, name="Events")
    with pytest.raises(Conflict, match="no gate yet"):
        actions.publish_version(draft.pk, actor=administrator)
    assert Version.objects.get().published_at is None


def test_publishing_names_a_function_that_is_closed(administrator):
    draft = make_playbook(actor=administrator, published=False)
    close_function(make_function("operations").pk, actor=administrator)
    with pytest.raises(Conflict, match="Operations is closed"):
        actions.publish_version(draft.pk, actor=administrator)


def test_publishing_names_a_slot_without_an_item(administrator):
    draft = make_playbook(actor=administrator, published=False)
    draft.gates.update(statement="Done by {somebody}.")
    with pytest.raises(Conflict, match="no item has this key"):
        actions.publish_version(draft.pk, actor=administrator)


def test_publishing_names_a_slot_that_a_tier_does_not_ask(administrator):
    draft = make_playbook(actor=administrator, published=False)
    draft.gates.update(statement="Done: {item_1}.")
    draft.gates.get().items.filter(key="item_1").update(lowest_tier=2)
    with pytest.raises(Conflict, match="not asked in every tier"):
        actions.publish_version(draft.pk, actor=administrator)


def test_reminders_out_of_order_are_refused(administrator):
    draft = make_playbook(actor=administrator, published=False)
    with pytest.raises(Invalid, match="sponsor last"):
        actions.change_policy(draft.pk, actor=administrator, policy=Policy(deputy_days=9, sponsor_days=7))


def test_reminders_of_a_published_version_never_change(administrator, installed):
    with pytest.raises(Conflict, match="never changes"):
        actions.change_policy(installed.pk, actor=administrator, policy=Policy(grace_days=1))


def test_dropping_a_draft_keeps_the_published_version(administrator, installed, events):
    draft = actions.start_draft(installed.playbook_id, actor=administrator)
    assert actions.drop_draft(draft.pk, actor=administrator) == installed.playbook
    assert list(Version.objects.all()) == [installed]
    assert events()[-1] == "playbook.draft_dropped"


def test_dropping_the_only_version_drops_the_playbook(administrator):
    draft = actions.create_playbook(actor=administrator, name="Events")
    assert actions.drop_draft(draft.pk, actor=administrator) is None
    assert not Playbook.objects.exists()


def test_a_published_version_is_never_dropped(administrator, installed):
    with pytest.raises(Conflict, match="never changes"):
        actions.drop_draft(installed.pk, actor=administrator)


def test_a_retired_playbook_is_offered_to_no_launch(administrator, installed, events):
    actions.retire_playbook(installed.playbook_id, actor=administrator)
    assert list(versions_in_use()) == []
    assert events()[-1] == "playbook.retired"


def test_retiring_twice_is_refused(administrator, installed):
    actions.retire_playbook(installed.playbook_id, actor=administrator)
    with pytest.raises(Conflict, match="retired already"):
        actions.retire_playbook(installed.playbook_id, actor=administrator)


def test_a_restored_playbook_is_offered_again(administrator, installed):
    actions.retire_playbook(installed.playbook_id, actor=administrator)
    actions.restore_playbook(installed.playbook_id, actor=administrator)
    assert list(versions_in_use()) == [installed]


def test_renaming_is_one_event(administrator, installed, events):
    actions.rename_playbook(installed.playbook_id, actor=administrator, name="Launch", description="New words")
    assert Playbook.objects.get().name == "Launch"
    assert events() == ["playbook.installed", "playbook.renamed"]


@pytest.mark.parametrize(
    "verb",
    [
        lambda version, actor: actions.start_draft(version.playbook_id, actor=actor),
        lambda version, actor: actions.retire_playbook(version.playbook_id, actor=actor),
        lambda version, actor: actions.rename_playbook(version.playbook_id, actor=actor, name="Mine"),
        lambda version, actor: actions.publish_version(version.pk, actor=actor),
        lambda version, actor: actions.drop_draft(version.pk, actor=actor),
    ],
)
def test_a_member_changes_no_playbook(member, installed, events, verb):
    with pytest.raises(Forbidden):
        verb(installed, member)
    assert events() == ["playbook.installed"]
