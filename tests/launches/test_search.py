"""Search over launches, questions and people."""

import pytest

from launchgate.core import clock
from tests.launches.small import START, Small

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(client, company: Small) -> Small:
    small = company.copy()
    client.force_login(small.owner)
    return small


def found(client, words):
    return client.get("/search/", {"q": words}).context["found"]


@pytest.mark.parametrize("words", ["aurora", "CHECKOUT aurora", "pay on", "L-{pk}"])
def test_search_finds_launches_by_every_word_or_key(client, small, words):
    launch = small.launch(name="Aurora Checkout")
    assert [each.name for each in found(client, words.format(pk=launch.pk)).launches] == ["Aurora Checkout"]


def test_search_needs_every_word(client, small):
    small.launch(name="Aurora Checkout")
    assert not found(client, "aurora zeppelin")


def test_search_hides_confidential_launches_and_their_questions(client, small):
    small.launch(name="Secret", is_confidential=True)
    client.force_login(small.people["stranger"])
    assert not found(client, "secret")
    assert not found(client, "What about demand")


def test_search_finds_a_question_once_with_the_launches_that_ask_it(client, small):
    with clock.at(START):
        small.launch(name="First")
    small.launch(name="Second")
    questions = found(client, "about demand").questions
    assert [[item.gate.launch.name for item in question.items] for question in questions] == [["Second", "First"]]


def test_search_finds_people(client, small):
    assert [person.name for person in found(client, "sal sales").people] == ["Sal Sales"]


def test_search_says_that_nothing_was_found(client, small):
    assert "Nothing found." in client.get("/search/?q=zeppelin").text


@pytest.mark.parametrize(("words", "says"), [("", "Type the name of a launch"), ("a", "One more letter, please.")])
def test_search_waits_for_words(client, small, words, says):
    assert says in client.get("/search/", {"q": words}).text


def test_search_refuses_more_than_it_can_look_for(client, small):
    page = client.get("/search/", {"q": "x" * 100_000})
    assert page.status_code == 422
    assert "Search for at most 200 characters." in page.text


@pytest.mark.parametrize("words", ["%%", "__", "' OR 1=1", "<script>alert(1)</script>"])
def test_search_takes_marks_as_they_are(client, small, words):
    small.launch(name="Aurora")
    page = client.get("/search/", {"q": words})
    assert page.status_code == 200
    assert not page.context["found"]
    assert "<script>alert" not in page.text


def test_search_answers_htmx_with_the_results_alone(client, small):
    page = client.get("/search/?q=sales", headers={"HX-Request": "true"})
    assert "<html" not in page.text
    assert 'id="results"' in page.text


def test_search_costs_the_same_however_much_it_finds(client, small, django_assert_num_queries):
    small.launch(name="Aurora")
    client.get("/search/?q=aurora")
    with django_assert_num_queries(10):
        client.get("/search/?q=aurora")
    for number in range(12):
        small.launch(name=f"Aurora {number}")
    with django_assert_num_queries(10):
        client.get("/search/?q=aurora")
