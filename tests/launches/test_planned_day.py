"""The day by which a turn is planned: past it a turn is stalled, and every page and mail says that this is why."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from launchgate.core import clock
from launchgate.launches.actions.comments import comment_on_gate
from launchgate.launches.actions.edit import change_target_date
from launchgate.launches.actions.lifecycle import hold_launch, resume_launch
from launchgate.launches.models import Gate, Launch, Turn
from launchgate.launches.phrases import why_stalled
from launchgate.outbox.models import Message
from launchgate.outbox.rendering import render
from launchgate.people.models import Person
from launchgate.reminders.sweep import sweep_reminders
from tests.launches.small import Small

# The launch opens on Monday 2 March 2026; for this target its first gate is planned for Wednesday 4 March.
TARGET = date(2026, 3, 19)
BOTH = "its planned day, Wed 4 Mar, is over, and no progress since Mon 2 Mar"


@pytest.fixture
def launch(small: Small) -> Launch:
    return small.launch(target_date=TARGET)


@pytest.fixture
def turn(launch: Launch) -> Turn:
    return turn_of(launch)


def turn_of(launch: Launch) -> Turn:
    """Return the turn in which sales answers on the first gate."""
    return Turn.objects.get(launch=launch, kind=Turn.Kind.CONTRIBUTE, function__key="sales")


def on(day: int, hour: int = 9) -> clock.at:
    """Set the clock to an hour of a day in March 2026, in UTC."""
    return clock.at(datetime(2026, 3, day, hour, tzinfo=UTC))


def test_a_turn_is_due_when_its_planned_day_is_over(turn):
    assert turn.planned_for == date(2026, 3, 4)
    assert turn.due_at == datetime(2026, 3, 4, 16, tzinfo=UTC)


def test_whoever_is_asked_after_the_planned_day_has_the_days_of_grace(small):
    turn = turn_of(small.launch(target_date=date(2026, 3, 12)))
    assert turn.due_at == datetime(2026, 3, 4, 10, tzinfo=UTC)


def test_days_of_grace_stand_still_while_the_launch_is_on_hold(small):
    launch = small.launch(target_date=date(2026, 3, 12))
    with on(3, 10):
        hold_launch(launch.pk, "Wait.", actor=small.owner, look_again_on=date(2026, 3, 9))
    with on(9, 10):
        resume_launch(launch.pk, actor=small.owner)
    assert turn_of(launch).due_at == datetime(2026, 3, 10, 10, tzinfo=UTC)


def test_a_later_target_gives_more_time(small, launch):
    with on(5):
        assert turn_of(launch).is_stalled(clock.now())
        change_target_date(launch.pk, date(2026, 5, 20), actor=small.owner)
        assert not turn_of(launch).is_stalled(clock.now())


def test_both_causes_are_said(turn):
    with on(5):
        assert why_stalled(turn) == BOTH


def test_what_moved_after_its_planned_day_is_late_for_the_plan_alone(small, turn):
    with on(5):
        comment_on_gate(turn.gate_id, "On it.", actor=small.people["sales"])
    with on(5, 12):
        turn.refresh_from_db()
        assert turn.is_stalled(clock.now())
        assert why_stalled(turn) == "its planned day, Wed 4 Mar, is over"


def test_the_last_reminder_is_a_third_cause(turn):
    with on(17):
        sweep_reminders()
        turn.refresh_from_db()
        assert why_stalled(turn) == (
            "its planned day, Wed 4 Mar, is over, no progress since Mon 2 Mar, and the last reminder was sent"
        )


def test_desk_launch_gate_and_dashboard_say_why(client: Client, small: Small, launch: Launch, turn: Turn):
    client.force_login(small.people["sales"])
    gate = Gate.objects.get(pk=turn.gate_id)
    with on(5):
        for page in ("/", launch.get_absolute_url(), gate.get_absolute_url(), "/readiness/"):
            assert BOTH in client.get(page).text, page


@pytest.mark.parametrize("day", [5, 17])
def test_mails_say_why_and_by_when_it_was_due(small: Small, turn: Turn, day: int):
    with on(day):
        sweep_reminders()
        words = mail_to(small.people["sales"])
    rows = words.context["entries"][0].rows if "entries" in words.context else words.rows
    assert dict(rows)["Stalled"].startswith("Its planned day, Wed 4 Mar, is over")
    assert "It was due on Wednesday 4 March." in words.lead


def mail_to(person: Person):
    """Return the words of the latest mail to somebody."""
    return render(Message.objects.select_related("person").filter(person=person).latest("pk"))


def test_the_card_of_a_launch_at_risk_names_the_planned_day_once(client: Client, small: Small, turn: Turn):
    client.force_login(small.sponsor)
    with on(5):
        card = client.get("/readiness/").text.partition("At risk")[2].partition("Launches and gates")[0]
    assert card.count("Wed 4 Mar") == 1
