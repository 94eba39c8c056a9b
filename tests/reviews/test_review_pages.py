"""The page of a review: what it shows to whom, and its forms."""

import pytest

from launchgate.launches.models import Gate, Item
from launchgate.reviews.actions.reviews import find_outcome
from launchgate.reviews.models import Contribution, TargetValue
from tests.launches.stages import gate_in
from tests.reviews.aims import aim
from tests.reviews.public import days_later, opened, part_of, publish


@pytest.fixture
def review(client, small):
    gate = gate_in(Gate.Status.SIGNED, small)
    aim(gate.launch)
    launch = publish(small, gate.launch_id)
    client.force_login(small.owner)
    with days_later(30):
        yield opened(launch)


def path(review, rest=""):
    return f"/launches/L-{review.launch_id}/reviews/{review.day}/{rest}"


def test_the_page_shows_targets_signed_sentences_and_who_is_asked(client, review):
    text = client.get(path(review)).text
    for words in (
        "CSAT is still to be read.",
        "at least 4.5 of 5",
        "Signed by",
        "What about demand?",
        "was overridden",
    ):
        assert words in text


def test_reading_a_target_by_form_says_the_finding(client, review):
    target = review.launch.targets.get()
    given = {f"t{target.pk}-value": "4.2", f"t{target.pk}-source": "The survey"}
    text = client.post(path(review, f"targets/{target.pk}/"), given, follow=True).text
    assert "CSAT was missed." in text
    assert str(TargetValue.objects.get().value) == "4.200"


@pytest.mark.parametrize("value", ["", "good", "1e40", "NaN", "46"])
def test_a_value_that_cannot_be_is_shown_again(client, review, value):
    target = review.launch.targets.get()
    given = {f"t{target.pk}-value": value, f"t{target.pk}-source": "My survey"}
    answer = client.post(path(review, f"targets/{target.pk}/"), given)
    assert answer.status_code == 422
    assert "My survey" in answer.text


def test_what_came_stands_beside_what_was_signed(client, review):
    item = Item.objects.get(gate__launch=review.launch_id, key="demand")
    given = {f"i{item.pk}-actual": str(int(item.value) - 3), f"i{item.pk}-held": "no"}
    text = client.post(path(review, f"facts/{item.pk}/"), given, follow=True).text
    assert "Missed by 3" in text


def test_a_function_has_its_say_on_the_page(client, review, small):
    client.force_login(small.people["care"])
    part = part_of(review, "care")
    text = client.post(path(review, f"functions/{part.pk}/"), {f"c{part.pk}-text": "Ask again."}, follow=True).text
    assert "Ask again." in text


def test_whoever_may_not_review_sees_no_form_and_is_refused(client, review, small):
    client.force_login(small.people["stranger"])
    assert "Close the review" not in client.get(path(review)).text
    assert client.post(path(review, "close/"), {"learned": ""}).status_code == 403


def test_closing_without_words_is_shown_again(client, review):
    answer = client.post(path(review, "close/"), {"learned": " ", "end_reason": "It is over."})
    assert answer.status_code == 422
    assert "It is over." in answer.text


def test_closing_before_a_target_was_read_is_a_conflict(client, review):
    answer = client.post(path(review, "close/"), {"learned": "Much."})
    assert answer.status_code == 409
    assert "CSAT was not read yet" in answer.text


def test_an_unknown_day_is_not_there(client, review):
    assert client.get(path(review).replace("/30/", "/31/")).status_code == 404


def test_the_history_tells_the_review(client, review, small):
    item = Item.objects.get(gate__launch=review.launch_id, key="demand")
    find_outcome(review.pk, item.pk, "9", is_held=False, actor=small.owner)
    text = client.get(f"/launches/L-{review.launch_id}/history/").text
    assert "opened the review 30 days after going public" in text
    assert "it did not hold" in text


def test_the_page_costs_the_same_for_many_functions(client, review, django_assert_max_num_queries):
    assert Contribution.objects.count() == 3
    with django_assert_max_num_queries(32):
        client.get(path(review))
