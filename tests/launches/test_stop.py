"""Ending a launch for good."""

from datetime import timedelta

import pytest

from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.launches.actions.comments import comment_on_gate
from launchgate.launches.actions.decide import Wish, approve, approve_with_conditions
from launchgate.launches.actions.lifecycle import hold_launch, stop_launch
from launchgate.launches.models import Condition, Gate, Hold, Launch, Pause
from tests.launches.small import START
from tests.launches.stages import ended, gate_in

S = Gate.Status
SOON = (START + timedelta(days=10)).date()


@pytest.mark.parametrize("who", ["owner", "sponsor"])
@pytest.mark.parametrize("is_held", [False, True])
def test_all_turns_end_as_stopped(small, who, is_held):
    launch = gate_in(S.IN_REVIEW, small).launch
    if is_held:
        hold_launch(launch.pk, "Wait.", actor=small.owner, look_again_on=SOON)
    stop_launch(launch.pk, "Nobody wants it.", actor=small.people[who])
    launch = Launch.objects.get(pk=launch.pk)
    assert (launch.status, launch.stop_reason) == (Launch.Status.STOPPED, "Nobody wants it.")
    assert not launch.turns.filter(closed_at=None).exists()
    assert {"input sign sales: stopped", "input sign care: stopped"} <= ended(launch)


def test_holds_conditions_and_pauses_end_with_it(small):
    gate = gate_in(S.IN_REVIEW, small)
    wish = Wish("Train.", small.owner.pk, SOON)
    approve_with_conditions(gate.pk, small.functions["sales"].pk, actor=small.people["sales"], wishes=[wish])
    hold_launch(gate.launch_id, "Wait.", actor=small.owner, look_again_on=SOON)
    stop_launch(gate.launch_id, "Nobody wants it.", actor=small.owner)
    assert Condition.objects.get().status == Condition.Status.VOID
    assert Hold.objects.get().closed_by == small.owner
    assert not Pause.objects.filter(ended_at=None).exists()


@pytest.mark.parametrize("who", ["sales", "boss", "admin", "stranger"])
def test_only_owner_and_sponsor_stop(small, who):
    with pytest.raises(Forbidden):
        stop_launch(small.launch().pk, "No use.", actor=small.people[who])


def test_it_needs_a_reason(small):
    with pytest.raises(Invalid, match="what others learn from"):
        stop_launch(small.launch().pk, "", actor=small.owner)


def test_afterwards_only_comments_are_possible(small):
    gate = gate_in(S.IN_REVIEW, small)
    stop_launch(gate.launch_id, "No use.", actor=small.owner)
    with pytest.raises(Conflict, match="stopped"):
        approve(gate.pk, small.functions["sales"].pk, actor=small.people["sales"])
    with pytest.raises(Conflict, match="stopped"):
        stop_launch(gate.launch_id, "No use.", actor=small.owner)
    assert comment_on_gate(gate.pk, "A pity.", actor=small.people["sales"])
