"""Another tier: shown before it is taken, raised by owner or sponsor, lowered by the sponsor alone."""

import pytest
from django.urls import reverse

from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.launches.actions.revise import change_tier, leave_tier, propose_tier
from launchgate.launches.history import latest_entries
from launchgate.launches.models import Gate, Item, Launch, Revision
from launchgate.outbox.models import Message
from launchgate.playbooks.models import GateTemplate
from tests.launches.gate_pages import send
from tests.launches.stages import all_signed, gate_of


def url(launch: Launch, name: str = "playbook") -> str:
    return reverse(f"launches:{name}", args=[launch.key])


def page(client, person, launch: Launch, query: str = "") -> str:
    client.force_login(person)
    return " ".join(client.get(f"{url(launch)}{query}").content.decode().split())


def keys(launch: Launch) -> set[str]:
    return set(Item.objects.filter(gate__launch=launch).values_list("key", flat=True))


@pytest.mark.parametrize("who", ["owner", "sponsor"])
def test_a_higher_risk_is_set_by_owner_or_sponsor(small, who):
    launch = small.launch()
    change_tier(launch.pk, 1, actor=small.people[who], reason="A bank is in it.")
    assert Launch.objects.get(pk=launch.pk).tier == 1
    assert "risks" in keys(launch)


def test_a_lower_risk_is_not_set_by_the_owner(small):
    with pytest.raises(Forbidden, match="Sam Sponsor, the sponsor"):
        change_tier(small.launch().pk, 3, actor=small.owner, reason="It is small.")


def test_a_lower_risk_is_set_by_the_sponsor(small):
    launch = small.launch()
    change_tier(launch.pk, 3, actor=small.sponsor, reason="It is small.")
    assert "notes" not in keys(launch)


@pytest.mark.parametrize("who", ["sales", "member"])
def test_heads_and_members_set_no_tier(small, who):
    with pytest.raises(Forbidden):
        change_tier(small.launch().pk, 1, actor=small.people[who], reason="It is big.")


def test_another_tier_needs_a_reason(small):
    with pytest.raises(Invalid):
        change_tier(small.launch().pk, 1, actor=small.owner, reason=" ")


def test_the_same_tier_is_refused(small):
    with pytest.raises(Conflict, match="already"):
        change_tier(small.launch().pk, 2, actor=small.owner, reason="So.")


def test_a_question_of_the_higher_tier_makes_signatures_look_again(small):
    launch = all_signed(small)
    change_tier(launch.pk, 1, actor=small.owner, reason="A bank is in it.")
    assert gate_of(launch, "build").status == Gate.Status.OPEN
    through = {row.function.key: row.is_through for row in gate_of(launch, "tell").deciders.all()}
    assert through == {"sales": True, "finance": False}


def test_gate_asks_for_the_password_where_the_tier_wants_it(client, small):
    GateTemplate.objects.filter(version=small.version, kind="price").update(password_to_tier=1)
    launch = small.launch()
    assert "Price is signed with the password from then on." in page(client, small.owner, launch, "?tier=1")
    change_tier(launch.pk, 1, actor=small.owner, reason="A bank is in it.")
    assert gate_of(launch, "price").asks_password
    change_tier(launch.pk, 2, actor=small.sponsor, reason="It is not.")
    assert not gate_of(launch, "price").asks_password


def test_owner_proposes_and_the_sponsor_is_told(small):
    propose_tier(small.launch().pk, 3, "It is small.", actor=small.owner)
    assert Message.objects.get(kind="turn.asked", person=small.sponsor).subject.startswith("turn:")


def test_sponsor_takes_what_is_proposed_without_another_reason(small):
    launch = small.launch()
    propose_tier(launch.pk, 3, "It is small.", actor=small.owner)
    revision = change_tier(launch.pk, 3, actor=small.sponsor)
    assert (revision.status, revision.reason) == (Revision.Status.TAKEN, "It is small.")


def test_one_tier_is_proposed_at_a_time(small):
    launch = small.launch()
    propose_tier(launch.pk, 3, "It is small.", actor=small.owner)
    with pytest.raises(Conflict, match="Tier 3 is proposed"):
        propose_tier(launch.pk, 1, "It is big.", actor=small.owner)
    with pytest.raises(Conflict, match="Tier 3 is proposed"):
        change_tier(launch.pk, 1, actor=small.sponsor, reason="It is big.")


def test_proposal_is_left_with_a_reason_and_who_proposed_it_is_told(small):
    launch = small.launch()
    propose_tier(launch.pk, 3, "It is small.", actor=small.owner)
    leave_tier(launch.pk, "It is not.", actor=small.sponsor)
    assert Launch.objects.get(pk=launch.pk).tier == 2
    assert Message.objects.get(kind="news.revision.left").person == small.owner


def test_nothing_proposed_is_nothing_to_leave(small):
    with pytest.raises(Conflict):
        leave_tier(small.launch().pk, "It is not.", actor=small.sponsor)


def test_page_shows_the_effect_before_anything_changes(client, small):
    launch = all_signed(small)
    shown = page(client, small.owner, launch, "?tier=1")
    assert "What about risks?" in shown
    assert "Finance looks again at Tell." in shown
    assert "Move to tier 1" in shown
    assert Launch.objects.get(pk=launch.pk).tier == 2


def test_page_lets_the_owner_propose_a_lower_risk(client, small):
    launch = small.launch()
    assert "Propose tier 3 to Sam Sponsor" in page(client, small.owner, launch, "?tier=3")
    send(client, small.owner, url(launch, "tier_propose"), {"tier": 3, "reason": "It is small."})
    assert "Take tier 3" in page(client, small.sponsor, launch)
    assert "Take tier 3" not in page(client, small.owner, launch)


def test_launch_page_says_that_a_tier_is_proposed(client, small):
    launch = small.launch()
    propose_tier(launch.pk, 3, "It is small.", actor=small.owner)
    client.force_login(small.people["member"])
    shown = client.get(launch.get_absolute_url()).content.decode()
    assert "Olu Owner proposes tier 3 in place of tier 2." in shown


def test_reason_that_is_missing_is_asked_for_on_the_page(client, small):
    launch = small.launch()
    answer = send(client, small.owner, url(launch, "tier_change"), {"tier": 1, "reason": ""})
    assert answer.status_code == 422
    assert "Say why the risk is another" in answer.content.decode()


def test_history_tells_proposal_and_decision(small):
    launch = small.launch()
    propose_tier(launch.pk, 3, "It is small.", actor=small.owner)
    change_tier(launch.pk, 3, actor=small.sponsor)
    told = [entry.told for entry in latest_entries(launch)][:2]
    assert [(entry.words, entry.quote) for entry in told] == [
        ("moved the launch from tier 2 to tier 3: one question removed", "It is small."),
        ("proposed tier 3 in place of tier 2", "It is small."),
    ]
