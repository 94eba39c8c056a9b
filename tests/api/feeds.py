"""Asking for a calendar as a calendar program does, and reading it with two parsers that share no code."""

from dataclasses import dataclass
from datetime import date, datetime

import icalendar
import vobject
from django.http import HttpResponse
from django.test import Client

from launchgate.people.actions.calendar_keys import make_calendar_key
from launchgate.people.models import Person


@dataclass(frozen=True)
class Read:
    """One event as a parser understood it."""

    uid: str
    first: date
    end: date
    title: str
    text: str
    link: str
    stamp: datetime
    sequence: int
    status: str


def address_of(person: Person) -> str:
    """Return the path of a new calendar of a person."""
    return f"/api/v1/calendar/{make_calendar_key(actor=person)}.ics"


def feed(path: str, **headers: str) -> HttpResponse:
    """Return what a calendar program is answered, which has no cookies."""
    return Client().get(path, headers=headers)


def by_icalendar(content: bytes) -> list[Read]:
    """Read events with icalendar."""
    calendar = icalendar.Calendar.from_ical(content)
    assert not calendar.errors
    return [
        Read(
            str(event["UID"]),
            event.decoded("DTSTART"),
            event.decoded("DTEND"),
            str(event["SUMMARY"]),
            str(event["DESCRIPTION"]),
            str(event["URL"]),
            event.decoded("DTSTAMP"),
            int(event["SEQUENCE"]),
            str(event["STATUS"]),
        )
        for event in calendar.walk("VEVENT")
    ]


def by_vobject(content: bytes) -> list[Read]:
    """Read events with vobject."""
    calendar = vobject.readOne(content.decode())
    return [
        Read(
            event.uid.value,
            event.dtstart.value,
            event.dtend.value,
            event.summary.value,
            event.description.value,
            event.url.value,
            event.dtstamp.value,
            int(event.sequence.value),
            event.status.value,
        )
        for event in calendar.contents.get("vevent", [])
    ]


def read(person: Person) -> dict[str, Read]:
    """Return the events of a person's new calendar by their titles, on which both parsers agree."""
    content = feed(address_of(person)).content
    events = by_icalendar(content)
    assert events == by_vobject(content)
    assert len({event.uid for event in events}) == len(events)
    return {event.title: event for event in events}
