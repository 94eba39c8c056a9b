"""Turns that are for a day: a condition by its date, a hold by the day to look again."""

from datetime import UTC, datetime, timedelta

import pytest

from launchgate.core import clock
from launchgate.launches.actions.decide import Wish, approve_with_conditions
from launchgate.launches.actions.lifecycle import hold_launch
from launchgate.launches.actions.missed import hold_for_condition
from launchgate.launches.models import Launch, Turn
from launchgate.people.company import the_company
from tests.launching import Cast, gate_of, make_cast, make_launch, submit

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
IN_TWO_WEEKS = MONDAY.date() + timedelta(days=14)


@pytest.fixture
def cast() -> Cast:
    with clock.at(MONDAY - timedelta(days=7)):
        return make_cast()


def condition_due(cast: Cast, launch: Launch, days: int) -> Turn:
    """Set a condition on a launch's first gate and return the turn of who sees to it."""
    gate = submit(gate_of(launch, "customer-input"), cast)
    wish = Wish("Ask two more.", cast.heads["product"].pk, MONDAY.date() + timedelta(days=days))
    care = cast.function("customer-care")
    approve_with_conditions(gate.pk, care.pk, actor=cast.heads["customer-care"], wishes=[wish])
    return Turn.objects.get(launch=launch, kind=Turn.Kind.CLEAR)


def test_a_condition_is_overdue_when_its_day_is_over(cast: Cast):
    with clock.at(MONDAY):
        turn = condition_due(cast, make_launch(cast), 14)
    assert turn.due_at == datetime(2026, 11, 17, 8, 0, tzinfo=UTC)


def test_a_condition_is_overdue_when_the_company_is_open_again(cast: Cast):
    company = the_company()
    company.closures = ["2026-11-17"]
    company.save(update_fields=["closures"])
    with clock.at(MONDAY):
        turn = condition_due(cast, make_launch(cast), 14)
    assert turn.due_at == datetime(2026, 11, 18, 8, 0, tzinfo=UTC)
    with clock.at(turn.due_at - timedelta(hours=1)):
        assert hold_for_condition(turn.condition_id) is None
    with clock.at(turn.due_at):
        assert hold_for_condition(turn.condition_id) is not None


def test_a_condition_is_first_reminded_of_on_the_working_day_before(cast: Cast):
    with clock.at(MONDAY):
        turn = condition_due(cast, make_launch(cast), 14)
    assert turn.next_at == datetime(2026, 11, 13, 8, 0, tzinfo=UTC)


def test_a_condition_due_today_is_not_reminded_of_on_the_day_it_is_set(cast: Cast):
    with clock.at(MONDAY):
        turn = condition_due(cast, make_launch(cast), 0)
    assert turn.next_at is not None
    assert turn.next_at > MONDAY + timedelta(hours=20)


def test_a_hold_is_looked_at_again_on_its_day(cast: Cast):
    with clock.at(MONDAY):
        launch = make_launch(cast)
        hold_launch(launch.pk, "We wait.", actor=cast.owner, look_again_on=IN_TWO_WEEKS)
    turn = Turn.objects.get(launch=launch, kind=Turn.Kind.RESUME)
    assert turn.next_at == datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
