"""Typed values from the environment: a wrong one stops the start with a sentence that names the variable."""

import os
from collections.abc import Callable, Sequence
from ipaddress import ip_address
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from launchgate.core import mail_providers

T = TypeVar("T")
_NOTHING_GIVEN = object()


class Environment:
    """Reads variables by type. Every value may also come from a file that `NAME_FILE` points to."""

    def __init__(self, dotenv: Path | None = None):
        if dotenv is not None and dotenv.is_file():
            environ.Env.read_env(dotenv)
        self._env = environ.Env()

    def given(self, name: str) -> bool:
        """Say whether the variable, or its `NAME_FILE`, was set to something."""
        return bool(os.environ.get(name) or os.environ.get(f"{name}_FILE"))

    def text(self, name: str, default: str | None = None) -> str:
        """Return the value as it stands; without a default the variable is required."""
        if file := os.environ.get(f"{name}_FILE"):
            try:
                return Path(file).read_text(encoding="utf-8").strip()
            except (OSError, UnicodeDecodeError) as problem:
                raise ImproperlyConfigured(f"{name}_FILE names {file}, which cannot be read: {problem}.") from problem
        value = os.environ.get(name, "").strip()
        if value:
            return value
        if default is None:
            raise ImproperlyConfigured(f"{name} is not set. See .env.example for what it means.")
        return default

    def flag(self, name: str, *, default: bool) -> bool:
        """Return a yes or no."""
        value = self.text(name, "1" if default else "0").lower()
        if value not in {"1", "0", "true", "false", "yes", "no", "on", "off"}:
            raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")
        return value in {"1", "true", "yes", "on"}

    def number(self, name: str, *, default: int, least: int = 0) -> int:
        """Return a whole number that is not below `least`."""
        value = self.text(name, str(default))
        if not value.isascii() or not value.isdigit() or int(value) < least:
            raise ImproperlyConfigured(f"{name} must be a whole number of at least {least}, not {value!r}.")
        return int(value)

    def one_of(self, name: str, choices: Sequence[str], *, default: str) -> str:
        """Return one of a few words, whatever its case."""
        value = self.text(name, default).upper()
        if value not in choices:
            raise ImproperlyConfigured(f"{name} must be one of {', '.join(choices)}, not {value!r}.")
        return value

    def words(self, name: str, *, default: Sequence[str] = ()) -> list[str]:
        """Return the parts of a comma-separated value."""
        return [word.strip() for word in self.text(name, ",".join(default)).split(",") if word.strip()]

    def web_address(self, name: str, *, default: str) -> str:
        """Return an http or https address without a closing slash."""
        value = self.text(name, default).rstrip("/")
        parts = _parsed(name, value)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
            raise ImproperlyConfigured(f"{name} must be an address such as https://launchgate.example, not {value!r}.")
        return value

    def choice_of_scheme(self, name: str, schemes: Sequence[str], *, default: str) -> str:
        """Return an address whose scheme is one of those allowed."""
        value = self.text(name, default)
        if _parsed(name, value).scheme not in schemes:
            allowed = ", ".join(f"{scheme}://" for scheme in schemes)
            raise ImproperlyConfigured(f"{name} must start with one of {allowed}; it is {_without_password(value)!r}.")
        return value

    def database(self, name: str, *, default: str) -> dict[str, Any]:
        """Return Django's description of a SQLite or PostgreSQL database."""
        url = self.choice_of_scheme(name, ("sqlite", "postgres", "postgresql"), default=default)
        return self._explained(name, url, lambda: environ.Env.db_url_config(url))

    def mail_server(self, name: str, *, default: str) -> dict[str, Any]:
        """Return Django's settings of a mail address: smtp+tls://user:password@host:587, anymail+postmark://TOKEN@ …"""
        schemes = ("smtp", "smtps", "smtp+tls", "smtp+ssl", "filemail", "consolemail", "memorymail", "dummymail")
        url = self.choice_of_scheme(name, (*schemes, *mail_providers.SCHEMES), default=default)
        if url.startswith(mail_providers.PREFIX):
            return mail_providers.provider_settings(name, url)
        config = self._explained(name, url, lambda: environ.Env.email_url_config(url))
        # django-environ drops the slash that makes the folder's path absolute.
        return config | {"EMAIL_FILE_PATH": f"/{config['EMAIL_FILE_PATH']}"}

    def _explained(self, name: str, url: str, parse: Callable[[], T]) -> T:
        try:
            return parse()
        except (ValueError, KeyError, ImproperlyConfigured, environ.ImproperlyConfigured) as problem:
            raise ImproperlyConfigured(
                f"{name} cannot be understood ({problem}): {_without_password(url)!r}."
            ) from None


def _parsed(name: str, value: str) -> Any:
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError as problem:
        raise ImproperlyConfigured(f"{name} cannot be understood: {problem}.") from None
    return parts


def _without_password(url: str) -> str:
    """Return an address fit for a log: what stands before the host is left out."""
    scheme, separator, rest = url.partition("://")
    return f"{scheme}{separator}{rest.rpartition('@')[2]}"


def mail_host(base_url: str) -> str:
    """Return the host of an address as it stands behind the @ of an e-mail: numbers in brackets (RFC 5321, 4.1.3)."""
    host = urlsplit(base_url).hostname or "localhost"
    try:
        number = ip_address(host)
    except ValueError:
        return host
    return f"[IPv6:{number}]" if number.version == 6 else f"[{number}]"
