"""Pages of standard offerings: what was typed stays, what people wrote is harmless, and many cost what few cost."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from launchgate.core.refusals import Conflict
from launchgate.offerings.actions.catalogue import revise_offering
from launchgate.offerings.models import Offering
from launchgate.people.models import Person
from tests.launching import Cast
from tests.offerings.making import facts, make_offering

# What the frame reads, the page, who sells and has read, who keeps the catalogue, what is proposed.
STATEMENTS = 13


def as_(person: Person) -> Client:
    """Return a browser in which somebody signed in."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_what_was_typed_stays_when_something_is_missing(cast: Cast):
    sent = {"name": "Till Care", "price": "29", "training": "Read *me*."}
    answer = as_(cast.heads["operations"]).post("/offerings/new/", sent)
    assert answer.status_code == 422
    assert "Read *me*." in answer.content.decode()
    assert not Offering.objects.exists()


def test_a_training_is_shown_as_written_and_runs_nothing(cast: Cast):
    offering = make_offering(cast, training="# Say\n\n**This** <script>alert(1)</script>")
    page = as_(cast.heads["sales"]).get(offering.get_absolute_url()).content.decode()
    assert "<strong>This</strong>" in page
    assert "<script>alert" not in page


def test_reading_on_the_page_is_noted_by_name(cast: Cast):
    offering, browser = make_offering(cast), as_(cast.heads["sales"])
    browser.post(f"{offering.get_absolute_url()}acknowledge/", {"training": "1"})
    assert "You have read it." in browser.get(offering.get_absolute_url()).content.decode()


def test_the_catalogue_is_searched_by_every_word(cast: Cast):
    make_offering(cast, name="Till Care")
    make_offering(cast, name="Warehouse Sync")
    page = as_(cast.owner).get("/offerings/?q=care+4+hours").content.decode()
    assert "Till Care" in page
    assert "Warehouse Sync" not in page


def test_the_catalogue_costs_the_same_for_few_and_for_many(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
):
    browser = as_(cast.heads["operations"])
    make_offering(cast, name="First")
    browser.get("/offerings/")
    with django_assert_num_queries(STATEMENTS):
        browser.get("/offerings/")
    for number in range(15):
        make_offering(cast, name=f"Offering {number}")
    with django_assert_num_queries(STATEMENTS):
        browser.get("/offerings/")


def test_a_version_that_was_published_meanwhile_is_not_replaced_unasked(cast: Cast):
    offering, operations = make_offering(cast), cast.heads["operations"]
    revise_offering(offering.pk, facts(lead_days=5), "Faster.", actor=operations, seen=1)
    with pytest.raises(Conflict, match="Head of Operations published another version meanwhile"):
        revise_offering(offering.pk, facts(lead_days=9), "Slower.", actor=operations, seen=1)
    path, browser = f"{offering.get_absolute_url()}revise/", as_(operations)
    assert 'name="seen" value="2"' in browser.get(path).content.decode()
    sent = {"name": "Checkout Care", "summary": "Help.", "audience": "Shops", "note": "Shorter.", "seen": 1}
    answer = browser.post(path, sent)
    assert answer.status_code == 422
    assert "Head of Operations saved another version while you were writing" in answer.content.decode()
    assert browser.post(path, sent | {"seen": 2}).status_code == 303
    assert Offering.objects.get().edition.number == 3
