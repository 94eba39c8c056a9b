"""Two people at once about a customer: the test holds the launch, and whoever waits decides on what is true then."""

from datetime import timedelta

import pytest

from launchgate.core import clock
from launchgate.customers.actions.promises import Kept, back_promise, say_if_kept, withdraw_promise
from launchgate.customers.actions.questions import answer_question, ask_gate, withdraw_question
from launchgate.customers.models import Promise, Question
from launchgate.launches.actions.answers import answer_item
from launchgate.launches.models import Launch
from launchgate.people.models import Seat
from tests.customers.promising import fresh, in_days, item_on, promise_on, turns_about
from tests.factories import seat
from tests.launches.attempts import Attempt, holding, within
from tests.launches.small import START, Small, make_small
from tests.launches.stages import gate_of
from tests.reviews.public import publish

# SQLite has one writer and no row locks: there `conftest` leaves these out.
pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def small() -> Small:
    small = make_small()
    seat(small.people["stranger"], small.functions["care"], Seat.Rank.DEPUTY)
    return small


@pytest.fixture
def launch(small: Small) -> Launch:
    with clock.at(START + timedelta(hours=1)):
        return small.launch()


def asked(launch: Launch, small: Small) -> Question:
    with clock.at(START + timedelta(hours=1)):
        return ask_gate(gate_of(launch, "input").pk, "When is it there?", actor=small.people["sales"])


def open_promise(launch: Launch, small: Small) -> Promise:
    with clock.at(START + timedelta(hours=1)):
        return promise_on(launch, small.people["sales"], Promise.Kind.SERVICE, "12", direction="at_least").promise


def test_of_two_who_answer_one_question_the_second_is_told(small: Small, launch: Launch):
    question = asked(launch, small)
    with clock.at(START + timedelta(hours=2)), holding(launch):
        second = Attempt(answer_question, question.pk, "Never.", actor=small.people["stranger"])
        second.must_wait()
        within(answer_question)(question.pk, "In May.", actor=small.people["care"])
    assert second.ends() == "This question is answered."
    question.refresh_from_db()
    assert (question.answer, question.answered_by) == ("In May.", small.people["care"])


def test_who_answers_a_question_that_is_withdrawn_meanwhile_is_told(small: Small, launch: Launch):
    question = asked(launch, small)
    with clock.at(START + timedelta(hours=2)), holding(launch):
        second = Attempt(answer_question, question.pk, "In May.", actor=small.people["care"])
        second.must_wait()
        within(withdraw_question)(question.pk, actor=small.people["sales"])
    assert second.ends() == "This question is withdrawn."
    assert not turns_about(question)


def test_who_backs_a_promise_that_is_withdrawn_meanwhile_is_told(small: Small, launch: Launch):
    promise, demand = open_promise(launch, small), item_on(launch, "demand")
    with clock.at(START + timedelta(hours=2)), holding(launch):
        second = Attempt(back_promise, promise.pk, demand.pk, actor=small.owner)
        second.must_wait()
        within(withdraw_promise)(promise.pk, "Not this year.", actor=small.people["sales"])
    assert second.ends() == "This promise is withdrawn and stays as it is."
    assert not turns_about(promise)


def test_a_promise_is_backed_by_what_the_answer_says_once_it_is_its_turn(small: Small, launch: Launch):
    promise, demand = open_promise(launch, small), item_on(launch, "demand")
    with clock.at(START + timedelta(hours=2)), holding(launch):
        second = Attempt(back_promise, promise.pk, demand.pk, actor=small.people["sales"])
        second.must_wait()
        within(answer_item)(demand.pk, "11", actor=small.owner)
    assert second.ends() == "done"
    assert fresh(promise).status == Promise.Status.COLLIDING


def test_of_two_who_settle_one_promise_the_second_is_told(small: Small, launch: Launch):
    promise = open_promise(launch, small)
    with clock.at(START + timedelta(hours=1)):
        demand = item_on(launch, "demand")
        answer_item(demand.pk, "12", actor=small.owner)
        back_promise(promise.pk, demand.pk, actor=small.owner)
        publish(small, launch.pk)
        kept, broken = Kept(True, in_days(0)), Kept(False, in_days(0))
    with clock.at(START + timedelta(hours=2)), holding(launch):
        second = Attempt(say_if_kept, promise.pk, broken, actor=small.owner)
        second.must_wait()
        within(say_if_kept)(promise.pk, kept, actor=small.people["sales"])
    assert second.ends() == "This promise is kept and stays as it is."
    assert fresh(promise).status == Promise.Status.KEPT
