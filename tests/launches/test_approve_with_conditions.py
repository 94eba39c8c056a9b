"""Signing a gate on conditions."""

from datetime import timedelta

import pytest

from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.launches.actions.answers import answer_item
from launchgate.launches.actions.decide import Wish, approve, approve_with_conditions
from launchgate.launches.actions.submit import OfferedItem, submit_gate
from launchgate.launches.models import Condition, Gate, Offer
from launchgate.people.models import Person
from tests.launches.small import START, Small
from tests.launches.stages import asked, gate_in, gate_of, item_of

S = Gate.Status
SOON = (START + timedelta(days=10)).date()


def offering(small: Small) -> Gate:
    """Return a gate under review on which one required item is only offered as a condition."""
    gate = gate_in(S.OPEN, small)
    answer_item(item_of(gate, "words").pk, "They said so.", actor=small.owner)
    submit_gate(gate.pk, actor=small.owner, offers=[OfferedItem(item_of(gate, "demand").pk, "Counted in May.", SOON)])
    return gate_of(gate.launch, "input")


def conditionally(small: Small, gate: Gate, *wishes: Wish, who: str = "sales") -> list[Condition]:
    decision = approve_with_conditions(
        gate.pk, small.functions["sales"].pk, actor=small.people[who], wishes=wishes, reason="If it is so."
    )
    return list(decision.conditions.order_by("pk"))


def test_a_condition_asks_its_owner_to_meet_it(small):
    gate = gate_in(S.IN_REVIEW, small)
    [condition] = conditionally(small, gate, Wish("Train the night shift.", small.people["member"].pk, SOON))
    assert (condition.text, condition.owner, condition.due_on) == (
        "Train the night shift.", small.people["member"], SOON
    )  # fmt: skip
    assert asked(gate.launch) == {"input sign care", "clear"}


def test_an_offered_item_cannot_be_approved_without_a_condition(small):
    with pytest.raises(Conflict, match="offered as a condition"):
        approve(offering(small).pk, small.functions["sales"].pk, actor=small.people["sales"])


def test_an_offered_item_becomes_a_condition_of_the_owner(small):
    gate = offering(small)
    [condition] = conditionally(small, gate)
    assert (condition.item.key, condition.owner, condition.due_on) == ("demand", small.owner, SOON)
    assert Offer.objects.get().status == Offer.Status.TAKEN


def test_after_the_first_function_took_the_offer_the_others_approve(small):
    gate = offering(small)
    conditionally(small, gate)
    approve(gate.pk, small.functions["care"].pk, actor=small.people["care"])
    assert gate_of(gate.launch, "input").status == S.SIGNED


def test_a_wish_for_an_offered_item_takes_its_place(small):
    gate = offering(small)
    wish = Wish("Count the shops.", small.people["care"].pk, SOON, item_of(gate, "demand").pk)
    [condition] = conditionally(small, gate, wish)
    assert (condition.text, condition.owner) == ("Count the shops.", small.people["care"])


def test_without_any_condition_it_is_an_approval_and_refused(small):
    with pytest.raises(Invalid, match="Write at least one condition"):
        conditionally(small, gate_in(S.IN_REVIEW, small))


@pytest.mark.parametrize("days", [-1, 91])
def test_a_condition_is_due_between_today_and_the_target_date(small, days):
    wish = Wish("Train.", small.owner.pk, (START + timedelta(days=days)).date())
    with pytest.raises(Invalid):
        conditionally(small, gate_in(S.IN_REVIEW, small), wish)


@pytest.mark.parametrize("text", ["", "x" * 2001, "a\x00b"])
def test_a_condition_needs_words_that_fit(small, text):
    with pytest.raises(Invalid):
        conditionally(small, gate_in(S.IN_REVIEW, small), Wish(text, small.owner.pk, SOON))


def test_a_condition_needs_somebody_who_is_there(small):
    with pytest.raises(Invalid, match="Choose somebody who is active"):
        conditionally(small, gate_in(S.IN_REVIEW, small), Wish("Train.", 10**9, SOON))


@pytest.mark.parametrize("forged", [True, False])
def test_a_condition_stands_only_for_an_item_of_its_gate(small, forged):
    gate = gate_in(S.IN_REVIEW, small)
    item_id = 10**9 if forged else item_of(gate_of(gate.launch, "tell"), "day").pk
    with pytest.raises(Invalid, match="an item of this gate"):
        conditionally(small, gate, Wish("Train.", small.owner.pk, SOON, item_id))


def test_a_condition_that_nobody_could_confirm_is_not_set(small):
    gate = gate_in(S.IN_REVIEW, small)
    Person.objects.exclude(pk__in=[small.owner.pk, small.people["sales"].pk]).update(is_active=False)
    with pytest.raises(Invalid, match="Nobody but Sal Sales"):
        conditionally(small, gate, Wish("Train.", small.people["sales"].pk, SOON))


def test_who_may_not_approve_may_not_approve_with_conditions(small):
    with pytest.raises(Forbidden):
        conditionally(small, gate_in(S.IN_REVIEW, small), Wish("Train.", small.owner.pk, SOON), who="care")


@pytest.mark.parametrize("status", [status for status in S if status not in (S.IN_REVIEW, S.CHANGED)])
def test_approve_with_conditions_refuses_other_statuses(small, status):
    with pytest.raises(Conflict, match="cannot be approved now"):
        conditionally(small, gate_in(status, small), Wish("Train.", small.owner.pk, SOON))
