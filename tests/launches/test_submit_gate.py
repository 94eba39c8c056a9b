"""Putting a gate forward for signature."""

from datetime import timedelta

import pytest

from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.launches.actions.answers import answer_item
from launchgate.launches.actions.decide import approve, approve_with_conditions, send_back
from launchgate.launches.actions.evidence import add_evidence, prove_by_note
from launchgate.launches.actions.exceptions import declare_not_applicable
from launchgate.launches.actions.lifecycle import hold_launch
from launchgate.launches.actions.submit import OfferedItem, submit_gate
from launchgate.launches.hooks import submit_blockers
from launchgate.launches.models import Condition, Gate
from launchgate.people.actions.absences import enter_absence
from tests.launches.small import START
from tests.launches.stages import answer_required, asked, ended, gate_in, gate_of, item_of, submitted

S = Gate.Status
SOON = (START + timedelta(days=10)).date()


def test_submit_asks_every_function_to_sign(small):
    gate = submitted(small.launch(), "input", small)
    assert gate.status == S.IN_REVIEW
    assert asked(gate.launch) == {"input sign sales", "input sign care"}
    assert "input prepare: done" in ended(gate.launch)


@pytest.mark.parametrize("status", [status for status in S if status != S.OPEN])
def test_submit_refuses_other_statuses(small, status):
    gate = gate_in(status, small)
    with pytest.raises(Conflict, match="cannot be submitted now"):
        submit_gate(gate.pk, actor=small.owner)


@pytest.mark.parametrize("who", ["sponsor", "sales", "stranger", "admin"])
def test_only_the_owner_submits(small, who):
    gate = gate_in(S.OPEN, small)
    answer_required(gate, small.owner)
    with pytest.raises(Forbidden, match="Only Olu Owner"):
        submit_gate(gate.pk, actor=small.people[who])


def test_the_delegate_of_an_absent_owner_submits_and_cannot_sign(small):
    gate = gate_in(S.OPEN, small)
    answer_required(gate, small.owner)
    enter_absence(
        small.owner.pk, actor=small.owner, starts_on=START.date(), ends_on=SOON, delegate_id=small.people["sales"].pk
    )
    submit_gate(gate.pk, actor=small.people["sales"])
    with pytest.raises(Forbidden, match="You submitted this gate"):
        approve(gate.pk, small.functions["sales"].pk, actor=small.people["sales"])
    assert approve(gate.pk, small.functions["sales"].pk, actor=small.people["deputy"])


def test_submit_refuses_while_the_launch_is_held(small):
    gate = gate_in(S.OPEN, small)
    answer_required(gate, small.owner)
    hold_launch(gate.launch_id, "Wait.", actor=small.owner, look_again_on=SOON)
    with pytest.raises(Conflict, match="on hold"):
        submit_gate(gate.pk, actor=small.owner)


def test_submit_names_the_required_answers_that_are_missing(small):
    gate = gate_in(S.OPEN, small)
    with pytest.raises(Conflict, match="“What about demand\\?”; “What about words\\?”"):
        submit_gate(gate.pk, actor=small.owner)


def test_submit_names_the_answers_without_proof(small):
    gate = gate_in(S.OPEN, small)
    answer_required(gate, small.owner)
    answer_item(item_of(gate, "notes").pk, "yes", actor=small.owner)
    with pytest.raises(Conflict, match="Proof is missing for: “What about notes"):
        submit_gate(gate.pk, actor=small.owner)
    add_evidence(item_of(gate, "notes").pk, prove_by_note("Seen."), actor=small.owner)
    assert submit_gate(gate.pk, actor=small.owner).status == S.IN_REVIEW


def test_a_required_item_may_be_offered_as_a_condition(small):
    gate = gate_in(S.OPEN, small)
    answer_item(item_of(gate, "words").pk, "They said so.", actor=small.owner)
    offer = OfferedItem(item_of(gate, "demand").pk, "Counted in May.", SOON)
    assert submit_gate(gate.pk, actor=small.owner, offers=[offer]).submission.offered == 1


@pytest.mark.parametrize(
    ("reason", "days"), [("", 10), ("Counted later.", -1), ("Counted later.", 400)], ids=["no reason", "past", "late"]
)
def test_an_offer_needs_a_reason_and_a_date_up_to_the_target(small, reason, days):
    gate = gate_in(S.OPEN, small)
    answer_item(item_of(gate, "words").pk, "They said so.", actor=small.owner)
    offer = OfferedItem(item_of(gate, "demand").pk, reason, (START + timedelta(days=days)).date())
    with pytest.raises(Invalid):
        submit_gate(gate.pk, actor=small.owner, offers=[offer])
    assert gate_of(gate.launch, "input").status == S.OPEN


def test_only_unanswered_required_items_of_the_gate_are_offered(small):
    gate = gate_in(S.OPEN, small)
    answer_required(gate, small.owner)
    elsewhere = item_of(gate_of(gate.launch, "tell"), "day")
    for item in (item_of(gate, "demand"), item_of(gate, "notes"), elsewhere):
        with pytest.raises(Invalid, match="Only an unanswered required item"):
            submit_gate(gate.pk, actor=small.owner, offers=[OfferedItem(item.pk, "Later.", SOON)])


def test_an_item_that_is_a_condition_already_need_not_be_offered_again(small):
    gate = gate_in(S.OPEN, small)
    answer_item(item_of(gate, "words").pk, "They said so.", actor=small.owner)
    submit_gate(gate.pk, actor=small.owner, offers=[OfferedItem(item_of(gate, "demand").pk, "Later.", SOON)])
    approve_with_conditions(gate.pk, small.functions["sales"].pk, actor=small.people["sales"], wishes=[])
    send_back(gate.pk, small.functions["care"].pk, "Not yet.", actor=small.people["care"])
    assert submit_gate(gate.pk, actor=small.owner).status == S.IN_REVIEW
    assert Condition.objects.filter(gate=gate).count() == 1


def test_functions_that_are_through_are_not_asked_again(small):
    gate = submitted(small.launch(), "input", small)
    approve(gate.pk, small.functions["sales"].pk, actor=small.people["sales"])
    send_back(gate.pk, small.functions["care"].pk, "Not yet.", actor=small.people["care"])
    submit_gate(gate.pk, actor=small.owner)
    assert asked(gate.launch) == {"input sign care"}


def test_a_gate_on_which_all_are_through_is_signed_at_once(small):
    gate = submitted(small.launch(), "input", small)
    approve(gate.pk, small.functions["sales"].pk, actor=small.people["sales"])
    send_back(gate.pk, small.functions["care"].pk, "Not ours after all.", actor=small.people["care"])
    declare_not_applicable(gate.pk, small.functions["care"].pk, "Not ours.", actor=small.people["care"])
    assert submit_gate(gate.pk, actor=small.owner).status == S.SIGNED


def test_an_offered_item_keeps_a_gate_from_being_signed_by_earlier_signatures(small):
    gate = submitted(small.launch(), "input", small)
    approve(gate.pk, small.functions["sales"].pk, actor=small.people["sales"])
    send_back(gate.pk, small.functions["care"].pk, "Not ours after all.", actor=small.people["care"])
    declare_not_applicable(gate.pk, small.functions["care"].pk, "Not ours.", actor=small.people["care"])
    words = item_of(gate, "words")
    answer_item(words.pk, None, actor=small.owner)
    submit_gate(gate.pk, actor=small.owner, offers=[OfferedItem(words.pk, "They call back.", SOON)])
    assert gate_of(gate.launch, "input").status == S.IN_REVIEW
    assert asked(gate.launch) == {"input contribute care"}
    answer_item(words.pk, "They said so.", actor=small.owner)
    assert gate_of(gate.launch, "input").status == S.SIGNED


def test_a_blocked_gate_is_submitted_and_its_turns_pause(small):
    from tests.launches.stages import signed

    launch = small.launch()
    signed(launch, "input", small)
    gate = gate_of(launch, "build")
    answer_required(gate, small.owner)
    answer_item(item_of(gate_of(launch, "input"), "demand").pk, "99", actor=small.owner)
    submit_gate(gate.pk, actor=small.owner)
    assert "build sign care …" in asked(launch)


def test_a_later_room_may_block_a_submission(small, monkeypatch):
    gate = gate_in(S.OPEN, small)
    answer_required(gate, small.owner)
    monkeypatch.setattr("launchgate.launches.hooks.submit_blockers", [*submit_blockers, lambda gate: ["Ask first."]])
    with pytest.raises(Conflict, match="Ask first"):
        submit_gate(gate.pk, actor=small.owner)
