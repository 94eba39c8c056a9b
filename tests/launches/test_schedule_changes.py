"""What changes the schedule of a turn: each of these moves its steps, and a recompute after it changes nothing more."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.test import TestCase

from launchgate.core import clock
from launchgate.launches.actions.edit import change_target_date
from launchgate.launches.actions.lifecycle import hold_launch, resume_launch
from launchgate.launches.models import Launch, Step, Turn
from launchgate.launches.recompute import recompute_launch, recompute_running
from launchgate.people.actions.absences import enter_absence
from launchgate.people.actions.company import edit_company
from launchgate.people.actions.persons import change_profile
from launchgate.people.calendar import Hours, calendar_of
from launchgate.people.company import the_company
from launchgate.people.models import Person
from launchgate.playbooks.models import Version
from launchgate.playbooks.policies import Otherwise, stored
from launchgate.reminders.sweep import sweep_reminders
from tests.launches.small import START, Small

# The launch opens on Monday 2 March 2026 in the morning; sales are asked then.


@pytest.fixture
def launch(small: Small) -> Launch:
    return small.launch()


@pytest.fixture
def turn(launch: Launch) -> Turn:
    return Turn.objects.get(launch=launch, function__key="sales")


def steps(turn: Turn) -> list[datetime]:
    """Return when the steps ahead are taken, in UTC."""
    turn.refresh_from_db()
    return list(Step.objects.filter(turn=turn, number__gt=turn.step).order_by("number").values_list("at", flat=True))


def first(turn: Turn) -> str:
    """Return the first step ahead as day of March and hour in UTC."""
    return f"{steps(turn)[0]:%d %H:%M}"


def committed() -> TestCase:
    """Run what follows a commit, as it does outside tests."""
    return TestCase.captureOnCommitCallbacks(execute=True)


def settled() -> bool:
    """Say whether a recompute finds nothing to change."""
    return recompute_running() == 0


def works(person: Person, **changes: object) -> None:
    """Change the hours of a person, as they do on their page."""
    with committed():
        change_profile(actor=person, name=person.name, hours=Hours.of(person)._replace(**changes))


def test_opening_sets_it(turn):
    assert first(turn) == "04 08:00"
    assert settled()


def test_another_zone_moves_the_digest_hour(small, turn):
    works(small.people["sales"], time_zone="America/New_York")
    assert first(turn) == "04 14:00"
    assert settled()


def test_other_holidays_move_the_day(small, turn):
    Turn.objects.filter(pk=turn.pk).update(opened_at=datetime(2026, 3, 13, 10, tzinfo=UTC))
    recompute_running()
    assert first(turn) == "17 08:00"
    works(small.people["sales"], country="IE", time_zone="Europe/Dublin")
    assert first(turn) == "18 09:00"
    assert settled()


def test_other_weekdays_move_the_day(small, turn):
    works(small.people["sales"], weekdays=(0, 4))
    assert first(turn) == "09 08:00"


def test_the_hour_that_a_person_chose_counts_for_what_that_person_hears(small, turn):
    Person.objects.filter(pk=small.people["sales"].pk).update(digest_at=time(15))
    recompute_running()
    hours = {
        step.kind: step.at.astimezone(calendar_of(step.person).zone).hour
        for step in Step.objects.filter(turn=turn).select_related("person")
    }
    assert hours == {"remind": 15, "last": 15, "deputy": 9, "sponsor": 9}
    assert settled()


def test_steps_stay_in_order_where_who_hears_works_other_days(small, turn):
    deputy = small.people["deputy"]
    works(deputy, weekdays=(4,), time_zone="Pacific/Honolulu")
    assert steps(turn) == sorted(steps(turn))
    at = Step.objects.get(turn=turn, kind="deputy").at
    assert calendar_of(Person.objects.get(pk=deputy.pk)).is_working_day(at.date())
    assert settled()


def test_what_a_sweep_took_leaves_the_steps_ahead_where_they_are(small, turn):
    Person.objects.filter(pk=small.people["deputy"].pk).update(digest_at=time(17))
    recompute_running()
    ahead = steps(turn)
    while turn.next_at:
        with clock.at(turn.next_at):
            sweep_reminders()
            assert settled()
        turn.refresh_from_db()
        assert steps(turn) == [at for at in ahead if at > steps_taken(turn)]


def steps_taken(turn: Turn) -> datetime:
    """Return when the latest step that was taken was due."""
    return Step.objects.get(turn=turn, number=turn.step).at


def test_an_absence_moves_it_into_the_days_of_the_delegate(small, turn):
    sales, stranger = small.people["sales"], small.people["stranger"]
    works(stranger, weekdays=(3, 4))
    with committed():
        enter_absence(
            sales.pk,
            actor=sales,
            starts_on=START.date(),
            ends_on=START.date() + timedelta(days=9),
            delegate_id=stranger.pk,
        )
    turn.refresh_from_db()
    assert turn.holder == stranger
    assert first(turn) == "12 08:00"
    assert settled()


def test_a_hold_stops_it_and_its_end_lets_it_run_on(small, launch, turn):
    with clock.at(START + timedelta(days=1)):
        hold_launch(launch.pk, "Wait.", actor=small.owner, look_again_on=START.date() + timedelta(days=9))
        assert settled()
    with clock.at(START + timedelta(days=8)):
        resume_launch(launch.pk, actor=small.owner)
    assert first(turn) == "11 08:00"
    assert settled()


def test_another_policy_moves_it(small, launch, turn):
    Version.objects.filter(pk=launch.version_id).update(grace_days=1)
    recompute_launch(launch.pk)
    assert first(turn) == "03 08:00"
    assert settled()


@pytest.mark.parametrize(
    ("gate", "tier", "day"), [("input", 0, "03"), ("", 2, "03"), ("", 1, "04"), ("build", 0, "04")]
)
def test_what_differs_for_its_gate_and_tier_moves_it_and_nothing_else_does(launch, turn, gate, tier, day):
    policies = stored([Otherwise(gate, tier, {"grace_days": 1})])
    Version.objects.filter(pk=launch.version_id).update(policies=policies)
    recompute_launch(launch.pk)
    assert first(turn) == f"{day} 08:00"


def test_another_target_date_moves_its_planned_day(small, launch, turn):
    before = turn.planned_for
    change_target_date(launch.pk, launch.target_date + timedelta(days=14), actor=small.owner)
    turn.refresh_from_db()
    assert turn.planned_for > before
    assert settled()


def test_a_day_on_which_the_company_is_closed_counts_for_nobody(small, turn):
    company = the_company()
    with committed():
        edit_company(
            actor=small.people["admin"], name=company.name, hours=Hours.of(company), closures=[date(2026, 3, 4)]
        )
    assert first(turn) == "05 08:00"
    assert settled()


def test_delays_rests_and_pauses_together_survive_a_recompute(small, launch, turn):
    Turn.objects.filter(pk=turn.pk).update(
        delay_days=1.375, rests_until=datetime(2026, 3, 17, 8, tzinfo=UTC), progress_at=START + timedelta(hours=4)
    )
    with clock.at(START + timedelta(days=2, hours=3)):
        hold_launch(launch.pk, "Wait.", actor=small.owner, look_again_on=START.date() + timedelta(days=9))
    with clock.at(START + timedelta(days=3)):
        resume_launch(launch.pk, actor=small.owner)
    recompute_running()
    assert first(turn) == "17 08:00"
    for day in range(4, 30):
        with clock.at(START + timedelta(days=day)):
            sweep_reminders()
            assert settled()


@pytest.mark.parametrize(
    ("zone", "opened", "hours"),
    [
        # Clocks go forward on 29 March in Berlin, back on 5 April in Auckland and Santiago.
        ("Europe/Berlin", datetime(2026, 3, 26, 9, tzinfo=UTC), ["30 07:00", "01 07:00"]),
        ("Pacific/Auckland", datetime(2026, 4, 1, 22, tzinfo=UTC), ["05 21:00", "07 21:00"]),
        ("America/Santiago", datetime(2026, 4, 2, 13, tzinfo=UTC), ["06 13:00", "08 13:00"]),
        ("Europe/Berlin", datetime(2026, 10, 22, 8, tzinfo=UTC), ["26 08:00", "28 08:00"]),
        ("Pacific/Auckland", datetime(2026, 9, 23, 22, tzinfo=UTC), ["27 20:00", "29 20:00"]),
    ],
)
def test_the_hour_on_the_wall_stays_when_the_clocks_change(small, turn, zone, opened, hours):
    Person.objects.filter(pk=small.people["sales"].pk).update(time_zone=zone, country="")
    Turn.objects.filter(pk=turn.pk).update(opened_at=opened)
    recompute_running()
    assert [f"{at:%d %H:%M}" for at in steps(turn)[:2]] == hours
    assert settled()
