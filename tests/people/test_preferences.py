"""Mails and reminders: the hour of the daily mail, what always comes, and addresses that refuse mail."""

from datetime import time

import pytest

from launchgate.people.actions.reachability import note_refused_address
from tests.factories import make_person

PAGE = "/me/preferences/"


@pytest.fixture
def refused(somebody):
    note_refused_address(somebody.pk, "550 5.1.1 no such user")
    somebody.refresh_from_db()
    return somebody


def test_the_hour_of_the_daily_mail_is_chosen(as_somebody, somebody, told, events, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert as_somebody.post(PAGE, {"digest_at": "07:30"}).url == PAGE
    somebody.refresh_from_db()
    assert somebody.digest_at == time(7, 30)
    assert events() == ["person.preferences_changed"]
    assert [people for people, _ in told] == [{somebody.pk}]


def test_left_empty_the_playbook_says(as_somebody, somebody):
    as_somebody.post(PAGE, {"digest_at": "07:30"})
    as_somebody.post(PAGE, {"digest_at": ""})
    somebody.refresh_from_db()
    assert somebody.digest_at is None


@pytest.mark.parametrize("hour", ["25:00", "seven", "7" * 1000, "-1:00"])
def test_an_hour_that_is_none_is_refused(as_somebody, somebody, hour):
    assert as_somebody.post(PAGE, {"digest_at": hour}).status_code == 422
    somebody.refresh_from_db()
    assert somebody.digest_at is None


def test_the_page_says_what_cannot_be_switched_off(as_somebody):
    assert "the request itself and the last reminder always come" in as_somebody.get(PAGE).text


def test_a_refused_address_is_shown_on_ones_own_pages_and_tried_again(as_somebody, refused):
    for page in (PAGE, "/me/"):
        assert "550 5.1.1 no such user" in as_somebody.get(page).text
    answer = as_somebody.post(f"/people/{refused.pk}/try-address/", {"next": PAGE})
    assert (answer.status_code, answer.url) == (303, PAGE)
    assert "550 5.1.1" not in as_somebody.get(PAGE).text


def test_others_see_that_mail_is_refused_and_cannot_try(client, refused):
    client.force_login(make_person())
    page = client.get(f"/people/{refused.pk}/").text
    assert "is refused" in page
    assert "try-address" not in page
    assert client.post(f"/people/{refused.pk}/try-address/").status_code == 403
    assert "Mail is refused" in client.get("/people/").text


def test_administrators_read_it_on_top_of_the_list(as_administrator, refused):
    page = as_administrator.get("/people/").text
    assert "by the address of" in page
    assert f'<a href="/people/{refused.pk}/">Sam Body</a>' in page


def test_nobody_leads_the_try_to_another_site(as_somebody, refused):
    answer = as_somebody.post(f"/people/{refused.pk}/try-address/", {"next": "https://evil.example/"})
    assert answer.url == f"/people/{refused.pk}/"
