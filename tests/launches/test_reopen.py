"""Opening a passed gate again."""

import pytest

from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.launches.actions.exceptions import reopen_gate
from launchgate.launches.models import Decider, Gate
from tests.launches.stages import all_signed, asked, ended, gate_in, gate_of

S = Gate.Status
PASSED = [S.SIGNED, S.CHANGED, S.NOT_APPLICABLE, S.OVERRIDDEN]


@pytest.mark.parametrize("status", PASSED)
@pytest.mark.parametrize("who", ["sponsor", "care", "deputy"])
def test_the_sponsor_or_a_deciding_function_opens_it_again(small, status, who):
    gate = gate_in(status, small)
    reopen_gate(gate.pk, "The market moved.", actor=small.people[who])
    assert gate_of(gate.launch, "input").status == S.OPEN
    assert "input prepare" in asked(gate.launch)
    assert not Decider.objects.filter(gate=gate, is_through=True).exists()


@pytest.mark.parametrize("status", [status for status in S if status not in PASSED])
def test_reopen_refuses_other_statuses(small, status):
    with pytest.raises(Conflict, match="cannot be reopened now"):
        reopen_gate(gate_in(status, small).pk, "It moved.", actor=small.sponsor)


@pytest.mark.parametrize("who", ["owner", "finance", "member", "boss", "stranger"])
def test_nobody_else_reopens(small, who):
    with pytest.raises(Forbidden, match="Only a function that decides on Input, or the sponsor"):
        reopen_gate(gate_in(S.SIGNED, small).pk, "It moved.", actor=small.people[who])


def test_it_needs_a_reason(small):
    with pytest.raises(Invalid, match="Say why"):
        reopen_gate(gate_in(S.SIGNED, small).pk, "", actor=small.sponsor)


def test_later_gates_stay_signed_and_the_launch_does_not_go_public(small):
    launch = all_signed(small)
    reopen_gate(gate_of(launch, "input").pk, "It moved.", actor=small.sponsor)
    assert {gate_of(launch, kind).status for kind in ("build", "price", "tell")} == {S.SIGNED}
    assert asked(launch) == {"input prepare"}
    assert "go_live: not_needed" in ended(launch)


def test_a_gate_that_had_opened_does_not_wait_again(small):
    gate = gate_in(S.SIGNED, small)
    reopen_gate(gate.pk, "It moved.", actor=small.sponsor)
    assert gate_of(gate.launch, "build").status == S.OPEN
