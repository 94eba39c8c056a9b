"""Passwords: asked for by mail, set from the link, changed by oneself."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from launchgate.core import clock
from launchgate.outbox.delivery import deliver_messages
from launchgate.outbox.models import Message
from launchgate.people.actions import persons
from tests.factories import make_company, make_person

pytestmark = pytest.mark.django_db

NEW = {"new_password1": "quiet-meadow-31", "new_password2": "quiet-meadow-31"}


@pytest.fixture(autouse=True)
def sam():
    make_company(name="Acme")
    return make_person("Sam", email="sam@example.test", password="violet-harbour-9")


def ask(client, address="Sam@example.test"):
    return client.post("/password-reset/", {"email": address})


def link_in_the_mail():
    deliver_messages()
    found = re.search(r"http://testserver(/set-password/\S+/)", mail.outbox[-1].body)
    assert found
    return found.group(1)


def open_form(client, link):
    """Follow the link to the form, whose address does not hold the secret."""
    return client.get(link, follow=True)


def test_asking_sends_a_link_that_sets_the_password(client, sam, events):
    ask(client)
    page = open_form(client, link_in_the_mail())
    response = client.post(page.request["PATH_INFO"], NEW)
    assert (response.status_code, response.url) == (303, "/sign-in/")
    sam.refresh_from_db()
    assert sam.check_password("quiet-meadow-31")
    assert events() == ["person.password_set"]


def test_the_mail_has_text_and_html_with_the_link(client):
    ask(client)
    link = link_in_the_mail()
    text, (html, kind) = mail.outbox[0].body, mail.outbox[0].alternatives[0]
    assert kind == "text/html"
    assert link in text
    assert link in html
    assert mail.outbox[0].to == ['"Sam" <sam@example.test>']


def test_the_secret_is_kept_nowhere(client):
    ask(client)
    secret = link_in_the_mail().split("/")[-2]
    message = Message.objects.get()
    assert secret not in f"{message.path} {message.headline} {message.data}"


@pytest.mark.parametrize("address", ["sam@example.test", "nobody@example.test", "gone@example.test"])
def test_the_answer_is_the_same_whoever_has_the_address(client, address):
    make_person("Gone", email="gone@example.test", is_active=False)
    response = ask(client, address)
    assert (response.status_code, response.url) == (303, "/password-reset/sent/")


def test_nothing_is_sent_to_strangers_and_the_deactivated(client):
    make_person("Gone", email="gone@example.test", is_active=False)
    ask(client, "gone@example.test")
    ask(client, "nobody@example.test")
    assert not Message.objects.exists()


def test_asking_again_and_again_sends_one_mail_a_minute(client):
    with clock.at(datetime(2026, 11, 22, 12, tzinfo=UTC)):
        for _ in range(5):
            ask(client)
    with clock.at(datetime(2026, 11, 22, 12, 1, tzinfo=UTC)):
        ask(client)
    assert Message.objects.count() == 2


def test_a_link_works_once(client):
    ask(client)
    link = link_in_the_mail()
    page = open_form(client, link)
    client.post(page.request["PATH_INFO"], NEW)
    assert "does not work any more" in open_form(client, link).text


def test_a_link_grows_old(client):
    ask(client)
    link = link_in_the_mail()
    with time_machine.travel(timezone.now() + timedelta(days=4)):
        assert "does not work any more" in open_form(client, link).text


@pytest.mark.parametrize(
    "link", ["/set-password/MQ/forged/", "/set-password/~~~/x/", "/set-password/OTk5OTk/set-password/"]
)
def test_a_forged_link_gets_a_sentence(client, link):
    assert "does not work any more" in open_form(client, link).text


def test_a_weak_password_is_refused_at_its_field(client, sam):
    ask(client)
    page = open_form(client, link_in_the_mail())
    response = client.post(page.request["PATH_INFO"], {"new_password1": "sam", "new_password2": "sam"})
    assert response.status_code == 422
    sam.refresh_from_db()
    assert sam.check_password("violet-harbour-9")


def test_a_new_password_ends_the_wait_after_too_many_tries(client):
    for _ in range(8):
        client.post("/sign-in/", {"username": "sam@example.test", "password": "wrong"})
    ask(client)
    page = open_form(client, link_in_the_mail())
    client.post(page.request["PATH_INFO"], NEW)
    response = client.post("/sign-in/", {"username": "sam@example.test", "password": "quiet-meadow-31"})
    assert response.status_code == 303


def test_somebody_deactivated_meanwhile_sets_no_password(client, sam):
    ask(client)
    page = open_form(client, link_in_the_mail())
    sam.is_active = False
    sam.save()
    assert client.post(page.request["PATH_INFO"], NEW).status_code == 409


def test_an_invited_person_sets_the_first_password(client):
    administrator = make_person(is_administrator=True)
    person = persons.create_person(actor=administrator, email="zoe@example.test", name="Zoe")
    page = open_form(client, link_in_the_mail())
    assert mail.outbox[0].subject == "Acme invites you to LaunchGate"
    client.post(page.request["PATH_INFO"], NEW)
    person.refresh_from_db()
    assert person.check_password("quiet-meadow-31")


def test_an_invitation_is_dropped_once_there_is_a_password():
    administrator = make_person(is_administrator=True)
    person = persons.create_person(actor=administrator, email="zoe@example.test", name="Zoe")
    person.set_password("quiet-meadow-31")
    person.save()
    deliver_messages()
    assert mail.outbox == []


def change(client, old="violet-harbour-9", **fields):
    return client.post("/me/password/", {"old_password": old, **NEW, **fields})


def test_changing_keeps_this_session_and_ends_the_others(client, sam, events):
    from django.test import Client

    other = Client()
    other.force_login(sam)
    client.force_login(sam)
    assert change(client).url == "/me/"
    assert client.get("/me/").status_code == 200
    assert other.get("/me/").status_code == 302
    assert events() == ["person.password_set"]


@pytest.mark.parametrize("fields", [{"old": "wrong"}, {"new_password2": "another-one-7"}])
def test_a_change_that_does_not_fit_is_refused(client, sam, fields):
    client.force_login(sam)
    assert change(client, **fields).status_code == 422
    sam.refresh_from_db()
    assert sam.check_password("violet-harbour-9")
