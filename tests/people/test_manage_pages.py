"""Pages on which administrators add and change people, functions, seats and the company."""

import pytest

from launchgate.people.company import the_company
from launchgate.people.models import Function, Person, Seat
from tests.factories import make_function, make_person, seat

pytestmark = pytest.mark.django_db

HOURS = {
    "time_zone": "Europe/Paris",
    "country": "FR",
    "subdivision": "",
    "weekdays": ["0", "1", "2", "3"],
    "day_starts": "08:00",
    "day_ends": "16:30",
}
ZOE = {"name": "Zoe  Quist", "email": "Zoe@Example.test", **HOURS}


def test_adding_a_person_leads_to_their_page(as_administrator):
    response = as_administrator.post("/people/new/", ZOE | {"is_executive": "on"})
    zoe = Person.objects.get(email="zoe@example.test")
    assert (response.status_code, response.url) == (303, f"/people/{zoe.pk}/")
    assert (zoe.name, zoe.is_executive, zoe.is_administrator, zoe.weekdays) == ("Zoe Quist", True, False, [0, 1, 2, 3])
    assert "An invitation to set a password is on its way" in as_administrator.get(response.url).text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 100_000),
        ("email", "no address"),
        ("email", "taken@example.test"),
        ("email", "TAKEN@example.test"),
        ("time_zone", "Mars/Olympus"),
        ("country", "XX"),
        ("subdivision", "BY"),
        ("weekdays", []),
        ("weekdays", ["9"]),
        ("day_starts", "half past"),
        ("day_ends", "07:00"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field_and_the_rest_is_kept(as_administrator, field, value):
    make_person("Taken", email="taken@example.test")
    response = as_administrator.post("/people/new/", ZOE | {field: value})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert "Zoe" in response.text
    assert not Person.objects.filter(name="Zoe Quist").exists()


@pytest.mark.parametrize("character", ["\x00", "\x07", "\u202e"])
def test_a_control_character_is_refused_beside_its_field(as_administrator, character):
    response = as_administrator.post("/people/new/", ZOE | {"name": f"Zo{character}e"})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["name"]
    assert "control character" in response.text
    assert "Zo\ufffde" in response.text
    assert not Person.objects.filter(email=ZOE["email"]).exists()


def test_a_doubled_post_adds_one_person(as_administrator):
    as_administrator.post("/people/new/", ZOE)
    again = as_administrator.post("/people/new/", ZOE)
    assert again.status_code == 422
    assert "belongs to Zoe Quist" in again.text


def test_editing_a_person(as_administrator):
    person = make_person("Ben")
    response = as_administrator.post(
        f"/people/{person.pk}/edit/", {"name": "Benno", "email": person.email, "is_administrator": "on", **HOURS}
    )
    person.refresh_from_db()
    assert response.url == f"/people/{person.pk}/"
    assert (person.name, person.is_administrator, person.time_zone) == ("Benno", True, "Europe/Paris")


def test_the_form_shows_what_is(as_administrator):
    person = make_person("Ben", country="AT", weekdays=[1], time_zone="Asia/Calcutta")
    text = as_administrator.get(f"/people/{person.pk}/edit/").text
    assert '<option value="AT" selected>Austria</option>' in text
    assert 'value="1" id="id_weekdays_1" checked' in text
    assert '<option value="Asia/Calcutta" selected>' in text


def test_the_last_administrators_stepping_down_is_refused_in_the_form(as_administrator, administrator):
    response = as_administrator.post(
        f"/people/{administrator.pk}/edit/", {"name": "Ada", "email": administrator.email, **HOURS}
    )
    assert response.status_code == 422
    assert "last active administrator" in response.text


def test_deactivating_and_coming_back(as_administrator):
    person = make_person("Ben")
    as_administrator.post(f"/people/{person.pk}/deactivate/")
    assert "Ben is deactivated." in as_administrator.get(f"/people/{person.pk}/").text
    as_administrator.post(f"/people/{person.pk}/reactivate/")
    assert Person.objects.get(pk=person.pk).is_active


def test_a_refusal_is_a_page_with_its_sentence(as_administrator, administrator):
    response = as_administrator.post(f"/people/{administrator.pk}/deactivate/")
    assert response.status_code == 409
    assert "last active administrator" in response.text


def test_inviting_again(as_administrator):
    person = make_person("Ben")
    response = as_administrator.post(f"/people/{person.pk}/invite/", follow=True)
    assert "is on its way" in response.text


def test_opening_renaming_and_closing_a_function(as_administrator):
    as_administrator.post("/people/functions/new/", {"name": "Press"})
    press = Function.objects.get(key="press")
    as_administrator.post(f"/people/functions/{press.pk}/edit/", {"name": "Press office"})
    as_administrator.post(f"/people/functions/{press.pk}/close/")
    press.refresh_from_db()
    assert press.name == "Press office"
    assert press.closed_at
    assert "Closed functions" in as_administrator.get("/people/").text


@pytest.mark.parametrize("name", ["", "finance", "x" * 81])
def test_a_functions_name_that_does_not_fit_is_refused(as_administrator, name):
    make_function("finance")
    response = as_administrator.post("/people/functions/new/", {"name": name})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["name"]


def test_merging(as_administrator):
    billing, finance = make_function("billing"), make_function("finance")
    response = as_administrator.post(f"/people/functions/{billing.pk}/merge/", {"into": finance.pk}, follow=True)
    assert "Billing is part of Finance now" in response.text


@pytest.mark.parametrize("into", ["", "999999", "x"])
def test_merging_into_nothing_is_refused(as_administrator, into):
    billing = make_function("billing")
    assert as_administrator.post(f"/people/functions/{billing.pk}/merge/", {"into": into}).status_code == 422
    assert Function.objects.get().closed_at is None


def test_a_seat_is_given_changed_and_ended(as_administrator):
    finance, marcus, priya = make_function("finance"), make_person("Marcus"), make_person("Priya")
    seat(marcus, finance, "head")
    given = {"person": priya.pk, "function": finance.pk, "rank": "head", "next": f"/people/{priya.pk}/"}
    response = as_administrator.post("/people/seats/new/", given)
    assert response.url == f"/people/{priya.pk}/"
    assert "Marcus, head until now, stays as a member." in as_administrator.get(response.url).text
    place = Seat.objects.get(person=priya, ended_at=None)
    as_administrator.post(f"/people/seats/{place.pk}/rank/", {"rank": "deputy"})
    place = Seat.objects.get(person=priya, ended_at=None)
    assert place.rank == "deputy"
    as_administrator.post(f"/people/seats/{place.pk}/end/")
    assert not Seat.objects.filter(person=priya, ended_at=None).exists()


def test_a_seat_that_does_not_fit_is_refused_and_kept(as_administrator):
    finance, ben = make_function("finance"), make_person("Ben")
    seat(ben, finance)
    response = as_administrator.post("/people/seats/new/", {"person": ben.pk, "function": finance.pk, "rank": "head"})
    assert response.status_code == 422
    assert "member of Finance already" in response.text
    assert f'<option value="{ben.pk}" selected>' in response.text


def test_after_a_seat_nobody_is_led_to_another_site(as_administrator):
    given = {"person": make_person().pk, "function": make_function().pk, "rank": "member"}
    response = as_administrator.post("/people/seats/new/", given | {"next": "https://evil.test/"})
    assert response.url.startswith("/people/functions/")


def test_the_companys_calendar(as_administrator):
    given = {"name": "Acme", "closures": "2026-12-31\n2026-12-24, 2026-12-31", **HOURS}
    assert as_administrator.post("/people/company/", given).status_code == 303
    assert the_company().closures == ["2026-12-24", "2026-12-31"]
    assert "2026-12-24\n2026-12-31" in as_administrator.get("/people/company/").text


@pytest.mark.parametrize("closures", ["Christmas", "2026-02-30", "24.12.2026"])
def test_a_closure_that_is_no_date_is_refused_and_kept(as_administrator, closures):
    response = as_administrator.post("/people/company/", {"name": "Acme", "closures": closures, **HOURS})
    assert response.status_code == 422
    assert f"“{closures}” is not a date" in response.text
    assert f"{closures}</textarea>" in response.text


PAGES = [
    "/people/new/",
    "/people/{person}/edit/",
    "/people/functions/new/",
    "/people/functions/{function}/edit/",
    "/people/seats/new/",
    "/people/company/",
]
POSTS = [
    "/people/{person}/deactivate/",
    "/people/{person}/reactivate/",
    "/people/{person}/invite/",
    "/people/functions/{function}/close/",
    "/people/functions/{function}/merge/",
    "/people/seats/{seat}/rank/",
    "/people/seats/{seat}/end/",
]


@pytest.fixture
def places(administrator):
    function = make_function("finance")
    return {"person": administrator.pk, "function": function.pk, "seat": seat(administrator, function).pk}


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_pages_of_administrators_refuse_everybody_else(as_somebody, places, address, method):
    assert getattr(as_somebody, method)(address.format(**places)).status_code == 403


@pytest.mark.parametrize("address", POSTS)
def test_changes_of_administrators_refuse_everybody_else(as_somebody, places, address):
    assert as_somebody.post(address.format(**places), {"rank": "head"}).status_code == 403


@pytest.mark.parametrize("address", POSTS)
def test_nothing_changes_by_looking(as_administrator, places, address):
    assert as_administrator.get(address.format(**places)).status_code == 405


@pytest.mark.parametrize("address", [*PAGES, *POSTS])
def test_strangers_are_asked_to_sign_in(client, places, address):
    response = client.post(address.format(**places))
    assert response.status_code == 302
    assert response.url.startswith("/sign-in/?next=")
