"""A review: values read, signed facts compared, functions heard, and closed."""

from decimal import Decimal

import pytest

from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.launches.models import Gate, Item, Launch, Turn
from launchgate.reviews.actions.reviews import close_review, contribute, find_outcome, read_target
from launchgate.reviews.models import Outcome, TargetValue
from tests.forging import verify
from tests.launches.stages import gate_in
from tests.reviews.aims import aim
from tests.reviews.public import days_later, opened, part_of, publish


@pytest.fixture
def review(small):
    gate = gate_in(Gate.Status.SIGNED, small)
    aim(gate.launch)
    launch = publish(small, gate.launch_id)
    with days_later(30):
        yield opened(launch)


def read(review, small, value="4.6", **changes):
    target = review.launch.targets.get()
    return read_target(review.pk, target.pk, Decimal(value), "The survey", **{"actor": small.owner} | changes)


def demand(review) -> Item:
    return Item.objects.get(gate__launch=review.launch_id, key="demand")


def turns_of(review) -> set[str]:
    turns = Turn.objects.filter(launch=review.launch_id, closed_at=None)
    return {turn.function.key if turn.function else "owner" for turn in turns.select_related("function")}


@pytest.mark.parametrize(("value", "is_met"), [("4.5", True), ("4.6", True), ("4.499", False)])
def test_a_target_is_met_from_its_goal_on(review, small, value, is_met):
    assert read(review, small, value).is_met is is_met


def test_a_later_value_takes_the_place_of_an_earlier_one(review, small):
    read(review, small, "4.2")
    read(review, small, "4.7")
    assert TargetValue.objects.get(ended_at=None).value == Decimal("4.7")
    assert TargetValue.objects.count() == 2


@pytest.mark.parametrize("value", ["4.6789", "1e12", "Infinity", "46"])
def test_a_value_that_cannot_be_is_refused(review, small, value):
    with pytest.raises(Invalid):
        read(review, small, value)


def test_nobody_but_owner_and_sponsor_reads(review, small):
    with pytest.raises(Forbidden, match="can review it"):
        read(review, small, actor=small.people["sales"])


def test_a_signed_fact_is_compared_with_what_came(review, small):
    item = demand(review)
    outcome = find_outcome(review.pk, item.pk, "9", is_held=False, actor=small.owner)
    assert (outcome.actual, outcome.is_held) == ("9", False)


@pytest.mark.parametrize("actual", ["", "many", None])
def test_what_came_is_typed_as_the_answer_is(review, small, actual):
    with pytest.raises(Invalid):
        find_outcome(review.pk, demand(review).pk, actual, is_held=True, actor=small.owner)
    assert not Outcome.objects.exists()


def test_an_answer_that_no_sentence_names_is_no_signed_fact(review, small):
    other = Item.objects.get(gate__launch=review.launch_id, key="terms")
    with pytest.raises(Conflict, match="no fact that was signed"):
        find_outcome(review.pk, other.pk, "x", is_held=True, actor=small.owner)


def test_a_function_has_its_say_once_and_its_turn_ends(review, small):
    part = part_of(review, "care")
    contribute(part.pk, "Ask again before the day.", actor=small.people["care"])
    assert turns_of(review) == {"owner", "sales", "finance"}
    with pytest.raises(Conflict, match="are has said it already"):
        contribute(part.pk, "And again.", actor=small.people["care"])


@pytest.mark.parametrize("who", ["member", "finance", "stranger", "owner"])
def test_only_who_acts_for_a_function_speaks_for_it(review, small, who):
    with pytest.raises(Forbidden, match="Only the head of"):
        contribute(part_of(review, "care").pk, "Well.", actor=small.people[who])


def test_a_deputy_speaks_for_a_function(review, small):
    deputy = small.people["deputy"]
    assert contribute(part_of(review, "sales").pk, "Well.", actor=deputy).author == deputy


def test_a_review_is_closed_only_when_every_target_was_read(review, small):
    with pytest.raises(Conflict, match="CSAT was not read yet"):
        close_review(review.pk, "Much.", actor=small.owner)


def test_closing_asks_nobody_any_more_and_the_launch_stays_public(review, small):
    read(review, small)
    close_review(review.pk, "Much.", actor=small.owner)
    assert turns_of(review) == set()
    assert Launch.objects.get(pk=review.launch_id).status == Launch.Status.LIVE


def test_a_reason_why_no_further_review_is_needed_makes_it_reviewed(review, small):
    read(review, small)
    close_review(review.pk, "Much.", end_reason="It was taken off the market.", actor=small.sponsor)
    assert Launch.objects.get(pk=review.launch_id).status == Launch.Status.REVIEWED
    assert verify()[0] == 0


def test_the_third_review_makes_it_reviewed_once_the_others_are_closed(review, small):
    launch = review.launch
    with days_later(62):
        last = opened(launch, 90)
        read(last, small)
        with pytest.raises(Conflict, match="The 30-day review is still open"):
            close_review(last.pk, "Much.", actor=small.owner)
        for day in (30, 60, 90):
            each = opened(launch, day)
            read(each, small)
            close_review(each.pk, "Much.", actor=small.owner)
    assert Launch.objects.get(pk=launch.pk).status == Launch.Status.REVIEWED


def test_a_closed_review_is_not_changed(review, small):
    read(review, small)
    close_review(review.pk, "Much.", actor=small.owner)
    for change in (
        lambda: read(review, small),
        lambda: find_outcome(review.pk, demand(review).pk, "9", is_held=True, actor=small.owner),
        lambda: contribute(part_of(review, "care").pk, "Well.", actor=small.people["care"]),
        lambda: close_review(review.pk, "More.", actor=small.owner),
    ):
        with pytest.raises(Conflict, match="The 30-day review is closed already"):
            change()


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda: TargetValue.objects.update(value=5), "its value was changed"),
        (lambda: Outcome.objects.update(is_held=True), "what was found was changed"),
        (lambda: Outcome.objects.update(actual="3"), "what was found was changed"),
    ],
)
def test_forged_findings_are_found(review, small, change, complaint):
    read(review, small)
    find_outcome(review.pk, demand(review).pk, "9", is_held=False, actor=small.owner)
    change()
    assert complaint in verify()[1]


def test_forged_words_are_found(review, small):
    part = contribute(part_of(review, "care").pk, "Ask again.", actor=small.people["care"])
    read(review, small)
    closed = close_review(review.pk, "Much.", actor=small.owner)
    assert verify()[0] == 0
    type(part).objects.filter(pk=part.pk).update(text="All was well.")
    type(closed).objects.filter(pk=closed.pk).update(learned="Nothing.")
    told = verify()[1]
    assert "what a function said was changed" in told or "its review was changed" in told
