"""Taking one's own signature back."""

from datetime import timedelta

import pytest

from launchgate.core import clock
from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.launches.actions.answers import answer_item
from launchgate.launches.actions.decide import approve, approve_with_conditions, withdraw_signature
from launchgate.launches.actions.submit import OfferedItem, submit_gate
from launchgate.launches.models import Condition, Gate
from tests.launches.small import START
from tests.launches.stages import asked, gate_in, gate_of, item_of

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
