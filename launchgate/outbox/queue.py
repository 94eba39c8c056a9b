"""Writing messages in the transaction of what causes them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import transaction

from launchgate.core import clock
from launchgate.outbox.models import Message
from launchgate.outbox.wake import wake

BATCH = 500


@dataclass(frozen=True, slots=True)
class Queued:
    """A message to be written: ids only, its words are made when it is sent.

    `subject` names what it is about (`turn:12`), `once` is its key among all messages ever written, `delay` how long it
    stays back at least. `data["launch"]`, the id of a launch, threads the mails of a launch in the reader's mailbox.
    """

    kind: str
    person_id: int
    subject: str
    once: str
    data: dict[str, Any] = field(default_factory=dict)
    delay: timedelta = timedelta()


def queue_messages(messages: Sequence[Queued]) -> None:
    """Write messages in the caller's transaction and wake a worker after its commit.

    A message whose `once` key was written before, by whomever, is left out without a word.
    """
    if not messages:
        return
    now = clock.now()
    rows = [
        Message(
            kind=message.kind,
            person_id=message.person_id,
            subject=message.subject,
            once=message.once,
            data=message.data,
            created_at=now,
            not_before=now + message.delay,
        )
        for message in messages
    ]
    Message.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    # A message that stays back is found by the next regular round; waking a worker now would be for nothing.
    if any(not message.delay for message in messages):
        transaction.on_commit(wake)
