"""Writing a calendar as a file (RFC 5545) that Thunderbird, Apple, Google and Outlook subscribe to."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event
from icalendar.prop import vDuration

from launchgate.api.calendar_entries import Entry
from launchgate.audit.record import canonical, sha256
from launchgate.core.text import one_line
from launchgate.outbox.mail import absolute

NAME = "LaunchGate"
LOOK_AGAIN_AFTER = timedelta(hours=1)
# Of a calendar without entries: it says nothing that could have changed.
EVER = datetime(2020, 1, 1, tzinfo=UTC)


def calendar_file(entries: Sequence[Entry]) -> bytes:
    """Return the calendar as UTF-8: the same entries make the same bytes, whenever they are asked for.

    There is no METHOD, since nobody is invited, and no VTIMEZONE, since all entries are whole days.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//LaunchGate//LaunchGate//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", NAME)
    calendar.add("x-wr-calname", NAME)
    calendar.add("refresh-interval", vDuration(LOOK_AGAIN_AFTER), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(LOOK_AGAIN_AFTER))
    for entry in entries:
        calendar.add_component(_event(entry))
    return calendar.to_ical()


def tag_of(entries: Sequence[Entry]) -> str:
    """Return the weak tag of a calendar: it changes when an entry says something else, not when a stamp moves."""
    told = [[entry.uid, f"{entry.day}", entry.title, *entry.words, entry.path, entry.is_tentative] for entry in entries]
    return f'W/"{sha256(canonical({"told": told}))[:32]}"'


def last_change(entries: Sequence[Entry]) -> datetime:
    """Return when something that the calendar shows changed last."""
    return max((entry.changed_at for entry in entries), default=EVER)


def _event(entry: Entry) -> Event:
    link, changed_at = absolute(entry.path), entry.changed_at.astimezone(UTC).replace(microsecond=0)
    event = Event()
    event.add("uid", f"{entry.uid}@{urlsplit(settings.BASE_URL).hostname}")
    # Without METHOD, the stamp is that of the last change.
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    event.add("sequence", entry.revision)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("summary", one_line(entry.title))
    event.add("description", "\n".join([*(_seen(words) for words in entry.words), "", link]))
    event.add("url", link)
    event.add("transp", "TRANSPARENT")
    event.add("status", "TENTATIVE" if entry.is_tentative else "CONFIRMED")
    return event


def _seen(text: str) -> str:
    """Return text without the characters that a calendar must not hold, its line breaks kept."""
    return "\n".join(one_line(line, longest=2000) for line in text.splitlines())
