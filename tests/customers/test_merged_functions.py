"""The front line, the head of sales and who answers, after their functions were merged into others."""

import pytest

from launchgate.core.refusals import Forbidden
from launchgate.customers.actions.promises import withdraw_promise
from launchgate.customers.actions.questions import answer_question, ask_gate
from launchgate.customers.models import Promise, Question
from launchgate.launches.recompute import recompute_running
from launchgate.people.actions.functions import merge_function
from launchgate.people.actions.persons import deactivate_person
from launchgate.people.models import Seat
from tests.customers.promising import fresh, promise_on, say_on, turns_about
from tests.factories import make_function, make_person, seat
from tests.launches.checking import check
from tests.launches.stages import gate_of

pytestmark = pytest.mark.django_db


def merge(small, key: str, into) -> None:
    merge_function(small.functions[key].pk, into_id=into.pk, actor=small.people["admin"])


@pytest.fixture
def market(small):
    """A function with a head, into which sales goes."""
    function = make_function("market")
    small.people["market"] = make_person("Mia Market")
    seat(small.people["market"], function, Seat.Rank.HEAD)
    return function


def test_a_question_goes_on_to_the_function_that_the_asked_one_became(small):
    question = ask_gate(gate_of(small.launch(), "price").pk, "By the quarter?", actor=small.people["sales"])
    merge(small, "finance", small.functions["care"])
    recompute_running()
    assert [turn.holder for turn in turns_about(question)] == [small.people["care"]]
    with pytest.raises(Forbidden):
        answer_question(question.pk, "Yes.", actor=small.people["sales"])
    answered = answer_question(question.pk, "Yes.", actor=small.people["care"])
    assert answered.status == Question.Status.ANSWERED
    assert turns_about(question) == []
    assert check().startswith("exit 0")


def test_a_gate_whose_function_was_merged_is_asked_through_the_other_one(small):
    launch = small.launch()
    merge(small, "finance", small.functions["care"])
    question = ask_gate(gate_of(launch, "price").pk, "By the quarter?", actor=small.people["sales"])
    assert [turn.holder for turn in turns_about(question)] == [small.people["care"]]


def test_whoever_was_in_sales_still_asks_and_writes_down(small, market):
    launch = small.launch()
    merge(small, "sales", market)
    assert ask_gate(gate_of(launch, "build").pk, "When?", actor=small.people["deputy"])
    assert say_on(launch, small.people["market"])


def test_so_they_do_after_a_second_merger(small, market):
    launch, all_of_it = small.launch(), make_function("growth")
    merge(small, "sales", market)
    merge_function(market.pk, into_id=all_of_it.pk, actor=small.people["admin"])
    assert ask_gate(gate_of(launch, "build").pk, "When?", actor=small.people["deputy"])


def test_the_head_of_what_sales_became_sees_to_promises_whose_recorder_is_gone(small, market):
    launch = small.launch()
    promise = promise_on(launch, small.people["finance"]).promise
    merge(small, "sales", market)
    deactivate_person(small.people["finance"].pk, actor=small.people["admin"])
    withdraw_promise(promise.pk, "Not this year.", actor=small.people["market"])
    assert fresh(promise).status == Promise.Status.WITHDRAWN
