"""Pages about customers: what they show, to whom, and that many rows cost no more statements than few."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from launchgate.core import clock
from launchgate.customers.actions.insights import withdraw_insight
from launchgate.customers.actions.promises import withdraw_promise
from launchgate.customers.actions.questions import ask_gate
from launchgate.customers.models import Customer, Insight, Promise
from launchgate.launches.actions.answers import answer_item
from launchgate.launches.models import Launch
from launchgate.launches.queries.gate_pack import MOST_LINES
from tests.customers.promising import day, in_days, item_on, promise_on, say_on
from tests.launches.stages import gate_of, submitted

pytestmark = pytest.mark.django_db


def statements(client, path: str) -> int:
    """Return how many statements a page costs once everything around it is warm."""
    assert client.get(path).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return len(asked)


def more_insights(launch: Launch, by: Any, number: int) -> None:
    """Add very many insights of as many customers."""
    customers = Customer.objects.bulk_create(Customer(name=f"Shop {n}", key=f"shop {n}") for n in range(number))
    gate = gate_of(launch, "input")
    Insight.objects.bulk_create(
        Insight(launch=launch, kind="feedback", customer=each, words="Slow", author=by, added_at=clock.now(), gate=gate)
        for each in customers
    )


def more_promises(launch: Launch, by: Any, number: int) -> None:
    """Record very many promises that nothing backs, linked to a question without an answer."""
    customer, item = Customer.objects.first(), item_on(launch, "demand")
    Promise.objects.bulk_create(
        Promise(
            launch=launch, kind="service", customer=customer, words="Fast", value="3", direction="at_least",
            made_by=by, made_on=in_days(0), recorder=by, recorded_at=clock.now(), item=item,
            worth=Decimal(10), currency="EUR",
        )
        for _ in range(number)
    )  # fmt: skip
    Launch.objects.filter(pk=launch.pk).update(open_promises=number)


@pytest.mark.parametrize("name", ["customers/", "promises/", "gates/input/", "gates/input/pack/", ""])
def test_pages_of_a_launch_cost_the_same_for_few_and_many(client, small, name):
    launch = small.launch()
    client.force_login(small.people["sales"])
    say_on(launch, small.owner)
    more_insights(launch, small.owner, 3)
    more_promises(launch, small.owner, 3)
    path = f"{launch.get_absolute_url()}{name}"
    few = statements(client, path)
    more_promises(launch, small.owner, 500)
    Insight.objects.bulk_create(
        Insight(launch=launch, kind="churn", customer=each.customer, words="Slow", author=small.owner,
                added_at=clock.now(), gate=each.gate)
        for each in list(Insight.objects.filter(launch=launch)) * 250
    )  # fmt: skip
    assert statements(client, path) == few


@pytest.mark.both
@pytest.mark.parametrize("path", ["/customers/?q=slow", "/promises/", "/promises/?state=open", "/readiness/"])
def test_lists_over_all_launches_cost_the_same_for_few_and_many(client, small, path):
    launch = small.launch()
    client.force_login(small.people["sales"])
    more_insights(launch, small.owner, 3)
    more_promises(launch, small.owner, 3)
    few = statements(client, path)
    more_promises(small.launch(name="Other"), small.owner, 500)
    assert statements(client, path) == few


def test_a_search_that_finds_nothing_with_all_words_shows_what_has_some(client, small):
    say_on(small.launch(), small.owner, words="It is slow.")
    client.force_login(small.people["stranger"])
    page = client.get("/customers/?q=Why+is+Nordmarkt+angry").text
    assert "No customer said all of this. Some of it:" in page
    assert "It is slow." in page
    assert "It is slow." not in client.get("/customers/?q=angry+birds").text


@pytest.mark.parametrize("path", ["/customers/?q=", "/promises/?q=", "/search/?q="])
def test_whoever_asks_who_asked_for_what_finds_promises_too(client, small, path):
    promise_on(small.launch(), small.owner, words="In forty shops.")
    client.force_login(small.people["stranger"])
    assert "In forty shops." in client.get(f"{path}kaufhaus+shops").text
    assert "In forty shops." not in client.get(f"{path}kaufhaus+boats").text


@pytest.mark.parametrize("path", ["/customers/", "/promises/", "/search/?q=Nordmarkt"])
def test_what_hangs_on_a_confidential_launch_is_not_for_everybody(client, small, path):
    secret = small.launch(is_confidential=True)
    say_on(secret, small.owner)
    promise_on(secret, small.owner, customer="Nordmarkt")
    client.force_login(small.people["stranger"])
    assert "Nordmarkt</" not in client.get(path).text
    assert client.get(f"/customers/{Customer.objects.get().pk}/").status_code == 404
    client.force_login(small.owner)
    assert "Nordmarkt" in client.get(path).text


def test_a_form_that_does_not_fit_keeps_what_was_typed(client, small):
    launch = small.launch()
    client.force_login(small.owner)
    page = client.post(f"{launch.get_absolute_url()}customers/", {"customer": "Nordmarkt", "words": "Slow <b>"})
    assert page.status_code == 422
    assert "Choose what kind of insight it is." in page.text
    assert "Slow &lt;b&gt;" in page.text


def test_the_form_comes_before_the_log_and_opens_its_fold_only_for_what_stands_in_it(client, small):
    launch = small.launch()
    say_on(launch, small.owner)
    client.force_login(small.owner)
    path, fold = f"{launch.get_absolute_url()}customers/", '<details class="more" open>'
    page = client.get(path).text
    assert page.index('id="add"') < page.index('id="heard-heading"')
    assert fold not in page
    assert fold in client.post(path, {"customer": "Nordmarkt", "words": "Slow", "unit": "shops"}).text
    assert fold in client.post(path, {"kind": "churn", "customer": "N", "words": "S", "number": "many"}).text


def test_a_promise_that_does_not_fit_keeps_what_was_typed(client, small):
    launch = small.launch()
    client.force_login(small.owner)
    given = {
        "kind": "price",
        "price": "dear",
        "price_currency": "EUR",
        "customer": "Nordmarkt",
        "words": "Cheap",
        "made_on": day(0),
    }
    page = client.post(f"{launch.get_absolute_url()}promises/record/", given | {"made_by": small.owner.pk})
    assert page.status_code == 422
    assert "Give a number, such as 12 or 12.5." in page.text
    assert 'value="dear"' in page.text


def test_a_gate_shows_the_promises_on_its_answers_beside_what_is_signed(client, small):
    launch = small.launch()
    submitted(launch, "input", small)
    answer_item(item_on(launch, "demand").pk, "9", actor=small.owner)
    promise_on(launch, small.owner, "service", "10", direction="at_least", key="demand")
    client.force_login(small.people["sales"])
    page = client.get(gate_of(launch, "input").get_absolute_url()).text
    assert "Promised on these answers" in page
    assert "Promised to customers on these answers." in page
    assert "“What about demand?” says 9: too little." in page


def test_a_launch_says_how_many_promises_are_open_and_why_it_is_not_public(client, small):
    launch = small.launch()
    promise_on(launch, small.owner)
    client.force_login(small.owner)
    page = client.get(launch.get_absolute_url()).text
    assert "1 promise open" in page
    assert "One promise to customers is not backed" in page


def test_many_promises_to_back_stand_in_one_row_of_the_launch_page_and_ones_own_apart(client, small):
    launch = small.launch()
    for number in range(11):
        promise_on(launch, small.people["care"], customer=f"Shop {number}")
    promise_on(launch, small.people["sales"], customer="Her own")
    client.force_login(small.people["sales"])
    page = client.get(launch.get_absolute_url()).context["page"]
    assert [(row.who, row.what) for row in page.gathered] == [("Cara Care", "back 3 more promises")]
    assert [row.turn.kind for row in page.waiting].count("back") == 8 + 1
    assert [row.turn.holder.name for row in page.yours if row.turn.kind == "back"] == ["Sal Sales"]


def test_who_signs_sees_the_open_ones_of_many_promises_first(client, small):
    launch = small.launch()
    submitted(launch, "input", small)
    answer_item(item_on(launch, "demand").pk, "9", actor=small.owner)
    for number in range(12):
        promise_on(launch, small.owner, "service", "9", direction="at_least", key="demand", customer=f"Shop {number}")
    promise_on(launch, small.owner, "service", "10", direction="at_least", key="demand", customer="Last")
    client.force_login(small.people["sales"])
    page = client.get(gate_of(launch, "input").get_absolute_url())
    [panel] = [later for each in page.context["panels"] for later in each.later if each.later]
    assert panel.shows.promises[0].promise.customer.name == "Last"
    assert (len(panel.shows.promises), panel.shows.has_more) == (12, True)
    assert "All promises of the launch" in page.text


def test_worth_is_summed_for_each_currency(client, small):
    launch = small.launch()
    for worth in ("1000 EUR", "250.50 EUR", "80 GBP"):
        promise_on(launch, small.owner, worth=worth)
    withdraw_promise(Promise.objects.latest("pk").pk, "No.", actor=small.owner)
    client.force_login(small.owner)
    assert "Those shown are worth 1,250.50 EUR and 80 GBP." in client.get("/promises/").text
    assert "Those shown are worth 1,250.50 EUR." in client.get("/promises/?state=open").text


def test_what_was_withdrawn_can_still_be_read(client, small):
    launch = small.launch()
    insight = say_on(launch, small.owner, words="They want it blue.")
    withdraw_insight(insight.pk, "It was another product.", actor=small.owner)
    client.force_login(small.people["stranger"])
    page = client.get(f"{launch.get_absolute_url()}customers/")
    assert "They want it blue." not in page.text
    page = client.get(f"{launch.get_absolute_url()}customers/?shown=ended")
    assert "They want it blue." in page.text
    assert "It was another product." in page.text


def test_a_promise_shows_what_happened_to_it_and_nothing_else(client, small):
    launch = small.launch()
    promise = promise_on(launch, small.owner, customer="Nordmarkt").promise
    promise_on(launch, small.owner, customer="Hafenladen")
    withdraw_promise(promise.pk, "It comes later.", actor=small.owner)
    client.force_login(small.owner)
    history = client.get(promise.get_absolute_url()).text.partition('id="history-heading"')[2]
    assert history.index("withdrew the promise to Nordmarkt") < history.index("recorded what Nordmarkt was promised")
    assert "Hafenladen" not in history


def test_a_question_reads_on_the_desk_of_who_answers_it(client, small):
    ask_gate(gate_of(small.launch(), "price").pk, "By the quarter?", actor=small.people["sales"])
    client.force_login(small.people["finance"])
    assert "By the quarter?" in client.get("/").text


def test_a_pack_of_hundreds_of_promises_shows_the_first_and_leads_to_all(client, small):
    launch = small.launch()
    client.force_login(small.owner)
    say_on(launch, small.owner)
    more_promises(launch, small.owner, MOST_LINES + 5)
    latest = Promise.objects.latest("pk")
    Promise.objects.exclude(pk=latest.pk).update(status=Promise.Status.KEPT, kept_on=in_days(0))
    Promise.objects.filter(pk=latest.pk).update(words="Still open")
    path = f"{launch.get_absolute_url()}gates/input/pack/"
    page = client.get(path).text
    assert f"The first {MOST_LINES} of {MOST_LINES + 5}." in page
    assert "Still open" in page
    assert page.count("Fast") == MOST_LINES - 1
    whole = client.get(f"{path}?all=1").text
    assert "The first" not in whole
    assert whole.count("Fast") == MOST_LINES + 4
