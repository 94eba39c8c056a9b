"""Choosing e-mail, Slack or Teams, with an address to which the server may post."""

import pytest
from django.db import IntegrityError

from launchgate.audit.models import Event
from launchgate.people.actions.chat import note_refused_chat
from launchgate.people.models import Person

pytestmark = pytest.mark.django_db

PAGE = "/me/chat/"
SLACK = "https://hooks.slack.com/services/T0000/B0000/SecretSecret"
TEAMS = "https://contoso.webhook.office.com/webhookb2/1-2@3-4/IncomingWebhook/5/6"
WORKFLOW = (
    "https://prod-12.westeurope.logic.azure.com:443/workflows/0a1b/triggers/manual/paths/invoke"
    "?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=s"
)
AUTOMATION = (
    "https://default1.2.environment.api.powerplatform.com/powerautomate/automations/direct/workflows/0a1b"
    "/triggers/manual/paths/invoke?api-version=1&sig=s"
)


def choose(client, channel: str, address: str = ""):
    return client.post(PAGE, {"channel": channel, "chat_address": address})


@pytest.mark.parametrize(
    ("channel", "address"),
    [("slack", SLACK), ("teams", TEAMS), ("teams", WORKFLOW), ("teams", AUTOMATION), ("slack", f"  {SLACK} ")],
)
def test_an_incoming_webhook_is_taken(as_somebody, somebody, channel, address):
    assert choose(as_somebody, channel, address).status_code == 303
    somebody.refresh_from_db()
    assert (somebody.channel, somebody.chat_address) == (channel, address.strip())


@pytest.mark.parametrize(
    "address",
    [
        "",
        "hooks.slack.com/services/T0/B0/x",
        "http://hooks.slack.com/services/T0/B0/x",
        "https://hooks.slack.com/",
        "https://hooks.slack.com/services/T0/B0/x?to=https://evil.test",
        "https://hooks.slack.com/services/T0/B0/x#",
        "https://hooks.slack.com/services/T0/B0/../../x",
        "https://hooks.slack.com:8443/services/T0/B0/x",
        "https://hooks.slack.com@evil.test/services/T0/B0/x",
        "https://hooks.slack.com.evil.test/services/T0/B0/x",
        "https://evil.test\\@hooks.slack.com/services/T0/B0/x",
        "https://hooks.slack.com\t.evil.test/services/T0/B0/x",
        "https://127.0.0.1/services/T0/B0/x",
        "https://[::1]/services/T0/B0/x",
        "https://169.254.169.254/services/T0/B0/x",
        "https://localhost/services/T0/B0/x",
        "https://hooks.släck.com/services/T0/B0/x",
        "https://hooks.slack.com:port/services/T0/B0/x",
        "slack://TokenA/TokenB/TokenC",
        "json://localhost",
        "file:///etc/passwd",
        "https://hooks.slack.com/services/T0/B0/" + "x" * 500,
        TEAMS,
    ],
)
def test_nothing_else_is_taken_for_slack(as_somebody, somebody, address):
    response = choose(as_somebody, "slack", address)
    assert response.status_code in (400, 422)
    somebody.refresh_from_db()
    assert (somebody.channel, somebody.chat_address) == ("mail", "")


@pytest.mark.parametrize(
    "address",
    [
        SLACK,
        "https://webhook.office.com/webhookb2/x",
        "https://evil.test/.webhook.office.com/webhookb2/x",
        "https://contoso.webhook.office.com.evil.test/webhookb2/x",
        "https://contoso.webhook.office.com/other",
        "https://a.logic.azure.com/workflows/x/../../triggers/y",
        "https://a.logic.azure.com/",
    ],
)
def test_nothing_else_is_taken_for_teams(as_somebody, somebody, address):
    assert choose(as_somebody, "teams", address).status_code == 422
    somebody.refresh_from_db()
    assert somebody.chat_address == ""


def test_a_host_of_the_companys_own_can_be_let_through(as_somebody, somebody, settings):
    settings.CHAT_HOSTS = ["*.gateway.example"]
    assert choose(as_somebody, "slack", "https://slack.gateway.example/in/1").status_code == 303
    assert choose(as_somebody, "slack", "http://slack.gateway.example/in/1").status_code == 422


def test_the_address_is_shown_masked_and_never_sent_back(as_somebody):
    choose(as_somebody, "slack", SLACK)
    text = as_somebody.get(PAGE).text
    assert "hooks.slack.com … cret" in text
    assert "SecretSecret" not in text


def test_the_record_holds_a_digest_of_the_address(as_somebody, events):
    choose(as_somebody, "slack", SLACK)
    assert events() == ["person.channel_chosen"]
    assert not Event.objects.filter(text__contains="SecretSecret").exists()


def test_an_empty_address_keeps_the_one_before_for_the_same_chat_alone(as_somebody, somebody):
    choose(as_somebody, "slack", SLACK)
    assert choose(as_somebody, "slack").status_code == 303
    assert choose(as_somebody, "teams").status_code == 422
    somebody.refresh_from_db()
    assert (somebody.channel, somebody.chat_address) == ("slack", SLACK)


def test_back_to_mail_forgets_the_address(as_somebody, somebody, events):
    choose(as_somebody, "slack", SLACK)
    choose(as_somebody, "mail")
    somebody.refresh_from_db()
    assert (somebody.channel, somebody.chat_address) == ("mail", "")
    assert events() == ["person.channel_chosen"] * 2


def test_choosing_the_same_again_is_no_event(as_somebody, events):
    choose(as_somebody, "mail")
    assert events() == []


def test_an_unknown_channel_is_refused(as_somebody):
    assert choose(as_somebody, "pigeon").status_code == 422


def test_a_test_message_is_queued_and_the_refusal_forgotten(as_somebody, somebody, letters, events):
    choose(as_somebody, "slack", SLACK)
    note_refused_chat(somebody.pk, "Slack answered 410.", address=SLACK)
    assert "Slack answered 410." in as_somebody.get(PAGE).text
    assert "Slack refuses your messages" in as_somebody.get("/me/preferences/").text
    assert as_somebody.post("/me/chat/test/").status_code == 303
    assert letters == [("person.chat_test", somebody.pk)]
    assert Person.objects.get(pk=somebody.pk).chat_refused_at is None
    assert events() == ["person.channel_chosen", "person.chat_refused", "person.chat_tried"]


def test_without_a_chat_there_is_nothing_to_test(as_somebody, letters):
    assert as_somebody.post("/me/chat/test/").status_code == 409
    assert letters == []


def test_the_database_keeps_no_chat_without_an_address(somebody):
    somebody.channel = "slack"
    with pytest.raises(IntegrityError, match="chat_has_an_address"):
        somebody.save()


def test_a_refusal_of_an_address_that_was_replaced_is_not_noted(as_somebody, somebody):
    choose(as_somebody, "slack", SLACK)
    assert not note_refused_chat(somebody.pk, "Slack answered 410.", address=SLACK[:-1])
    assert Person.objects.get(pk=somebody.pk).chat_refused_at is None


def test_somebody_whom_neither_mail_nor_chat_reaches_is_unreachable(as_somebody, somebody):
    choose(as_somebody, "slack", SLACK)
    Person.objects.filter(pk=somebody.pk).update(mail_refused_at="2026-11-01T08:00Z")
    assert not Person.objects.get(pk=somebody.pk).is_unreachable
    note_refused_chat(somebody.pk, "Slack answered 410.", address=SLACK)
    assert Person.objects.get(pk=somebody.pk).is_unreachable
