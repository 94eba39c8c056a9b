"""Addresses of mail providers, as settings of django-anymail."""

from importlib import import_module

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import get_connection
from django.test import override_settings

from launchgate.core.mail_providers import PROVIDERS, event_settings, provider_settings
from launchgate.outbox.providers import VIEWS


def settings_of(url: str) -> dict:
    return provider_settings("EMAIL_URL", url)


@pytest.mark.parametrize("provider", PROVIDERS.values(), ids=str)
def test_every_provider_can_be_opened_by_its_example(provider):
    with override_settings(**settings_of(provider.example)):
        connection = get_connection()
        assert connection.open()
        connection.close()


@pytest.mark.parametrize("name", PROVIDERS)
def test_every_provider_can_report(name):
    anymail = settings_of(PROVIDERS[name].example)["ANYMAIL"] | event_settings(name, "s" * 20, "key")
    with override_settings(ANYMAIL=anymail):
        assert getattr(import_module(f"anymail.webhooks.{name}"), VIEWS[name])().basic_auth == [
            f"launchgate:{'s' * 20}"
        ]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("anymail+postmark://TOKEN@", {"POSTMARK_SERVER_TOKEN": "TOKEN"}),
        (
            "anymail+mailgun://a%2Fb@mail.example.org?region=eu",
            {
                "MAILGUN_API_KEY": "a/b",
                "MAILGUN_SENDER_DOMAIN": "mail.example.org",
                "MAILGUN_API_URL": "https://api.eu.mailgun.net/v3",
            },
        ),
        ("anymail+mailjet://KEY:SECRET@", {"MAILJET_API_KEY": "KEY", "MAILJET_SECRET_KEY": "SECRET"}),
    ],
)
def test_what_stands_in_an_address_gets_its_name(url, expected):
    assert settings_of(url)["ANYMAIL"].items() >= expected.items()


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("anymail+postmark://", "server token is missing"),
        ("anymail+mailgun://hidden@", "sender domain is missing"),
        ("anymail+mailjet://hidden@", "secret key is missing"),
        ("anymail+postmark://hidden:hidden@", "one key"),
        ("anymail+postmark://hidden@host", "nothing stands behind"),
        ("anymail+mailgun://hidden@mail.example.org/path", "region=eu"),
        ("anymail+mailgun://hidden@mail.example.org?region=us", "region=eu"),
        ("anymail+mailgun://hidden@mail.example.org?speed=9", "region=eu"),
        ("anymail+brevo://hidden@?region=eu", "no regions"),
    ],
)
def test_a_wrong_address_is_refused_in_a_sentence_without_its_key(url, why):
    with pytest.raises(ImproperlyConfigured, match=why) as refusal:
        settings_of(url)
    assert "EMAIL_URL must look like anymail+" in str(refusal.value)
    assert "hidden" not in str(refusal.value)
