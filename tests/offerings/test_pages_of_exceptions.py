"""Pages of exceptions: the list, one of them, asking, and what a launch shows of its own."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from launchgate.offerings.actions.deciding import approve_exception
from launchgate.offerings.actions.standards import choose_offering
from launchgate.offerings.models import ExceptionRequest, Statement
from launchgate.people.models import Person
from tests.factories import make_person
from tests.launching import Cast, in_days, make_launch
from tests.offerings.asking import hear_all, make_exception, say
from tests.offerings.making import make_offering


def as_(person: Person) -> Client:
    """Return a browser in which somebody signed in."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def text_of(client: Client, path: str) -> str:
    """Return a page."""
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_asking_on_the_page_leads_to_the_exception(cast: Cast):
    sent = {"customer": "Baltic Foods", "what": "A boat", "why": "A lake.", "amount": "4000", "currency": "EUR"}
    answer = as_(cast.owner).post("/exceptions/new/", sent)
    assert answer.status_code == 303
    assert ExceptionRequest.objects.get().get_absolute_url() == answer["Location"]


def test_what_was_typed_stays_when_something_is_missing(cast: Cast):
    answer = as_(cast.owner).post("/exceptions/new/", {"customer": "Baltic Foods", "amount": "4"})
    assert answer.status_code == 422
    assert 'value="Baltic Foods"' in answer.content.decode()


def test_what_is_like_it_shows_while_typing(cast: Cast):
    make_exception(cast.owner)
    found = as_(cast.heads["finance"]).get("/exceptions/similar/?what=delivery+within+48+hours", HTTP_HX_REQUEST="true")
    assert "Delivery within 48 hours on weekends" in found.content.decode()


def test_what_is_like_it_is_shown_once_before_it_is_asked_for(cast: Cast):
    before = make_exception(cast.owner)
    sent = {"customer": "Nordmarkt", "what": "Delivery within 48 hours on Sundays", "why": "They are open."}
    browser = as_(cast.heads["finance"])
    shown = browser.post("/exceptions/new/", sent)
    assert shown.status_code == 422
    assert "This was asked for before." in shown.text
    assert f'name="seen" value="{before.pk}"' in shown.text
    assert browser.post("/exceptions/new/", sent | {"seen": before.pk}).status_code == 303


def test_nobody_is_asked_to_look_at_what_they_may_not_see(cast: Cast):
    make_exception(cast.owner, launch_id=make_launch(cast, is_confidential=True).pk)
    sent = {"customer": "Nordmarkt", "what": "Delivery within 48 hours on Sundays", "why": "They are open."}
    assert as_(make_person()).post("/exceptions/new/", sent).status_code == 303


def test_words_of_people_are_shown_as_words(cast: Cast):
    exception = make_exception(cast.owner, what="<script>alert(1)</script>", customer="<b>Bold</b>")
    page = text_of(as_(cast.heads["sales"]), exception.get_absolute_url())
    assert "<script>alert" not in page
    assert "<b>Bold</b>" not in page


def test_only_who_speaks_for_a_function_sees_its_form(cast: Cast):
    exception = make_exception(cast.owner)
    path = exception.get_absolute_url()
    assert "Your voice for Sales" in text_of(as_(cast.heads["sales"]), path)
    assert "Your voice for" not in text_of(as_(cast.heads["finance"]), path)
    assert "Withdraw it" in text_of(as_(cast.owner), path)


def test_a_no_without_a_reason_keeps_the_page(cast: Cast):
    exception = make_exception(cast.owner)
    answer = as_(cast.heads["sales"]).post(f"{exception.get_absolute_url()}voices/sales/", {"answer": "no"})
    assert answer.status_code == 422
    assert "Say why not." in answer.content.decode()


def test_conditions_of_the_voices_are_filled_into_the_approval(cast: Cast):
    exception = make_exception(cast.owner)
    hear_all(exception, cast)
    say(exception, cast, "sales", "yes_if", "If they pay the carrier.")
    assert "If they pay the carrier." in text_of(as_(cast.heads["operations"]), exception.get_absolute_url())


@pytest.mark.parametrize(
    ("show", "expected"),
    [("", {"a", "b", "c"}), ("mine", {"c"}), ("voice", {"a"}), ("undecided", {"a", "c"}), ("approved", {"b"})],
)
def test_the_list_narrows_by_what_its_address_says(cast: Cast, show: str, expected: set[str]):
    sales, asks = cast.heads["sales"], make_person()
    made = {name: make_exception(asks, what=f"Thing {name}") for name in ("a", "b")}
    made["c"] = make_exception(sales, what="Thing c")
    hear_all(made["b"], cast)
    approve_exception(made["b"].pk, in_days(9), actor=cast.heads["operations"])
    page = text_of(as_(sales), f"/exceptions/?show={show}")
    assert {name for name in made if f"Thing {name}" in page} == expected


def test_exceptions_of_a_confidential_launch_are_seen_by_nobody_else(cast: Cast):
    launch = make_launch(cast, is_confidential=True)
    make_exception(cast.owner, launch_id=launch.pk)
    stranger = as_(make_person())
    assert "Delivery within 48" not in text_of(stranger, "/exceptions/")
    assert "Delivery within 48" not in text_of(stranger, "/exceptions/similar/?what=delivery+within+48+hours")


def test_a_launch_shows_its_offering_and_its_exceptions(cast: Cast):
    launch = make_launch(cast)
    choose_offering(launch.pk, make_offering(cast).pk, actor=cast.owner)
    exception = make_exception(cast.heads["sales"], launch_id=launch.pk)
    say(exception, cast, "operations", "no", "No truck.")
    page = text_of(as_(cast.owner), launch.get_absolute_url())
    assert "Checkout Care" in page
    assert "Delivery within 48 hours on weekends" in page
    assert "is not decided" in page


def test_the_history_of_a_launch_tells_of_exceptions(cast: Cast):
    launch = make_launch(cast)
    exception = make_exception(cast.heads["finance"], launch_id=launch.pk)
    hear_all(exception, cast, against=True)
    choose_offering(launch.pk, make_offering(cast).pk, actor=cast.owner)
    page = text_of(as_(cast.owner), f"/launches/{launch.key}/history/")
    assert "asked for the exception" in page
    assert "says no to the exception" in page
    assert "said that the launch changes Checkout Care" in page


def test_the_list_costs_the_same_for_few_and_for_many(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries):
    browser = as_(cast.heads["operations"])
    for number in range(3):
        make_exception(cast.owner, what=f"Thing {number}")
    text_of(browser, "/exceptions/")
    with django_assert_num_queries(STATEMENTS):
        text_of(browser, "/exceptions/")
    for number in range(3, 20):
        make_exception(cast.owner, what=f"Thing {number}", launch_id=make_launch(cast).pk)
    with django_assert_num_queries(STATEMENTS):
        text_of(browser, "/exceptions/")


# Session, person, launches to choose, the page, voices, turns, pauses, keepers (2), proposals (2), counts (2).
STATEMENTS = 13


def test_a_decision_on_the_page_is_held_to_the_voices_that_it_showed(cast: Cast):
    exception, browser = make_exception(cast.owner), as_(cast.heads["operations"])
    hear_all(exception, cast)
    seen = max(Statement.objects.values_list("pk", flat=True))
    page = text_of(browser, exception.get_absolute_url())
    assert page.count(f'name="seen" value="{seen}"') == 2
    say(exception, cast, "sales", "yes_if", "If they pay.")
    answer = browser.post(f"{exception.get_absolute_url()}decline/", {"reason": "No carrier.", "seen": seen})
    assert answer.status_code == 409
    assert "Sales said something else while you were deciding" in answer.content.decode()
