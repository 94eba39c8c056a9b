"""The ways by which a message leaves: the chat that a person chose, e-mail, or both."""

import logging
from types import TracebackType
from typing import Self

from launchgate.core import clock
from launchgate.outbox.chat import ChatConnection, Gone
from launchgate.outbox.connection import MailConnection
from launchgate.outbox.mail import compose
from launchgate.outbox.models import Message
from launchgate.outbox.rendering import Rendered, Way
from launchgate.outbox.verdicts import PutOff, Refused
from launchgate.people.actions.chat import note_refused_chat
from launchgate.people.models import Channel

log = logging.getLogger(__name__)

# About a quarter of an hour of doubled pauses; then e-mail takes the place of a chat that does not answer.
CHAT_ATTEMPTS = 5


class Ways:
    """Hands messages over, each by the way of its person and its kind, on connections that are kept until the end."""

    def __init__(self, through: str | None = None) -> None:
        self._mail, self._chat = MailConnection(through), ChatConnection()

    def __enter__(self) -> Self:
        self._mail.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._chat.close()
        self._mail.__exit__(kind, error, trace)

    def send(self, message: Message, rendered: Rendered) -> bool:
        """Hand a message over and say whether the mail server took it; else a chat did.

        Raises BadAddress, Refused, PutOff or Unreachable with the reason.

        What a chat does not take goes by e-mail. A message that goes both ways and was put off by one of them is not
        handed to the other again.
        """
        if rendered.way == Way.INBOX:
            return False
        if self._goes_by_chat(message, rendered):
            self._post(message, rendered)
        if message.chat_at and (rendered.way == Way.CHOSEN or message.person.mail_refused_at):
            return False
        self._mail.send(compose(message, rendered))
        return True

    def _goes_by_chat(self, message: Message, rendered: Rendered) -> bool:
        person = message.person
        has_chat = person.channel != Channel.MAIL and person.chat_address and person.chat_refused_at is None
        return bool(has_chat) and rendered.way != Way.MAIL and message.chat_at is None

    def _post(self, message: Message, rendered: Rendered) -> None:
        person = message.person
        try:
            self._chat.post(person.channel, person.chat_address, rendered)
        except Gone as refusal:
            log.warning("The chat of person %s takes no messages: %s", person.pk, refusal)
            note_refused_chat(person.pk, str(refusal), address=person.chat_address)
        except Refused as refusal:
            log.warning("Message %s goes by e-mail: %s", message.pk, refusal)
        except PutOff:
            if rendered.way == Way.CHOSEN and message.attempts < CHAT_ATTEMPTS:
                raise
        else:
            message.chat_at = clock.now()
            Message.objects.filter(pk=message.pk).update(chat_at=message.chat_at)
