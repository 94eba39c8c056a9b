"""Saying that a gate does not concern a function."""

import pytest

from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.launches.actions.answers import answer_item
from launchgate.launches.actions.decide import approve, withdraw_signature
from launchgate.launches.actions.exceptions import declare_not_applicable
from launchgate.launches.actions.submit import OfferedItem, submit_gate
from launchgate.launches.models import Gate, Offer
from tests.launches.small import START, Small
from tests.launches.stages import asked, gate_in, gate_of, item_of

S = Gate.Status


def say_so(small: Small, gate: Gate, key: str, *, who: str = "", reason: str = "Not ours.") -> None:
    declare_not_applicable(gate.pk, small.functions[key].pk, reason, actor=small.people[who or key])


def test_it_ends_what_the_function_owes_on_an_open_gate(small):
    gate = gate_in(S.OPEN, small)
    say_so(small, gate, "care")
    assert gate_of(gate.launch, "input").status == S.OPEN
    assert asked(gate.launch) == {"input prepare", "input contribute sales"}


def test_it_ends_the_signature_that_was_asked_for_in_review(small):
    gate = gate_in(S.IN_REVIEW, small)
    say_so(small, gate, "care")
    assert asked(gate.launch) == {"input sign sales"}


@pytest.mark.parametrize("status", [S.OPEN, S.IN_REVIEW])
def test_when_all_say_so_the_gate_is_not_applicable_and_the_next_ones_open(small, status):
    gate = gate_in(status, small)
    say_so(small, gate, "care")
    say_so(small, gate, "sales")
    assert gate_of(gate.launch, "input").status == S.NOT_APPLICABLE
    assert gate_of(gate.launch, "build").status == S.OPEN


def test_beside_a_signature_the_gate_is_signed(small):
    gate = gate_in(S.IN_REVIEW, small)
    say_so(small, gate, "care")
    approve(gate.pk, small.functions["sales"].pk, actor=small.people["sales"])
    assert gate_of(gate.launch, "input").status == S.SIGNED


def test_it_ends_the_offer_of_conditions(small):
    gate = gate_in(S.OPEN, small)
    answer_item(item_of(gate, "words").pk, "They said so.", actor=small.owner)
    offer = OfferedItem(item_of(gate, "demand").pk, "Counted in May.", START.date())
    submit_gate(gate.pk, actor=small.owner, offers=[offer])
    say_so(small, gate, "care")
    say_so(small, gate, "sales")
    assert Offer.objects.get().status == Offer.Status.VOID


def test_it_can_be_taken_back_before_all_said_so(small):
    gate = gate_in(S.OPEN, small)
    say_so(small, gate, "care")
    withdraw_signature(gate.pk, small.functions["care"].pk, actor=small.people["care"])
    assert "input contribute care" in asked(gate.launch)


@pytest.mark.parametrize("status", [status for status in S if status not in (S.OPEN, S.IN_REVIEW)])
def test_not_applicable_refuses_other_statuses(small, status):
    with pytest.raises(Conflict, match="cannot be declared not applicable now"):
        say_so(small, gate_in(status, small), "sales")


@pytest.mark.parametrize("who", ["owner", "sponsor", "care", "stranger"])
def test_not_applicable_refuses_who_does_not_decide_for_the_function(small, who):
    with pytest.raises(Forbidden):
        say_so(small, gate_in(S.OPEN, small), "sales", who=who)


def test_it_needs_a_reason(small):
    with pytest.raises(Invalid, match="Say why"):
        say_so(small, gate_in(S.OPEN, small), "sales", reason=" ")


def test_a_function_decides_once(small):
    gate = gate_in(S.OPEN, small)
    say_so(small, gate, "sales")
    with pytest.raises(Conflict, match="has already decided"):
        say_so(small, gate, "sales", who="deputy")
