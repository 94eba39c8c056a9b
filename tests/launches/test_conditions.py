"""Conditions: reported as done by who sees to them, confirmed by the function that set them."""

from datetime import timedelta

import pytest

from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.launches.actions.answers import answer_item
from launchgate.launches.actions.conditions import (
    confirm_condition,
    drop_condition,
    reject_condition,
    report_condition_done,
)
from launchgate.launches.actions.decide import Wish, approve_with_conditions
from launchgate.launches.actions.evidence import prove_by_link, prove_by_note
from launchgate.launches.actions.lifecycle import hold_launch, stop_launch
from launchgate.launches.actions.submit import OfferedItem, submit_gate
from launchgate.launches.models import Condition, ConditionProof, Gate, Launch, Turn
from tests.launches.checking import broken
from tests.launches.small import START, Small
from tests.launches.stages import asked, ended, gate_in, item_of

SOON = (START + timedelta(days=10)).date()


@pytest.fixture
def condition(small: Small) -> Condition:
    """A condition that sales set and the member sees to."""
    gate = gate_in(Gate.Status.IN_REVIEW, small)
    wish = Wish("Train the night shift.", small.people["member"].pk, SOON)
    approve_with_conditions(gate.pk, small.functions["sales"].pk, actor=small.people["sales"], wishes=[wish])
    return Condition.objects.select_related("gate__launch").get()


def launch_of(condition: Condition) -> Launch:
    return condition.gate.launch


def test_who_sees_to_it_is_asked(small, condition):
    assert Turn.objects.get(kind="clear").holder == small.people["member"]


@pytest.mark.parametrize("who", ["member", "owner"])
def test_done_asks_the_function_to_confirm(small, condition, who):
    report_condition_done(condition.pk, actor=small.people[who], note="All twelve.")
    assert "confirm sales" in asked(launch_of(condition))
    assert "clear: done" in ended(launch_of(condition))


@pytest.mark.parametrize("who", ["sales", "sponsor", "stranger"])
def test_nobody_else_reports_it(small, condition, who):
    with pytest.raises(Forbidden, match="sees to this condition"):
        report_condition_done(condition.pk, actor=small.people[who])


def test_confirming_clears_it(small, condition):
    report_condition_done(condition.pk, actor=small.people["member"])
    confirm_condition(condition.pk, actor=small.people["deputy"])
    assert Condition.objects.get().status == Condition.Status.CLEARED
    assert "confirm sales: done" in ended(launch_of(condition))


def test_rejecting_asks_again(small, condition):
    report_condition_done(condition.pk, actor=small.people["member"])
    reject_condition(condition.pk, "The night shift was not there.", actor=small.people["sales"])
    assert "clear" in asked(launch_of(condition))
    assert "confirm sales: sent_back" in ended(launch_of(condition))
    with pytest.raises(Invalid, match="still missing"):
        reject_condition(condition.pk, "", actor=small.people["sales"])


@pytest.mark.parametrize("who", ["member", "owner", "care", "stranger"])
def test_only_the_function_that_set_it_confirms_or_rejects(small, condition, who):
    report_condition_done(condition.pk, actor=small.people["member"])
    with pytest.raises(Forbidden, match="set this condition"):
        confirm_condition(condition.pk, actor=small.people[who])
    with pytest.raises(Forbidden, match="set this condition"):
        reject_condition(condition.pk, "No.", actor=small.people[who])


def test_who_sees_to_it_does_not_confirm_it_even_as_head(small):
    gate = gate_in(Gate.Status.IN_REVIEW, small)
    wish = Wish("Train.", small.people["sales"].pk, SOON)
    approve_with_conditions(gate.pk, small.functions["sales"].pk, actor=small.people["sales"], wishes=[wish])
    condition = report_condition_done(Condition.objects.get().pk, actor=small.people["sales"])
    assert Turn.objects.get(kind="confirm").holder == small.people["deputy"]
    with pytest.raises(Forbidden, match="never the one who owns it"):
        confirm_condition(condition.pk, actor=small.people["sales"])
    assert confirm_condition(condition.pk, actor=small.people["deputy"]).cleared_at


def test_each_step_is_taken_once_and_in_order(small, condition):
    with pytest.raises(Conflict, match="Nobody has reported"):
        confirm_condition(condition.pk, actor=small.people["sales"])
    with pytest.raises(Conflict, match="Nobody has reported"):
        reject_condition(condition.pk, "No.", actor=small.people["sales"])
    report_condition_done(condition.pk, actor=small.people["member"])
    with pytest.raises(Conflict, match="already reported"):
        report_condition_done(condition.pk, actor=small.people["member"])
    confirm_condition(condition.pk, actor=small.people["sales"])
    with pytest.raises(Conflict, match="already settled"):
        confirm_condition(condition.pk, actor=small.people["sales"])


def test_conditions_are_cleared_while_the_launch_is_held(small, condition):
    hold_launch(launch_of(condition).pk, "Wait.", actor=small.owner, look_again_on=SOON)
    report_condition_done(condition.pk, actor=small.people["member"])
    assert confirm_condition(condition.pk, actor=small.people["sales"]).status == Condition.Status.CLEARED


def test_conditions_of_a_stopped_launch_are_settled(small, condition):
    stop_launch(launch_of(condition).pk, "No use.", actor=small.owner)
    with pytest.raises(Conflict, match="stopped"):
        report_condition_done(condition.pk, actor=small.people["member"])


@pytest.fixture
def to_prove(small: Small) -> Condition:
    """A condition that sales set and wants to see proved."""
    gate = gate_in(Gate.Status.IN_REVIEW, small)
    wish = Wish("Train the night shift.", small.people["member"].pk, SOON, needs_evidence=True)
    approve_with_conditions(gate.pk, small.functions["sales"].pk, actor=small.people["sales"], wishes=[wish])
    return Condition.objects.select_related("gate__launch").get()


def test_where_proof_is_asked_done_is_refused_without(small, to_prove):
    with pytest.raises(Invalid, match="asks for proof"):
        report_condition_done(to_prove.pk, actor=small.people["member"], note="Believe me.")
    assert Condition.objects.get().status == Condition.Status.OPEN


def test_proof_is_kept_beside_that_of_an_earlier_report(small, to_prove):
    report_condition_done(to_prove.pk, actor=small.people["member"], proof=prove_by_link("https://example.com/list"))
    reject_condition(to_prove.pk, "That is last year's.", actor=small.people["sales"])
    report_condition_done(to_prove.pk, actor=small.people["member"], proof=prove_by_note("Twelve were there."))
    assert [proof.title for proof in to_prove.proofs.all()] == ["example.com/list", "Twelve were there."]
    assert broken(4) == []


def test_proof_without_its_event_is_found(small, to_prove):
    report_condition_done(to_prove.pk, actor=small.people["member"], proof=prove_by_note("Twelve were there."))
    ConditionProof.objects.all().delete()
    assert broken(4) == [f"launch:{to_prove.gate.launch_id}: 1 events tell of a condition's proof, and there is none"]


def test_the_function_that_set_it_says_that_it_is_no_longer_needed(small, condition):
    drop_condition(condition.pk, "The night shift is closed.", actor=small.people["sales"])
    assert Condition.objects.get().status == Condition.Status.VOID
    assert asked(launch_of(condition)) == {"input sign care"}
    assert "clear: not_needed" in ended(launch_of(condition))
    with pytest.raises(Conflict, match="already settled"):
        drop_condition(condition.pk, "Again.", actor=small.people["sales"])


@pytest.mark.parametrize("who", ["member", "owner", "sponsor", "care"])
def test_nobody_else_drops_it(small, condition, who):
    with pytest.raises(Forbidden, match="set this condition"):
        drop_condition(condition.pk, "Not needed.", actor=small.people[who])


def test_one_that_stands_for_a_needed_item_is_not_dropped(small):
    gate = gate_in(Gate.Status.OPEN, small)
    answer_item(item_of(gate, "words").pk, "They said so.", actor=small.owner)
    submit_gate(gate.pk, actor=small.owner, offers=[OfferedItem(item_of(gate, "demand").pk, "Counted in May.", SOON)])
    approve_with_conditions(gate.pk, small.functions["sales"].pk, actor=small.people["sales"], wishes=[])
    with pytest.raises(Conflict, match="needed and not answered"):
        drop_condition(Condition.objects.get().pk, "No need.", actor=small.people["sales"])
