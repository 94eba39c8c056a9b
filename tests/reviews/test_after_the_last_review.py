"""A launch that is reviewed is public still: what was asked before its last review can be done after it."""

import pytest

from launchgate.customers.actions.promises import withdraw_promise
from launchgate.customers.actions.questions import answer_question, ask_gate
from launchgate.customers.models import Promise
from launchgate.launches.models import Launch
from launchgate.reviews.actions.reviews import close_review
from tests.customers.promising import promise_on, turns_about
from tests.launches.small import Small
from tests.reviews.public import days_later, gate_of, opened, public

pytestmark = pytest.mark.django_db


def review_for_good(launch: Launch) -> None:
    """Close the first review with the reason why no further one is needed."""
    review = opened(launch)
    close_review(review.pk, "Ask for the till first.", actor=launch.owner, end_reason="It is small.")
    launch.refresh_from_db()
    assert launch.status == Launch.Status.REVIEWED


def test_a_question_of_the_front_line_is_answered_on_a_reviewed_launch(small: Small):
    launch = public(small)
    question = ask_gate(gate_of(launch, "input").pk, "When?", actor=small.people["sales"])
    with days_later(32):
        review_for_good(launch)
        (turn,) = turns_about(question)
        answer_question(question.pk, "In May.", actor=turn.holder)
    assert not turns_about(question)


def test_an_open_promise_is_seen_to_on_a_reviewed_launch(small: Small):
    launch = public(small)
    promise = promise_on(launch, small.people["sales"], Promise.Kind.SCOPE).promise
    with days_later(32):
        review_for_good(launch)
        (turn,) = turns_about(promise)
        withdraw_promise(promise.pk, "Not this year.", actor=turn.holder)
    assert not turns_about(promise)
