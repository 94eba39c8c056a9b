"""Voices that let their time pass: they go to the deputy, then count as silent, each once and on the record."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from launchgate.audit.models import Event
from launchgate.audit.verify import Walked
from launchgate.core import clock
from launchgate.launches.actions.lifecycle import hold_launch
from launchgate.launches.models import Launch, Turn
from launchgate.offerings.actions.deciding import approve_exception
from launchgate.offerings.actions.voices import count_silent_voices, pass_silent_voices
from launchgate.offerings.models import ExceptionRequest, Voice
from launchgate.outbox.models import Message
from launchgate.people.models import Person, Seat
from launchgate.reminders.sweep import sweep_reminders
from tests.factories import make_person, seat
from tests.launches.checking import check
from tests.launching import Cast, in_days, make_launch
from tests.offerings.asking import make_exception, open_turns, say
from tests.offerings.conftest import START

DEPUTY = "Dee Deputy"


@pytest.fixture(params=["company", "launch"])
def asked(request: pytest.FixtureRequest, cast: Cast) -> Iterator[ExceptionRequest]:
    """Return an exception on which only Sales, which has a deputy, has not spoken."""
    seat(make_person(DEPUTY), cast.function("sales"), Seat.Rank.DEPUTY)
    launch = make_launch(cast) if request.param == "launch" else None
    exception = make_exception(make_person(), launch_id=launch.pk if launch else None)
    say(exception, cast, "customer-care")
    say(exception, cast, "operations")
    return exception


def live(days: int) -> tuple[int, int]:
    """Let days pass as worker and beat do; return how many voices went on, and how many count as silent."""
    passed = silent = 0
    for number in range(1, days + 1):
        with clock.at(START + timedelta(days=number)):
            sweep_reminders()
            passed += pass_silent_voices()
            silent += count_silent_voices()
    return passed, silent


def read(path: str, person: Person) -> str:
    browser = Client()
    browser.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return browser.get(path).text


def test_a_voice_goes_to_the_deputy_after_the_days_of_the_policy(cast: Cast, asked: ExceptionRequest):
    assert live(6) == (0, 0)
    assert live(8) == (1, 0)
    assert open_turns(asked) == [("voice", "sales", DEPUTY)]
    assert Message.objects.filter(kind="turn.asked", person__name=DEPUTY).exists()


def test_a_round_asks_one_question_however_many_voices_went_on(cast: Cast):
    seat(make_person(DEPUTY), cast.function("sales"), Seat.Rank.DEPUTY)
    for _ in range(3):
        exception = make_exception(make_person())
        say(exception, cast, "customer-care")
        say(exception, cast, "operations")
    assert live(8) == (3, 0)
    with clock.at(START + timedelta(days=8)), CaptureQueriesContext(connection) as statements:
        assert pass_silent_voices() == 0
    assert len(statements) == 1


def test_whoever_let_it_pass_may_still_speak(cast: Cast, asked: ExceptionRequest):
    live(8)
    with clock.at(START + timedelta(days=8)):
        say(asked, cast, "sales")
    assert [kind for kind, _, _ in open_turns(asked)] == ["decide"]


def test_a_voice_without_a_deputy_stays_where_it_is(cast: Cast):
    exception = make_exception(make_person())
    assert live(10)[0] == 0
    assert open_turns(exception)[0] == ("voice", "sales", cast.heads["sales"].name)


def test_the_record_and_the_page_say_that_there_was_no_deputy_to_ask(cast: Cast):
    exception = make_exception(make_person(), launch_id=make_launch(cast).pk)
    assert live(40) == (0, 3)
    page = read(exception.get_absolute_url(), exception.requester)
    assert page.count("nobody answered in time, and no deputy was there to ask") == 2 * 3
    assert "no deputy was there to ask" in read(f"{exception.launch.get_absolute_url()}history/", cast.owner)


def test_a_voice_that_went_to_a_deputy_says_nothing_of_a_missing_one(cast: Cast, asked: ExceptionRequest):
    live(40)
    page = read(asked.get_absolute_url(), asked.requester)
    assert "nobody answered in time" in page
    assert "no deputy" not in page


def test_while_its_last_day_runs_a_voice_is_looked_at_and_nothing_is_locked(cast: Cast, asked: ExceptionRequest):
    live(8)
    turn = Turn.objects.get(subject=asked.subject, kind="voice", closed_at=None)
    assert turn.due_at is not None
    over = max([turn.due_at, *turn.steps.values_list("at", flat=True)]) + timedelta(minutes=1)
    with clock.at(over):
        sweep_reminders()
        with CaptureQueriesContext(connection) as statements:
            assert count_silent_voices() == 0
    assert len(statements) == len(("voices", "turns", "their steps", "days on which the company is closed"))
    assert not [each for each in statements if "SAVEPOINT" in each["sql"] or "UPDATE" in each["sql"]]


def test_a_voice_counts_as_silent_after_its_last_reminder_and_a_day(cast: Cast, asked: ExceptionRequest):
    assert live(40) == (1, 1)
    asked.refresh_from_db()
    voice = Voice.objects.get(exception=asked, function__key="sales")
    assert voice.is_silent
    assert asked.status == ExceptionRequest.Status.HEARD
    assert Turn.objects.get(subject=asked.subject, function__key="sales", kind="voice").outcome == "not_needed"
    last = Turn.objects.get(subject=asked.subject, function__key="sales").steps.order_by("-at")[0].at
    assert voice.silent_at is not None
    assert voice.silent_at > last


def test_silence_says_neither_yes_nor_no(cast: Cast, asked: ExceptionRequest):
    live(40)
    assert open_turns(asked) == [("decide", "operations", cast.heads["operations"].name)]
    with clock.at(START + timedelta(days=41)):
        assert approve_exception(asked.pk, in_days(30), actor=cast.heads["operations"]).is_undecided is False


def test_a_silent_voice_may_speak_until_it_is_decided(cast: Cast, asked: ExceptionRequest):
    live(40)
    with clock.at(START + timedelta(days=41)):
        say(asked, cast, "sales", "no", "Now we know: no.")
    assert open_turns(asked) == [("decide", "", cast.sponsor.name)]


def test_each_step_is_on_the_record_once(cast: Cast, asked: ExceptionRequest):
    live(40)
    assert live(42) == (0, 0)
    kinds = Event.objects.filter(kind__in=["exception.voice_passed", "exception.silent"]).order_by("pk")
    assert list(kinds.values_list("kind", "actor")) == [("exception.voice_passed", None), ("exception.silent", None)]
    with clock.at(START + timedelta(days=42)):
        assert list(Walked()) == []
        assert check().startswith("exit 0")


def test_the_voices_of_a_held_launch_let_no_time_pass(cast: Cast):
    launch: Launch = make_launch(cast)
    exception = make_exception(make_person(), launch_id=launch.pk)
    hold_launch(launch.pk, "We wait.", actor=cast.owner, look_again_on=in_days(60))
    assert live(40) == (0, 0)
    assert len(open_turns(exception)) == 3


def test_a_voice_that_nobody_can_give_does_not_stop_the_rest(cast: Cast):
    exception = make_exception(cast.heads["sales"])
    others = Person.objects.exclude(pk__in=[exception.requester_id, *(head.pk for head in cast.heads.values())])
    assert open_turns(exception)[0] == ("voice", "sales", cast.sponsor.name)
    assert others.exists()
