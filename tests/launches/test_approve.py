"""Signing a gate for a function."""

from datetime import timedelta

import pytest

from launchgate.audit.models import Event
from launchgate.core import clock
from launchgate.core.refusals import Conflict, Forbidden
from launchgate.launches import vouching
from launchgate.launches.actions.answers import answer_item
from launchgate.launches.actions.decide import approve
from launchgate.launches.actions.edit import hand_over
from launchgate.launches.actions.lifecycle import hold_launch
from launchgate.launches.models import Decision, Gate, Vouched
from launchgate.outbox.models import Message
from launchgate.people.actions.seats import seat_person
from launchgate.people.models import Seat
from tests.launches.small import START
from tests.launches.stages import all_signed, asked, ended, gate_in, gate_of, item_of, signed, submitted

pytestmark = pytest.mark.both

S = Gate.Status


def test_the_last_signature_signs_the_gate_and_opens_the_next_ones(small):
    gate = gate_in(S.IN_REVIEW, small)
    approve(gate.pk, small.functions["sales"].pk, actor=small.people["sales"])
    assert gate_of(gate.launch, "input").status == S.IN_REVIEW
    assert asked(gate.launch) == {"input sign care"}
    approve(gate.pk, small.functions["care"].pk, actor=small.people["care"])
    statuses = {gate.kind: gate.status for gate in gate.launch.gates.all()}
    assert statuses == {"input": S.SIGNED, "build": S.OPEN, "price": S.OPEN, "tell": S.WAITING}
    assert {"input sign sales: done", "input sign care: done"} <= ended(gate.launch)


def test_the_last_gate_asks_the_owner_to_go_live(small):
    assert asked(all_signed(small)) == {"go_live"}


def test_a_signature_keeps_its_sentence_and_the_meaning_of_every_fact(small):
    gate = gate_in(S.IN_REVIEW, small)
    decision = approve(gate.pk, small.functions["sales"].pk, actor=small.people["sales"])
    assert (decision.sentence, decision.printed_name) == ("input is right: 12.", "Sal Sales")
    kept = Vouched.objects.filter(decision=decision).order_by("item__position")
    assert list(kept.values_list("item__key", "meaning")) == [("demand", 1), ("notes", 0), ("terms", 0)]


def test_a_signature_vouches_for_facts_of_earlier_gates_that_name_the_function(small):
    launch = signed(small.launch(), "input", small).launch
    gate = submitted(launch, "price", small)
    decision = approve(gate.pk, small.functions["finance"].pk, actor=small.people["finance"])
    assert set(decision.vouched.values_list("item__key", flat=True)) == {"demand", "terms", "price"}


def test_the_event_proves_what_was_signed(small):
    gate = gate_in(S.IN_REVIEW, small)
    decision = approve(gate.pk, small.functions["sales"].pk, actor=small.people["sales"])
    event = Event.objects.get(chain=gate.launch.chain_key, subject=f"decision:{decision.pk}")
    assert event.kind == "gate.approved"
    demand = item_of(gate, "demand")
    assert f'"vouched":[[{demand.pk},1,"",{demand.answer_id}]' in event.text
    assert "right" not in event.text


@pytest.mark.parametrize("status", [status for status in S if status not in (S.IN_REVIEW, S.CHANGED)])
def test_approve_refuses_other_statuses(small, status):
    gate = gate_in(status, small)
    with pytest.raises(Conflict, match="cannot be approved now"):
        approve(gate.pk, small.functions["sales"].pk, actor=small.people["sales"])


@pytest.mark.parametrize("who", ["owner", "sponsor", "care", "member", "stranger", "admin", "boss"])
def test_approve_refuses_who_does_not_sign_for_the_function(small, who):
    with pytest.raises(Forbidden):
        approve(gate_in(S.IN_REVIEW, small).pk, small.functions["sales"].pk, actor=small.people[who])


def test_a_refusal_names_who_holds_the_signature(small):
    with pytest.raises(Forbidden, match="Sal Sales does"):
        approve(gate_in(S.IN_REVIEW, small).pk, small.functions["sales"].pk, actor=small.people["stranger"])


def test_the_owner_does_not_sign_even_as_head(small):
    gate = gate_in(S.IN_REVIEW, small)
    admin, sales = small.people["admin"], small.functions["sales"].pk
    seat_person(small.owner.pk, sales, actor=admin, rank=Seat.Rank.HEAD)
    with pytest.raises(Forbidden, match="You own this launch"):
        approve(gate.pk, sales, actor=small.owner)
    assert approve(gate.pk, sales, actor=small.people["deputy"]).capacity == "deputy"


def test_the_submitter_does_not_sign_after_handing_the_launch_over(small):
    gate = gate_in(S.IN_REVIEW, small)
    admin, sales = small.people["admin"], small.functions["sales"].pk
    seat_person(small.owner.pk, sales, actor=admin, rank=Seat.Rank.HEAD)
    hand_over(gate.launch_id, "owner", small.people["stranger"].pk, actor=small.owner)
    with pytest.raises(Forbidden, match="You submitted this gate"):
        approve(gate.pk, sales, actor=small.owner)


def test_a_deputy_signs_where_the_playbook_lets_deputies(small):
    gate = gate_in(S.IN_REVIEW, small)
    assert approve(gate.pk, small.functions["sales"].pk, actor=small.people["deputy"]).capacity == "deputy"


def test_a_deputy_does_not_sign_where_the_head_has_to(small):
    launch = signed(small.launch(), "input", small).launch
    admin, finance = small.people["admin"], small.functions["finance"].pk
    seat_person(small.people["stranger"].pk, finance, actor=admin, rank=Seat.Rank.DEPUTY)
    with pytest.raises(Forbidden, match="Only the head signs Price for Finance, not a deputy"):
        approve(submitted(launch, "price", small).pk, finance, actor=small.people["stranger"])


def test_a_second_signature_of_a_function_is_refused(small):
    gate = gate_in(S.IN_REVIEW, small)
    approve(gate.pk, small.functions["sales"].pk, actor=small.people["sales"])
    with pytest.raises(Conflict, match="Sales has already decided: Sal Sales"):
        approve(gate.pk, small.functions["sales"].pk, actor=small.people["deputy"])
    assert Decision.objects.count() == 1


def test_a_function_that_does_not_decide_on_the_gate_is_refused(small):
    with pytest.raises(Conflict, match="does not decide on Input"):
        approve(gate_in(S.IN_REVIEW, small).pk, small.functions["finance"].pk, actor=small.people["finance"])


def test_a_blocked_gate_is_not_signed_and_the_cause_is_named(small):
    launch = signed(small.launch(), "input", small).launch
    gate = submitted(launch, "build", small)
    answer_item(item_of(gate_of(launch, "input"), "demand").pk, "99", actor=small.owner)
    with pytest.raises(Conflict, match="Build waits for Input"):
        approve(gate.pk, small.functions["care"].pk, actor=small.people["care"])


def test_turns_of_a_blocked_gate_run_on_when_it_is_free_again(small):
    launch = signed(small.launch(), "input", small).launch
    submitted(launch, "build", small)
    demand = item_of(gate_of(launch, "input"), "demand")
    answer_item(demand.pk, "99", actor=small.owner)
    assert "build sign care …" in asked(launch)
    answer_item(demand.pk, "12", actor=small.owner)
    assert "build sign care" in asked(launch)


def test_nothing_is_signed_while_the_launch_is_held(small):
    gate = gate_in(S.IN_REVIEW, small)
    hold_launch(gate.launch_id, "Wait.", actor=small.owner, look_again_on=START.date())
    with pytest.raises(Conflict, match="on hold"):
        approve(gate.pk, small.functions["sales"].pk, actor=small.people["sales"])


def test_what_moved_since_the_page_was_opened_is_not_signed(small):
    gate = gate_in(S.IN_REVIEW, small)
    sales = small.functions["sales"].pk
    seen = vouching.fingerprint(vouching.vouched_for(gate, sales))
    answer_item(item_of(gate, "demand").pk, "99", actor=small.owner)
    with pytest.raises(Conflict, match="changed since you opened this page"):
        approve(gate.pk, sales, actor=small.people["sales"], seen=seen)
    answer_item(item_of(gate, "demand").pk, "12", actor=small.owner)
    assert approve(gate.pk, sales, actor=small.people["sales"], seen=seen)


def test_a_changed_gate_is_signed_again(small):
    gate = gate_in(S.CHANGED, small)
    for key in ("sales", "care"):
        approve(gate.pk, small.functions[key].pk, actor=small.people[key])
    assert gate_of(gate.launch, "input").status == S.SIGNED


def test_the_next_holders_are_asked_after_the_minute_of_undoing(small):
    gate = gate_in(S.IN_REVIEW, small)
    approve(gate.pk, small.functions["sales"].pk, actor=small.people["sales"])
    with clock.at(START + timedelta(hours=3)):
        approve(gate.pk, small.functions["care"].pk, actor=small.people["care"])
        now = clock.now()
    messages = Message.objects.filter(kind="turn.asked", created_at=now)
    # Care itself signed, so it is not written to about its own next turn.
    assert {message.person for message in messages} == {small.owner, small.people["finance"]}
    assert {message.not_before - now for message in messages} == {timedelta(minutes=1)}
