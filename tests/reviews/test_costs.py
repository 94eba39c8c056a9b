"""Which gate's misses cost customers most, over all reviewed launches."""

from decimal import Decimal

import pytest

from launchgate.launches.models import Gate, Item
from launchgate.reviews.actions.reviews import close_review, find_outcome, read_target
from launchgate.reviews.queries.costs import read_costs
from tests.launches.stages import gate_in
from tests.reviews.aims import aim
from tests.reviews.public import days_later, opened, publish


def reviewed(small, *, value: str, is_held: bool, **changes):
    """Return a launch whose gates after the first were overridden, reviewed with this value of its one target."""
    gate = gate_in(Gate.Status.SIGNED, small)
    aim(gate.launch)
    if changes:
        type(gate.launch).objects.filter(pk=gate.launch_id).update(**changes)
    launch = publish(small, gate.launch_id)
    with days_later(30):
        review = opened(launch)
        item = Item.objects.get(gate__launch=launch, key="demand")
        find_outcome(review.pk, item.pk, "9", is_held=is_held, actor=small.owner)
        read_target(review.pk, launch.targets.get().pk, Decimal(value), "S", actor=small.owner)
        close_review(review.pk, "Much.", actor=small.owner)
    return launch


def costs(reader) -> dict[str, int]:
    return {gate.kind: gate.cost for gate in read_costs(reader).gates}


@pytest.mark.parametrize(
    ("value", "is_held", "expected"),
    [
        ("4.6", True, {"build": 1, "price": 1, "tell": 1}),
        ("4.6", False, {"build": 1, "price": 1, "tell": 1, "input": 1}),
        ("4.2", False, {"build": 2, "price": 2, "tell": 2, "input": 2}),
    ],
)
def test_a_miss_counts_once_and_once_more_for_each_target_missed(small, value, is_held, expected):
    reviewed(small, value=value, is_held=is_held)
    assert costs(small.owner) == expected


def test_the_worst_gate_comes_first(small):
    reviewed(small, value="4.6", is_held=True)
    launch = reviewed(small, value="4.2", is_held=False)
    page = read_costs(small.owner)
    assert [gate.cost for gate in page.gates] == [3, 3, 3, 2]
    assert page.gates[-1].shares[0].launch == launch
    assert (page.launches, page.targets_missed) == (2, 1)


def test_an_open_review_costs_nothing_yet(small):
    assert costs(small.owner) == {}


def test_confidential_launches_count_for_those_who_see_them(small):
    reviewed(small, value="4.2", is_held=False, is_confidential=True)
    assert costs(small.people["stranger"]) == {}
    assert costs(small.people["boss"])


def test_the_page_says_the_finding_and_how_it_is_reckoned(client, small):
    client.force_login(small.owner)
    assert "No launch has been reviewed yet." in client.get("/lessons/costs/").text
    reviewed(small, value="4.2", is_held=False)
    text = client.get("/lessons/costs/").text
    assert "gates cost the same." in text
    assert "once more for each shared target that this launch missed" in text


def test_statements_do_not_grow_with_launches(small, django_assert_num_queries):
    reviewed(small, value="4.2", is_held=False)
    with django_assert_num_queries(8):
        read_costs(small.owner)
    reviewed(small, value="4.2", is_held=False)
    with django_assert_num_queries(8):
        read_costs(small.owner)
