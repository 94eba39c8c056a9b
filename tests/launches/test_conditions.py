"""Conditions: reported as done by who sees to them, confirmed by the function that set them."""

from datetime import timedelta

import pytest

from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.launches.actions.conditions import confirm_condition, reject_condition, report_condition_done
from launchgate.launches.actions.decide import Wish, approve_with_conditions
from launchgate.launches.actions.lifecycle import hold_launch, stop_launch
from launchgate.launches.models import Condition, Gate, Launch, Turn
from tests.launches.small import START, Small
from tests.launches.stages import asked, ended, gate_in

SOON = (START + timedelta(days=10)).date()


@pytest.fixture
def condition(small: Small) -> Condition:
    """A condition that sales set and the member sees to."""
    gate = gate_in(Gate.Status.IN_REVIEW, small)
    wish = Wish("Train the night shift.", small.people["member"].pk, SOON)
    approve_with_conditions(gate.pk, small.functions["sales"].pk, actor=small.people["sales"], wishes=[wish])
    return Condition.objects.select_related("gate__launch").get()


def launch_of(condition: Condition) -> Launch:
    return condition.gate.launch


def test_who_sees_to_it_is_asked(small, condition):
    assert Turn.objects.get(kind="clear").holder == small.people["member"]


@pytest.mark.parametrize("who", ["member", "owner"])
def test_done_asks_the_function_to_confirm(small, condition, who):
    report_condition_done(condition.pk, actor=small.people[who], note="All twelve.")
    assert "confirm sales" in asked(launch_of(condition))
    assert "clear: done" in ended(launch_of(condition))


@pytest.mark.parametrize("who", ["sales", "sponsor", "stranger"])
def test_nobody_else_reports_it(small, condition, who):
    with pytest.raises(Forbidden, match="sees to this condition"):
        report_condition_done(condition.pk, actor=small.people[who])


def test_confirming_clears_it(small, condition):
    report_condition_done(condition.pk, actor=small.people["member"])
    confirm_condition(condition.pk, actor=small.people["deputy"])
    assert Condition.objects.get().status == Condition.Status.CLEARED
    assert "confirm sales: done" in ended(launch_of(condition))


def test_rejecting_asks_again(small, condition):
    report_condition_done(condition.pk, actor=small.people["member"])
    reject_condition(condition.pk, "The night shift was not there.", actor=small.people["sales"])
    assert "clear" in asked(launch_of(condition))
    assert "confirm sales: sent_back" in ended(launch_of(condition))
    with pytest.raises(Invalid, match="still missing"):
        reject_condition(condition.pk, "", actor=small.people["sales"])


@pytest.mark.parametrize("who", ["member", "owner", "care", "stranger"])
def test_only_the_function_that_set_it_confirms_or_rejects(small, condition, who):
    report_condition_done(condition.pk, actor=small.people["member"])
    with pytest.raises(Forbidden, match="set this condition"):
        confirm_condition(condition.pk, actor=small.people[who])
    with pytest.raises(Forbidden, match="set this condition"):
        reject_condition(condition.pk, "No.", actor=small.people[who])


def test_who_sees_to_it_does_not_confirm_it_even_as_head(small):
    gate = gate_in(Gate.Status.IN_REVIEW, small)
    wish = Wish("Train.", small.people["sales"].pk, SOON)
    approve_with_conditions(gate.pk, small.functions["sales"].pk, actor=small.people["sales"], wishes=[wish])
    condition = report_condition_done(Condition.objects.get().pk, actor=small.people["sales"])
    assert Turn.objects.get(kind="confirm").holder == small.people["deputy"]
    with pytest.raises(Forbidden, match="never the one who owns it"):
        confirm_condition(condition.pk, actor=small.people["sales"])
    assert confirm_condition(condition.pk, actor=small.people["deputy"]).cleared_at


def test_each_step_is_taken_once_and_in_order(small, condition):
    with pytest.raises(Conflict, match="Nobody has reported"):
        confirm_condition(condition.pk, actor=small.people["sales"])
    with pytest.raises(Conflict, match="Nobody has reported"):
        reject_condition(condition.pk, "No.", actor=small.people["sales"])
    report_condition_done(condition.pk, actor=small.people["member"])
    with pytest.raises(Conflict, match="already reported"):
        report_condition_done(condition.pk, actor=small.people["member"])
    confirm_condition(condition.pk, actor=small.people["sales"])
    with pytest.raises(Conflict, match="already settled"):
        confirm_condition(condition.pk, actor=small.people["sales"])


def test_conditions_are_cleared_while_the_launch_is_held(small, condition):
    hold_launch(launch_of(condition).pk, "Wait.", actor=small.owner, look_again_on=SOON)
    report_condition_done(condition.pk, actor=small.people["member"])
    assert confirm_condition(condition.pk, actor=small.people["sales"]).status == Condition.Status.CLEARED


def test_conditions_of_a_stopped_launch_are_settled(small, condition):
    stop_launch(launch_of(condition).pk, "No use.", actor=small.owner)
    with pytest.raises(Conflict, match="stopped"):
        report_condition_done(condition.pk, actor=small.people["member"])
