"""Mail by a provider's own interface: addresses such as anymail+postmark://TOKEN@ as settings of django-anymail."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PREFIX = "anymail+"
SECONDS_TO_CONNECT, SECONDS_TO_ANSWER = 4, 10
USER_OF_EVENTS = "launchgate"


@dataclass(frozen=True)
class Provider:
    """What a provider needs in its address, by the names under which django-anymail expects it.

    `key` stands before the host, `second` behind the key after a colon; the host is the sending domain where there is
    `domain`. `europe` is the interface for ?region=eu, `signing` the key with which it signs what it reports.
    """

    name: str
    key: str = "API_KEY"
    second: str = ""
    domain: str = ""
    europe: str = ""
    signing: str = ""

    @property
    def example(self) -> str:
        """Return how an address looks."""
        secret = "KEY:SECRET" if self.second else "KEY"
        return f"{PREFIX}{self.name}://{secret}@{'mail.example.org' if self.domain else ''}"


PROVIDERS: Mapping[str, Provider] = {
    provider.name: provider
    for provider in (
        Provider("brevo"),
        Provider("mailersend", key="API_TOKEN", signing="SIGNING_SECRET"),
        Provider(
            "mailgun",
            domain="SENDER_DOMAIN",
            europe="https://api.eu.mailgun.net/v3",
            signing="WEBHOOK_SIGNING_KEY",
        ),
        Provider("mailjet", second="SECRET_KEY"),
        Provider("postmark", key="SERVER_TOKEN"),
        Provider("resend"),
        Provider("sparkpost", europe="https://api.eu.sparkpost.com/api/v1"),
    )
}
SCHEMES = tuple(f"{PREFIX}{name}" for name in PROVIDERS)


def provider_settings(name: str, url: str) -> dict[str, Any]:
    """Return Django's settings for an address of a provider; ImproperlyConfigured, without the key, when one is wrong.

    `name` is that of the variable, for the sentence.
    """
    parts = urlsplit(url)
    provider = PROVIDERS[parts.scheme.removeprefix(PREFIX)]
    wanted = f"{name} must look like {provider.example} for {provider.name}"
    options = dict(parse_qsl(parts.query))
    found = {provider.key: parts.username, provider.second: parts.password, provider.domain: parts.hostname}
    for part, value in found.items():
        if part and not value:
            raise ImproperlyConfigured(f"{wanted}: {part.lower().replace('_', ' ')} is missing.")
    if parts.password and not provider.second:
        raise ImproperlyConfigured(f"{wanted}: there is one key, and no second one behind a colon.")
    if parts.hostname and not provider.domain:
        raise ImproperlyConfigured(f"{wanted}: nothing stands behind the @.")
    if parts.path.strip("/") or options.keys() - {"region"} or options.get("region", "eu") != "eu":
        raise ImproperlyConfigured(f"{wanted}, with ?region=eu behind it or nothing.")
    if options and not provider.europe:
        raise ImproperlyConfigured(f"{wanted}: this provider has no regions.")
    keys = {part: unquote(value or "") for part, value in found.items() if part}
    if options:
        keys["API_URL"] = provider.europe
    anymail: dict[str, Any] = {f"{provider.name.upper()}_{part}": value for part, value in keys.items()}
    anymail["REQUESTS_TIMEOUT"] = (SECONDS_TO_CONNECT, SECONDS_TO_ANSWER)
    return {
        "EMAIL_BACKEND": f"anymail.backends.{provider.name}.EmailBackend",
        "MAIL_PROVIDER": provider.name,
        "ANYMAIL": anymail,
    }


def event_settings(provider: str, secret: str, signing_key: str) -> dict[str, Any]:
    """Return django-anymail's settings for what a provider reports of mails: who may, and how it signs."""
    anymail: dict[str, Any] = {"WEBHOOK_SECRET": f"{USER_OF_EVENTS}:{secret}"} if secret else {}
    if signing_key and provider in PROVIDERS and PROVIDERS[provider].signing:
        anymail[f"{provider.upper()}_{PROVIDERS[provider].signing}"] = signing_key
    return anymail
