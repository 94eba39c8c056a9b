"""Moving the target date."""

from datetime import date, timedelta

import pytest

from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.launches.actions.decide import Wish, approve_with_conditions
from launchgate.launches.actions.edit import change_target_date, planned_if
from launchgate.launches.models import Gate, Launch, Turn
from tests.launches.small import START
from tests.launches.stages import gate_in, gate_of, signed

LATER = date(2026, 7, 1)


def planned(launch: Launch) -> dict[str, date]:
    return {gate.kind: gate.planned_for for gate in launch.gates.all()}


def test_gates_are_planned_backwards_from_the_new_day(small):
    launch = small.launch()
    change_target_date(launch.pk, LATER, actor=small.owner)
    assert planned(launch) == {
        "tell": date(2026, 6, 30), "build": date(2026, 6, 23), "price": date(2026, 6, 23), "input": date(2026, 6, 16)
    }  # fmt: skip
    launch = Launch.objects.get(pk=launch.pk)
    assert (launch.target_date, launch.next_planned_for) == (LATER, date(2026, 6, 16))
    assert set(Turn.objects.filter(launch=launch).values_list("planned_for", flat=True)) == {date(2026, 6, 16)}


def test_the_preview_is_what_happens(small):
    launch = small.launch()
    before = planned_if(launch, LATER)
    change_target_date(launch.pk, LATER, actor=small.owner)
    assert {gate.order: gate.planned_for for gate in launch.gates.all()} == before


def test_gates_that_are_passed_keep_their_day(small):
    launch = signed(small.launch(), "input", small).launch
    day = gate_of(launch, "input").planned_for
    change_target_date(launch.pk, LATER, actor=small.owner)
    assert gate_of(launch, "input").planned_for == day


def test_the_same_day_again_writes_no_event(small):
    launch = small.launch()
    change_target_date(launch.pk, launch.target_date, actor=small.owner)
    assert Launch.objects.get(pk=launch.pk).chain_count == 1


@pytest.mark.parametrize("day", [date(2026, 3, 1), date(2032, 1, 1)])
def test_a_day_that_is_past_or_far_away_is_refused(small, day):
    with pytest.raises(Invalid):
        change_target_date(small.launch().pk, day, actor=small.owner)


def test_conditions_may_not_end_after_it(small):
    gate = gate_in(Gate.Status.IN_REVIEW, small)
    wish = Wish("Train.", small.owner.pk, (START + timedelta(days=80)).date())
    approve_with_conditions(gate.pk, small.functions["sales"].pk, actor=small.people["sales"], wishes=[wish])
    with pytest.raises(Conflict, match="due after this day"):
        change_target_date(gate.launch_id, (START + timedelta(days=40)).date(), actor=small.owner)


@pytest.mark.parametrize("who", ["sales", "boss", "admin", "stranger"])
def test_only_owner_and_sponsor_move_it(small, who):
    with pytest.raises(Forbidden):
        change_target_date(small.launch().pk, LATER, actor=small.people[who])
