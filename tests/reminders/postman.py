"""A mail server inside the test: it notes what it takes and when, by the set clock, and can be away."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from launchgate.core import clock

BACKEND = f"{__name__}.Backend"


@dataclass(frozen=True)
class Mail:
    """An e-mail that was taken: when, for whom, and its Message-ID, which begins with the number of its message."""

    at: datetime
    address: str
    message_id: str

    @property
    def message(self) -> int:
        """Return the number of the message that it was made of."""
        return int(self.message_id.strip("<>").split(".")[0])


@dataclass
class Postman:
    """What was taken and not collected yet, and whether nobody answers at present."""

    is_away: bool = False
    mails: list[Mail] = field(default_factory=list)

    def collect(self) -> list[Mail]:
        """Return what was taken since the last call."""
        mails, self.mails = self.mails, []
        return mails


# Back ends are made by name and live for one round of delivery.
postman = Postman()


class Backend(BaseEmailBackend):
    """Hands mails to the postman."""

    def open(self) -> bool:
        """Connect; refused while the postman is away."""
        if postman.is_away:
            raise ConnectionRefusedError("Nobody answers.")
        return True

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Note each mail."""
        for email in email_messages:
            address = email.to[0].rpartition("<")[2].strip(">")
            postman.mails.append(Mail(clock.now(), address, str(email.extra_headers["Message-ID"])))
        return len(email_messages)
