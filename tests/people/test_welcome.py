"""The first administrator of an empty installation."""

import pytest

from launchgate.people.company import the_company
from launchgate.people.models import Person
from tests.factories import make_person

pytestmark = pytest.mark.django_db

GIVEN = {
    "company_name": "Acme",
    "time_zone": "Europe/Paris",
    "country": "FR",
    "name": "Ada Lindqvist",
    "email": "Ada@Example.test",
    "password1": "violet-harbour-9",
    "password2": "violet-harbour-9",
}


def test_the_sign_in_page_leads_to_the_welcome_while_nobody_is_here(client):
    assert client.get("/sign-in/").url == "/welcome/"
    assert client.get("/welcome/").status_code == 200


def test_the_first_person_is_signed_in_as_administrator(client):
    response = client.post("/welcome/", GIVEN)
    assert (response.status_code, response.url) == (303, "/people/")
    person = Person.objects.get()
    assert (person.email, person.is_administrator) == ("ada@example.test", True)
    assert the_company().name == "Acme"
    assert client.get("/people/").status_code == 200


@pytest.mark.parametrize("method", ["get", "post"])
def test_there_is_no_welcome_once_somebody_is_here(client, method):
    make_person(is_active=False)
    assert getattr(client, method)("/welcome/", GIVEN).url == "/sign-in/"
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "not an address"),
        ("name", "   "),
        ("time_zone", "Mars/Olympus"),
        ("country", "XX"),
        ("password2", "another"),
        ("password1", "lindqvist"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field_and_the_rest_is_kept(client, field, value):
    response = client.post("/welcome/", GIVEN | {field: value})
    assert response.status_code == 422
    assert response.context["form"].errors
    assert 'value="Acme"' in response.text
    assert not Person.objects.exists()
