"""One kept connection to the mail server, and what its refusals mean."""

import re
import smtplib
from types import TracebackType
from typing import Self

from anymail.backends.base import AnymailBaseBackend
from anymail.exceptions import AnymailError
from django.core.mail import EmailMessage, get_connection

from launchgate.outbox.providers import send_by_provider, verdict_of
from launchgate.outbox.verdicts import PutOff, Refused, Unreachable

SERVER_CLOSES = 421


# What servers say of the recipient's own address (RFC 3463): unknown, moved, malformed, disabled.
OF_ADDRESS = re.compile(r"\b5\.(1\.(0|1|2|3|6|10)|2\.1)\b")
ENHANCED = re.compile(r"\b[45]\.\d{1,3}\.\d{1,3}\b")
# Said of no mailbox that there is: unknown, not here, not a name that can be.
NO_MAILBOX = frozenset({550, 551, 553})
# What is said with the same codes, and is about who sends.
OF_SENDER = re.compile(
    r"spam|block|polic|relay|reputation|blacklist|denylist|dmarc|dkim|\bspf\b|sender|client host", re.I
)


class _Closed(PutOff):
    """The connection ended in the middle of this message."""


def is_about_address(code: int, text: str, *, of_recipient: bool) -> bool:
    """Say whether a lasting refusal means that the recipient's address takes no mail, whoever sends it.

    `of_recipient` is true for the answer to naming the recipient; some servers say so only when they have the message,
    and then only an enhanced status code counts.
    """
    if ENHANCED.search(text):
        return OF_ADDRESS.search(text) is not None
    return of_recipient and code in NO_MAILBOX and OF_SENDER.search(text) is None


class MailConnection:
    """Sends e-mails over one connection, opened with the first, kept, closed at the end.

    `through` names another mail back end than the configured one.
    """

    def __init__(self, through: str | None = None) -> None:
        self._through = through
        self._backend = get_connection(through)
        self._sent_before = False
        self._is_open = False
        self._away = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._drop()

    def send(self, email: EmailMessage) -> None:
        """Hand one e-mail over; raises Refused, PutOff or Unreachable with the reason.

        Servers close a connection after a time or a number of mails: one that was used before is opened anew and the
        e-mail, whose Message-ID tells a double, is handed over once more.
        """
        try:
            self._hand_over(email)
        except _Closed:
            if not self._sent_before:
                raise
            self._hand_over(email)

    def _hand_over(self, email: EmailMessage) -> None:
        self._open()
        try:
            if isinstance(self._backend, AnymailBaseBackend):
                send_by_provider(self._backend, email)
            else:
                self._backend.send_messages([email])
        except AnymailError as error:
            verdict = verdict_of(error)
            if isinstance(verdict, Unreachable):
                self._drop()
                self._away = str(verdict)
            raise verdict from error
        except smtplib.SMTPRecipientsRefused as refusal:
            code, answer = next(iter(refusal.recipients.values()))
            raise self._verdict(code, answer, is_lasting=code >= 500, of_recipient=True) from refusal
        except smtplib.SMTPSenderRefused as refusal:
            # The sender is this installation's own address: its setting is wrong, not the message.
            raise self._verdict(refusal.smtp_code, refusal.smtp_error, is_lasting=False) from refusal
        except smtplib.SMTPResponseException as refusal:
            raise self._verdict(refusal.smtp_code, refusal.smtp_error, is_lasting=refusal.smtp_code >= 500) from refusal
        except OSError as error:
            self._drop()
            raise _Closed(f"The mail server broke off: {error}") from error
        self._sent_before = True

    def _verdict(self, code: int, answer: bytes | str, *, is_lasting: bool, of_recipient: bool = False) -> Exception:
        text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else str(answer)
        reason = f"The mail server answered {code}: {text}"
        if code == SERVER_CLOSES:
            self._drop()
            return _Closed(reason)
        if not is_lasting:
            return PutOff(reason)
        return Refused(reason, is_address=is_about_address(code, text, of_recipient=of_recipient))

    def _open(self) -> None:
        if self._is_open:
            return
        if self._away:
            raise Unreachable(self._away)
        try:
            self._backend.open()
        except OSError as error:
            # Asked for every message anew, a server that is away would hold up what needs none.
            self._away = f"The mail server could not be reached: {error}"
            raise Unreachable(self._away) from error
        self._is_open, self._sent_before = True, False

    def _drop(self) -> None:
        self._is_open = False
        try:
            self._backend.close()
        except OSError:
            # It is gone already, which is what was wanted; a fresh back end forgets the broken socket.
            self._backend = get_connection(self._through)
