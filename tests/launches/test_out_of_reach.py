"""Turns of people whom mail does not reach: they go on as if the person were away, and come back."""

import pytest
from django.test import TestCase

from launchgate.launches.actions.decide import approve
from launchgate.launches.models import Decision, Gate, Turn
from launchgate.launches.stand_ins import why_held
from launchgate.people.actions.absences import enter_absence
from launchgate.people.actions.reachability import note_accepted_address, note_refused_address
from launchgate.people.models import Person
from tests.launches.checking import check
from tests.launches.small import START, Small
from tests.launches.stages import gate_in


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


def test_what_is_asked_in_person_stays(small):
    launch = gate_in(Gate.Status.OPEN, small).launch
    refuse(small.owner)
    assert Turn.objects.get(launch=launch, kind="prepare").holder == small.owner


def test_where_nobody_is_left_the_first_of_them_holds_it(small, gate):
    for name in ("sales", "deputy", "sponsor", "boss", "chief"):
        refuse(small.people[name])
    assert sign_turn(gate, small).holder == small.people["sales"]
