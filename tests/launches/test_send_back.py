"""Sending a gate back to its owner, or an earlier one with it."""

import pytest

from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.launches.actions.answers import answer_item
from launchgate.launches.actions.decide import approve, send_back
from launchgate.launches.actions.submit import submit_gate
from launchgate.launches.models import Decider, Gate
from launchgate.outbox.models import Message
from tests.launches.stages import asked, ended, gate_in, gate_of, item_of, signed, submitted

S = Gate.Status


def test_send_back_opens_the_gate_for_its_owner(small):
    gate = gate_in(S.IN_REVIEW, small)
    send_back(gate.pk, small.functions["sales"].pk, "Ask more shops.", actor=small.people["sales"])
    assert gate_of(gate.launch, "input").status == S.OPEN
    assert asked(gate.launch) == {"input prepare"}
    assert {"input sign sales: sent_back", "input sign care: sent_back"} <= ended(gate.launch)


def test_the_others_stay_through_while_their_facts_do(small):
    gate = gate_in(S.IN_REVIEW, small)
    approve(gate.pk, small.functions["care"].pk, actor=small.people["care"])
    send_back(gate.pk, small.functions["sales"].pk, "Ask more shops.", actor=small.people["sales"])
    assert Decider.objects.get(gate=gate, function__key="care").is_through
    answer_item(item_of(gate, "demand").pk, "99", actor=small.owner)
    assert not Decider.objects.get(gate=gate, function__key="care").is_through


def test_a_function_that_had_signed_and_sends_back_is_no_longer_through(small):
    gate = gate_in(S.IN_REVIEW, small)
    approve(gate.pk, small.functions["sales"].pk, actor=small.people["sales"])
    send_back(gate.pk, small.functions["sales"].pk, "Wait.", actor=small.people["deputy"])
    submit_gate(gate.pk, actor=small.owner)
    assert asked(gate.launch) == {"input sign sales", "input sign care"}


@pytest.mark.parametrize("status", [status for status in S if status not in (S.IN_REVIEW, S.CHANGED)])
def test_send_back_refuses_other_statuses(small, status):
    gate = gate_in(status, small)
    with pytest.raises(Conflict, match="cannot be sent back now"):
        send_back(gate.pk, small.functions["sales"].pk, "No.", actor=small.people["sales"])


def test_a_changed_gate_can_be_sent_back(small):
    gate = gate_in(S.CHANGED, small)
    send_back(gate.pk, small.functions["care"].pk, "No.", actor=small.people["care"])
    assert gate_of(gate.launch, "input").status == S.OPEN


@pytest.mark.parametrize("who", ["owner", "sponsor", "care", "stranger"])
def test_send_back_refuses_who_does_not_decide_for_the_function(small, who):
    gate = gate_in(S.IN_REVIEW, small)
    with pytest.raises(Forbidden):
        send_back(gate.pk, small.functions["sales"].pk, "No.", actor=small.people[who])


@pytest.mark.parametrize("reason", ["", "  ", "x" * 10_001])
def test_send_back_needs_a_reason_that_fits(small, reason):
    gate = gate_in(S.IN_REVIEW, small)
    with pytest.raises(Invalid):
        send_back(gate.pk, small.functions["sales"].pk, reason, actor=small.people["sales"])


def test_send_back_to_an_earlier_gate_opens_both(small):
    launch = signed(small.launch(), "input", small).launch
    gate = submitted(launch, "price", small)
    send_back(
        gate.pk,
        small.functions["finance"].pk,
        "The demand is a guess.",
        actor=small.people["finance"],
        to_gate_id=gate_of(launch, "input").pk,
    )
    assert {kind: gate_of(launch, kind).status for kind in ("input", "build", "price")} == {
        "input": S.OPEN, "build": S.OPEN, "price": S.OPEN
    }  # fmt: skip
    assert not Decider.objects.filter(gate__kind="input", gate__launch=launch, is_through=True).exists()
    assert {"input prepare", "price prepare"} <= asked(launch)


def test_gates_between_are_blocked_and_keep_their_signatures(small):
    launch = signed(small.launch(), "input", small).launch
    signed(launch, "build", small)
    signed(launch, "price", small)
    gate = submitted(launch, "tell", small)
    send_back(
        gate.pk,
        small.functions["sales"].pk,
        "Ask again.",
        actor=small.people["sales"],
        to_gate_id=gate_of(launch, "input").pk,
    )
    assert gate_of(launch, "build").status == S.SIGNED
    signed(launch, "input", small)
    assert gate_of(launch, "tell").status == S.OPEN


@pytest.mark.parametrize("kind", ["build", "price", "tell"])
def test_only_a_passed_gate_before_this_one_is_sent_back_to(small, kind):
    launch = signed(small.launch(), "input", small).launch
    gate = submitted(launch, "build", small)
    target = gate_of(launch, kind)
    if kind == "build":
        answer_item(item_of(gate_of(launch, "input"), "demand").pk, "99", actor=small.owner)
        target = gate_of(launch, "input")
    with pytest.raises(Conflict, match="not a passed gate before"):
        send_back(gate.pk, small.functions["care"].pk, "No.", actor=small.people["care"], to_gate_id=target.pk)


def test_a_gate_of_another_launch_is_not_sent_back_to(small):
    elsewhere = signed(small.launch(), "input", small)
    gate = submitted(signed(small.launch(), "input", small).launch, "build", small)
    with pytest.raises(Conflict, match="not on the launch"):
        send_back(gate.pk, small.functions["care"].pk, "No.", actor=small.people["care"], to_gate_id=elsewhere.pk)


def test_the_owner_hears_what_must_change(small):
    gate = gate_in(S.IN_REVIEW, small)
    send_back(gate.pk, small.functions["sales"].pk, "Ask more shops.", actor=small.people["sales"])
    assert Message.objects.filter(kind="turn.asked", person=small.owner).exists()
