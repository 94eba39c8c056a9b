"""Delivery to Slack and Teams, which accept, refuse, hesitate or do not answer."""

import json
from datetime import UTC, datetime, timedelta

import pytest
import requests
import responses

from launchgate.core import clock
from launchgate.outbox.delivery import deliver_messages
from launchgate.outbox.models import Message
from launchgate.outbox.rendering import Rendered, Way, renders
from launchgate.outbox.ways import CHAT_ATTEMPTS
from launchgate.people.models import Person
from tests.factories import make_person
from tests.outbox.conftest import free_port
from tests.outbox.factories import queue_message

pytestmark = pytest.mark.django_db

SLACK = "https://hooks.slack.com/services/T0/B0/Secret"
TEAMS = "https://contoso.webhook.office.com/webhookb2/1@2/IncomingWebhook/3/4"
MORNING = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
EVIL = "<!channel> <@U1|x> <https://evil.test|Sign here> [Sign](https://evil.test) <at>everyone</at> & *bold*"


@renders("test.duty")
def render_duty(message: Message) -> Rendered:
    """Say something that nobody may say they never got."""
    return Rendered(subject="A duty", lead="Sign it.", path="/here/", way=Way.BOTH)


@renders("test.secret")
def render_secret(message: Message) -> Rendered:
    """Say something that must not be read in a chat."""
    return Rendered(subject="A secret", lead="A link.", path="/here/", way=Way.MAIL)


@renders("test.many")
def render_many(message: Message) -> Rendered:
    """Say much that a template of the mail would show in its own way."""
    return Rendered(
        subject="Many", lead="", path="/here/", chat_rows=[("Sign Operations", ""), ("Sign Product", "Late.")]
    )


@pytest.fixture
def chats():
    """Return what stands in for Slack and Teams at the edge of the network."""
    with responses.RequestsMock(assert_all_requests_are_fired=False) as edge:
        yield edge


@pytest.fixture
def slacker(db) -> Person:
    return make_person("Sla Cker", channel="slack", chat_address=SLACK)


def posted(chats) -> list[dict]:
    return [json.loads(call.request.body) for call in chats.calls]


def test_a_message_goes_to_the_chat_and_not_by_mail(chats, post_office, slacker):
    chats.post(SLACK, body="ok")
    message = queue_message(slacker, subject="Sign Operations", rows=[["Since", "Monday"]], path="/launches/L-1/")
    assert deliver_messages().sent == 1
    message.refresh_from_db()
    assert (message.status, message.headline, post_office.received) == ("sent", "Sign Operations", [])
    text = json.dumps(posted(chats)[0])
    for words in ("Sign Operations", "A first line.", "Since", "Monday", "http://testserver/launches/L-1/"):
        assert words in text


def test_a_second_round_posts_nothing(chats, post_office, slacker):
    chats.post(SLACK, body="ok")
    queue_message(slacker)
    deliver_messages()
    deliver_messages()
    assert len(chats.calls) == 1


def test_a_duty_goes_both_ways(chats, post_office, slacker):
    chats.post(SLACK, body="ok")
    queue_message(slacker, kind="test.duty")
    deliver_messages()
    assert (len(chats.calls), post_office.subjects()) == (1, ["A duty"])


def test_a_duty_whose_mail_was_put_off_is_not_posted_again(chats, post_office, slacker):
    chats.post(SLACK, body="ok")
    post_office.answers[slacker.email] = "451 4.2.2 Mailbox full"
    with clock.at(MORNING):
        queue_message(slacker, kind="test.duty")
        deliver_messages()
    post_office.answers.clear()
    with clock.at(MORNING + timedelta(minutes=5)):
        deliver_messages()
    assert (len(chats.calls), post_office.subjects()) == (1, ["A duty"])


def test_what_must_not_be_read_in_a_chat_goes_by_mail_alone(chats, post_office, slacker):
    queue_message(slacker, kind="test.secret")
    deliver_messages()
    assert (len(chats.calls), post_office.subjects()) == (0, ["A secret"])


@pytest.mark.parametrize("code", [401, 403, 404, 410])
def test_a_chat_that_is_gone_is_noted_and_mail_takes_its_place(chats, post_office, slacker, code):
    chats.post(SLACK, status=code, body="no_service")
    queue_message(slacker)
    queue_message(slacker)
    assert deliver_messages().sent == 2
    slacker.refresh_from_db()
    assert slacker.chat_refused_why == f"Slack answered {code}: no_service"
    assert len(post_office.received) == 2


def test_a_message_that_a_chat_refuses_goes_by_mail_and_the_chat_stays(chats, post_office, slacker):
    chats.post(SLACK, status=400, body="invalid_payload")
    queue_message(slacker)
    deliver_messages()
    slacker.refresh_from_db()
    assert (len(post_office.received), slacker.chat_refused_at) == (1, None)


def test_a_redirect_is_not_followed(chats, post_office, slacker):
    chats.post(SLACK, status=302, headers={"Location": "https://169.254.169.254/"})
    queue_message(slacker)
    deliver_messages()
    assert (len(chats.calls), len(post_office.received)) == (1, 1)


@pytest.mark.parametrize("code", [429, 500, 503])
def test_a_chat_that_hesitates_is_tried_again_later(chats, post_office, slacker, code):
    chats.post(SLACK, status=code, body="later")
    with clock.at(MORNING):
        message = queue_message(slacker)
        assert deliver_messages().put_off == 1
    message.refresh_from_db()
    assert (message.status, message.error) == ("queued", f"Slack answered {code}: later")
    chats.replace(responses.POST, SLACK, body="ok")
    with clock.at(MORNING + timedelta(minutes=1)):
        assert deliver_messages().sent == 1
    assert post_office.received == []


def test_a_chat_that_never_answers_is_replaced_by_mail(chats, post_office, slacker):
    chats.post(SLACK, body=requests.ConnectTimeout(f"no answer from {SLACK}"))
    message = queue_message(slacker)
    Message.objects.filter(pk=message.pk).update(attempts=CHAT_ATTEMPTS - 1)
    deliver_messages()
    assert len(post_office.received) == 1


def test_the_reason_never_holds_the_address(chats, post_office, slacker):
    chats.post(SLACK, body=requests.ConnectionError(f"no answer from {SLACK}"))
    message = queue_message(slacker)
    deliver_messages()
    message.refresh_from_db()
    assert message.error == "Slack could not be reached: ConnectionError."


def test_a_host_that_does_not_answer_is_asked_once_a_round_and_holds_up_nobody(chats, post_office, slacker):
    chats.post(SLACK, body=requests.ConnectTimeout())
    for _ in range(3):
        queue_message(slacker)
    queue_message(subject="By mail")
    assert deliver_messages().put_off == 3
    assert (len(chats.calls), post_office.subjects()) == (1, ["By mail"])


def test_without_a_mail_server_chats_still_get_their_messages(chats, post_office, settings, slacker):
    settings.EMAIL_PORT = free_port()
    chats.post(SLACK, body="ok")
    queue_message()
    queue_message(slacker)
    done = deliver_messages()
    assert (done.put_off, done.sent, len(chats.calls)) == (1, 1, 1)


def test_a_duty_that_mail_refuses_and_the_chat_took_is_delivered(chats, post_office, slacker):
    Person.objects.filter(pk=slacker.pk).update(mail_refused_at=clock.now())
    chats.post(SLACK, body="ok")
    message = queue_message(slacker, kind="test.duty")
    deliver_messages()
    message.refresh_from_db()
    assert (message.status, post_office.received) == ("sent", [])


def test_what_a_chat_took_says_nothing_about_a_refused_address(chats, post_office, slacker):
    Person.objects.filter(pk=slacker.pk).update(mail_refused_at=clock.now())
    chats.post(SLACK, body="ok")
    queue_message(slacker)
    deliver_messages()
    slacker.refresh_from_db()
    assert slacker.mail_refused_at is not None


@pytest.mark.parametrize(("channel", "address"), [("slack", SLACK), ("teams", TEAMS)])
def test_what_only_a_template_shows_is_listed_and_no_text_is_empty(chats, post_office, channel, address):
    chats.post(address, body="ok")
    queue_message(make_person(channel=channel, chat_address=address), kind="test.many")
    deliver_messages()
    (payload,) = posted(chats)
    texts = [text for _, text in strings_of(payload)]
    assert [text.strip() for text in texts if "Sign" in text or "Late" in text] == [
        "Sign Operations",
        "Sign Product" if channel == "slack" else "Sign Product:",
        "Late.",
    ]
    assert channel == "teams" or "" not in texts


def test_teams_gets_a_card(chats, post_office):
    chats.post(TEAMS, body="1")
    queue_message(make_person(channel="teams", chat_address=TEAMS), subject="Sign Operations", path="/launches/L-1/")
    deliver_messages()
    (attachment,) = posted(chats)[0]["attachments"]
    card = attachment["content"]
    assert card["body"][0]["inlines"][0]["text"] == "Sign Operations"
    assert card["actions"] == [{"type": "Action.OpenUrl", "title": "Open", "url": "http://testserver/launches/L-1/"}]


def test_a_connector_that_tells_of_a_failure_in_words_is_tried_again(chats, post_office):
    words = "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429"
    chats.post(TEAMS, body=words)
    queue_message(make_person(channel="teams", chat_address=TEAMS))
    assert deliver_messages().put_off == 1


def strings_of(value) -> list[tuple[str, str]]:
    """Return every text of a payload with the kind of the part that holds it."""
    if isinstance(value, list):
        return [found for part in value for found in strings_of(part)]
    if not isinstance(value, dict):
        return []
    own = [(value.get("type", ""), value["text"])] if isinstance(value.get("text"), str) else []
    return own + [found for part in value.values() for found in strings_of(part)]


def test_words_ring_for_nobody_and_forge_no_link_in_slack(chats, post_office, slacker):
    chats.post(SLACK, body="ok")
    queue_message(slacker, subject=EVIL, lead=EVIL, rows=[[EVIL, EVIL]])
    deliver_messages()
    (payload,) = posted(chats)
    assert "<" not in payload["text"]
    assert {kind for kind, text in strings_of(payload["blocks"]) if "evil" in text} == {"plain_text", "text"}
    assert "mrkdwn" not in json.dumps(payload)
    assert json.dumps(payload).count('"url"') == 1


def test_words_mention_nobody_and_forge_no_link_in_teams(chats, post_office):
    chats.post(TEAMS, body="1")
    person = make_person(channel="teams", chat_address=TEAMS)
    queue_message(person, subject=EVIL, lead=EVIL, rows=[[EVIL, EVIL]])
    deliver_messages()
    (payload,) = posted(chats)
    card = payload["attachments"][0]["content"]
    assert {kind for kind, text in strings_of(card["body"]) if "evil" in text} == {"TextRun"}
    assert "entities" not in card["msteams"]


def test_long_words_are_cut_to_what_a_chat_takes(chats, post_office, slacker):
    chats.post(SLACK, body="ok")
    queue_message(slacker, subject="s" * 400, lead="l" * 9000, rows=[["label", "r" * 9000]] * 60)
    deliver_messages()
    (payload,) = posted(chats)
    assert len(payload["blocks"][0]["text"]["text"]) == 150
    assert len(json.dumps(payload)) < 40_000
