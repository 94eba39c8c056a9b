"""Delivering messages: claim a batch, say what is still true, send over one connection, mark each."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F, QuerySet

from launchgate.core import clock
from launchgate.core.prepared import has_rows
from launchgate.core.text import one_line
from launchgate.outbox.mail import BadAddress
from launchgate.outbox.models import Message
from launchgate.outbox.rendering import NotBefore, Rendered, Way, render
from launchgate.outbox.verdicts import PutOff, Refused, Unreachable
from launchgate.outbox.ways import Ways
from launchgate.people.actions.reachability import note_accepted_address, note_refused_address

log = logging.getLogger(__name__)

BATCH = 50
ROUND_SECONDS = 300
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)
OUTAGE_PAUSE = timedelta(minutes=1)
LONGEST_WORDS = 300
# About two days, with pauses that double up to an hour.
MOST_ATTEMPTS = 60

Status = Message.Status


@dataclass(slots=True)
class Round:
    """What one delivery round did, in messages."""

    sent: int = 0
    dropped: int = 0
    failed: int = 0
    put_off: int = 0


def deliver_messages(*, through: str | None = None) -> Round:
    """Deliver what is due, batch after batch, until nothing is due, the mail server is gone, or five minutes passed.

    Any number may run at once: a message is claimed by one of them. It is marked as soon as it is handed over, so that
    a process that dies leaves at most one that is sent again, with the same Message-ID. `through` names another mail
    back end than the configured one.
    """
    done = take_back_forgotten()
    ends_at = time.monotonic() + ROUND_SECONDS
    with Ways(through) as ways:
        while time.monotonic() < ends_at and (batch := claim_batch()):
            if not _deliver_batch(batch, ways, done):
                break
    return done


def claim_batch(size: int = BATCH) -> list[Message]:
    """Return due messages that from now on are this caller's to send, each with its person; oldest first."""
    now = clock.now()
    due = Message.objects.filter(status=Status.QUEUED, not_before__lte=now).order_by("not_before", "pk")
    if not has_rows(due):
        # SQLite has one writer: an idle worker must not take its lock.
        return []
    with transaction.atomic():
        batch = list(due.select_related("person").select_for_update(of=("self",), skip_locked=True, no_key=True)[:size])
        claimed = Message.objects.filter(pk__in=[message.pk for message in batch])
        claimed.update(status=Status.SENDING, claimed_at=now, attempts=F("attempts") + 1)
    for message in batch:
        message.status, message.claimed_at, message.attempts = Status.SENDING, now, message.attempts + 1
    return batch


def take_back_forgotten() -> Round:
    """Queue again what a process claimed and, having died, never marked; give up on what killed too many of them."""
    forgotten = Message.objects.filter(status=Status.SENDING, claimed_at__lt=clock.now() - lease())
    if not has_rows(forgotten.order_by("claimed_at")):
        return Round()
    given_up = forgotten.filter(attempts__gte=MOST_ATTEMPTS).update(
        status=Status.FAILED, settled_at=clock.now(), error="No worker lived long enough to send it."
    )
    return Round(failed=given_up, put_off=forgotten.update(status=Status.QUEUED, claimed_at=None))


def lease() -> timedelta:
    """Return how long a claimed message is its worker's; longer than any single hand-over to a mail server takes."""
    return timedelta(seconds=settings.DELIVERY_LEASE_SECONDS)


def _deliver_batch(batch: list[Message], ways: Ways, done: Round) -> bool:
    """Deliver claimed messages and say whether to go on with more; without a mail server chats still get theirs."""
    started, is_away = time.monotonic(), False
    for place, message in enumerate(batch):
        if time.monotonic() - started > lease().total_seconds() / 2:
            _give_back(batch[place:], done, until=clock.now())
            return not is_away
        try:
            _deliver(message, ways, done)
        except Unreachable as trouble:
            if not is_away:
                log.warning("%s", trouble)
            is_away = True
            _give_back([message], done, until=clock.now() + OUTAGE_PAUSE, error=str(trouble))
    return not is_away


def _deliver(message: Message, ways: Ways, done: Round) -> None:
    person = message.person
    try:
        rendered = render(message) if person.is_active else None
        if rendered is None:
            done.dropped += _mark(message, Status.DROPPED)
            return
        if isinstance(rendered, NotBefore):
            _give_back([message], done, until=rendered.moment)
            return
        went_by_mail = ways.send(message, rendered)
    except Unreachable:
        raise
    except (Refused, BadAddress) as refusal:
        done.failed += _mark(message, Status.FAILED, error=str(refusal))
        if isinstance(refusal, BadAddress) or refusal.is_address:
            _note(partial(note_refused_address, person.pk, str(refusal), address=person.email, at_hand_over=True))
    except (PutOff, OperationalError, InterfaceError) as trouble:
        _put_off(message, str(trouble), done)
    except Exception as fault:
        # Whatever is wrong with one message, the others must leave.
        log.exception("Message %s cannot be made.", message.pk)
        done.failed += _mark(message, Status.FAILED, error=f"It could not be made. {type(fault).__name__}: {fault}")
    else:
        done.sent += _mark_sent(message, rendered)
        if went_by_mail and person.mail_refused_at is not None:
            _note(partial(note_accepted_address, person.pk, at_hand_over=True))


def _note(whether: Callable[[], bool]) -> None:
    """Write down whether mail reaches somebody; where that fails, the next mail to them tells as much."""
    try:
        whether()
    except (OperationalError, InterfaceError) as trouble:
        log.warning("It could not be noted whether mail reaches somebody. %s", trouble)


def _put_off(message: Message, reason: str, done: Round) -> None:
    if message.attempts >= MOST_ATTEMPTS:
        done.failed += _mark(message, Status.FAILED, error=reason)
        return
    pause = min(FIRST_PAUSE * 2 ** min(message.attempts - 1, 10), LONGEST_PAUSE)
    done.put_off += _mine(message).update(
        status=Status.QUEUED, not_before=clock.now() + pause, claimed_at=None, error=one_line(reason, LONGEST_WORDS)
    )


def _give_back(messages: list[Message], done: Round, *, until: datetime, error: str = "") -> None:
    """Queue claimed messages again that were not tried, for later; it does not count as an attempt of theirs."""
    claimed = Message.objects.filter(
        pk__in=[message.pk for message in messages], status=Status.SENDING, claimed_at=messages[0].claimed_at
    )
    done.put_off += claimed.update(
        status=Status.QUEUED,
        not_before=until,
        claimed_at=None,
        attempts=F("attempts") - 1,
        error=one_line(error, LONGEST_WORDS),
    )


def _mark_sent(message: Message, rendered: Rendered) -> int:
    words = {"headline": one_line(rendered.subject), "path": rendered.path}
    is_for_digest = rendered.way == Way.INBOX
    if rendered.on_sent is None:
        return _mark(message, Status.SENT, is_for_digest=is_for_digest, **words)
    with transaction.atomic():
        rendered.on_sent()
        return _mark(message, Status.SENT, is_for_digest=is_for_digest, **words)


def _mark(message: Message, status: Message.Status, *, is_for_digest: bool = False, **words: str) -> int:
    fitting = {name: one_line(text, LONGEST_WORDS) for name, text in ({"error": ""} | words).items()}
    return _mine(message).update(status=status, settled_at=clock.now(), is_for_digest=is_for_digest, **fitting)


def _mine(message: Message) -> QuerySet[Message]:
    """Return the row while the claim holds: after its lease another process may have it."""
    return Message.objects.filter(pk=message.pk, status=Status.SENDING, claimed_at=message.claimed_at)
