"""An exception that expires once its launch is public: its promise has nothing behind it again, and says so."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.http import QueryDict
from django.test import Client

from launchgate.audit.verify import Walked
from launchgate.core import clock
from launchgate.core.templatetags.launchgate import day
from launchgate.customers.actions.keeping import ask_if_kept
from launchgate.customers.actions.promises import Kept, Promised, back_promise, record_promise, say_if_kept
from launchgate.customers.models import Promise
from launchgate.launches.actions.exceptions import override_gate
from launchgate.launches.actions.lifecycle import go_live, stop_launch
from launchgate.launches.models import Gate, Item, Launch, Turn
from launchgate.offerings.actions.deciding import (
    approve_exception,
    expire_exceptions,
    uncover_promise,
    uncover_promises,
)
from launchgate.offerings.models import ExceptionRequest
from launchgate.outbox.models import Message
from launchgate.outbox.rendering import render
from launchgate.readiness.pages import read_page
from tests.factories import make_person
from tests.launches.checking import check
from tests.launching import Cast, answer_all, gate_of, in_days, make_launch
from tests.offerings.asking import hear_all, make_exception
from tests.offerings.conftest import START

P = Promise.Status
LAST_DAY = 10


@pytest.fixture
def promise(cast: Cast) -> Promise:
    """Return a promise by exception, which holds for ten days, on a launch that is public."""
    cache.clear()
    launch: Launch = make_launch(cast)
    answer_all(gate_of(launch, "customer-input"), cast.owner)
    given = Promised("scope", "Baltic Foods", "Delivery on Sundays", cast.heads["sales"].pk, START.date())
    made = record_promise(launch.pk, given, actor=cast.heads["sales"]).promise
    exception = make_exception(cast.owner, promise_id=made.pk)
    hear_all(exception, cast)
    approve_exception(exception.pk, in_days(LAST_DAY), actor=cast.heads["operations"])
    for gate in Gate.objects.filter(launch=launch).order_by("order", "pk"):
        override_gate(gate.pk, "Not the matter of this test.", actor=cast.sponsor, means="password")
    go_live(launch.pk, actor=cast.owner)
    return Promise.objects.get(pk=made.pk)


@pytest.fixture
def expired(promise: Promise) -> Promise:
    """Return the promise on the day after the exception's last one; the clock goes on from there."""
    with clock.at(START + timedelta(days=LAST_DAY + 1)):
        assert expire_exceptions() == 1
    promise.refresh_from_db()
    return promise


def kinds_asked(promise: Promise) -> list[str]:
    turns = Turn.objects.filter(subject=f"promise:{promise.pk}", closed_at=None)
    return sorted(turns.values_list("kind", flat=True))


def page(cast: Cast, path: str) -> str:
    browser = Client()
    browser.force_login(cast.heads["sales"], backend="django.contrib.auth.backends.ModelBackend")
    return browser.get(path).content.decode()


def test_it_counts_as_not_backed_again_and_its_recorder_is_asked(cast: Cast, expired: Promise):
    assert expired.status == P.UNBACKED
    assert Launch.objects.get(pk=expired.launch_id).open_promises == 1
    turn = Turn.objects.get(subject=f"promise:{expired.pk}", closed_at=None)
    assert (turn.kind, turn.holder, turn.paused_at) == ("back", cast.heads["sales"], None)


def test_record_and_invariants_are_content(expired: Promise):
    assert check().startswith("exit 0")
    assert list(Walked()) == []


def test_its_page_says_what_ended_and_does_not_threaten_with_the_public(cast: Cast, expired: Promise):
    shown = page(cast, expired.get_absolute_url())
    assert "The exception that covered it has ended, and no answer backs it." in shown
    assert ExceptionRequest.objects.get().get_absolute_url() in shown
    ledger = page(cast, f"/launches/L-{expired.launch_id}/promises/?state=open")
    assert "Delivery on Sundays" in ledger
    assert "cannot go public" not in ledger


def test_the_page_of_the_launch_says_on_which_day_it_ended(cast: Cast, expired: Promise):
    shown = page(cast, expired.launch.get_absolute_url())
    assert f"Ended on {day(ExceptionRequest.objects.get().expires_on)}" in shown


def test_the_dashboard_says_it(cast: Cast, expired: Promise):
    summary = read_page(cast.sponsor, QueryDict()).summary
    assert summary.owed == "One promise to a customer of a public launch is not backed any more: Aurora Checkout."


def test_the_dashboard_keeps_a_confidential_launch_to_those_who_may_see_it(cast: Cast, expired: Promise):
    Launch.objects.filter(pk=expired.launch_id).update(is_confidential=True)
    assert read_page(cast.heads["finance"], QueryDict()).summary.owed == ""
    assert read_page(cast.sponsor, QueryDict()).summary.owed


def test_the_news_says_that_nothing_stands_behind_its_promise(cast: Cast, expired: Promise):
    message = Message.objects.get(kind="news.exception.expired", person=cast.owner)
    assert ("Its promise", "Nothing stands behind it any more.") in render(message).rows


def test_an_answer_backs_it_while_the_launch_is_public(cast: Cast, expired: Promise):
    item = Item.objects.filter(gate__launch=expired.launch_id, kind="text", is_answered=True).first()
    assert item is not None
    assert back_promise(expired.pk, item.pk, actor=cast.heads["sales"]).promise.status == P.BACKED
    assert kinds_asked(expired) == []
    assert Launch.objects.get(pk=expired.launch_id).open_promises == 0


def test_another_exception_covers_it_while_the_launch_is_public(cast: Cast, expired: Promise):
    again = make_exception(cast.owner, promise_id=expired.pk)
    hear_all(again, cast)
    approve_exception(again.pk, in_days(90), actor=cast.heads["operations"])
    expired.refresh_from_db()
    assert (expired.status, expired.exception) == (P.EXCEPTED, again.subject)


def test_on_its_day_it_is_asked_whether_it_was_kept_and_no_more_what_backs_it(cast: Cast, expired: Promise):
    with clock.at(START + timedelta(days=40)):
        assert ask_if_kept() == 1
        assert kinds_asked(expired) == ["keep"]
        assert check().startswith("exit 0")
        say_if_kept(expired.pk, Kept(False, clock.now().date(), "We are sorry."), actor=cast.heads["sales"])
    assert kinds_asked(expired) == []
    assert Launch.objects.get(pk=expired.launch_id).open_promises == 0


def test_on_a_stopped_launch_nobody_is_told_to_ask_anew(cast: Cast):
    launch = make_launch(cast)
    exception = make_exception(make_person("Otto Outside"), launch_id=launch.pk)
    hear_all(exception, cast)
    approve_exception(exception.pk, in_days(LAST_DAY), actor=cast.heads["operations"])
    stop_launch(launch.pk, "Nobody wants it.", actor=cast.owner)
    with clock.at(START + timedelta(days=LAST_DAY + 1)):
        assert expire_exceptions() == 1
    assert render(Message.objects.get(kind="news.exception.expired", person=cast.owner)) is None


def test_a_promise_that_counts_as_covered_by_what_has_expired_is_found(promise: Promise):
    ExceptionRequest.objects.update(status="expired", ended_at=START)
    assert f"promise {promise.pk} counts as covered by an exception that holds no more" in check()


def test_a_promise_that_was_once_left_as_covered_is_mended_once(cast: Cast, promise: Promise):
    ExceptionRequest.objects.update(status="expired", ended_at=START)
    assert (uncover_promises(), uncover_promises()) == (1, 0)
    promise.refresh_from_db()
    assert promise.status == P.UNBACKED
    assert kinds_asked(promise) == ["back"]
    told = page(cast, f"{promise.launch.get_absolute_url()}history/")
    assert "found that the exception behind the promise to Baltic Foods had ended" in told
    assert check().startswith("exit 0")
    assert list(Walked()) == []


def test_a_promise_whose_exception_holds_is_left_alone(promise: Promise):
    assert uncover_promises() == 0
    assert uncover_promise(promise.pk) is False
