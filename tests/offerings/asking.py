"""Exceptions for tests, made through the real actions."""

from typing import Any

from launchgate.launches.models import Turn
from launchgate.offerings.actions.asking import Asked, ask_exception
from launchgate.offerings.actions.voices import say_voice
from launchgate.offerings.models import ExceptionRequest
from launchgate.people.models import Person
from tests.launching import Cast

VOICES = ("sales", "customer-care", "operations")


def make_exception(actor: Person, **changes: Any) -> ExceptionRequest:
    """Ask for an exception."""
    known: dict[str, Any] = {
        "customer": "Baltic Foods",
        "what": "Delivery within 48 hours on weekends",
        "why": "Their warehouse is empty on Sundays.",
    }
    return ask_exception(Asked(**known | changes), actor=actor)


def say(exception: ExceptionRequest, cast: Cast, key: str, answer: str = "yes", words: str = "") -> None:
    """Let the head of a function speak."""
    head = cast.heads[key]
    say_voice(exception.pk, cast.function(key).pk, answer, words or "Because.", actor=head)


def hear_all(exception: ExceptionRequest, cast: Cast, *, against: bool = False) -> ExceptionRequest:
    """Hear all three voices; one of them says no where they are `against`."""
    for key in VOICES:
        say(exception, cast, key, "no" if against and key == "sales" else "yes")
    exception.refresh_from_db()
    return exception


def open_turns(exception: ExceptionRequest) -> list[tuple[str, str, str]]:
    """Return kind, function and holder of the open turns about an exception."""
    turns = Turn.objects.filter(subject=exception.subject, closed_at=None).order_by("pk")
    return [
        (turn.kind, turn.function.key if turn.function else "", turn.holder.name if turn.holder else "")
        for turn in turns.select_related("function", "holder")
    ]
