"""Two people at once on an exception: one decides, and the other is told what happened meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import transaction

from launchgate.core import clock
from launchgate.launches.models import Launch
from launchgate.offerings.actions.deciding import approve_exception, decline_exception
from launchgate.offerings.actions.voices import say_voice
from launchgate.offerings.models import ExceptionRequest
from launchgate.people.models import Company
from tests.factories import make_person
from tests.launches.attempts import Attempt, within
from tests.launches.small import START
from tests.launching import Cast, in_days, make_cast, make_launch
from tests.offerings.asking import hear_all, make_exception, open_turns, say

# SQLite has one writer and no row locks: there `conftest` leaves these out.
pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def people() -> Iterator[Cast]:
    with clock.at(START + timedelta(hours=1)):
        yield make_cast()


@pytest.fixture(params=["company", "launch"])
def asked(request: pytest.FixtureRequest, people: Cast) -> ExceptionRequest:
    launch = make_launch(people) if request.param == "launch" else None
    return make_exception(make_person(), launch_id=launch.pk if launch else None)


@contextmanager
def holding(exception: ExceptionRequest) -> Iterator[None]:
    """Hold what an exception stands on, as an action on it does."""
    with transaction.atomic():
        if exception.launch_id:
            Launch.objects.select_for_update(no_key=True).get(pk=exception.launch_id)
        else:
            Company.objects.select_for_update(no_key=True).get()
        yield


def test_of_two_who_decide_the_second_is_told(people: Cast, asked: ExceptionRequest):
    hear_all(asked, people)
    operations = people.heads["operations"]
    with holding(asked):
        second = Attempt(approve_exception, asked.pk, in_days(30), actor=operations)
        second.must_wait()
        within(decline_exception)(asked.pk, "No truck.", actor=operations)
    assert second.ends() == "This exception is declined already."


def test_two_voices_at_once_are_both_heard(people: Cast, asked: ExceptionRequest):
    say(asked, people, "operations")
    sales, care = people.function("sales").pk, people.function("customer-care").pk
    with holding(asked):
        second = Attempt(say_voice, asked.pk, care, "yes", actor=people.heads["customer-care"])
        second.must_wait()
        within(say_voice)(asked.pk, sales, "yes", actor=people.heads["sales"])
    assert second.ends() == "done"
    assert [kind for kind, _, _ in open_turns(asked)] == ["decide"]
