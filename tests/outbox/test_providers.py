"""Mail by a provider's own interface: what it takes, refuses and reports later; the network's edge stands in for it."""

import base64
import json

import pytest
import requests
import responses

from launchgate.core.mail_providers import event_settings, provider_settings
from launchgate.outbox.delivery import deliver_messages
from launchgate.people.models import Person
from tests.factories import make_company, make_person
from tests.outbox.factories import queue_message

pytestmark = pytest.mark.django_db

POSTMARK = "https://api.postmarkapp.com/email"
EVENTS, SECRET = "/mail-events/", "0123456789abcdefghij"


@pytest.fixture
def provider(settings):
    """Return what stands in for Postmark, by which mail is set to leave."""
    for name, value in provider_settings("EMAIL_URL", "anymail+postmark://TOKEN@").items():
        setattr(settings, name, value)
    settings.MAIL_EVENTS_SECRET = SECRET
    settings.ANYMAIL = settings.ANYMAIL | event_settings("postmark", SECRET, "")
    with responses.RequestsMock(assert_all_requests_are_fired=False) as edge:
        yield edge


def takes(provider) -> None:
    provider.post(POSTMARK, json={"ErrorCode": 0, "Message": "OK", "MessageID": "1", "To": "a@b.test"})


def refuses(provider, status: int, code: int = 0, words: str = "No.") -> None:
    provider.post(POSTMARK, status=status, json={"ErrorCode": code, "Message": words})


def report(client, *, secret: str = SECRET, **event):
    """Return the answer to a report of a returned mail, as Postmark makes it."""
    kept = {"RecordType": "Bounce", "Type": "HardBounce", "TypeCode": 1, "ID": 1, "MessageID": "1"}
    key = base64.b64encode(f"launchgate:{secret}".encode()).decode()
    headers = {"authorization": f"Basic {key}"}
    return client.post(EVENTS, json.dumps(kept | event), content_type="application/json", headers=headers)


def test_a_mail_leaves_with_its_words_and_its_headers(provider):
    takes(provider)
    message = queue_message(make_person("Mei 田中", email="mei@example.test"), subject="決済ページに署名してください")
    done = deliver_messages()
    message.refresh_from_db()
    assert (done.sent, message.error) == (1, "")
    sent = json.loads(provider.calls[0].request.body)
    assert provider.calls[0].request.headers["X-Postmark-Server-Token"] == "TOKEN"
    assert sent["Subject"] == "決済ページに署名してください"
    assert message.person.email in sent["To"]
    assert {header["Name"] for header in sent["Headers"]} >= {"Message-ID", "Auto-Submitted"}


def test_an_address_that_a_provider_does_not_send_to_is_noted(provider):
    message = queue_message()
    words = "You tried to send to recipient(s) that have been marked as inactive. Found inactive addresses: {}. "
    words += "Inactive recipients are ones that have generated a hard bounce or a spam complaint."
    refuses(provider, 422, 406, words.format(message.person.email))
    assert deliver_messages().failed == 1
    message.refresh_from_db()
    assert "does not take the address" in message.error
    assert Person.objects.get(pk=message.person_id).mail_refused_at is not None


def test_a_mail_that_a_provider_refuses_fails_and_the_address_stays(provider):
    refuses(provider, 422, 300, "Invalid 'HtmlBody'")
    message = queue_message()
    assert deliver_messages().failed == 1
    message.refresh_from_db()
    assert "Invalid 'HtmlBody'" in message.error
    assert Person.objects.get(pk=message.person_id).mail_refused_at is None


def test_an_answer_that_does_not_say_that_the_mail_was_taken_is_no_success(provider):
    refuses(provider, 422, 406, "Words that were never seen before.")
    message = queue_message()
    assert deliver_messages().failed == 1
    message.refresh_from_db()
    assert message.error == "The mail provider did not say that it took the mail."


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_provider_that_hesitates_is_asked_again_later(provider, status):
    refuses(provider, status)
    message = queue_message()
    assert deliver_messages().put_off == 1
    message.refresh_from_db()
    assert (message.status, message.attempts) == ("queued", 1)


@pytest.mark.parametrize("status", [401, 403])
def test_a_wrong_key_costs_no_attempt_and_is_said(provider, status):
    refuses(provider, status, 10, "Bad or missing Server API token.")
    messages = [queue_message(), queue_message()]
    assert deliver_messages().put_off == 2
    messages[1].refresh_from_db()
    assert (messages[1].attempts, len(provider.calls)) == (0, 1)
    assert messages[1].error.startswith(f"The mail provider answered {status}:")


def test_a_provider_that_does_not_answer_costs_no_attempt(provider):
    provider.post(POSTMARK, body=requests.ConnectTimeout())
    message = queue_message()
    assert deliver_messages().put_off == 1
    message.refresh_from_db()
    assert (message.attempts, message.error) == (0, "The mail provider could not be reached: ConnectTimeout.")


@pytest.mark.parametrize(
    ("event", "is_noted"),
    [
        ({}, True),
        ({"RecordType": "SpamComplaint", "Type": "SpamComplaint"}, True),
        ({"Type": "Transient", "TypeCode": 2}, False),
        ({"RecordType": "Delivery"}, False),
    ],
)
def test_what_is_reported_for_good_is_noted_and_nothing_else(client, provider, event, is_noted):
    make_company()
    person = make_person()
    answer = report(client, Email=person.email.upper(), Recipient=person.email, **event)
    assert answer.status_code == 204
    person.refresh_from_db()
    assert (person.mail_refused_at is not None, person.mail_refused_later) == (is_noted, is_noted)


def test_a_report_about_a_stranger_changes_nothing(client, provider):
    assert report(client, Email="stranger@example.test").status_code == 204


@pytest.mark.parametrize("secret", ["", "wrong"])
def test_whoever_does_not_know_the_secret_reports_nothing(client, provider, secret):
    person = make_person()
    assert report(client, secret=secret, Email=person.email).status_code == 400
    person.refresh_from_db()
    assert person.mail_refused_at is None


@pytest.mark.parametrize("body", ["", "{", "[]", '{"RecordType": 1}'])
def test_a_damaged_report_is_refused(client, provider, body):
    key = base64.b64encode(f"launchgate:{SECRET}".encode()).decode()
    answer = client.post(EVENTS, body, content_type="application/json", headers={"authorization": f"Basic {key}"})
    assert answer.status_code in (204, 400)


def test_there_is_no_such_address_without_a_secret_or_a_provider(client, provider, settings):
    settings.MAIL_EVENTS_SECRET = ""
    assert report(client).status_code == 404
    settings.MAIL_EVENTS_SECRET, settings.MAIL_PROVIDER = SECRET, ""
    assert report(client).status_code == 404


def test_a_provider_may_look_whether_there_is_anybody(client, provider):
    assert client.head(EVENTS).status_code == 204
    assert client.get(EVENTS).status_code == 405
