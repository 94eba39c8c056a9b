"""Questions of the front line: who asks, who answers, and what ends them."""

import pytest

from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.customers.actions.questions import answer_question, ask_gate, withdraw_question
from launchgate.customers.models import Question
from launchgate.launches.actions.edit import follow_launch
from launchgate.launches.actions.lifecycle import stop_launch
from launchgate.launches.models import Turn
from launchgate.outbox.models import Message
from tests.customers.promising import turns_about
from tests.launches.stages import gate_of

pytestmark = pytest.mark.django_db


def ask(small, kind: str = "price", who: str = "sales") -> Question:
    """Ask a gate of a new launch."""
    return ask_gate(gate_of(small.launch(), kind).pk, "By the quarter?", actor=small.people[who])


def test_the_head_of_the_gate_is_asked_until_the_question_is_answered(small):
    question = ask(small)
    [turn] = turns_about(question)
    assert (turn.kind, turn.holder) == (Turn.Kind.ANSWER, small.people["finance"])
    answer_question(question.pk, "Yes.", actor=small.people["finance"])
    assert turns_about(question) == []
    turn.refresh_from_db()
    assert turn.outcome == Turn.Outcome.DONE


def test_whoever_asked_hears_the_answer(small):
    question = ask(small)
    answer_question(question.pk, "Yes.", actor=small.people["finance"])
    assert Message.objects.filter(kind="news.question.answered", person=small.people["sales"]).count() == 1


@pytest.mark.parametrize("who", ["owner", "stranger", "finance"])
def test_who_neither_talks_to_customers_nor_follows_does_not_ask(small, who):
    with pytest.raises(Forbidden):
        ask(small, who=who)


def test_a_follower_asks(small):
    launch = small.launch()
    follow_launch(launch.pk, actor=small.people["stranger"])
    question = ask_gate(gate_of(launch, "build").pk, "When?", actor=small.people["stranger"])
    assert question.function == small.functions["care"]


@pytest.mark.parametrize("who", ["owner", "sales", "sponsor", "stranger"])
def test_only_who_acts_for_the_function_answers(small, who):
    question = ask(small)
    with pytest.raises(Forbidden):
        answer_question(question.pk, "Yes.", actor=small.people[who])


def test_an_answered_question_is_not_answered_again(small):
    question = ask(small)
    answer_question(question.pk, "Yes.", actor=small.people["finance"])
    with pytest.raises(Conflict, match="This question is answered"):
        answer_question(question.pk, "No.", actor=small.people["finance"])


def test_whoever_asked_takes_it_back(small):
    question = ask(small)
    with pytest.raises(Forbidden):
        withdraw_question(question.pk, actor=small.people["deputy"])
    withdraw_question(question.pk, actor=small.people["sales"])
    assert turns_about(question) == []


def test_a_stopped_launch_ends_its_questions(small):
    question = ask(small)
    stop_launch(question.launch_id, "Nobody wants it.", actor=small.owner)
    question.refresh_from_db()
    assert question.status == Question.Status.ENDED
    assert turns_about(question) == []


@pytest.mark.parametrize("text", ["", " \u200b", "x" * 2001])
def test_a_question_has_words(small, text):
    with pytest.raises(Invalid):
        ask_gate(gate_of(small.launch(), "price").pk, text, actor=small.people["sales"])
