"""Letters of the people room: invitations, links to set a password, tests of a chat; messages like all others."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from launchgate.core import clock
from launchgate.outbox.mail import absolute
from launchgate.outbox.models import Message
from launchgate.outbox.queue import Queued, queue_messages
from launchgate.outbox.rendering import Rendered, Way, renders
from launchgate.people.company import the_company
from launchgate.people.hooks import CHAT_TEST, INVITATION, PASSWORD_RESET, carries_letters
from launchgate.people.letters import set_password_path
from launchgate.people.models import Channel


@carries_letters
def carry_letter(kind: str, person_id: int) -> None:
    """Write a letter to a person; asked for twice within a minute, it is written once."""
    once = f"{kind}:{person_id}:{clock.now():%Y%m%d%H%M}"
    queue_messages([Queued(kind, person_id, f"person:{person_id}", once)])


@renders(INVITATION)
def invitation(message: Message) -> Rendered | None:
    """Return the invitation, or None once the person has a password."""
    person = message.person
    if person.has_usable_password():
        return None
    company = the_company().name
    return Rendered(
        subject=f"{company} invites you to LaunchGate",
        lead="Set a password to sign in. LaunchGate shows what waits for you before a product is launched.",
        rows=[("You sign in as", person.email), ("The link works", f"once, for {_days()} days")],
        button="Set your password",
        **_secret_link(message),
    )


@renders(PASSWORD_RESET)
def password_reset(message: Message) -> Rendered | None:
    """Return the letter with the link that somebody asked for at the sign-in page."""
    return Rendered(
        subject="Set a new password for LaunchGate",
        lead="Somebody asked for a new password for your account. If it was not you, there is nothing to do.",
        rows=[("You sign in as", message.person.email), ("The link works", f"once, for {_days()} days")],
        button="Set a new password",
        **_secret_link(message),
    )


@renders(CHAT_TEST)
def chat_test(message: Message) -> Rendered | None:
    """Return the test message, or None once the person has chosen e-mail again."""
    if message.person.channel == Channel.MAIL:
        return None
    where = message.person.get_channel_display()
    return Rendered(
        subject=f"A test message for {where}",
        lead=f"Read in {where}, it says that messages reach you there. In an e-mail, that {where} did not take it.",
        path=reverse("people:chat"),
        button="See how you are reached",
    )


def _secret_link(message: Message) -> dict[str, Any]:
    """Return the link for the mail alone: the inbox, which keeps `path`, leads to where a fresh one is asked for."""
    return {
        "way": Way.MAIL,
        "path": reverse("people:password_reset"),
        "context": {"url": absolute(set_password_path(message.person))},
    }


def _days() -> int:
    return settings.PASSWORD_RESET_TIMEOUT // (24 * 3600)
