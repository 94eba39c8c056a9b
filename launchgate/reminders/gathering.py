"""Gathering nudges: one digest for each person and day, in which everything is told but the last reminders.

A person has at most one digest that has not left. It leaves when the last of what is planned for its day has come due,
as playbooks have different hours; what comes due later all the same, as after a change, waits for the next working day.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Exists, F, Max, Min, OuterRef, Q, QuerySet

from launchgate.launches.models import Pause, Step
from launchgate.outbox.models import Message
from launchgate.people.calendar import WorkingCalendar, calendar_of
from launchgate.people.company import closures_along, closures_beside
from launchgate.people.models import Person
from launchgate.playbooks.policies import Policy
from launchgate.reminders.models import Nudge
from launchgate.reminders.quiet import Hours, opening

KIND = "digest"
TOLD = (Step.Kind.DEPUTY, Step.Kind.SPONSOR)
# A digest leaves so long after its hour, so that it takes along whatever is due at the same hour.
GATHERS = timedelta(minutes=2)
NEWS_KEEPS = timedelta(days=7)
# No zone is further from another than a day and two hours.
A_DAY_ANYWHERE = timedelta(hours=26)
# Whom a nudge concerns: who is nudged, and the holder where deputy or sponsor is told.
NUDGED = ("person", ~Q(kind=Step.Kind.LAST))
HOLDERS = ("turn__holder", Q(kind__in=TOLD) & ~Q(turn__holder=F("person")) & Q(turn__holder__isnull=False))


class Reader(NamedTuple):
    """Who hears of something, in which hours mails may come, and when the digest does; news waits for that hour."""

    person: Person
    hours: Hours
    digest_at: time
    waits: bool = False


def gather(sweep: str, now: datetime) -> int:
    """Let the nudges of a sweep be told in the digests of whom they concern, and return how many digests were written.

    A digest that has not left is locked until the caller's transaction ends, so that it leaves with what was added.
    """
    nudges = Nudge.objects.filter(turn__sweep=sweep, written_at=now)
    readers = _readers(nudges, NUDGED, HOLDERS)
    if not readers:
        return 0
    written, latest = _write(readers, now)
    _follow(sweep, now, latest)
    return written


def gather_left_over(now: datetime) -> int:
    """Let what no nudge of a sweep brings up be told in digests, and return how many digests were written.

    That is news which stands in inboxes unread; it comes at its reader's hour. And it is what a deputy or sponsor was
    not told since it stood still as their digest left, once it runs again. What finds no digest in some days, as where
    they are no longer deputy or may not see the launch, is left.
    """
    news, untold = _unread_news(now), _untold_nudges(now)
    if not news.values("person").union(untold.values("person")).exists():
        return 0
    usual = Policy()
    people = _people(news.values_list("person", flat=True).distinct())
    readers = {
        person.pk: Reader(person, Hours.of(usual), person.digest_at or usual.digest_at, waits=True)
        for person in people.values()
    } | _readers(untold, NUDGED)
    with transaction.atomic():
        return _write(readers, now)[0]


def _unread_news(now: datetime) -> QuerySet[Message]:
    """Return the news for digests of those who have no digest ahead."""
    unread = Message.objects.filter(is_for_digest=True, read_at=None, person__is_active=True)
    fresh = unread.filter(settled_at__gt=now - NEWS_KEEPS).order_by()
    return fresh.exclude(person__in=_with_digest_ahead())


def _untold_nudges(now: datetime) -> QuerySet[Nudge]:
    """Return what deputies and sponsors were not told, of what runs again, where they have no digest ahead."""
    ran_on = Pause.objects.filter(turn=OuterRef("turn"), ended_at__gt=OuterRef("written_at"))
    untold = Nudge.objects.filter(is_untold=True, turn__closed_at=None, turn__paused_at=None, person__is_active=True)
    ready = untold.filter(Exists(ran_on.filter(ended_at__gt=now - NEWS_KEEPS))).order_by()
    return ready.exclude(person__in=_with_digest_ahead())


def _with_digest_ahead() -> QuerySet[Message, int]:
    """Return the ids of the people who have a digest that has not left."""
    return Message.objects.filter(kind=KIND, settled_at=None).values_list("person", flat=True)


def _write(readers: Mapping[int, Reader], now: datetime) -> tuple[int, datetime]:
    """Write a digest for each of these people who has none ahead; return how many, and when the latest was written."""
    known = _digests(readers, now)
    queued = {digest.person_id: digest for digest in known if digest.status == Message.Status.QUEUED}
    missing = [readers[person_id] for person_id in sorted(readers.keys() - queued.keys())]
    rows = [_digest(reader, [d for d in known if d.person_id == reader.person.pk], now) for reader in missing]
    written = 0
    while rows:
        Message.objects.bulk_create(rows, ignore_conflicts=True)
        # Another sweep may have written one of them meanwhile, and it may even have left.
        locked = list(Message.objects.select_for_update(no_key=True).filter(once__in=[r.once for r in rows]))
        written += sum(digest.created_at == now for digest in locked)
        known += locked
        left = {digest.person_id for digest in locked if digest.status != Message.Status.QUEUED}
        rows = [
            _digest(readers[person_id], [d for d in known if d.person_id == person_id], now)
            for person_id in sorted(left)
        ]
    return written, max(digest.created_at for digest in known)


def _readers(nudges: QuerySet[Nudge], *concerned: tuple[str, Q]) -> dict[int, Reader]:
    """Return whom nudges concern, each way being the path to a person and which nudges it is for."""
    playbook = "turn__launch__version__"
    found: dict[int, tuple[Hours, time]] = {}
    usual = (Policy().quiet_until, Policy().quiet_from, Policy().digest_at)
    for whom, which in concerned:
        rows = (
            nudges.order_by()
            .filter(which)
            .values_list(whom)
            .annotate(Min(f"{playbook}quiet_until"), Max(f"{playbook}quiet_from"), Min(f"{playbook}digest_at"))
        )
        for person_id, *values in rows:
            # What is on no launch follows the usual policy.
            opens, closes, digest_at = (value or other for value, other in zip(values, usual, strict=True))
            hours, hour = found.get(person_id, (Hours(opens, closes), digest_at))
            found[person_id] = (Hours(min(hours.opens, opens), max(hours.closes, closes)), min(hour, digest_at))
    if not found:
        return {}
    people = _people(found)
    return {
        person_id: Reader(people[person_id], hours, people[person_id].digest_at or hour)
        for person_id, (hours, hour) in found.items()
    }


def _people(ids: Iterable[int]) -> dict[int, Person]:
    return {**Person.objects.annotate(company_closures=closures_beside()).in_bulk(list(ids))}


def _digests(readers: Mapping[int, Reader], now: datetime) -> list[Message]:
    """Return the digests of these people that have not left, locked, and those that left about today."""
    rows = Message.objects.select_for_update(no_key=True).filter(kind=KIND, person__in=list(readers))
    return list(rows.filter(Q(settled_at=None) | Q(settled_at__gte=now - A_DAY_ANYWHERE)).order_by("pk"))


def _digest(reader: Reader, known: Iterable[Message], now: datetime) -> Message:
    """Return the digest of somebody's next day on which none has left yet (unsaved)."""
    person, calendar = reader.person, calendar_of(reader.person, closures_along(reader.person))
    hours = reader.hours.around(reader.digest_at)
    moment = opening(person, now, hours, calendar.closures, at=reader.digest_at)
    if reader.waits and moment == now:
        moment = _next_hour(now, reader.digest_at, calendar)
    day = moment.astimezone(calendar.zone).date()
    taken = {day_of(digest) for digest in known}
    taken |= {(digest.settled_at or now).astimezone(calendar.zone).date() for digest in known}
    while day in taken:
        day = calendar.shift(day, 1)
        moment = datetime.combine(day, reader.digest_at, calendar.zone)
    return Message(
        kind=KIND,
        person=person,
        subject=f"person:{person.pk}",
        once=f"{KIND}:{person.pk}:{day}",
        created_at=now,
        not_before=moment + GATHERS,
    )


def _next_hour(now: datetime, hour: time, calendar: WorkingCalendar) -> datetime:
    """Return when an hour of a working day comes next, in the calendar's zone."""
    there = now.astimezone(calendar.zone)
    day = calendar.shift(there.date(), 0 if there.time() < hour else 1)
    return datetime.combine(day, hour, calendar.zone)


def day_of(digest: Message) -> date:
    """Return the reader's day for which a digest was written."""
    return date.fromisoformat(digest.once.rsplit(":", 1)[1])


def _follow(sweep: str, now: datetime, written_at: datetime) -> None:
    """Let nudges never be older than the digest in which they are told, though two machines' clocks differ."""
    if written_at > now:
        Nudge.objects.filter(turn__sweep=sweep, written_at=now).update(written_at=written_at)
