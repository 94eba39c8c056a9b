"""A broken promise in reviews, in what costs customers most, and as what a lesson is learned from."""

from decimal import Decimal

import pytest

from launchgate.customers.actions.promises import Kept, say_if_kept
from launchgate.customers.models import Promise
from launchgate.launches.actions.lifecycle import go_live
from launchgate.reviews.actions.reviews import close_review, read_target
from launchgate.reviews.queries.costs import PROMISES, read_costs
from launchgate.reviews.sources import source_of
from tests.customers.promising import in_days, promise_on
from tests.launches.stages import all_signed
from tests.reviews.aims import aim
from tests.reviews.public import days_later, opened


@pytest.fixture
def promise(small):
    launch = all_signed(small)
    aim(launch)
    recorded = promise_on(launch, small.people["sales"], Promise.Kind.SCOPE, key="words").promise
    go_live(launch.pk, actor=small.owner)
    with days_later(31):
        yield recorded


def settle(promise: Promise, small, *, is_kept: bool) -> None:
    say_if_kept(promise.pk, Kept(is_kept, in_days(-1), "They know."), actor=small.people["sales"])


def test_a_review_names_the_promise_that_was_broken(client, small, promise):
    settle(promise, small, is_kept=False)
    review = opened(promise.launch)
    client.force_login(small.owner)
    text = client.get(f"/launches/{promise.launch.key}/reviews/{review.day}/").text
    assert "A promise to Kaufhaus Nord was broken." in text


def test_a_review_counts_the_promises_that_were_kept(client, small, promise):
    settle(promise, small, is_kept=True)
    review = opened(promise.launch)
    client.force_login(small.owner)
    text = client.get(f"/launches/{promise.launch.key}/reviews/{review.day}/").text
    assert "One promise was kept." in text


@pytest.mark.parametrize(("is_kept", "expected"), [(False, {"input": 2}), (True, {})])
def test_a_broken_promise_is_a_miss_of_the_gate_that_backed_it(small, promise, is_kept, expected):
    settle(promise, small, is_kept=is_kept)
    review = opened(promise.launch)
    read_target(review.pk, promise.launch.targets.get().pk, Decimal("4.2"), "S", actor=small.owner)
    close_review(review.pk, "Much.", actor=small.owner)
    page = read_costs(small.owner)
    assert {gate.kind: gate.cost for gate in page.gates} == expected
    assert sum(gate.misses[PROMISES] for gate in page.gates) == (not is_kept)


def test_a_lesson_is_learned_from_a_broken_promise_only(client, small, promise):
    assert source_of(f"promise:{promise.pk}") is None
    settle(promise, small, is_kept=False)
    client.force_login(small.people["stranger"])
    text = client.get(f"/lessons/new/?from=promise:{promise.pk}").text
    assert "the promise to Kaufhaus Nord that was broken" in text
    assert f"/lessons/new/?from=promise:{promise.pk}" in client.get(promise.get_absolute_url()).text
