"""A condition that is not reported as done by its date puts the launch on hold by itself, until it ends."""

from datetime import date, timedelta

import pytest

from launchgate.audit.models import Event
from launchgate.core import clock
from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.launches.actions.conditions import (
    confirm_condition,
    drop_condition,
    reject_condition,
    report_condition_done,
)
from launchgate.launches.actions.decide import Wish, approve_with_conditions
from launchgate.launches.actions.edit import change_target_date, follow_launch
from launchgate.launches.actions.lifecycle import hold_launch, resume_launch, stop_launch
from launchgate.launches.actions.missed import extend_condition, hold_for_missed_conditions
from launchgate.launches.models import Condition, Gate, Hold, Launch, Turn
from launchgate.launches.tasks import hold_launches
from launchgate.outbox.models import Message
from launchgate.people.actions.absences import enter_absence
from launchgate.people.models import Person
from tests.launches.checking import broken
from tests.launches.small import START, Small
from tests.launches.stages import asked, ended, gate_in

# A Thursday; the day after it is worked, the two after that are not.
DUE = date(2026, 3, 12)
FRIDAY_MORNING = START.replace(day=13, hour=8)
LATER = date(2026, 4, 1)


def make_condition(small: Small, *, owner: str = "member", due_on: date = DUE) -> Condition:
    """Return a condition that sales set on a new launch."""
    gate = gate_in(Gate.Status.IN_REVIEW, small)
    return set_condition(small, gate, owner=owner, due_on=due_on)


def set_condition(small: Small, gate: Gate, *, key: str = "sales", owner: str = "member", due_on: date) -> Condition:
    """Let a function sign a gate on a condition."""
    wish = Wish(f"Train for {key}.", small.people[owner].pk, due_on)
    decision = approve_with_conditions(gate.pk, small.functions[key].pk, actor=small.people[key], wishes=[wish])
    return Condition.objects.select_related("gate__launch").get(decision=decision)


def status_of(condition: Condition) -> str:
    return Launch.objects.get(pk=condition.gate.launch_id).status


@pytest.fixture
def condition(small: Small) -> Condition:
    return make_condition(small)


@pytest.fixture
def missed(small: Small, condition: Condition) -> Condition:
    """The condition after its date, with the launch on hold; the clock stays where it was."""
    with clock.at(FRIDAY_MORNING):
        assert hold_for_missed_conditions() == 1
    return condition


def test_a_missed_condition_puts_the_launch_on_hold(small, missed):
    launch = missed.gate.launch
    assert status_of(missed) == Launch.Status.HELD
    assert asked(launch) == {"input sign care …", "clear", "extend"}
    assert Turn.objects.get(kind="extend").holder == small.sponsor
    assert [broken(number) for number in (4, 7)] == [[], []]


def test_nobody_did_it_and_the_condition_is_named(small, missed):
    event = Event.objects.get(kind="launch.held")
    assert event.actor is None
    assert f'"condition":{missed.pk}' in event.text
    assert event.subject == f"hold:{Hold.objects.get(condition=missed).pk}"


def test_the_day_itself_is_not_over(small, condition):
    with clock.at(FRIDAY_MORNING - timedelta(minutes=61)):
        assert hold_for_missed_conditions() == 0
    assert status_of(condition) == Launch.Status.ACTIVE


def test_the_day_is_over_in_the_working_calendar_of_the_conditions_owner(small):
    condition = make_condition(small, due_on=date(2026, 3, 13))
    with clock.at(START.replace(day=15, hour=12)):
        assert hold_for_missed_conditions() == 0
    Person.objects.filter(pk=small.people["member"].pk).update(time_zone="America/Los_Angeles")
    with clock.at(START.replace(day=16, hour=12)):
        hold_for_missed_conditions()
        assert status_of(condition) == Launch.Status.ACTIVE
    with clock.at(START.replace(day=16, hour=18)):
        hold_for_missed_conditions()
        assert status_of(condition) == Launch.Status.HELD


def test_a_second_look_changes_nothing(small, missed):
    with clock.at(FRIDAY_MORNING + timedelta(minutes=1)):
        hold_launches()
    assert Hold.objects.count() == Event.objects.filter(kind="launch.held").count() == 1


def test_a_done_one_that_waits_for_confirmation_does_not_hold(small, condition):
    report_condition_done(condition.pk, actor=small.people["member"])
    with clock.at(FRIDAY_MORNING):
        assert hold_for_missed_conditions() == 0


def test_one_that_was_rejected_after_its_date_does(small, condition):
    report_condition_done(condition.pk, actor=small.people["member"])
    with clock.at(FRIDAY_MORNING):
        reject_condition(condition.pk, "Not all of them.", actor=small.people["sales"])
        assert hold_for_missed_conditions() == 1


def test_a_stopped_launch_is_not_held(small, condition):
    stop_launch(condition.gate.launch_id, "No use.", actor=small.owner)
    with clock.at(FRIDAY_MORNING):
        assert hold_for_missed_conditions() == 0


def test_the_launch_goes_on_when_the_condition_is_confirmed(small, missed):
    with clock.at(FRIDAY_MORNING):
        report_condition_done(missed.pk, actor=small.people["member"])
        assert status_of(missed) == Launch.Status.HELD
        assert asked(missed.gate.launch) == {"input sign care …", "confirm sales", "extend"}
        confirm_condition(missed.pk, actor=small.people["sales"])
    assert status_of(missed) == Launch.Status.ACTIVE
    assert asked(missed.gate.launch) == {"input sign care"}
    assert "extend: not_needed" in ended(missed.gate.launch)
    assert [broken(number) for number in (4, 7)] == [[], []]


def test_the_launch_goes_on_when_the_condition_is_dropped(small, missed):
    with clock.at(FRIDAY_MORNING):
        drop_condition(missed.pk, "The night shift is closed.", actor=small.people["sales"])
    assert status_of(missed) == Launch.Status.ACTIVE
    assert [broken(number) for number in (4, 7)] == [[], []]


def test_a_report_that_is_rejected_leaves_the_launch_on_hold(small, missed):
    with clock.at(FRIDAY_MORNING):
        report_condition_done(missed.pk, actor=small.people["member"])
        reject_condition(missed.pk, "Not all of them.", actor=small.people["sales"])
    assert status_of(missed) == Launch.Status.HELD
    assert asked(missed.gate.launch) == {"input sign care …", "clear", "extend"}


def test_the_sponsor_extends_it_and_its_owner_is_asked_anew(small, missed):
    with clock.at(FRIDAY_MORNING):
        extend_condition(missed.pk, LATER, "The trainer was ill.", actor=small.sponsor)
        assert status_of(missed) == Launch.Status.ACTIVE
        assert asked(missed.gate.launch) == {"input sign care", "clear"}
        assert {"extend: done", "clear: not_needed"} <= ended(missed.gate.launch)
        turn = Turn.objects.get(kind="clear", closed_at=None)
        assert (turn.due_at.date(), turn.step) == (LATER + timedelta(days=1), 0)
        assert hold_for_missed_conditions() == 0
    assert Hold.objects.get().end_reason == "The trainer was ill."
    assert Event.objects.get(kind="condition.extended").actor == small.sponsor
    assert [broken(number) for number in (4, 7)] == [[], []]


def test_one_that_was_extended_can_be_missed_again(small, missed):
    with clock.at(FRIDAY_MORNING):
        extend_condition(missed.pk, LATER, "The trainer was ill.", actor=small.sponsor)
    with clock.at(START.replace(month=4, day=2)):
        assert hold_for_missed_conditions() == 1
    assert Hold.objects.filter(condition=missed).count() == 2


def test_one_that_was_reported_meanwhile_is_extended_and_still_waits_to_be_confirmed(small, missed):
    with clock.at(FRIDAY_MORNING):
        report_condition_done(missed.pk, actor=small.people["member"])
        extend_condition(missed.pk, LATER, "Sales is away.", actor=small.sponsor)
    assert status_of(missed) == Launch.Status.ACTIVE
    assert "confirm sales" in asked(missed.gate.launch)


@pytest.mark.parametrize(
    ("due_on", "words"),
    [
        (date(2026, 3, 11), "in the past"),
        (DUE, "in the past"),
        (date(2026, 12, 1), "by the target date"),
    ],
)
def test_the_new_date_lies_between_today_and_the_target(small, missed, due_on, words):
    with clock.at(FRIDAY_MORNING), pytest.raises(Invalid, match=words):
        extend_condition(missed.pk, due_on, "Ill.", actor=small.sponsor)


def test_the_new_date_is_not_over_for_its_owner_already(small, missed):
    Person.objects.filter(pk=small.people["member"].pk).update(time_zone="Pacific/Auckland")
    # In Auckland it is Tuesday morning; in UTC still Monday.
    with clock.at(START.replace(day=16, hour=22)), pytest.raises(Invalid, match="already over"):
        extend_condition(missed.pk, date(2026, 3, 16), "Ill.", actor=small.sponsor)


def test_extending_needs_a_reason(small, missed):
    with clock.at(FRIDAY_MORNING), pytest.raises(Invalid, match="Say why"):
        extend_condition(missed.pk, LATER, " ", actor=small.sponsor)


@pytest.mark.parametrize("who", ["owner", "boss", "sales", "member", "admin"])
def test_only_the_sponsor_extends(small, missed, who):
    with clock.at(FRIDAY_MORNING), pytest.raises(Forbidden, match="Sam Sponsor, the sponsor"):
        extend_condition(missed.pk, LATER, "Ill.", actor=small.people[who])


def test_who_stands_in_for_the_sponsor_extends(small, missed):
    with clock.at(FRIDAY_MORNING):
        enter_absence(
            small.sponsor.pk,
            actor=small.sponsor,
            starts_on=FRIDAY_MORNING.date(),
            ends_on=LATER,
            delegate_id=small.people["boss"].pk,
            function_ids=[],
        )
        extend_condition(missed.pk, LATER, "Ill.", actor=small.people["boss"])
    assert status_of(missed) == Launch.Status.ACTIVE


def test_a_condition_that_was_not_missed_keeps_its_date(small, condition):
    with pytest.raises(Conflict, match="cannot be extended"):
        extend_condition(condition.pk, LATER, "Ill.", actor=small.sponsor)
    hold_launch(condition.gate.launch_id, "Wait.", actor=small.owner, look_again_on=DUE)
    with pytest.raises(Conflict, match="was not missed"):
        extend_condition(condition.pk, LATER, "Ill.", actor=small.sponsor)


@pytest.mark.parametrize("who", ["owner", "sponsor"])
def test_the_hold_is_not_theirs_to_end(small, missed, who):
    with clock.at(FRIDAY_MORNING), pytest.raises(Conflict) as refused:
        resume_launch(missed.gate.launch_id, actor=small.people[who])
    assert refused.value.message == (
        "“Train for sales” on Input was not met by Thu 12 Mar. This hold ends by itself when Mem Member says that "
        "it is met and Sales confirms, or when Sam Sponsor, the sponsor, sets a later date."
    )


def test_holds_overlap_and_the_launch_goes_on_after_the_last(small, condition):
    launch = condition.gate.launch
    hold_launch(launch.pk, "Wait.", actor=small.owner, look_again_on=DUE)
    with clock.at(FRIDAY_MORNING):
        assert hold_for_missed_conditions() == 1
        assert asked(launch) == {"input sign care …", "clear", "extend", "resume"}
        resume_launch(launch.pk, actor=small.owner)
        assert status_of(condition) == Launch.Status.HELD
        assert asked(launch) == {"input sign care …", "clear", "extend"}
        assert [broken(number) for number in (4, 7)] == [[], []]
        extend_condition(condition.pk, LATER, "Ill.", actor=small.sponsor)
    assert status_of(condition) == Launch.Status.ACTIVE


def test_a_hold_by_a_person_outlasts_that_of_a_condition(small, condition):
    launch = condition.gate.launch
    hold_launch(launch.pk, "Wait.", actor=small.owner, look_again_on=DUE)
    with clock.at(FRIDAY_MORNING):
        hold_for_missed_conditions()
        extend_condition(condition.pk, LATER, "Ill.", actor=small.sponsor)
        assert status_of(condition) == Launch.Status.HELD
        assert asked(launch) == {"input sign care …", "clear …", "resume"}
        resume_launch(launch.pk, actor=small.owner)
    assert status_of(condition) == Launch.Status.ACTIVE
    assert [broken(number) for number in (4, 7)] == [[], []]


def test_two_missed_conditions_are_two_holds(small, condition):
    launch = condition.gate.launch
    set_condition(small, condition.gate, key="care", owner="boss", due_on=DUE)
    with clock.at(FRIDAY_MORNING):
        assert hold_for_missed_conditions() == 2
        extend_condition(condition.pk, LATER, "Ill.", actor=small.sponsor)
    assert status_of(condition) == Launch.Status.HELD
    assert Event.objects.filter(kind="launch.held", chain=launch.chain_key).count() == 2
    assert [broken(number) for number in (4, 7)] == [[], []]


def test_the_target_can_be_moved_so_that_there_is_room_to_extend(small, missed):
    with clock.at(START.replace(month=7)):
        with pytest.raises(Invalid, match="by the target date"):
            extend_condition(missed.pk, date(2026, 7, 20), "Ill.", actor=small.sponsor)
        change_target_date(missed.gate.launch_id, date(2026, 8, 20), actor=small.sponsor)
        extend_condition(missed.pk, date(2026, 7, 20), "Ill.", actor=small.sponsor)
    assert status_of(missed) == Launch.Status.ACTIVE


def test_all_concerned_hear_of_the_hold_and_of_its_end(small, condition):
    follow_launch(condition.gate.launch_id, actor=small.people["stranger"])
    with clock.at(FRIDAY_MORNING):
        hold_for_missed_conditions()
        told = Message.objects.filter(kind="news.launch.held").values_list("person__name", flat=True)
        assert set(told) == {"Olu Owner", "Mem Member", "Sal Sales", "Cara Care", "Sten Stranger"}
        assert Message.objects.filter(kind="turn.asked", person=small.sponsor).exists()
        extend_condition(condition.pk, LATER, "Ill.", actor=small.sponsor)
    told = Message.objects.filter(kind="news.launch.resumed").values_list("person__name", flat=True)
    assert {"Olu Owner", "Sal Sales", "Cara Care", "Sten Stranger"} <= set(told)
