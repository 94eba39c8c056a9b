"""A mail server that does what a test tells it to, and renderers of the kinds that only these tests send."""

import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.utils import timezone

from launchgate.outbox.models import Message
from launchgate.outbox.rendering import Rendered, renders

ACCEPTED = "250 OK"


class PostOffice:
    """The server's handler: accepts, unless `answers` has an SMTP answer for an address, or `hangs_up_on` has it."""

    def __init__(self) -> None:
        self.received: list[EmailMessage] = []
        self.answers: dict[str, str] = {}
        self.hangs_up_on: set[str] = set()
        self.connections = 0

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any) -> str:
        if address in self.hangs_up_on:
            server.transport.abort()
        answer = self.answers.get(address, ACCEPTED)
        if answer == ACCEPTED:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.content if isinstance(envelope.content, bytes) else (envelope.content or "").encode()
        self.received.append(message_from_bytes(content, policy=policy.default))
        return ACCEPTED

    async def handle_EHLO(self, server: SMTP, session: Session, envelope: Envelope, name: str, answers: list) -> list:
        self.connections += 1
        session.host_name = name
        return answers

    def subjects(self) -> list[str]:
        """Return the subject lines of what arrived, in order."""
        return [str(mail["Subject"]) for mail in self.received]


@pytest.fixture
def post_office(settings: Any) -> Iterator[PostOffice]:
    """Return a running mail server on loopback that the product is set to use."""
    office = PostOffice()
    controller = Controller(office, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", controller.port, 5
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    yield office
    controller.stop()


def free_port() -> int:
    """Return a port of loopback on which nothing listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@renders("test.plain")
def render_plain(message: Message) -> Rendered:
    """Say what the message's data says."""
    data = message.data
    return Rendered(
        subject=data.get("subject", "A subject"),
        lead=data.get("lead", "A first line."),
        path=data.get("path", "/here/"),
        rows=[tuple(row) for row in data.get("rows", [])],
    )


@renders("test.untrue")
def render_untrue(message: Message) -> None:
    """Find nothing left to say."""
    return


@renders("test.zone")
def render_zone(message: Message) -> Rendered:
    """Say in which zone moments are written."""
    return Rendered(subject="Zone", lead=f"It is read in {timezone.get_current_timezone_name()}.", path="/")


@renders("test.poison")
def render_poison(message: Message) -> Rendered:
    """Fail, as a renderer with a fault does."""
    raise KeyError("no such row")
