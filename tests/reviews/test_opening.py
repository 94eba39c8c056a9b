"""Reviews open by themselves: when, for whom, and never twice."""

import pytest

from launchgate.launches.models import Turn
from launchgate.reminders.facts import TurnFacts
from launchgate.reviews.actions.opening import open_due_reviews, open_review
from launchgate.reviews.models import Review
from tests.reviews.public import days_later, opened, public


def asked(launch) -> set[tuple[str, str]]:
    turns = Turn.objects.filter(launch=launch, closed_at=None, kind=Turn.Kind.REVIEW)
    return {(turn.subject.partition(":")[0], turn.holder.name) for turn in turns.select_related("holder")}


@pytest.mark.parametrize(("days", "number"), [(29, 0), (30, 1), (59, 1), (64, 2), (92, 3), (400, 3)])
def test_a_review_opens_after_30_60_and_90_days(small, days, number):
    public(small)
    with days_later(days):
        assert open_due_reviews() == number


def test_a_review_that_falls_on_a_weekend_opens_on_the_next_working_day(small):
    with days_later(3):
        launch = public(small)
    with days_later(33):
        # A Saturday.
        assert open_review(launch.pk, 30) is None
    with days_later(36):
        # Monday is Easter Monday.
        assert open_review(launch.pk, 30) is not None


def test_owner_and_deciding_functions_are_asked(small):
    launch = public(small)
    with days_later(30):
        opened(launch)
        assert asked(launch) == {
            ("review", "Olu Owner"),
            ("contribution", "Sal Sales"),
            ("contribution", "Cara Care"),
            ("contribution", "Fin Finance"),
        }


def test_a_second_run_opens_nothing(small):
    launch = public(small)
    with days_later(30):
        opened(launch)
        assert open_due_reviews() == 0
        assert open_review(launch.pk, 30) is None


def test_after_an_outage_each_review_opens_once(small):
    launch = public(small)
    with days_later(70):
        assert open_due_reviews() == 2
        assert list(Review.objects.filter(launch=launch).values_list("day", flat=True)) == [30, 60]


def test_a_launch_that_is_not_public_is_not_reviewed(small):
    launch = small.launch()
    with days_later(100):
        assert open_review(launch.pk, 30) is None
        assert open_due_reviews() == 0


def test_the_turn_is_planned_for_a_working_week(small):
    launch = public(small)
    with days_later(30):
        review = opened(launch)
        turn = Turn.objects.get(subject=f"review:{review.pk}")
        assert turn.planned_for == review.planned_for
        assert turn.about.title == f"what came of {launch.name} in its first 30 days"


def test_a_mail_says_which_launch_is_reviewed_and_what_of_it(small):
    launch = public(small)
    with days_later(30):
        review = opened(launch)
        facts = TurnFacts(Turn.objects.get(subject=f"review:{review.pk}"))
        assert facts.doing == f"write down what came of {launch.name} in its first 30 days"
        assert facts.waits == f"A review waits for you: what came of {launch.name} in its first 30 days"
