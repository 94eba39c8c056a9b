"""Exceptions for promises: approved ones cover them, expired ones do so no more."""

from datetime import timedelta

import pytest
from django.test import Client

from launchgate.audit.verify import Walked
from launchgate.core import clock
from launchgate.core.refusals import Conflict, Invalid
from launchgate.customers.actions.promises import Promised, back_promise, record_promise, withdraw_promise
from launchgate.customers.models import Promise
from launchgate.launches.models import Item, Launch, Turn
from launchgate.offerings.actions.deciding import approve_exception, expire_exceptions
from launchgate.offerings.models import ExceptionRequest
from tests.launches.checking import check
from tests.launching import Cast, answer_all, gate_of, in_days, make_launch
from tests.offerings.asking import hear_all, make_exception
from tests.offerings.conftest import START

P = Promise.Status


@pytest.fixture
def promise(cast: Cast) -> Promise:
    """Return a promise that nothing backs."""
    launch: Launch = make_launch(cast)
    given = Promised("scope", "Baltic Foods", "Delivery on Sundays", cast.heads["sales"].pk, START.date())
    return record_promise(launch.pk, given, actor=cast.heads["sales"]).promise


def approved(promise: Promise, cast: Cast, *, days: int = 30) -> ExceptionRequest:
    """Ask for an exception for a promise, hear all and approve it."""
    exception = make_exception(cast.owner, promise_id=promise.pk)
    hear_all(exception, cast)
    return approve_exception(exception.pk, in_days(days), actor=cast.heads["operations"])


def asks_to_back(promise: Promise) -> bool:
    return Turn.objects.filter(subject=f"promise:{promise.pk}", kind="back", closed_at=None).exists()


def test_an_exception_for_a_promise_is_on_its_launch(cast: Cast, promise: Promise):
    assert make_exception(cast.owner, promise_id=promise.pk).launch == promise.launch


def test_an_approved_exception_covers_its_promise(cast: Cast, promise: Promise):
    exception = approved(promise, cast)
    promise.refresh_from_db()
    assert (promise.status, promise.exception) == (P.EXCEPTED, exception.subject)
    assert not asks_to_back(promise)


def test_when_it_expires_the_promise_has_nothing_behind_it_again(cast: Cast, promise: Promise):
    approved(promise, cast, days=3)
    with clock.at(START + timedelta(days=4)):
        assert expire_exceptions() == 1
        promise.refresh_from_db()
        assert promise.status == P.UNBACKED
        assert asks_to_back(promise)
        assert check().startswith("exit 0")
        assert list(Walked()) == []


def test_an_answer_may_back_what_an_exception_covers(cast: Cast, promise: Promise):
    approved(promise, cast)
    answer_all(gate_of(promise.launch, "customer-input"), cast.owner)
    item = Item.objects.filter(gate__launch=promise.launch, kind="text", is_answered=True).first()
    assert item is not None
    backed = back_promise(promise.pk, item.pk, actor=cast.heads["sales"]).promise
    assert (backed.status, backed.exception) == (P.BACKED, "")


def test_a_promise_withdrawn_meanwhile_is_not_covered(cast: Cast, promise: Promise):
    exception = make_exception(cast.owner, promise_id=promise.pk)
    hear_all(exception, cast)
    withdraw_promise(promise.pk, "We told them no.", actor=cast.heads["sales"])
    with pytest.raises(Conflict, match="needs no exception"):
        approve_exception(exception.pk, in_days(9), actor=cast.heads["operations"])


def test_a_promise_of_another_launch_is_refused(cast: Cast, promise: Promise):
    with pytest.raises(Invalid, match="on the launch that it was made for"):
        make_exception(cast.owner, promise_id=promise.pk, launch_id=make_launch(cast).pk)
    with pytest.raises(Invalid, match="that stands"):
        make_exception(cast.owner, promise_id=999_999)


def test_the_page_of_a_promise_leads_to_asking_and_to_what_covers_it(cast: Cast, promise: Promise):
    browser = Client()
    browser.force_login(cast.heads["sales"], backend="django.contrib.auth.backends.ModelBackend")
    ask = f"/exceptions/new/?promise={promise.pk}"
    assert ask in browser.get(promise.get_absolute_url()).content.decode()
    page = browser.get(ask).content.decode()
    assert 'value="Baltic Foods"' in page
    sent = {"customer": "Baltic Foods", "what": "Delivery on Sundays", "why": "They pay.", "promise": promise.pk}
    assert browser.post("/exceptions/new/", sent | {"launch": promise.launch_id}).status_code == 303
    assert ExceptionRequest.objects.get().promise == promise
    exception = approved(promise, cast)
    assert exception.get_absolute_url() in browser.get(promise.get_absolute_url()).content.decode()
