"""Answering items: where and by whom, and what a changed answer means for signatures."""

from datetime import timedelta

import pytest

from launchgate.core import clock
from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.launches.actions.answers import answer_item
from launchgate.launches.actions.evidence import add_evidence, prove_by_note
from launchgate.launches.actions.lifecycle import go_live, hold_launch, stop_launch
from launchgate.launches.models import Gate, Item, Offer
from launchgate.people.actions.absences import enter_absence
from tests.launches.small import START
from tests.launches.stages import (
    all_signed,
    answer_required,
    asked,
    ended,
    gate_in,
    gate_of,
    item_of,
    signed,
    submitted,
)

S = Gate.Status


@pytest.mark.parametrize("status", [status for status in S if status != S.WAITING])
def test_answer_is_possible_on_a_gate_that_has_opened(small, status):
    item = item_of(gate_in(status, small), "words")
    answer_item(item.pk, "They said more.", actor=small.owner)
    assert Item.objects.get(pk=item.pk).value == "They said more."


def test_answer_is_refused_on_a_waiting_gate(small):
    with pytest.raises(Conflict, match="Tell is waiting"):
        answer_item(item_of(gate_in(S.WAITING, small), "day").pk, "2026-05-04", actor=small.owner)


def test_answer_is_possible_while_the_launch_is_held(small):
    gate = gate_in(S.OPEN, small)
    hold_launch(gate.launch_id, "Wait.", actor=small.owner, look_again_on=START.date())
    assert answer_item(item_of(gate, "demand").pk, "12", actor=small.owner).value == "12"


def test_answers_are_frozen_once_the_launch_is_public(small):
    launch = all_signed(small)
    go_live(launch.pk, actor=small.owner)
    with pytest.raises(Conflict, match="public"):
        answer_item(item_of(gate_of(launch, "input"), "demand").pk, "99", actor=small.owner)


def test_answers_are_frozen_once_the_launch_is_stopped(small):
    gate = gate_in(S.OPEN, small)
    stop_launch(gate.launch_id, "No use.", actor=small.owner)
    with pytest.raises(Conflict, match="stopped"):
        answer_item(item_of(gate, "demand").pk, "12", actor=small.owner)


@pytest.mark.parametrize("who", ["owner", "sponsor", "sales", "deputy", "care", "member"])
def test_owner_sponsor_and_whoever_sits_in_a_function_concerned_may_answer(small, who):
    item = item_of(gate_in(S.OPEN, small), "demand")
    assert answer_item(item.pk, "12", actor=small.people[who]).is_answered


@pytest.mark.parametrize("who", ["stranger", "finance", "admin", "boss"])
def test_nobody_else_may_answer(small, who):
    with pytest.raises(Forbidden, match="Only the owner or somebody in Sales"):
        answer_item(item_of(gate_in(S.OPEN, small), "demand").pk, "12", actor=small.people[who])


def test_who_stands_in_for_an_absent_head_may_answer(small):
    day = START.date()
    stranger = small.people["stranger"]
    gate = signed(small.launch(), "input", small)
    launch = gate.launch
    enter_absence(
        small.people["finance"].pk,
        actor=small.people["finance"],
        starts_on=day,
        ends_on=day + timedelta(days=3),
        delegate_id=stranger.pk,
    )
    item = item_of(gate_of(launch, "price"), "price")
    assert answer_item(item.pk, {"amount": "49", "currency": "EUR"}, actor=stranger).is_answered


def test_a_value_of_the_wrong_type_changes_nothing(small):
    item = item_of(gate_in(S.OPEN, small), "demand")
    with pytest.raises(Invalid, match="number"):
        answer_item(item.pk, "many", actor=small.owner)
    assert not item.versions.exists()


def test_the_same_value_again_writes_no_version_and_no_event(small):
    gate = gate_in(S.OPEN, small)
    item = item_of(gate, "demand")
    answer_item(item.pk, "12", actor=small.owner)
    events = gate_of(gate.launch, "input").launch.chain_count
    answer_item(item.pk, " 12.0 ", actor=small.owner)
    assert item.versions.count() == 1
    assert gate_of(gate.launch, "input").launch.chain_count == events


def test_a_value_given_before_takes_its_meaning_back(small):
    item = item_of(gate_in(S.OPEN, small), "demand")
    meanings = [answer_item(item.pk, value, actor=small.owner).meaning for value in ("12", "13", "12", "", "14")]
    assert meanings == [1, 2, 1, 0, 5]


def test_the_last_required_answer_of_a_function_ends_its_turn(small):
    gate = gate_in(S.OPEN, small)
    assert asked(gate.launch) == {"input prepare", "input contribute sales", "input contribute care"}
    answer_item(item_of(gate, "demand").pk, "12", actor=small.people["sales"])
    assert asked(gate.launch) == {"input prepare", "input contribute care"}
    assert ended(gate.launch) == {"input contribute sales: done"}


def test_an_emptied_required_answer_is_asked_for_again(small):
    gate = gate_in(S.OPEN, small)
    answer_required(gate, small.owner)
    answer_item(item_of(gate, "demand").pk, None, actor=small.owner)
    assert asked(gate.launch) == {"input prepare", "input contribute sales"}


@pytest.mark.parametrize("status", [S.IN_REVIEW, S.SIGNED, S.CHANGED])
def test_a_required_answer_of_a_submitted_gate_cannot_be_emptied(small, status):
    gate = gate_in(status, small)
    with pytest.raises(Conflict, match="not emptied"):
        answer_item(item_of(gate, "words").pk, "", actor=small.owner)


def test_on_a_submitted_gate_the_proof_comes_before_the_answer(small):
    notes = item_of(gate_in(S.SIGNED, small), "notes")
    with pytest.raises(Conflict, match="proof comes first"):
        answer_item(notes.pk, "yes", actor=small.owner)
    add_evidence(notes.pk, prove_by_note("Seen."), actor=small.owner)
    assert answer_item(notes.pk, "yes", actor=small.owner).is_answered


def test_a_material_edit_of_a_signed_gate_asks_for_the_signatures_again(small):
    gate = gate_in(S.SIGNED, small)
    answer_item(item_of(gate, "demand").pk, "99", actor=small.owner)
    assert gate_of(gate.launch, "input").status == S.CHANGED
    assert {"input sign sales", "input sign care"} <= asked(gate.launch)


def test_many_edits_ask_once(small):
    gate = gate_in(S.CHANGED, small)
    before = asked(gate.launch)
    answer_item(item_of(gate, "demand").pk, "100", actor=small.owner)
    assert asked(gate.launch) == before


def test_an_edit_that_is_reversed_makes_the_gate_signed_again(small):
    gate = gate_in(S.CHANGED, small)
    answer_item(item_of(gate, "demand").pk, "12", actor=small.owner)
    assert gate_of(gate.launch, "input").status == S.SIGNED
    assert {"input sign sales: not_needed", "input sign care: not_needed"} <= ended(gate.launch)


def test_a_cosmetic_item_disturbs_no_signature(small):
    gate = gate_in(S.SIGNED, small)
    answer_item(item_of(gate, "words").pk, "They said it better.", actor=small.owner)
    assert gate_of(gate.launch, "input").status == S.SIGNED


def test_only_functions_that_rely_on_a_fact_of_an_earlier_gate_sign_again(small):
    launch = all_signed(small)
    answer_item(item_of(gate_of(launch, "input"), "demand").pk, "99", actor=small.owner)
    statuses = {gate.kind: gate.status for gate in launch.gates.all()}
    assert statuses == {"input": S.CHANGED, "build": S.SIGNED, "price": S.CHANGED, "tell": S.CHANGED}
    assert asked(launch) == {"input sign sales", "input sign care", "price sign finance …", "tell sign finance …"}


def test_an_edit_keeps_the_launch_from_going_public(small):
    launch = all_signed(small)
    assert asked(launch) == {"go_live"}
    answer_item(item_of(gate_of(launch, "tell"), "day").pk, "2026-05-05", actor=small.owner)
    assert "go_live: not_needed" in ended(launch)


def test_an_answer_ends_the_offer_of_a_condition(small):
    from launchgate.launches.actions.submit import OfferedItem, submit_gate

    gate = gate_in(S.OPEN, small)
    answer_item(item_of(gate, "words").pk, "They said so.", actor=small.owner)
    demand = item_of(gate, "demand")
    submit_gate(gate.pk, actor=small.owner, offers=[OfferedItem(demand.pk, "Counted in May.", START.date())])
    with clock.at(START + timedelta(hours=2)):
        answer_item(demand.pk, "12", actor=small.owner)
    assert Offer.objects.get(item=demand).status == Offer.Status.VOID


def test_a_stale_signature_does_not_stop_the_others(small):
    gate = submitted(small.launch(), "input", small)
    answer_item(item_of(gate, "demand").pk, "13", actor=small.owner)
    assert asked(gate.launch) == {"input sign sales", "input sign care"}
