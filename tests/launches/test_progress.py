"""Progress by the holder's side puts the next reminder off, once for each step; a word of anybody else does not."""

from datetime import UTC, date, datetime, timedelta

import pytest

from launchgate.core import clock
from launchgate.launches.actions.answers import answer_item
from launchgate.launches.actions.comments import comment_on_gate
from launchgate.launches.actions.decide import Wish, approve_with_conditions
from launchgate.launches.actions.evidence import add_evidence, prove_by_note
from launchgate.launches.actions.lifecycle import hold_launch
from launchgate.launches.models import Gate, Item, Launch, Step, Turn
from launchgate.launches.phrases import why_stalled
from launchgate.launches.recompute import recompute_running
from launchgate.launches.schedule import run_days
from launchgate.people.calendar import calendar_of
from launchgate.people.models import Person
from launchgate.reminders.sweep import sweep_reminders
from tests.factories import seat
from tests.launches.small import START, Small
from tests.launches.stages import gate_in

# The launch opens on Monday 2 March 2026 at 10:00 in Berlin; sales are asked then, and reminded on Wednesday at 9:00.


@pytest.fixture
def launch(small: Small) -> Launch:
    return small.launch()


@pytest.fixture
def turn(launch: Launch) -> Turn:
    """Sales is asked for answers on the first gate."""
    return Turn.objects.get(launch=launch, kind=Turn.Kind.CONTRIBUTE, function__key="sales")


def gate(turn: Turn) -> Gate:
    return Gate.objects.get(pk=turn.gate_id)


def on(day: int, hour: int = 9) -> clock.at:
    """Set the clock to an hour of a day in March 2026, in UTC."""
    return clock.at(datetime(2026, 3, day, hour, tzinfo=UTC))


def comment(turn: Turn, person: Person, day: int) -> None:
    with on(day):
        comment_on_gate(gate(turn).pk, "We look into it.", actor=person)


def days_of(turn: Turn) -> list[tuple[int, str]]:
    """Return the days in March, and the kinds, of the steps ahead."""
    turn.refresh_from_db()
    steps = Step.objects.filter(turn=turn, number__gt=turn.step).order_by("number")
    return [(step.at.day, step.kind) for step in steps]


PLANNED = [
    (4, "remind"), (6, "remind"), (9, "deputy"), (10, "remind"), (11, "sponsor"), (12, "remind"), (16, "last"),
]  # fmt: skip
PUT_OFF_BY_ONE = [
    (5, "remind"), (9, "remind"), (10, "deputy"), (11, "remind"), (12, "sponsor"), (13, "remind"), (17, "last"),
]  # fmt: skip


def test_a_comment_of_the_holder_puts_off_all_steps_ahead(small, turn):
    assert days_of(turn) == PLANNED
    comment(turn, small.people["sales"], 3)
    assert days_of(turn) == PUT_OFF_BY_ONE


def test_so_does_a_comment_of_anybody_who_sits_in_the_function(small, turn):
    seat(small.people["stranger"], small.functions["sales"])
    comment(turn, small.people["stranger"], 3)
    assert days_of(turn) == PUT_OFF_BY_ONE


def test_so_does_an_answer(small, turn):
    with on(3):
        answer_item(Item.objects.get(gate=turn.gate_id, key="terms").pk, "Thirty days.", actor=small.people["sales"])
    assert days_of(turn) == PUT_OFF_BY_ONE


def test_so_does_a_proof(small, turn):
    item = Item.objects.get(gate=turn.gate_id, key="terms")
    with on(3):
        add_evidence(item.pk, prove_by_note("Seen and filed."), actor=small.people["sales"])
    assert days_of(turn) == PUT_OFF_BY_ONE


@pytest.mark.parametrize("who", ["owner", "sponsor", "care"])
def test_a_word_of_others_puts_nothing_off(small, turn, who):
    comment(turn, small.people[who], 3)
    assert days_of(turn) == PLANNED
    assert turn.progress_at is None


def test_the_owner_who_sits_in_the_function_that_signs_does_not_put_its_signature_off(small, launch):
    turn = Turn.objects.get(launch=launch, kind=Turn.Kind.CONTRIBUTE, function__key="sales")
    Turn.objects.filter(pk=turn.pk).update(kind=Turn.Kind.SIGN)
    seat(small.owner, small.functions["sales"])
    comment(turn, small.owner, 3)
    turn.refresh_from_db()
    assert turn.progress_at is None


def test_a_step_is_put_off_once(small, turn):
    comment(turn, small.people["sales"], 3)
    comment(turn, small.people["sales"], 4)
    assert days_of(turn) == PUT_OFF_BY_ONE


def test_the_step_after_it_can_be_put_off_again(small, turn):
    comment(turn, small.people["sales"], 3)
    with on(5, 12):
        sweep_reminders()
    comment(turn, small.people["sales"], 6)
    assert days_of(turn)[0] == (10, "remind")


def test_progress_long_before_a_step_leaves_it_where_it_is(small, turn):
    with clock.at(START + timedelta(minutes=1)):
        comment_on_gate(gate(turn).pk, "Seen.", actor=small.people["sales"])
    assert days_of(turn) == PLANNED


def test_the_time_without_progress_begins_anew(small, turn):
    before = turn.due_at
    comment(turn, small.people["sales"], 4)
    turn.refresh_from_db()
    assert (before.day, turn.due_at.day) == (9, 11)


def test_the_ledger_goes_on_counting(small, turn):
    comment(turn, small.people["sales"], 3)
    turn.refresh_from_db()
    until = turn.opened_at + timedelta(days=2)
    assert run_days(turn, calendar_of(small.people["sales"]), until=until) == pytest.approx(2)


def test_a_turn_that_stands_still_is_not_put_off(small, launch, turn):
    with on(3):
        hold_launch(launch.pk, "Wait.", actor=small.owner, look_again_on=START.date() + timedelta(days=9))
    comment(turn, small.people["sales"], 4)
    turn.refresh_from_db()
    assert turn.progress_at is None


def test_a_nightly_recompute_changes_nothing_after_progress(small, turn):
    comment(turn, small.people["sales"], 3)
    with on(4):
        assert recompute_running() == 0
    with on(5, 12):
        sweep_reminders()
        assert recompute_running() == 0
    comment(turn, small.people["sales"], 6)
    assert recompute_running() == 0


def test_a_turn_is_stalled_past_its_last_reminder_until_somebody_acts(small, turn):
    Turn.objects.filter(pk=turn.pk).update(progress_at=datetime(2026, 3, 13, 9, tzinfo=UTC))
    recompute_running()
    turn.refresh_from_db()
    assert turn.due_at == Step.objects.get(turn=turn, kind="last").at
    with on(16, 12):
        sweep_reminders()
        turn.refresh_from_db()
        assert turn.is_stalled(clock.now())
        assert why_stalled(turn) == "no progress since Fri 13 Mar, and the last reminder was sent"
    with on(17):
        comment_on_gate(gate(turn).pk, "On it.", actor=small.people["sales"])
        turn.refresh_from_db()
        assert not turn.is_stalled(clock.now())


def test_pages_say_that_progress_put_the_reminder_off_and_why_a_turn_is_stalled(client, small, launch, turn):
    comment(turn, small.people["sales"], 3)
    client.force_login(small.people["sales"])
    pages = ["/", launch.get_absolute_url(), gate(turn).get_absolute_url()]
    with on(4):
        for page in pages:
            assert "put off by progress on Tue 3 Mar" in client.get(page).text
    with on(12):
        for page in pages:
            assert "no progress since Tue 3 Mar" in client.get(page).text


def test_a_word_on_a_condition_puts_its_reminders_off_from_then_on(small):
    gate, member = gate_in(Gate.Status.IN_REVIEW, small), small.people["member"]
    wish = Wish("Train the shops.", member.pk, date(2026, 3, 16))
    sales = small.functions["sales"].pk
    approve_with_conditions(gate.pk, sales, actor=small.people["sales"], wishes=[wish])
    clear = Turn.objects.get(kind="clear")
    planned = days_of(clear)
    with on(4):
        comment_on_gate(gate.pk, "We look into it.", actor=member)
    assert days_of(clear) == planned
    with on(12):
        comment_on_gate(gate.pk, "They are booked.", actor=member)
    assert (planned[0], days_of(clear)[0]) == ((13, "remind"), (16, "remind"))
