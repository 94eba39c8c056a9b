"""When a turn is due, and the ladder of its reminders."""

from datetime import UTC, datetime, timedelta

import pytest

from launchgate.core import clock
from launchgate.launches.actions.lifecycle import hold_launch, resume_launch
from launchgate.launches.models import Step, Turn
from launchgate.launches.schedule import Stop, plan_backwards, run_days
from launchgate.people.calendar import calendar_of
from launchgate.playbooks.models import Version
from launchgate.playbooks.policies import MOST_STEPS
from tests.launches.small import START, Small

# The people of the small company work in Berlin, nine to five; the launch opens on Monday 2 March 2026 at 11:00 there.


def sales_turn(small: Small) -> Turn:
    return Turn.objects.get(launch=small.launch(), function__key="sales")


def ladder(turn: Turn) -> list[tuple[str, str, str]]:
    """Return the steps of a turn as day and hour in Berlin, kind, and name."""
    return [
        (step.at.astimezone(calendar_of(step.person).zone).strftime("%d %H:%M"), step.kind, step.person.name)
        for step in Step.objects.filter(turn=turn).select_related("person").order_by("number")
    ]


def test_a_turn_is_due_after_working_days_of_its_holder(small):
    turn = sales_turn(small)
    assert turn.due_at == datetime(2026, 3, 9, 10, tzinfo=UTC)


def test_the_ladder_reminds_tells_deputy_and_sponsor_and_reminds_for_the_last_time(small):
    assert ladder(sales_turn(small)) == [
        ("04 09:00", "remind", "Sal Sales"),
        ("06 09:00", "remind", "Sal Sales"),
        ("09 09:00", "deputy", "Dee Deputy"),
        ("10 09:00", "remind", "Sal Sales"),
        ("11 09:00", "sponsor", "Sam Sponsor"),
        ("12 09:00", "remind", "Sal Sales"),
        ("16 09:00", "last", "Sal Sales"),
    ]


def test_the_first_look_is_the_first_step(small):
    turn = sales_turn(small)
    assert turn.next_at == Step.objects.get(turn=turn, number=1).at


def test_a_ladder_has_at_most_eight_steps(small):
    Version.objects.filter(pk=small.version.pk).update(reminder_cap=30)
    assert Step.objects.filter(turn=sales_turn(small)).count() == MOST_STEPS


def test_days_that_ran_before_a_hold_count_after_it(small):
    turn = sales_turn(small)
    with clock.at(datetime(2026, 3, 3, 10, tzinfo=UTC)):
        hold_launch(turn.launch_id, "Wait.", actor=small.owner, look_again_on=START.date() + timedelta(days=9))
    with clock.at(datetime(2026, 3, 10, 10, tzinfo=UTC)):
        resume_launch(turn.launch_id, actor=small.owner)
    assert ladder(turn)[0] == ("11 09:00", "remind", "Sal Sales")


def test_steps_already_taken_are_not_taken_again(small):
    turn = sales_turn(small)
    Turn.objects.filter(pk=turn.pk).update(step=2)
    with clock.at(datetime(2026, 3, 6, 11, tzinfo=UTC)):
        hold_launch(turn.launch_id, "Wait.", actor=small.owner, look_again_on=START.date() + timedelta(days=9))
        resume_launch(turn.launch_id, actor=small.owner)
    numbers = list(Step.objects.filter(turn=turn).order_by("number").values_list("number", flat=True))
    assert numbers == [1, 2, 3, 4, 5, 6, 7]


def test_running_time_leaves_pauses_out(small):
    turn = sales_turn(small)
    with clock.at(datetime(2026, 3, 3, 10, tzinfo=UTC)):
        hold_launch(turn.launch_id, "Wait.", actor=small.owner, look_again_on=START.date() + timedelta(days=9))
    with clock.at(datetime(2026, 3, 5, 10, tzinfo=UTC)):
        resume_launch(turn.launch_id, actor=small.owner)
    turn.refresh_from_db()
    until = datetime(2026, 3, 6, 10, tzinfo=UTC)
    assert run_days(turn, calendar_of(small.people["sales"]), until=until) == pytest.approx(2.0)


def test_parallel_gates_are_planned_by_the_longest(small):
    stops = [Stop(1, 3), Stop(2, 2), Stop(2, 5), Stop(3, 1)]
    planned = plan_backwards(stops, datetime(2026, 3, 27).date(), calendar_of(small.owner))
    assert {order: day.day for order, day in planned.items()} == {3: 26, 2: 25, 1: 18}
