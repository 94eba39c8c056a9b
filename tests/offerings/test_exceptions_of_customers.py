"""Exceptions stand under their customer: on the customer's page, in the search, and in a list of their own."""

import pytest
from django.test import Client

from launchgate.audit.verify import Walked
from launchgate.customers.models import Customer
from launchgate.offerings.invariants import customers
from launchgate.offerings.models import ExceptionRequest
from launchgate.people.models import Person
from tests.customers.promising import say_on
from tests.factories import make_person
from tests.launching import Cast, make_launch
from tests.offerings.asking import make_exception


def seen_by(person: Person, path: str) -> tuple[int, str]:
    """Return status and text of a page as somebody sees it."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(path)
    return answer.status_code, answer.text


def test_spellings_of_one_name_are_one_customer(cast: Cast):
    said = say_on(make_launch(cast), cast.owner, customer="Baltic Foods")
    exception = make_exception(cast.owner, customer="BALTIC  foods")
    assert exception.customer == said.customer
    page = seen_by(make_person(), said.customer.get_absolute_url())[1]
    assert exception.what in page
    assert "What they need outside of the box" in page


def test_the_name_stays_as_it_was_written_and_as_the_record_has_it(cast: Cast):
    make_exception(cast.owner, customer="Baltic Foods")
    exception = make_exception(cast.owner, customer="BALTIC foods")
    assert exception.customer_name == "BALTIC foods"
    assert list(Walked()) == []


def test_who_is_known_from_an_exception_alone_has_a_page(cast: Cast):
    exception = make_exception(cast.owner)
    make_exception(cast.owner, customer="Nordmarkt", what="A boat")
    status, page = seen_by(make_person(), exception.customer.get_absolute_url())
    assert status == 200
    assert "A boat" not in page
    assert f'href="{exception.get_absolute_url()}"' in page
    assert f'href="{exception.customer.get_absolute_url()}"' in seen_by(make_person(), exception.get_absolute_url())[1]


def test_an_exception_of_a_confidential_launch_tells_nobody_else_of_the_customer(cast: Cast):
    exception = make_exception(cast.owner, launch_id=make_launch(cast, is_confidential=True).pk)
    stranger = make_person()
    assert seen_by(stranger, exception.customer.get_absolute_url())[0] == 404
    assert exception.what not in seen_by(stranger, "/search/?q=Baltic")[1]
    narrowed = seen_by(stranger, f"/exceptions/?customer={exception.customer_id}")
    assert narrowed[0] == 422
    assert "Baltic" not in narrowed[1]
    assert seen_by(cast.owner, exception.customer.get_absolute_url())[0] == 200


@pytest.mark.parametrize("path", ["/search/?q=baltic", "/search/?q=weekends 48", "/customers/?q=who wants 48 hours"])
def test_a_search_finds_exceptions_by_customer_and_by_what_is_asked(cast: Cast, path: str):
    exception = make_exception(cast.owner)
    page = seen_by(make_person(), path)[1]
    assert f'href="{exception.get_absolute_url()}"' in page


def test_the_list_narrows_to_one_customer(cast: Cast):
    wanted = make_exception(cast.owner)
    other = make_exception(cast.owner, customer="Nordmarkt", what="A boat")
    page = seen_by(make_person(), f"/exceptions/?customer={wanted.customer_id}")[1]
    assert wanted.what in page
    assert other.what not in page


def test_a_name_that_is_too_long_is_told_beside_its_field(cast: Cast):
    client = Client()
    client.force_login(cast.owner, backend="django.contrib.auth.backends.ModelBackend")
    sent = {"customer": "x" * 121, "what": "A boat", "why": "A lake."}
    answer = client.post("/exceptions/new/", sent)
    assert answer.status_code == 422
    assert "x" * 121 in answer.text
    assert not ExceptionRequest.objects.exists()


def test_an_exception_under_another_customer_breaks_an_invariant(cast: Cast):
    exception = make_exception(cast.owner)
    ExceptionRequest.objects.update(customer=Customer.objects.create(name="Nordmarkt", key="nordmarkt"))
    assert f"{exception.key}: kept under another customer than Baltic Foods" in customers().broken
