"""How messages get their words: renderers, registered by kind, that say what is true at the moment of sending."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from launchgate.outbox.models import Message


class Way(Enum):
    """By what a message leaves: as its person chose, by that and by e-mail in any case, or by e-mail alone.

    What is only put into the inbox does not leave at all; the reader's next digest tells of it.
    """

    CHOSEN = "chosen"
    BOTH = "both"
    MAIL = "mail"
    INBOX = "inbox"


@dataclass(frozen=True, slots=True)
class Rendered:
    """The words of a message, plain text throughout; the mail templates escape them.

    The templates `<template>.txt` and `<template>.html` get every field below by its name (`rows` as pairs of label and
    text), and besides: `person` (who reads it), `url` (absolute address of `path`), `inbox_url`, `preferences_url` and
    `site` (absolute addresses of this installation); then whatever is in `context`. Chats get subject, lead, rows, link
    and foot; `chat_rows` in place of rows where a template of the mail shows more than they say. `way` is `MAIL` for
    what must not be read in a chat, such as a link with a secret, and `BOTH` for a duty that nobody may say they never
    got. `on_sent` writes down what it told, in the transaction that marks it as sent. `launch_id` threads a mail with
    those of a launch where its message was written before it was known to be about one alone.
    """

    subject: str
    lead: str
    path: str
    rows: list[tuple[str, str]] = field(default_factory=list)
    button: str = "Open"
    template: str = "outbox/mail/notice"
    foot: str = ""
    way: Way = Way.CHOSEN
    chat_rows: list[tuple[str, str]] = field(default_factory=list)
    on_sent: Callable[[], None] | None = None
    launch_id: int | None = None
    context: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NotBefore:
    """Instead of words: the message stays true, and waits for a moment, such as its reader's next morning."""

    moment: datetime


Renderer = Callable[[Message], Rendered | NotBefore | None]

_renderers: dict[str, Renderer] = {}


class UnknownKind(LookupError):
    """No renderer is registered for a message's kind."""


def renders(kind: str) -> Callable[[Renderer], Renderer]:
    """Register the decorated function as the renderer of a kind of message; once, at start-up.

    It gets the message and returns its words, or None when what it would say is no longer true: it is dropped then. Or
    it says not before when it may leave; it is asked again then.
    A renderer only reads. `message.person` is loaded and active, and their zone is the current one.
    """

    def register(renderer: Renderer) -> Renderer:
        if kind in _renderers and _renderers[kind] is not renderer:
            raise ValueError(f"There is a renderer for {kind} already.")
        _renderers[kind] = renderer
        return renderer

    return register


def render(message: Message) -> Rendered | NotBefore | None:
    """Return the words of a message as of now, in the reader's time zone, or None when it is no longer needed.

    A message that has to wait for its reader's day says until when instead.

    Raises UnknownKind, and whatever the renderer raises.
    """
    if message.kind not in _renderers:
        raise UnknownKind(f"Nothing renders messages of kind {message.kind}.")
    with timezone.override(ZoneInfo(message.person.time_zone)):
        return _renderers[message.kind](message)
