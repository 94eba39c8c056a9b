"""Two people at once on a review: the test holds the launch, and whoever waits decides on what is true then."""

from datetime import timedelta
from decimal import Decimal

import pytest

from launchgate.core import clock
from launchgate.launches.models import Turn
from launchgate.reviews.actions.opening import open_review
from launchgate.reviews.actions.reviews import close_review, contribute, read_target
from launchgate.reviews.models import Review
from tests.launches.attempts import Attempt, holding, within
from tests.launches.small import START, Small, make_small
from tests.reviews.aims import aim
from tests.reviews.public import days_later, opened, part_of, publish

# SQLite has one writer and no row locks: there `conftest` leaves these out.
pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def small() -> Small:
    return make_small()


def reviewed(small: Small, *, is_aimed: bool = False) -> Review:
    """Return the first review of a launch, which is open."""
    with clock.at(START + timedelta(hours=1)):
        launch = small.launch()
        if is_aimed:
            aim(launch)
        publish(small, launch.pk)
        with days_later(32):
            return opened(launch)


def test_of_two_who_close_one_review_the_second_is_told(small: Small):
    review = reviewed(small)
    with clock.at(START + timedelta(days=33)), holding(review.launch):
        second = Attempt(close_review, review.pk, "Nothing.", actor=small.sponsor)
        second.must_wait()
        within(close_review)(review.pk, "Ask for the till first.", actor=small.owner)
    assert second.ends() == "The 30-day review is closed already."
    review.refresh_from_db()
    assert (review.learned, review.closed_by) == ("Ask for the till first.", small.owner)


def test_a_part_that_comes_while_the_review_is_closed_is_refused(small: Small):
    review = reviewed(small)
    part = part_of(review, "finance")
    with clock.at(START + timedelta(days=33)), holding(review.launch):
        second = Attempt(contribute, part.pk, "Begin earlier.", actor=small.people["finance"])
        second.must_wait()
        within(close_review)(review.pk, "Ask for the till first.", actor=small.owner)
    assert second.ends() == "The 30-day review is closed already."
    assert not Turn.objects.filter(launch=review.launch, kind=Turn.Kind.REVIEW, closed_at=None).exists()


def test_a_review_that_waits_for_the_last_value_is_closed_with_it(small: Small):
    review = reviewed(small, is_aimed=True)
    target = review.launch.targets.get()
    with clock.at(START + timedelta(days=33)), holding(review.launch):
        second = Attempt(close_review, review.pk, "Nothing.", actor=small.owner)
        second.must_wait()
        within(read_target)(review.pk, target.pk, Decimal("4.6"), "The survey", actor=small.owner)
    assert second.ends() == "done"


def test_of_two_workers_one_opens_a_review(small: Small):
    review = reviewed(small)
    launch = review.launch
    with clock.at(START + timedelta(days=63)), holding(launch):
        second = Attempt(open_in, 63, launch.pk)
        second.must_wait()
        assert within(open_review)(launch.pk, 60)
    assert second.ends() == "done"
    assert Review.objects.filter(launch=launch, day=60).count() == 1


def open_in(days: int, launch_id: int) -> None:
    """Open the second review as a worker does so many days after the start."""
    with clock.at(START + timedelta(days=days)):
        open_review(launch_id, 60)
