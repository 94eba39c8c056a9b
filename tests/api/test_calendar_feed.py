"""The address of a calendar: whom it lets in, and how programs ask whether anything changed."""

from datetime import timedelta

import pytest
from django.test import Client

from launchgate.launches.actions.edit import change_target_date
from launchgate.people.actions.calendar_keys import drop_calendar_key, make_calendar_key
from launchgate.people.actions.persons import deactivate_person
from launchgate.people.models import Person
from tests.api.feeds import address_of, feed

pytestmark = pytest.mark.django_db


def test_the_address_opens_the_calendar_without_signing_in(small):
    response = feed(address_of(small.owner))
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("secret", ["wrong", "0" * 64, "é", "%27%20OR%201", "a" * 2000])
def test_a_wrong_address_opens_nothing_and_asks_once(small, secret, django_assert_num_queries):
    make_calendar_key(actor=small.owner)
    with django_assert_num_queries(1):
        response = feed(f"/api/v1/calendar/{secret}.ics")
    assert response.status_code == 404


def test_the_digest_that_is_kept_opens_nothing(small):
    make_calendar_key(actor=small.owner)
    kept = Person.objects.get(pk=small.owner.pk).calendar_key
    assert feed(f"/api/v1/calendar/{kept}.ics").status_code == 404


def test_a_new_address_ends_the_one_before(small):
    before, after = address_of(small.owner), address_of(small.owner)
    assert (feed(before).status_code, feed(after).status_code) == (404, 200)


def test_an_address_that_was_taken_away_opens_nothing(small):
    path = address_of(small.owner)
    drop_calendar_key(actor=small.owner)
    assert feed(path).status_code == 404


def test_somebody_who_left_has_no_calendar(small):
    path = address_of(small.people["member"])
    deactivate_person(small.people["member"].pk, actor=small.people["admin"])
    assert feed(path).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_is_written_to_a_calendar(small, method):
    assert getattr(Client(), method)(address_of(small.owner)).status_code == 405


def test_a_program_that_has_the_present_calendar_gets_no_other(small):
    launch = small.launch()
    path = address_of(small.owner)
    first = feed(path)
    again = feed(path, if_none_match=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    change_target_date(launch.pk, launch.target_date + timedelta(days=3), actor=small.owner)
    changed = feed(path, if_none_match=first["ETag"])
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_a_date_alone_hides_no_change(small):
    path = address_of(small.owner)
    small.launch()
    since = feed(path)["Last-Modified"]
    assert feed(path, if_modified_since=since).status_code == 200


def test_head_says_the_same_without_the_calendar(small):
    path = address_of(small.owner)
    asked, got = Client().head(path), feed(path)
    assert (asked.status_code, asked["ETag"], asked.content) == (200, got["ETag"], b"")
