"""The list of people, the page of a person and the page of a function, as everybody sees them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from launchgate.core import clock
from launchgate.people.actions import functions
from launchgate.people.actions.absences import enter_absence
from launchgate.people.rules import today_of
from tests.factories import make_function, make_person, seat

pytestmark = pytest.mark.django_db


def shown(client, address="/people/"):
    response = client.get(address)
    assert response.status_code == 200
    return response.text


def test_the_list_shows_functions_with_their_heads(as_somebody):
    seat(make_person("Marcus Bell"), make_function("finance"), "head")
    text = shown(as_somebody)
    assert "Marcus Bell" in text
    assert "Head of Finance" in text
    assert "Every function has a head." in text


def test_the_list_names_functions_without_a_head(as_somebody):
    make_function("finance")
    seat(make_person("Gone", is_active=False), make_function("sales"), "head")
    assert "Finance and Sales have no head." in shown(as_somebody)


def test_the_list_tells_who_is_away_and_who_stands_in(as_somebody, somebody):
    today = today_of(somebody)
    enter_absence(somebody.pk, actor=somebody, starts_on=today, ends_on=today, delegate_id=make_person("Priya Nair").pk)
    text = shown(as_somebody)
    assert "Away until" in text
    assert "Priya Nair stands in" in text


@pytest.mark.parametrize("query", ["marcus", "BELL marc", "bell@", "finance"])
def test_the_search_finds_by_name_address_and_function(as_somebody, query):
    seat(make_person("Marcus Bell", email="marcus.bell@example.test"), make_function("finance"), "head")
    make_person("Otto Weiss")
    page = as_somebody.get("/people/", {"q": query})
    assert [row["person"].name for row in page.context["rows"]] == ["Marcus Bell"]


def test_the_search_says_when_nobody_fits(as_somebody):
    assert "Nobody fits." in shown(as_somebody, "/people/?q=zzz")


def test_deactivated_people_are_shown_when_asked_for(as_somebody):
    make_person("Gone Girl", is_active=False)
    assert "Gone Girl" not in shown(as_somebody)
    assert "Gone Girl" in shown(as_somebody, "/people/?shown=deactivated")


@pytest.mark.parametrize("query", ["?q=" + "x" * 5000, "?shown=odd", "?q=%25_%27%22", "?q=%E2%80%8F%D7%A9"])
def test_odd_queries_are_answered(as_somebody, query):
    shown(as_somebody, f"/people/{query}")


def test_a_forged_place_in_the_list_is_refused_with_a_sentence(as_somebody):
    response = as_somebody.get("/people/?after=forged")
    assert response.status_code == 422
    assert "damaged" in response.text


def test_the_list_goes_on_page_by_page(as_somebody):
    for number in range(60):
        make_person(f"Number {number:02}")
    page = as_somebody.get("/people/").context["page"]
    assert len(page.rows) == 50
    rest = as_somebody.get(f"/people/?{page.next_query}").context["page"]
    assert len(rest.rows) == 11
    assert not rest.next_query


def test_a_fragment_is_the_people_alone(as_somebody):
    response = as_somebody.get("/people/?q=sam", headers={"HX-Request": "true"})
    assert response.text.lstrip().startswith('<div id="people">')
    assert "<html" not in response.text


def test_the_list_costs_the_same_for_one_row_and_twenty(as_somebody, django_assert_num_queries):
    finance = make_function("finance")
    seat(make_person(), finance)
    as_somebody.get("/people/")
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as first:
        as_somebody.get("/people/")
    for _ in range(20):
        seat(make_person(), finance)
    with django_assert_num_queries(len(first)):
        as_somebody.get("/people/")


def test_only_administrators_are_offered_changes(client, somebody, administrator):
    client.force_login(somebody)
    assert "/people/new/" not in shown(client)
    assert "/deactivate/" not in shown(client, f"/people/{administrator.pk}/")
    client.force_login(administrator)
    assert "/people/new/" in shown(client)
    assert "/deactivate/" in shown(client, f"/people/{somebody.pk}/")


def test_a_persons_page_shows_places_hours_and_what_they_hold(as_somebody):
    marcus = make_person("Marcus Bell", time_zone="America/New_York", country="US", subdivision="CA")
    seat(marcus, make_function("finance"), "head")
    text = shown(as_somebody, f"/people/{marcus.pk}/")
    assert "<b>Head</b> of" in text
    assert "America/New_York" in text
    assert "Mon to Fri, 09:00 to 17:00, holidays of United States (CA)" in text
    assert "Waits for them" in text


def test_a_persons_page_says_the_time_where_they_are_not_where_its_reader_is(as_somebody):
    person = make_person("Ravi Desai", time_zone="Asia/Kolkata")
    with clock.at(datetime(2026, 11, 30, 22, 45, tzinfo=UTC)):
        page = as_somebody.get(f"/people/{person.pk}/").text
    assert "<dd>Tue 04:15, Asia/Kolkata</dd>" in page


def test_who_is_away_from_one_function_only_is_there(as_somebody, somebody):
    today, legal = today_of(somebody), make_function("legal", "Legal")
    seat(somebody, legal)
    enter_absence(somebody.pk, actor=somebody, starts_on=today, ends_on=today, function_ids=[legal.pk])
    assert "Away until" not in shown(as_somebody, "/people/")
    page = shown(as_somebody, f"/people/{somebody.pk}/")
    assert "only for Legal" in page
    assert ">Away<" not in page


def test_an_absence_that_is_over_is_not_shown(as_somebody, somebody):
    from launchgate.core import clock
    from launchgate.people.models import Absence

    long_ago = date(2026, 1, 5)
    Absence.objects.create(
        person=somebody, starts_on=long_ago, ends_on=long_ago, entered_by=somebody, entered_at=clock.now()
    )
    assert "No absence is entered." in shown(as_somebody, f"/people/{somebody.pk}/")


def test_a_coming_absence_is_shown_with_its_functions(as_somebody, somebody):
    finance, legal = make_function("finance"), make_function("legal")
    seat(somebody, finance)
    seat(somebody, legal)
    day = today_of(somebody) + timedelta(days=3)
    enter_absence(somebody.pk, actor=somebody, starts_on=day, ends_on=day, function_ids=[legal.pk])
    assert "only for Legal" in shown(as_somebody, f"/people/{somebody.pk}/")


@pytest.mark.parametrize("address", ["/people/999999/", "/people/functions/999999/", "/people/999999/away/"])
def test_what_is_not_there_is_a_404(as_somebody, address):
    assert as_somebody.get(address).status_code == 404


def test_a_functions_page_shows_its_people(as_somebody):
    finance = make_function("finance")
    seat(make_person("Marcus Bell"), finance, "head")
    text = shown(as_somebody, f"/people/functions/{finance.pk}/")
    assert "Marcus Bell answers for it." in text
    assert "/merge/" not in text


def test_a_merged_functions_page_leads_on(as_somebody, administrator):
    billing, finance = make_function("billing"), make_function("finance")
    functions.merge_function(billing.pk, into_id=finance.pk, actor=administrator)
    assert f'Part of <a href="/people/functions/{finance.pk}/">Finance</a>' in shown(
        as_somebody, f"/people/functions/{billing.pk}/"
    )


def test_names_are_shown_as_text(as_somebody):
    person = make_person("<script>alert(1)</script>", email="x@example.test")
    assert "<script>alert" not in shown(as_somebody, f"/people/{person.pk}/")
    assert "<script>alert" not in shown(as_somebody)
