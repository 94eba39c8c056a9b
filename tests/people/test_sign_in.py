"""Signing in and out: where it leads, what it says when it fails, and how many tries there are."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from tests.factories import make_person

pytestmark = pytest.mark.django_db


def sign_in(client, address="sam@example.test", password="violet-harbour-9", **more):  # noqa: S107
    return client.post("/sign-in/", {"username": address, "password": password, **more})


@pytest.fixture(autouse=True)
def sam():
    return make_person("Sam", email="sam@example.test", password="violet-harbour-9")


def is_signed_in(client):
    return "_auth_user_id" in client.session


def test_sign_in_leads_to_the_desk(client):
    response = sign_in(client)
    assert (response.status_code, response.url) == (303, "/")
    assert is_signed_in(client)


def test_a_page_asks_for_sign_in_and_is_come_back_to(client):
    asked = client.get("/people/?q=sam")
    assert asked.url == "/sign-in/?next=/people/%3Fq%3Dsam"
    page = client.get(asked.url)
    assert page.context["next"] == "/people/?q=sam"
    assert sign_in(client, next=page.context["next"]).url == "/people/?q=sam"


@pytest.mark.parametrize("next_", ["https://evil.test/", "//evil.test/", "javascript:alert(1)", "/\\evil.test"])
def test_nobody_is_led_to_another_site(client, next_):
    assert sign_in(client, next=next_).url == "/"


def test_the_case_of_the_address_does_not_matter(client):
    sign_in(client, "SAM@Example.test ")
    assert is_signed_in(client)


def test_an_unknown_address_and_a_wrong_password_are_told_in_the_same_words(client):
    make_person("Gone", email="gone@example.test", password="violet-harbour-9", is_active=False)
    answers = {
        str(response.context["form"].errors)
        for response in (
            sign_in(client, password="wrong"),
            sign_in(client, "nobody@example.test"),
            sign_in(client, "gone@example.test"),
        )
    }
    assert len(answers) == 1
    assert "do not belong together" in answers.pop()


def test_a_failed_sign_in_keeps_the_address_and_where_one_was_going(client):
    response = sign_in(client, password="wrong", next="/people/")
    assert response.status_code == 422
    assert 'value="sam@example.test"' in response.text
    assert 'name="next" value="/people/"' in response.text
    assert "violet" not in response.text


@pytest.mark.parametrize("address", ["", "no address", "a@b", "x" * 100_000, "sam@example.test\u202e"])
def test_an_odd_address_gets_a_sentence(client, address):
    assert sign_in(client, address).status_code in (400, 422)


def test_a_form_without_its_secret_is_refused_with_a_sentence(sam):
    from django.test import Client

    response = sign_in(Client(enforce_csrf_checks=True))
    assert response.status_code == 403
    assert "Nothing was saved" in response.text


def test_the_ninth_try_has_to_wait_even_with_the_right_password(client):
    for _ in range(8):
        response = sign_in(client, password="wrong")
    assert response.status_code == 429
    assert "For the next 15 minutes" in response.text
    assert sign_in(client).status_code == 429
    assert not is_signed_in(client)


def test_after_the_wait_the_right_password_lets_in(client):
    for _ in range(8):
        sign_in(client, password="wrong")
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        sign_in(client)
    assert is_signed_in(client)


def test_writing_the_address_otherwise_gives_no_further_tries(client):
    for number in range(8):
        sign_in(client, "SAM@example.test" if number % 2 else "sam@EXAMPLE.test", password="wrong")
    assert sign_in(client).status_code == 429


def test_others_do_not_wait_with_somebody(client):
    make_person("Other", email="other@example.test", password="violet-harbour-9")
    for _ in range(8):
        sign_in(client, password="wrong")
    sign_in(client, "other@example.test")
    assert is_signed_in(client)


def test_a_forged_forwarding_header_gives_no_further_tries(client):
    for number in range(8):
        client.post(
            "/sign-in/",
            {"username": "sam@example.test", "password": "wrong"},
            headers={"X-Forwarded-For": f"10.0.0.{number}"},
        )
    assert sign_in(client).status_code == 429


def test_behind_the_proxy_the_last_hop_counts(client, settings):
    settings.IS_BEHIND_PROXY = True
    for number in range(8):
        client.post(
            "/sign-in/",
            {"username": "sam@example.test", "password": "wrong"},
            headers={"X-Forwarded-For": f"10.0.0.{number}, 192.0.2.7"},
        )
    locked = client.post(
        "/sign-in/",
        {"username": "sam@example.test", "password": "violet-harbour-9"},
        headers={"X-Forwarded-For": "192.0.2.7"},
    )
    assert locked.status_code == 429
    elsewhere = client.post(
        "/sign-in/",
        {"username": "sam@example.test", "password": "violet-harbour-9"},
        headers={"X-Forwarded-For": "192.0.2.8"},
    )
    assert elsewhere.status_code == 303


def test_who_is_signed_in_goes_on_at_once(client, sam):
    client.force_login(sam)
    assert client.get("/sign-in/?next=/people/").url == "/people/"


def test_signing_out_is_a_post_and_ends_the_session(client, sam):
    client.force_login(sam)
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/").status_code == 303
    assert not is_signed_in(client)
    assert "You are signed out." in client.get("/sign-in/").text


def test_the_demo_addresses_are_shown_only_where_the_demo_is(client):
    assert "demo" not in client.get("/sign-in/").text
    make_person("Mara", email="pm@demo.test")
    assert "pm@demo.test" in client.get("/sign-in/").text
