"""Recomputing what is cached on turns, when places change and every night."""

from datetime import date, timedelta

import pytest
from django.test import TestCase

from launchgate.core import clock
from launchgate.launches.models import Launch, Step, Turn
from launchgate.launches.recompute import recompute_running
from launchgate.launches.tasks import recompute_schedules
from launchgate.outbox.models import Message
from launchgate.people.actions.absences import end_absence, enter_absence
from launchgate.people.actions.persons import change_profile, deactivate_person, reactivate_person
from launchgate.people.actions.seats import seat_person
from launchgate.people.calendar import Hours
from launchgate.people.models import Person, Seat
from tests.launches.small import START, Small

pytestmark = pytest.mark.both


@pytest.fixture
def turn(small: Small) -> Turn:
    """The turn of sales on the first gate of a launch."""
    return Turn.objects.get(launch=small.launch(), function__key="sales")


def holder(turn: Turn) -> Person:
    return Turn.objects.select_related("holder").get(pk=turn.pk).holder


def committed() -> TestCase:
    """Run what follows a commit, as it does outside tests."""
    return TestCase.captureOnCommitCallbacks(execute=True)


def test_a_second_run_changes_nothing(small, turn):
    assert recompute_running() == 0


def test_a_new_head_takes_over_and_is_asked(small, turn):
    with committed():
        seat_person(small.people["stranger"].pk, turn.function_id, actor=small.people["admin"], rank=Seat.Rank.HEAD)
    assert holder(turn) == small.people["stranger"]
    assert Message.objects.filter(person=small.people["stranger"], subject=f"turn:{turn.pk}").count() == 1


def test_a_deactivated_head_hands_over_and_comes_back(small, turn):
    with committed():
        deactivate_person(small.people["sales"].pk, actor=small.people["admin"])
    assert holder(turn) == small.people["deputy"]
    with committed():
        reactivate_person(small.people["sales"].pk, actor=small.people["admin"])
    assert holder(turn) == small.people["sales"]


def test_an_absence_moves_the_turn_and_its_end_moves_it_back(small, turn):
    sales = small.people["sales"]
    with committed():
        absence = enter_absence(sales.pk, actor=sales, starts_on=START.date(), ends_on=START.date() + timedelta(days=9))
    assert holder(turn) == small.people["deputy"]
    with committed():
        end_absence(absence.pk, actor=sales)
    assert holder(turn) == sales


def test_an_absence_that_begins_later_moves_the_turn_on_its_day(small, turn):
    sales, first = small.people["sales"], START.date() + timedelta(days=2)
    with committed():
        enter_absence(sales.pk, actor=sales, starts_on=first, ends_on=first)
    assert holder(turn) == sales
    with clock.at(START + timedelta(days=2)):
        recompute_schedules()
    assert holder(turn) == small.people["deputy"]
    with clock.at(START + timedelta(days=3)):
        recompute_schedules()
    assert holder(turn) == sales


def test_other_working_hours_move_the_due_moment(small, turn):
    sales = small.people["sales"]
    with committed():
        change_profile(actor=sales, name=sales.name, hours=Hours.of(sales)._replace(weekdays=(0, 1)))
    due = Turn.objects.get(pk=turn.pk).due_at
    assert due.date() == date(2026, 3, 17)
    assert Step.objects.filter(turn=turn).first().at.date() == date(2026, 3, 9)


def test_a_turn_that_nobody_held_is_found_again(small, turn):
    Turn.objects.filter(pk=turn.pk).update(holder=None)
    with committed():
        seat_person(small.people["stranger"].pk, small.functions["finance"].pk, actor=small.people["admin"])
    assert holder(turn) == small.people["sales"]


def test_nothing_is_written_to_the_record(small, turn):
    before = Launch.objects.get(pk=turn.launch_id).chain_count
    with committed():
        deactivate_person(small.people["sales"].pk, actor=small.people["admin"])
    assert Launch.objects.get(pk=turn.launch_id).chain_count == before
