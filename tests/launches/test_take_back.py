"""Taking a submission back before anybody has decided on it."""

from datetime import timedelta

import pytest

from launchgate.core import clock
from launchgate.core.refusals import Conflict, Forbidden
from launchgate.launches.actions.decide import approve
from launchgate.launches.actions.submit import submit_gate, take_back
from launchgate.launches.models import Gate
from tests.launches.small import START
from tests.launches.stages import asked, ended, gate_in, gate_of

S = Gate.Status


def test_take_back_opens_the_gate_again(small):
    gate = gate_in(S.IN_REVIEW, small)
    take_back(gate.pk, actor=small.owner)
    assert gate_of(gate.launch, "input").status == S.OPEN
    assert asked(gate.launch) == {"input prepare"}
    assert {"input sign sales: not_needed", "input sign care: not_needed"} <= ended(gate.launch)


def test_the_gate_can_be_submitted_again(small):
    gate = gate_in(S.IN_REVIEW, small)
    take_back(gate.pk, actor=small.owner)
    assert submit_gate(gate.pk, actor=small.owner).submission.number == 2


@pytest.mark.parametrize("status", [status for status in S if status != S.IN_REVIEW])
def test_take_back_refuses_other_statuses(small, status):
    gate = gate_in(status, small)
    with pytest.raises(Conflict, match="cannot be taken back now"):
        take_back(gate.pk, actor=small.owner)


@pytest.mark.parametrize("who", ["sponsor", "sales", "stranger"])
def test_only_the_submitter_takes_back(small, who):
    with pytest.raises(Forbidden, match="Only Olu Owner"):
        take_back(gate_in(S.IN_REVIEW, small).pk, actor=small.people[who])


def test_after_a_decision_it_is_too_late(small):
    gate = gate_in(S.IN_REVIEW, small)
    with clock.at(START + timedelta(hours=2)):
        approve(gate.pk, small.functions["sales"].pk, actor=small.people["sales"])
        with pytest.raises(Conflict, match="already decided"):
            take_back(gate.pk, actor=small.owner)
