"""Putting a launch on hold, and resuming it."""

from datetime import timedelta

import pytest

from launchgate.core import clock
from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.launches.actions.answers import answer_item
from launchgate.launches.actions.decide import Wish, approve_with_conditions
from launchgate.launches.actions.edit import hand_over
from launchgate.launches.actions.lifecycle import hold_launch, resume_launch, stop_launch
from launchgate.launches.models import Gate, Hold, Launch, Pause, Turn
from launchgate.people.calendar import calendar_of
from tests.launches.small import START, Small
from tests.launches.stages import asked, ended, gate_in, gate_of, item_of, signed, submitted

S = Gate.Status
SOON = (START + timedelta(days=10)).date()


def hold(small: Small, launch: Launch, who: str = "owner") -> Hold:
    return hold_launch(launch.pk, "The supplier is late.", actor=small.people[who], look_again_on=SOON)


@pytest.mark.parametrize("who", ["owner", "sponsor"])
def test_every_turn_pauses_and_who_held_it_looks_again(small, who):
    launch = gate_in(S.OPEN, small).launch
    hold(small, launch, who)
    assert Launch.objects.get(pk=launch.pk).status == Launch.Status.HELD
    assert asked(launch) == {"input prepare …", "input contribute sales …", "input contribute care …", "resume"}
    assert Turn.objects.get(launch=launch, kind="resume").holder == small.people[who]


def test_resuming_lets_the_turns_run_on(small):
    launch = gate_in(S.OPEN, small).launch
    hold(small, launch)
    resume_launch(launch.pk, actor=small.owner)
    assert Launch.objects.get(pk=launch.pk).status == Launch.Status.ACTIVE
    assert asked(launch) == {"input prepare", "input contribute sales", "input contribute care"}
    assert ended(launch) == {"resume: done"}
    assert not Pause.objects.filter(ended_at=None).exists()


def test_a_turn_has_as_much_time_left_after_the_hold_as_before(small):
    launch = gate_in(S.OPEN, small).launch
    turn = Turn.objects.get(launch=launch, kind="prepare")
    with clock.at(START + timedelta(days=1, hours=1)):
        hold(small, launch)
    with clock.at(START + timedelta(days=8, hours=1)):
        resume_launch(launch.pk, actor=small.owner)
        moment = clock.now()
    due = Turn.objects.get(pk=turn.pk).due_at
    days = calendar_of(small.owner)
    assert days.days_between(moment, due) == pytest.approx(days.days_between(turn.opened_at, turn.due_at) - 1, abs=0.01)


def test_turns_that_open_while_held_pause_from_the_start(small):
    launch = gate_in(S.SIGNED, small).launch
    hold(small, launch)
    answer_item(item_of(gate_of(launch, "input"), "demand").pk, "99", actor=small.owner)
    assert "input sign sales …" in asked(launch)


def test_conditions_pause_as_well(small):
    gate = gate_in(S.IN_REVIEW, small)
    wish = Wish("Train.", small.owner.pk, SOON)
    approve_with_conditions(gate.pk, small.functions["sales"].pk, actor=small.people["sales"], wishes=[wish])
    hold(small, gate.launch)
    assert "clear …" in asked(gate.launch)


def test_a_pause_says_its_own_cause(small):
    launch = signed(small.launch(), "input", small).launch
    submitted(launch, "build", small)
    answer_item(item_of(gate_of(launch, "input"), "demand").pk, "99", actor=small.owner)
    causes = Pause.objects.filter(turn__slot__startswith="sign", turn__gate__kind="build").order_by("pk")
    assert list(causes.values_list("cause", flat=True)) == ["blocked"]
    hold(small, launch)
    resume_launch(launch.pk, actor=small.owner)
    assert list(causes.values_list("cause", flat=True)) == ["blocked", "held", "blocked"]
    assert causes.filter(ended_at=None).count() == 1


@pytest.mark.parametrize("who", ["sales", "boss", "admin", "stranger"])
def test_only_owner_and_sponsor_hold_and_resume(small, who):
    launch = gate_in(S.OPEN, small).launch
    with pytest.raises(Forbidden):
        hold(small, launch, who)
    hold(small, launch)
    with pytest.raises(Forbidden):
        resume_launch(launch.pk, actor=small.people[who])


def test_a_held_launch_is_not_held_again_and_an_active_one_not_resumed(small):
    launch = gate_in(S.OPEN, small).launch
    with pytest.raises(Conflict, match="cannot be resumed now"):
        resume_launch(launch.pk, actor=small.owner)
    hold(small, launch)
    with pytest.raises(Conflict, match="cannot be put on hold now"):
        hold(small, launch, "sponsor")


def test_a_stopped_launch_is_neither_held_nor_resumed(small):
    launch = gate_in(S.OPEN, small).launch
    stop_launch(launch.pk, "No use.", actor=small.owner)
    with pytest.raises(Conflict, match="stopped"):
        hold(small, launch)
    with pytest.raises(Conflict, match="stopped"):
        resume_launch(launch.pk, actor=small.owner)


@pytest.mark.parametrize("days", [-1, 367])
def test_the_day_to_look_again_lies_within_a_year(small, days):
    launch = gate_in(S.OPEN, small).launch
    with pytest.raises(Invalid):
        hold_launch(launch.pk, "Wait.", actor=small.owner, look_again_on=(START + timedelta(days=days)).date())


def test_a_hold_needs_a_reason(small):
    with pytest.raises(Invalid, match="Say why"):
        hold_launch(small.launch().pk, " ", actor=small.owner, look_again_on=SOON)


def test_who_takes_the_launch_over_looks_again_at_its_hold(small):
    launch = gate_in(S.OPEN, small).launch
    hold(small, launch)
    hand_over(launch.pk, "owner", small.people["stranger"].pk, actor=small.owner)
    assert Turn.objects.get(launch=launch, kind="resume").holder == small.people["stranger"]
