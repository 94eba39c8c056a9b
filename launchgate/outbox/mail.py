"""Making the e-mail of a message: text and HTML, headers that cannot be forged, threads per launch."""

from email.header import Header
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email
from django.template import Context, Engine
from django.urls import reverse
from django.utils import timezone

from launchgate.core.text import in_order, one_line
from launchgate.outbox.models import Message
from launchgate.outbox.rendering import Rendered
from launchgate.people.hooks import INVITATION, PASSWORD_RESET

# What somebody asked for, or has to have to sign in at all.
LETTERS = frozenset({INVITATION, PASSWORD_RESET})


class BadAddress(ValueError):
    """A person's e-mail address cannot be one."""


def absolute(path: str) -> str:
    """Return the full address of a path on this installation."""
    return urljoin(settings.BASE_URL, path)


def message_id(message: Message) -> str:
    """Return the Message-ID of a message: the same however often it is sent, so that a doubled mail is recognised."""
    return f"<{message.pk}.{message.created_at:%Y%m%d%H%M%S%f}.message@{_domain()}>"


def compose(message: Message, rendered: Rendered) -> EmailMultiAlternatives:
    """Return the e-mail of a message in the reader's time zone; raises BadAddress."""
    text, html = _bodies(message, rendered)
    email = EmailMultiAlternatives(
        subject=_subject(in_order(one_line(rendered.subject))),
        body=text,
        to=[_mailbox(message.person.name, message.person.email)],
        headers=_headers(message, rendered),
    )
    email.attach_alternative(html, "text/html")
    return email


def _subject(line: str) -> str:
    """Return a subject line fit for the wire.

    Left to Django, the first encoded word is as long as a line, finds no room beside the header's name and moves to the
    next line; some mail programs then show a subject that begins with a space, or none.
    """
    if line.isascii():
        return line
    return " ".join(Header(line, "utf-8", header_name="Subject").encode().split())


def _headers(message: Message, rendered: Rendered) -> dict[str, str]:
    headers = {
        "Message-ID": message_id(message),
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    if message.kind not in LETTERS:
        # It leads to a page, and no mail program can end in one click what somebody has to do.
        headers["List-Unsubscribe"] = f"<{absolute(reverse('people:preferences'))}>"
    if launch := message.data.get("launch", rendered.launch_id):
        # No mail carries this id itself; mail programs gather a thread around a root that they never saw.
        headers["In-Reply-To"] = headers["References"] = f"<{int(launch)}.launch@{_domain()}>"
    return headers


def _bodies(message: Message, rendered: Rendered) -> tuple[str, str]:
    words = {
        "person": message.person,
        "subject": one_line(rendered.subject),
        "lead": rendered.lead,
        "path": rendered.path,
        "rows": rendered.rows,
        "button": rendered.button,
        "foot": rendered.foot,
        "url": absolute(rendered.path),
        "site": settings.BASE_URL,
        "inbox_url": absolute(reverse("outbox:inbox")),
        "preferences_url": absolute(reverse("people:preferences")),
        **rendered.context,
    }
    templates = Engine.get_default()
    with timezone.override(ZoneInfo(message.person.time_zone)):
        text = templates.get_template(f"{rendered.template}.txt").render(Context(words, autoescape=False))
        html = templates.get_template(f"{rendered.template}.html").render(Context(words))
    return in_order(text), in_order(html)


def _mailbox(name: str, address: str) -> str:
    try:
        validate_email(address)
    except ValidationError:
        raise BadAddress(f"{one_line(address)!r} is not an e-mail address.") from None
    quoted = one_line(name).replace("\\", " ").replace('"', "'")
    return f'"{quoted}" <{address}>'


def _domain() -> str:
    return urlsplit(settings.BASE_URL).hostname or "localhost"
