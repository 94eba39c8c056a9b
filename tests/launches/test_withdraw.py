"""Taking one's own signature back."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db.models import Q

from launchgate.core import clock
from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.launches.actions.answers import answer_item
from launchgate.launches.actions.decide import Wish, approve, approve_with_conditions, withdraw_signature
from launchgate.launches.actions.edit import follow_launch
from launchgate.launches.actions.lifecycle import go_live
from launchgate.launches.actions.submit import OfferedItem, submit_gate
from launchgate.launches.models import Condition, Gate
from launchgate.outbox.delivery import deliver_messages
from launchgate.outbox.models import Message
from tests.launches.gate_pages import look, send, url_of
from tests.launches.small import START
from tests.launches.stages import all_signed, asked, gate_in, gate_of, item_of

S = Gate.Status


def test_a_withdrawn_signature_changes_a_signed_gate_and_is_asked_for_again(small):
    gate = gate_in(S.SIGNED, small)
    withdraw_signature(gate.pk, small.functions["sales"].pk, actor=small.people["sales"])
    assert gate_of(gate.launch, "input").status == S.CHANGED
    assert "input sign sales" in asked(gate.launch)
    assert "input sign care" not in asked(gate.launch)


def test_a_gate_in_review_stays_in_review(small):
    gate = gate_in(S.IN_REVIEW, small)
    approve(gate.pk, small.functions["sales"].pk, actor=small.people["sales"])
    withdraw_signature(gate.pk, small.functions["sales"].pk, actor=small.people["sales"])
    assert gate_of(gate.launch, "input").status == S.IN_REVIEW
    assert asked(gate.launch) == {"input sign sales", "input sign care"}


def test_after_a_minute_a_reason_is_asked(small):
    gate = gate_in(S.SIGNED, small)
    with clock.at(START + timedelta(hours=1, seconds=70)):
        with pytest.raises(Invalid, match="Say why"):
            withdraw_signature(gate.pk, small.functions["sales"].pk, actor=small.people["sales"])
        decision = withdraw_signature(
            gate.pk, small.functions["sales"].pk, actor=small.people["sales"], reason="I read the wrong page."
        )
    assert decision.reason == "I read the wrong page."


def test_only_the_signer_withdraws(small):
    gate = gate_in(S.SIGNED, small)
    with pytest.raises(Forbidden, match="Only Sal Sales"):
        withdraw_signature(gate.pk, small.functions["sales"].pk, actor=small.people["deputy"])


def test_without_a_signature_there_is_nothing_to_withdraw(small):
    gate = gate_in(S.IN_REVIEW, small)
    with pytest.raises(Conflict, match="no signature"):
        withdraw_signature(gate.pk, small.functions["sales"].pk, actor=small.people["sales"])


def test_a_doubled_click_withdraws_once(small):
    gate = gate_in(S.SIGNED, small)
    withdraw_signature(gate.pk, small.functions["sales"].pk, actor=small.people["sales"])
    with pytest.raises(Conflict):
        withdraw_signature(gate.pk, small.functions["sales"].pk, actor=small.people["sales"])


@pytest.mark.parametrize("status", [S.WAITING, S.NOT_APPLICABLE, S.OVERRIDDEN])
def test_withdraw_refuses_other_statuses(small, status):
    gate = gate_in(status, small)
    with pytest.raises(Conflict, match="cannot be withdrawn from now"):
        withdraw_signature(gate.pk, small.functions["sales"].pk, actor=small.people["sales"])


def test_its_conditions_are_void_and_what_was_offered_is_offered_again(small):
    gate = gate_in(S.OPEN, small)
    sales = small.functions["sales"].pk
    answer_item(item_of(gate, "words").pk, "They said so.", actor=small.owner)
    offer = OfferedItem(item_of(gate, "demand").pk, "Counted in May.", START.date())
    submit_gate(gate.pk, actor=small.owner, offers=[offer])
    approve_with_conditions(gate.pk, sales, actor=small.people["sales"], wishes=[])
    withdraw_signature(gate.pk, sales, actor=small.people["sales"])
    assert Condition.objects.get().status == Condition.Status.VOID
    assert "clear" not in asked(gate.launch)
    for key in ("sales", "care"):
        with pytest.raises(Conflict, match="offered as a condition"):
            approve(gate.pk, small.functions[key].pk, actor=small.people[key])


def test_no_mail_about_it_leaves_when_it_is_undone_within_the_minute(small):
    gate = gate_in(S.IN_REVIEW, small)
    follow_launch(gate.launch_id, actor=small.people["stranger"])
    approve(gate.pk, small.functions["care"].pk, actor=small.people["care"])
    wish = Wish("Train.", small.people["member"].pk, (START + timedelta(days=5)).date())
    sales = small.functions["sales"].pk
    approve_with_conditions(gate.pk, sales, actor=small.people["sales"], wishes=[wish])
    about = Message.objects.filter(Q(kind="news.gate.signed") | Q(person=small.people["member"]))
    assert about.count() == 2
    with clock.at(clock.now() + timedelta(seconds=50)):
        deliver_messages()
        withdraw_signature(gate.pk, sales, actor=small.people["sales"])
    with clock.at(clock.now() + timedelta(minutes=5)):
        deliver_messages()
    assert set(about.values_list("status", flat=True)) == {Message.Status.DROPPED}
    assert not any("signed" in sent.subject for sent in mail.outbox)


def test_the_page_offers_to_undo_for_a_minute_and_asks_why_after_it(client, small):
    gate = gate_in(S.IN_REVIEW, small)
    approve(gate.pk, small.functions["sales"].pk, actor=small.people["sales"])
    url = url_of(gate, "gate_withdraw", "sales")
    assert ">Undo</button>" in look(client, small.people["sales"], gate).text
    assert ">Undo</button>" not in look(client, small.people["care"], gate).text
    with clock.at(clock.now() + timedelta(minutes=2)):
        page = look(client, small.people["sales"], gate).text
        assert ">Undo</button>" not in page
        assert "Withdraw my signature" in page
        # Pressed on a page that was open for longer than the minute.
        late = send(client, small.people["sales"], url, {"reason": ""})
        assert (late.status_code, "Say why you withdraw your signature." in late.text) == (422, True)


def test_undoing_works_without_script(client, small):
    gate = gate_in(S.IN_REVIEW, small)
    approve(gate.pk, small.functions["sales"].pk, actor=small.people["sales"])
    form = re.search(r'<form class="sign__undo".*?</form>', look(client, small.people["sales"], gate).text, re.S)[0]
    action = re.search(r'action="([^"]+)"', form)[1]
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    assert send(client, small.people["sales"], action, fields).status_code == 303
    assert "input sign sales" in asked(gate.launch)


def test_a_public_launch_keeps_its_signatures(small):
    launch = all_signed(small)
    go_live(launch.pk, actor=small.owner)
    with pytest.raises(Conflict, match="public"):
        withdraw_signature(gate_of(launch, "tell").pk, small.functions["sales"].pk, actor=small.people["sales"])
