"""Turns of the small company in tests of their pages: one to sign, and who opens it."""

from typing import Any

from django.test import Client

from launchgate.launches.models import Gate, Turn
from launchgate.people.models import Person
from tests.launches.small import Small
from tests.launches.stages import gate_in


def sign_turn(small: Small, key: str = "sales") -> Turn:
    """Return the turn in which a function signs the first gate of a new launch."""
    return Turn.objects.select_related("holder", "launch").get(
        gate=gate_in(Gate.Status.IN_REVIEW, small), kind="sign", function=small.functions[key]
    )


def prepare_turn(small: Small) -> Turn:
    """Return the turn in which the owner prepares the first gate of a new launch."""
    return Turn.objects.get(launch=gate_in(Gate.Status.OPEN, small).launch, kind="prepare")


def look(client: Client, person: Person, turn: Turn, query: str = "") -> Any:
    """Return the page of a turn as this person sees it."""
    client.force_login(person)
    return client.get(f"/turns/{turn.pk}/{query}")


def answer(client: Client, person: Person, turn: Turn, way: str, **data: Any) -> Any:
    """Return what this person is answered who answers a turn in one of the ways."""
    client.force_login(person)
    return client.post(f"/turns/{turn.pk}/{way}/", data)
