"""Whether mail leaves: what administrators look at when somebody misses one."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.http import QueryDict

from launchgate.core import clock, readiness
from launchgate.core.heartbeats import BEAT, DELIVERY, SWEEP, WORKER, heard
from launchgate.core.models import Heartbeat
from launchgate.core.paging import Page, keyset_page
from launchgate.outbox.models import Message
from launchgate.people.models import Person

SHOWN = 25
MOST_COUNTED = 1000
MOST_AT_ONCE = 500
LATE_AFTER = timedelta(minutes=5)
NAMES = {"broker": "Broker", WORKER: "Worker", BEAT: "Beat", SWEEP: "Last sweep", DELIVERY: "Last delivery round"}


@dataclass(frozen=True)
class Part:
    """A process or a regular round: when it gave a sign of life last, and what is wrong; empty when nothing is."""

    name: str
    at: datetime | None
    trouble: str


@dataclass(frozen=True)
class Refused:
    """Somebody whom a channel does not reach: which, since when, and what it answered."""

    person: Person
    channel: str
    since: datetime
    why: str


@dataclass(frozen=True)
class Operations:
    """What the page shows; `answer` says in one sentence whether mail leaves, `cause` why not."""

    answer: str
    cause: str
    is_fine: bool
    parts: list[Part]
    waiting: str
    oldest_at: datetime | None
    put_off: list[Message]
    has_more_put_off: bool
    failed: Page[Message]
    refused: list[Refused]


def failed_messages() -> QuerySet[Message]:
    """Return the messages that were given up, with the people they are for."""
    return Message.objects.filter(status=Message.Status.FAILED).select_related("person")


def read_operations(query: QueryDict) -> Operations:
    """Return how delivery stands: seven statements on partial indexes, however many messages there are."""
    now, words, heartbeats = clock.now(), readiness.found(), heard()
    queued = Message.objects.filter(status=Message.Status.QUEUED)
    due = queued.filter(not_before__lte=now).order_by("not_before", "pk")
    number = due[: MOST_COUNTED + 1].count()
    oldest = due.first()
    put_off = list(queued.exclude(error="").select_related("person").order_by("-pk")[: SHOWN + 1])
    failed = keyset_page(failed_messages(), query, fields=("-pk",), size=SHOWN)
    waits_since = oldest.not_before if oldest else None
    answer, cause = _answer(words, waits_since, put_off, now)
    is_fine = answer == ""
    if is_fine and failed.rows:
        cause = "What could not be delivered is below."
    return Operations(
        answer=answer or "Mail leaves.",
        cause=cause,
        is_fine=is_fine,
        parts=_parts(words, heartbeats),
        waiting=f"{MOST_COUNTED:,}+" if number > MOST_COUNTED else f"{number:,}",
        oldest_at=waits_since,
        put_off=put_off[:SHOWN],
        has_more_put_off=len(put_off) > SHOWN,
        failed=failed,
        refused=_refused(),
    )


def _answer(
    words: dict[str, str], waits_since: datetime | None, put_off: list[Message], now: datetime
) -> tuple[str, str]:
    """Return why mail does not leave as it should, and the cause; two empty texts when it does."""
    for part in (WORKER, "broker"):
        if words[part] != readiness.OK:
            return "No mail leaves.", words[part]
    # A message that was handed back without an attempt met no mail server at all.
    if unreached := next((message for message in put_off if message.attempts == 0), None):
        return "No mail leaves.", unreached.error
    if words[BEAT] != readiness.OK:
        return "New mail leaves, but nothing is tried again and no reminder is written.", words[BEAT]
    if waits_since is not None and now - waits_since > LATE_AFTER:
        minutes = int((now - waits_since).total_seconds() // 60)
        return "Mail is late.", f"The oldest message has waited for {minutes} minutes."
    if words[SWEEP] != readiness.OK:
        return "Mail leaves, but no reminder is written.", words[SWEEP]
    return ("Mail leaves, but some was put off.", put_off[0].error) if put_off else ("", "")


def _parts(words: dict[str, str], heartbeats: dict[str, Heartbeat]) -> list[Part]:
    parts = []
    for key, name in NAMES.items():
        word, last = words.get(key, readiness.OK), heartbeats.get(key)
        parts.append(Part(name, last.beat_at if last else None, "" if word == readiness.OK else word))
    return parts


def _refused() -> list[Refused]:
    is_refused = Q(mail_refused_at__isnull=False) | Q(chat_refused_at__isnull=False)
    rows = []
    for person in Person.objects.filter(is_refused, is_active=True).order_by("name", "pk")[:SHOWN]:
        if person.mail_refused_at:
            rows.append(Refused(person, f"E-mail to {person.email}", person.mail_refused_at, person.mail_refused_why))
        if person.chat_refused_at:
            rows.append(Refused(person, person.get_channel_display(), person.chat_refused_at, person.chat_refused_why))
    return rows
