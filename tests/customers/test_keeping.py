"""Promises on public launches: asked about on their day, kept or broken."""

from datetime import timedelta

import pytest

from launchgate.core import clock
from launchgate.core.refusals import Conflict, Invalid
from launchgate.customers.actions.keeping import ask_if_kept
from launchgate.customers.actions.promises import Kept, say_if_kept
from launchgate.customers.models import Promise
from launchgate.customers.queries.promises import finding_of
from launchgate.launches.actions.lifecycle import go_live
from launchgate.launches.models import Turn
from tests.customers.promising import fresh, in_days, item_on, promise_on, turns_about
from tests.launches.stages import all_signed

pytestmark = pytest.mark.django_db

Kind, Status = Promise.Kind, Promise.Status


def test_a_promise_of_a_date_is_asked_about_on_its_day(small):
    launch = all_signed(small)
    answered = item_on(launch, "day").value
    promise = promise_on(launch, small.people["sales"], value=answered, key="day").promise
    go_live(launch.pk, actor=small.owner)
    promise = fresh(promise)
    assert promise.keep_on.isoformat() == answered
    assert ask_if_kept() == (1 if promise.keep_on <= in_days(0) else 0)
    with clock.at(clock.now() + timedelta(days=800)):
        ask_if_kept()
        assert ask_if_kept() == 0
        [turn] = turns_about(promise)
        assert (turn.kind, turn.holder) == (Turn.Kind.KEEP, small.people["sales"])


def live_with_a_promise(small) -> Promise:
    """Return a backed promise of a scope on a launch that became public."""
    launch = all_signed(small)
    promise = promise_on(launch, small.people["sales"], Kind.SCOPE, key="words").promise
    go_live(launch.pk, actor=small.owner)
    return fresh(promise)


def test_what_is_no_date_is_asked_about_after_thirty_days(small):
    assert live_with_a_promise(small).keep_on == in_days(30)


@pytest.mark.parametrize(("is_kept", "status"), [(True, Status.KEPT), (False, Status.BROKEN)])
def test_it_is_written_down_whether_it_was_kept_and_when(small, is_kept, status):
    promise = live_with_a_promise(small)
    with clock.at(clock.now() + timedelta(days=31)):
        ask_if_kept()
        say_if_kept(promise.pk, Kept(is_kept, in_days(-1), "They know."), actor=small.people["sales"])
        assert (fresh(promise).status, fresh(promise).kept_on) == (status, in_days(-1))
        assert turns_about(promise) == []


def test_before_the_public_nothing_is_kept_yet(small):
    promise = promise_on(small.launch(), small.people["sales"]).promise
    with pytest.raises(Conflict, match="once the launch is public"):
        say_if_kept(promise.pk, Kept(True, in_days(0)), actor=small.people["sales"])


@pytest.mark.parametrize("days", [1, -400])
def test_it_was_kept_neither_ahead_nor_before_it_was_promised(small, days):
    promise = live_with_a_promise(small)
    with pytest.raises(Invalid):
        say_if_kept(promise.pk, Kept(True, in_days(days)), actor=small.people["sales"])


def test_where_the_day_has_begun_a_promise_of_today_is_recorded_and_kept(small):
    recorder = small.people["sales"]
    recorder.time_zone = "Pacific/Auckland"
    recorder.save(update_fields=["time_zone"])
    promise = live_with_a_promise(small)
    evening = clock.now().replace(hour=23)
    with clock.at(evening):
        tomorrow = in_days(1)
        assert promise_on(promise.launch, recorder, made_on=tomorrow).promise.made_on == tomorrow
        say_if_kept(promise.pk, Kept(True, tomorrow), actor=recorder)
    assert fresh(promise).kept_on == tomorrow


@pytest.mark.parametrize(
    ("counts", "says"),
    [
        ({}, "Nothing has been promised to a customer here."),
        ({Status.BACKED: 1}, "One promise: it is backed."),
        ({Status.KEPT: 1}, "One promise: it was kept."),
        ({Status.BACKED: 1, Status.EXCEPTED: 1}, "Two promises: each open one is backed."),
        ({Status.BACKED: 1, Status.KEPT: 2}, "Three promises: two were kept and each open one is backed."),
        (
            {Status.COLLIDING: 1, Status.BACKED: 3, Status.UNBACKED: 1},
            "Five promises: one collides with what was answered and one has nothing behind it.",
        ),
        ({Status.WITHDRAWN: 1, Status.BROKEN: 1}, "Two promises: one was broken and one was withdrawn."),
    ],
)
def test_the_ledger_says_how_its_promises_stand(counts, says):
    assert finding_of(counts) == says
