"""One's own page, absences entered in pages, and the theme."""

from datetime import timedelta

import pytest

from launchgate.people.models import Absence
from launchgate.people.rules import today_of
from tests.factories import make_function, make_person, seat

pytestmark = pytest.mark.django_db

PROFILE = {
    "name": "Sam Body",
    "time_zone": "Asia/Tokyo",
    "country": "JP",
    "subdivision": "",
    "weekdays": ["0", "4"],
    "day_starts": "10:00",
    "day_ends": "15:00",
}


def days(person, first=1, last=3):
    today = today_of(person)
    return {"starts_on": today + timedelta(days=first), "ends_on": today + timedelta(days=last)}


def test_a_person_changes_name_zone_and_hours(as_somebody, somebody):
    response = as_somebody.post("/me/", PROFILE | {"name": "Samuel"})
    assert (response.status_code, response.url) == (303, "/me/")
    somebody.refresh_from_db()
    assert (somebody.name, somebody.time_zone, somebody.weekdays) == ("Samuel", "Asia/Tokyo", [0, 4])


def test_nobody_makes_themselves_an_administrator(as_somebody, somebody):
    as_somebody.post("/me/", PROFILE | {"is_administrator": "on", "email": "boss@example.test"})
    before = somebody.email
    somebody.refresh_from_db()
    assert (somebody.is_administrator, somebody.email) == (False, before)


@pytest.mark.parametrize("field", ["name", "time_zone", "weekdays", "day_starts", "day_ends"])
def test_what_is_missing_is_asked_for_and_the_rest_is_kept(as_somebody, field):
    response = as_somebody.post("/me/", PROFILE | {field: []})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert 'value="JP" selected' in response.text


def test_an_id_too_large_for_the_database_is_refused_like_any_other(as_somebody, somebody):
    seat(somebody, make_function("legal"))
    response = as_somebody.post(f"/people/{somebody.pk}/away/", days(somebody) | {"functions": ["9" * 25]})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["functions"]
    assert not Absence.objects.exists()


def test_an_absence_is_entered_and_taken_back(as_somebody, somebody):
    priya = make_person("Priya Nair")
    response = as_somebody.post(f"/people/{somebody.pk}/away/", days(somebody) | {"delegate": priya.pk})
    assert (response.status_code, response.url) == (303, "/me/")
    assert "Priya Nair stands in" in as_somebody.get("/me/").text
    as_somebody.post(f"/people/absences/{Absence.objects.get().pk}/end/")
    assert "No absence is entered." in as_somebody.get("/me/").text


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"starts_on": "", "ends_on": "2099-01-01"}, "starts_on"),
        ({"starts_on": "tomorrow", "ends_on": "2099-01-01"}, "starts_on"),
        ({"starts_on": "2026-02-30", "ends_on": "2099-01-01"}, "starts_on"),
        ({"starts_on": "2020-01-01", "ends_on": "2020-01-03"}, "ends_on"),
        ({"starts_on": "9999-12-31", "ends_on": "9999-12-30"}, "ends_on"),
    ],
)
def test_days_that_do_not_fit_are_refused_at_their_field(as_somebody, somebody, given, field):
    response = as_somebody.post(f"/people/{somebody.pk}/away/", given)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not Absence.objects.exists()


def test_a_delegate_who_is_away_is_refused_and_what_was_typed_is_kept(as_somebody, somebody):
    priya = make_person("Priya")
    span = days(somebody)
    Absence.objects.create(person=priya, entered_by=priya, entered_at="2026-11-01T00:00Z", **span)
    response = as_somebody.post(f"/people/{somebody.pk}/away/", span | {"delegate": priya.pk})
    assert response.status_code == 422
    assert "Priya is away" in response.text
    assert f'value="{span["starts_on"]:%Y-%m-%d}"' in response.text
    assert f'<option value="{priya.pk}" selected>' in response.text


@pytest.mark.parametrize("delegate", ["999999", "x", "-1"])
def test_a_forged_delegate_is_refused(as_somebody, somebody, delegate):
    response = as_somebody.post(f"/people/{somebody.pk}/away/", days(somebody) | {"delegate": delegate})
    assert response.status_code == 422


def test_a_doubled_post_enters_one_absence(as_somebody, somebody):
    as_somebody.post(f"/people/{somebody.pk}/away/", days(somebody))
    assert as_somebody.post(f"/people/{somebody.pk}/away/", days(somebody)).status_code == 422
    assert Absence.objects.count() == 1


def test_a_stranger_may_not_enter_anothers(as_somebody):
    other = make_person("Other")
    assert as_somebody.get(f"/people/{other.pk}/away/").status_code == 403
    assert as_somebody.post(f"/people/{other.pk}/away/", days(other)).status_code == 403
    assert f"/people/{other.pk}/away/" not in as_somebody.get(f"/people/{other.pk}/").text


def test_a_deputy_enters_a_colleagues_absence(as_somebody, somebody):
    marcus, finance = make_person("Marcus"), make_function("finance")
    seat(marcus, finance, "head")
    seat(somebody, finance, "deputy")
    assert as_somebody.post(f"/people/{marcus.pk}/away/", days(marcus)).url == f"/people/{marcus.pk}/"


def test_functions_are_offered_to_who_sits_in_several(as_somebody, somebody):
    finance, legal = make_function("finance"), make_function("legal")
    seat(somebody, finance)
    assert "Only for" not in as_somebody.get(f"/people/{somebody.pk}/away/").text
    seat(somebody, legal)
    as_somebody.post(f"/people/{somebody.pk}/away/", days(somebody) | {"functions": [legal.pk]})
    assert list(Absence.objects.get().functions.all()) == [legal]


def test_the_theme_is_kept_in_a_cookie(client):
    response = client.post("/theme/", {"theme": "dark", "next": "/sign-in/"})
    assert response.url == "/sign-in/"
    assert response.cookies["theme"].value == "dark"
    make_person()
    assert 'data-theme="dark"' in client.get("/sign-in/").text


@pytest.mark.parametrize("theme", ["", "pink", '"><script>'])
def test_any_other_theme_follows_the_system(client, theme):
    client.cookies["theme"] = "dark"
    assert client.post("/theme/", {"theme": theme}).cookies["theme"].value == ""


def test_the_theme_leads_to_no_other_site(client):
    assert client.post("/theme/", {"theme": "dark", "next": "https://evil.test"}).url == "/"
