"""The sweep: what is due is written once, whatever happens around it."""

from datetime import UTC, datetime, timedelta

import pytest
from celery import current_app
from django.core.management import call_command

from launchgate.core import clock
from launchgate.launches.models import Turn
from launchgate.outbox.models import Message
from launchgate.reminders import sweep
from launchgate.reminders.gathering import GATHERS
from launchgate.reminders.models import Nudge
from launchgate.reminders.sweep import sweep_reminders
from launchgate.reminders.tasks import sweep_reminders as sweep_task
from tests.factories import make_person
from tests.reminders.factories import make_bare_launch, make_due_turns, make_turn

pytestmark = [pytest.mark.both, pytest.mark.django_db]

MONDAY = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture(autouse=True)
def on_monday():
    """Begin each test on a Monday morning."""
    with clock.at(MONDAY):
        yield


@pytest.fixture
def cast():
    """Return a holder, a deputy and a sponsor."""
    return make_person("Marcus Oyelaran"), make_person("Priya Kaul"), make_person("Joy Wambui")


def written() -> list[tuple[int, str]]:
    """Return step and person of every nudge, in the order of writing."""
    return list(Nudge.objects.order_by("pk").values_list("step", "person__name"))


def test_a_due_step_becomes_a_nudge_and_a_digest(cast):
    holder, *_ = cast
    turn = make_turn(make_bare_launch(), [(MONDAY, "remind", holder), (MONDAY + 2 * DAY, "remind", holder)])
    swept = sweep_reminders()
    turn.refresh_from_db()
    message = Message.objects.get()
    assert (swept.turns, swept.messages) == (1, 1)
    assert (turn.step, turn.next_at) == (1, MONDAY + 2 * DAY)
    assert (message.kind, message.subject, message.person) == ("digest", f"person:{holder.pk}", holder)
    assert (message.once, message.status) == (f"digest:{holder.pk}:2026-11-16", Message.Status.QUEUED)


def test_a_last_reminder_becomes_a_mail_of_its_own(cast):
    holder, *_ = cast
    turn = make_turn(make_bare_launch(), [(MONDAY, "last", holder)])
    assert sweep_reminders() == sweep.Swept(1, 1)
    message = Message.objects.get()
    assert (message.kind, message.subject, message.person) == ("turn.reminder", f"turn:{turn.pk}", holder)
    assert message.data == {"launch": turn.launch_id, "step": 1}
    assert (message.status, message.not_before) == (Message.Status.QUEUED, MONDAY)


def test_a_second_sweep_writes_nothing(cast):
    make_turn(make_bare_launch(), [(MONDAY, "remind", cast[0])])
    sweep_reminders()
    assert sweep_reminders() == sweep.Swept(0, 0)
    assert (Nudge.objects.count(), Message.objects.count()) == (1, 1)


def test_a_turn_claimed_again_writes_nothing_twice(cast):
    turn = make_turn(make_bare_launch(), [(MONDAY, "remind", cast[0])])
    sweep_reminders()
    Turn.objects.filter(pk=turn.pk).update(next_at=MONDAY, step=0)
    assert sweep_reminders() == sweep.Swept(1, 0)
    assert (Nudge.objects.count(), Message.objects.count()) == (1, 1)


def test_what_is_not_due_waits(cast):
    make_turn(make_bare_launch(), [(MONDAY + timedelta(seconds=1), "remind", cast[0])])
    assert sweep_reminders() == sweep.Swept(0, 0)


@pytest.mark.parametrize("change", [{"closed_at": MONDAY, "outcome": "done"}, {"paused_at": MONDAY}])
def test_turns_that_do_not_run_are_left_alone(cast, change):
    turn = make_turn(make_bare_launch(), [(MONDAY, "remind", cast[0])])
    Turn.objects.filter(pk=turn.pk).update(**change)
    assert sweep_reminders() == sweep.Swept(0, 0)


def test_after_an_outage_one_reminder_is_written_not_three(cast):
    holder, *_ = cast
    ladder = [(MONDAY + number * DAY, "remind", holder) for number in range(4)]
    turn = make_turn(make_bare_launch(), ladder)
    with clock.at(MONDAY + 2 * DAY):
        sweep_reminders()
    turn.refresh_from_db()
    assert written() == [(3, "Marcus Oyelaran")]
    assert (turn.step, turn.next_at) == (3, MONDAY + 3 * DAY)


def test_after_an_outage_each_person_hears_once(cast):
    holder, deputy, sponsor = cast
    ladder = [
        (MONDAY, "remind", holder),
        (MONDAY + DAY, "remind", holder),
        (MONDAY + DAY, "deputy", deputy),
        (MONDAY + 2 * DAY, "sponsor", sponsor),
    ]
    make_turn(make_bare_launch(), ladder)
    with clock.at(MONDAY + 3 * DAY):
        sweep_reminders()
    assert sorted(written()) == [(2, "Marcus Oyelaran"), (3, "Priya Kaul"), (4, "Joy Wambui")]


def test_a_ladder_is_taken_step_by_step(cast):
    holder, deputy, _ = cast
    make_turn(
        make_bare_launch(),
        [(MONDAY, "remind", holder), (MONDAY + DAY, "deputy", deputy), (MONDAY + 2 * DAY, "remind", holder)],
    )
    for day in range(4):
        with clock.at(MONDAY + day * DAY):
            sweep_reminders()
    assert written() == [(1, "Marcus Oyelaran"), (2, "Priya Kaul"), (3, "Marcus Oyelaran")]


def test_a_ladder_at_its_end_is_never_looked_at_again(cast):
    turn = make_turn(make_bare_launch(), [(MONDAY, "remind", cast[0])])
    sweep_reminders()
    turn.refresh_from_db()
    assert turn.next_at is None


def test_the_holder_hears_when_the_deputy_is_told(cast):
    holder, deputy, _ = cast
    make_turn(make_bare_launch(), [(MONDAY, "deputy", deputy)], holder=holder)
    assert sweep_reminders().messages == 2
    told = Message.objects.values_list("kind", "person")
    assert set(told) == {("digest", deputy.pk), ("digest", holder.pk)}


def test_more_than_a_batch_is_swept_in_one_go(monkeypatch):
    monkeypatch.setattr(sweep, "BATCH", 4)
    make_due_turns(11)
    assert sweep_reminders() == sweep.Swept(11, 1)
    assert Nudge.objects.count() == 11


def test_the_oldest_are_swept_first(monkeypatch, cast):
    monkeypatch.setattr(sweep, "BATCH", 1)
    launch = make_bare_launch()
    newer = make_turn(launch, [(MONDAY, "remind", cast[0])])
    older = make_turn(launch, [(MONDAY - DAY, "remind", cast[0])])
    sweep_reminders()
    assert list(Nudge.objects.order_by("pk").values_list("turn", flat=True)) == [older.pk, newer.pk]


@pytest.mark.parametrize("due", [1, 40])
def test_a_batch_is_ten_statements_however_many_are_due(django_assert_num_queries, monkeypatch, due):
    # The embedded broker is woken by a statement of its own.
    monkeypatch.setattr(current_app.conf, "broker_url", "memory://")
    monkeypatch.setattr(current_app.conf, "broker_write_url", "memory://")
    make_due_turns(due)
    look, begin_and_end, claim_nudges_and_mails, whom, digests, news = 1, 2, 3, 3, 3, 1
    with django_assert_num_queries(look + begin_and_end + claim_nudges_and_mails + whom + digests + look + news):
        sweep_reminders()


def test_many_due_turns_of_some_people_are_one_digest_each(cast):
    launch = make_bare_launch()
    for number in range(30):
        make_turn(launch, [(MONDAY, "remind", cast[number % 3])])
    assert sweep_reminders() == sweep.Swept(30, 3)


def test_what_comes_due_before_the_digest_leaves_goes_along(cast):
    launch = make_bare_launch()
    make_turn(launch, [(MONDAY, "remind", cast[0])])
    make_turn(launch, [(MONDAY + timedelta(minutes=1), "remind", cast[0])])
    sweep_reminders()
    with clock.at(MONDAY + timedelta(minutes=1)):
        assert sweep_reminders() == sweep.Swept(1, 0)
    assert Message.objects.count() == 1


@pytest.mark.parametrize("status", ["sending", "sent", "failed", "dropped"])
def test_what_comes_due_after_the_digest_left_is_for_the_next_working_day(cast, status):
    holder, launch, friday = cast[0], make_bare_launch(), MONDAY + 4 * DAY
    make_turn(launch, [(friday, "remind", holder)])
    make_turn(launch, [(friday + timedelta(hours=1), "remind", holder)])
    with clock.at(friday):
        sweep_reminders()
    settled_at = None if status == "sending" else friday
    Message.objects.update(status=status, settled_at=settled_at)
    with clock.at(friday + timedelta(hours=1)):
        assert sweep_reminders() == sweep.Swept(1, 1)
    second = Message.objects.latest("pk")
    assert (second.once, second.not_before) == (f"digest:{holder.pk}:2026-11-23", MONDAY + 7 * DAY + GATHERS)


def test_what_comes_due_in_the_night_or_on_a_day_off_is_for_the_next_working_morning(cast):
    saturday = MONDAY + 5 * DAY
    make_turn(make_bare_launch(), [(saturday, "remind", cast[0])])
    with clock.at(saturday):
        sweep_reminders()
    assert Message.objects.get().not_before == MONDAY + 7 * DAY + GATHERS


def test_a_digest_that_was_put_off_to_a_later_day_is_the_one_of_that_day(cast):
    holder, launch = cast[0], make_bare_launch()
    make_turn(launch, [(MONDAY, "remind", holder)])
    make_turn(launch, [(MONDAY + DAY, "remind", holder)])
    sweep_reminders()
    Message.objects.update(not_before=MONDAY + DAY)
    with clock.at(MONDAY + DAY):
        assert sweep_reminders() == sweep.Swept(1, 0)


def test_the_day_of_a_digest_is_that_of_its_reader(cast):
    holder = make_person("Kiri Maru", time_zone="Pacific/Auckland", country="")
    make_turn(make_bare_launch(), [(MONDAY + 13 * HOUR, "remind", holder)])
    with clock.at(MONDAY + 13 * HOUR):
        sweep_reminders()
    assert Message.objects.get().once == f"digest:{holder.pk}:2026-11-17"


def test_a_sweep_with_nothing_due_only_looks(django_assert_num_queries):
    due, news = 1, 1
    with django_assert_num_queries(due + news):
        sweep_reminders()


def test_the_command_says_what_it_did(capsys):
    make_due_turns(2)
    call_command("sweep_reminders")
    assert capsys.readouterr().out == "Turns due: 2. Messages written: 1.\n"


def test_the_task_is_the_sweep():
    make_due_turns(2)
    sweep_task.apply()
    assert sweep_task.name == "reminders.sweep"
    assert Nudge.objects.count() == 2
