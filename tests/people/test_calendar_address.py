"""Making the secret address of one's calendar, seeing it once, taking it away."""

import re

import pytest

from launchgate.audit.models import Event
from launchgate.people.calendar_keys import person_with_key

pytestmark = pytest.mark.django_db

PAGE = "/me/calendar/"
ADDRESS = re.compile(r'value="https?://[^/]+/api/v1/calendar/([\w-]+)\.ics"')


def test_the_address_is_shown_once(as_somebody, somebody):
    response = as_somebody.post(PAGE)
    (secret,) = ADDRESS.findall(response.text)
    assert person_with_key(secret) == somebody
    assert secret not in as_somebody.get(PAGE).text
    assert "no-store" in response["Cache-Control"]


def test_looking_at_the_page_makes_nothing(as_somebody, somebody):
    as_somebody.get(PAGE)
    somebody.refresh_from_db()
    assert somebody.calendar_key is None


def test_a_doubled_post_leaves_the_address_that_was_shown(as_somebody, somebody):
    (secret,) = ADDRESS.findall(as_somebody.post(PAGE, {"once": "a"}).text)
    assert as_somebody.post(PAGE, {"once": "a"}).status_code == 409
    assert person_with_key(secret) == somebody


def test_neither_the_row_nor_the_record_holds_the_secret(as_somebody, somebody, events):
    (secret,) = ADDRESS.findall(as_somebody.post(PAGE).text)
    somebody.refresh_from_db()
    assert secret not in somebody.calendar_key
    assert events() == ["person.calendar_made"]
    assert not Event.objects.filter(text__contains=secret).exists()


def test_the_address_is_taken_away(as_somebody, somebody, events):
    (secret,) = ADDRESS.findall(as_somebody.post(PAGE).text)
    response = as_somebody.post("/me/calendar/drop/")
    assert (response.status_code, response.url) == (303, PAGE)
    assert person_with_key(secret) is None
    assert events() == ["person.calendar_made", "person.calendar_dropped"]


def test_what_is_not_there_cannot_be_taken_away(as_somebody, events):
    assert as_somebody.post("/me/calendar/drop/").status_code == 409
    assert events() == []


def test_administrators_do_not_see_keys_of_others(as_administrator, somebody):
    somebody.calendar_key, somebody.channel = "d" * 64, "slack"
    somebody.chat_address = "https://hooks.slack.com/services/T0/B0/secret"
    somebody.save()
    text = as_administrator.get(f"/admin/people/person/{somebody.pk}/change/").text
    assert "d" * 64 not in text
    assert "hooks.slack.com" not in text
