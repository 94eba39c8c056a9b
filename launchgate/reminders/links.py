"""The links that lead from a mail to the page of a turn: signed, for one person and one turn, for a time."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse

from launchgate.launches.models import Turn
from launchgate.outbox.mail import absolute
from launchgate.people.models import Person

SIGNER = signing.TimestampSigner(salt="reminders.turn", sep=".")
# What can be answered, as addresses name it and mails call it; and what brings it to somebody else.
WAYS = {"ask": "Ask", "delegate": "Delegate", "rest": "Not before …", "pass-on": "Not mine"}
TO_ANOTHER = frozenset({"delegate", "pass-on"})


class Expired(Exception):
    """The link was good, and is too old."""


class Unreadable(Exception):
    """Nobody here has made this link."""


@dataclass(frozen=True)
class Link:
    """For whom a link is, and to which turn it leads."""

    turn_id: int
    person_id: int


def link_to_turn(turn_id: int, person_id: int, way: str = "") -> str:
    """Return the path of a link to a turn for a person; `way` opens one of the ways to answer.

    It lets nobody in: who follows it signs in as this person.
    """
    path = reverse("reminders:turn_link", args=[SIGNER.sign(f"{turn_id}-{person_id}")])
    return f"{path}?way={way}" if way else path


def ways_to_answer(turn: Turn, person: Person) -> list[tuple[str, str]]:
    """Return the ways in which a person can answer a turn, each with its full address, as mails offer them.

    What is asked of one person alone cannot go to another.
    """
    return [
        (words, absolute(link_to_turn(turn.pk, person.pk, way)))
        for way, words in WAYS.items()
        if way not in TO_ANOTHER or turn.kind not in Turn.NOBODY_ELSE
    ]


def read_link(token: str) -> Link:
    """Return what a link says; raises Expired or Unreadable."""
    try:
        text = SIGNER.unsign(token, max_age=timedelta(days=settings.TURN_LINK_DAYS))
    except signing.SignatureExpired as late:
        raise Expired from late
    except signing.BadSignature as bad:
        raise Unreadable from bad
    turn_id, _, person_id = text.partition("-")
    return Link(int(turn_id), int(person_id))
