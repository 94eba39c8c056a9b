"""Turns of people whom mail does not reach: they go on as if the person were away, and come back."""

import pytest
from django.test import TestCase

from launchgate.core.refusals import Forbidden
from launchgate.launches.actions.decide import Wish, approve, approve_with_conditions
from launchgate.launches.actions.lifecycle import hold_launch
from launchgate.launches.actions.submit import submit_gate
from launchgate.launches.models import Decision, Gate, Launch, Turn
from launchgate.launches.places import stand_in_for_sponsor
from launchgate.launches.stand_ins import why_held
from launchgate.people.actions.absences import enter_absence
from launchgate.people.actions.reachability import note_accepted_address, note_refused_address
from launchgate.people.models import Person
from tests.launches.checking import check
from tests.launches.small import START, Small
from tests.launches.stages import gate_in
from tests.launching import in_days


def refuse(person: Person) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        note_refused_address(person.pk, "550 no such user")


def sign_turn(gate: Gate, small: Small, key: str = "sales") -> Turn:
    return Turn.objects.select_related("holder", "launch", "gate", "function").get(
        gate=gate, kind="sign", function=small.functions[key]
    )


@pytest.fixture
def gate(small: Small) -> Gate:
    return gate_in(Gate.Status.IN_REVIEW, small)


def test_they_go_to_the_deputy_and_say_why(small, gate):
    refuse(small.people["sales"])
    turn = sign_turn(gate, small)
    assert turn.holder == small.people["deputy"]
    assert why_held([turn])[turn.pk] == "Mail to Sal Sales is refused; Dee Deputy acts as the deputy."


def test_they_come_back_when_mail_is_taken_again(small, gate):
    refuse(small.people["sales"])
    with TestCase.captureOnCommitCallbacks(execute=True):
        note_accepted_address(small.people["sales"].pk)
    assert sign_turn(gate, small).holder == small.people["sales"]


def test_whoever_is_out_of_reach_still_signs(small, gate):
    refuse(small.people["sales"])
    approve(gate.pk, small.functions["sales"].pk, actor=small.people["sales"])
    assert Decision.objects.get().capacity == "head"
    assert check().startswith("exit 0")


def test_who_stands_in_by_an_absence_comes_before_the_deputy(small, gate):
    sales = small.people["sales"]
    refuse(sales)
    with TestCase.captureOnCommitCallbacks(execute=True):
        delegate = small.people["stranger"].pk
        enter_absence(sales.pk, actor=sales, starts_on=START.date(), ends_on=START.date(), delegate_id=delegate)
    assert sign_turn(gate, small).holder == small.people["stranger"]


def test_a_delegate_out_of_reach_is_passed_over(small, gate):
    sales = small.people["sales"]
    with TestCase.captureOnCommitCallbacks(execute=True):
        delegate = small.people["stranger"].pk
        enter_absence(sales.pk, actor=sales, starts_on=START.date(), ends_on=START.date(), delegate_id=delegate)
    assert sign_turn(gate, small).holder == small.people["stranger"]
    refuse(small.people["stranger"])
    assert sign_turn(gate, small).holder == small.people["deputy"]


def test_a_sponsor_out_of_reach_does_not_act_as_head(small, gate):
    refuse(small.people["care"])
    assert sign_turn(gate, small, "care").holder == small.sponsor
    refuse(small.sponsor)
    assert sign_turn(gate, small, "care").holder == small.people["boss"]


def personal_turn(launch: Launch, kind: str) -> Turn:
    along = ("holder", "launch", "gate", "condition__gate", "function")
    return Turn.objects.select_related(*along).get(launch=launch, kind=kind, closed_at=None)


def test_what_is_asked_of_the_owner_goes_to_the_sponsor_and_says_why(small):
    launch = gate_in(Gate.Status.OPEN, small).launch
    refuse(small.owner)
    turn = personal_turn(launch, "prepare")
    assert turn.holder == small.sponsor
    assert why_held([turn])[turn.pk] == "Mail to Olu Owner is refused; Sam Sponsor stands in."


def test_the_sponsor_is_told_what_to_do_for_an_owner_out_of_reach(small):
    gate = gate_in(Gate.Status.OPEN, small)
    refuse(small.owner)
    with pytest.raises(Forbidden, match=r"Tell them in another way, or hand the launch over"):
        submit_gate(gate.pk, actor=small.sponsor)


def test_an_owner_out_of_reach_gets_it_back_when_mail_is_taken_again(small):
    launch = gate_in(Gate.Status.OPEN, small).launch
    refuse(small.owner)
    with TestCase.captureOnCommitCallbacks(execute=True):
        note_accepted_address(small.owner.pk)
    assert personal_turn(launch, "prepare").holder == small.owner


def test_who_stands_in_for_the_owner_comes_before_the_sponsor(small):
    launch = gate_in(Gate.Status.OPEN, small).launch
    refuse(small.owner)
    with TestCase.captureOnCommitCallbacks(execute=True):
        delegate = small.people["stranger"].pk
        enter_absence(
            small.owner.pk, actor=small.owner, starts_on=START.date(), ends_on=START.date(), delegate_id=delegate
        )
    assert personal_turn(launch, "prepare").holder == small.people["stranger"]


def test_a_condition_goes_to_the_sponsor_and_to_the_owner_where_mail_reaches_neither(small, gate):
    wish = Wish("Ask two more.", small.people["stranger"].pk, in_days(5))
    approve_with_conditions(gate.pk, small.functions["sales"].pk, actor=small.people["sales"], wishes=[wish])
    refuse(small.people["stranger"])
    assert personal_turn(gate.launch, "clear").holder == small.sponsor
    refuse(small.sponsor)
    assert personal_turn(gate.launch, "clear").holder == small.owner
    refuse(small.owner)
    assert personal_turn(gate.launch, "clear").holder == small.people["stranger"]


def test_a_hold_of_a_sponsor_out_of_reach_is_looked_at_again_by_the_owner(small, gate):
    hold_launch(gate.launch_id, "Wait.", actor=small.sponsor, look_again_on=in_days(5))
    refuse(small.sponsor)
    assert personal_turn(gate.launch, "resume").holder == small.owner


def test_what_only_the_sponsor_does_goes_to_an_executive(small):
    launch = small.launch()
    assert stand_in_for_sponsor(launch) == small.sponsor
    refuse(small.sponsor)
    launch = Launch.objects.get(pk=launch.pk)
    assert stand_in_for_sponsor(launch) == small.people["boss"]
    for name in ("boss", "chief"):
        refuse(small.people[name])
    assert stand_in_for_sponsor(launch) == small.sponsor


def test_where_nobody_is_left_the_first_of_them_holds_it(small, gate):
    for name in ("sales", "deputy", "sponsor", "boss", "chief"):
        refuse(small.people[name])
    assert sign_turn(gate, small).holder == small.people["sales"]
