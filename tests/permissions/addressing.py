"""How a row of the permission matrix says which page of the world it means, and what is sent there."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from launchgate.core import clock
from launchgate.launches.models import Turn
from launchgate.launches.vouching import fingerprint, vouched_for
from launchgate.people.calendar import calendar_of
from launchgate.people.rules import today_of
from launchgate.reminders.links import link_to_turn
from tests.launching import gate_of
from tests.permissions.world import FIRST, World

REASON = {"reason": "Because."}
READ = "sooooooo"

Address = Callable[[World], list[Any]]
Given = Callable[[World], dict[str, Any]]


@dataclass(frozen=True)
class Row:
    """One address with one method."""

    name: str
    method: str
    answers: str
    address: Address = field(default=lambda world: [])
    given: Given = field(default=lambda world: {})
    query: Given = field(default=lambda world: {})

    def __str__(self) -> str:
        return f"{self.name} {self.method}"


def on(launch: str, *rest: Any) -> Address:
    """Address a page of a launch; words that name a row of the world become its id."""
    return lambda world: [world.launches[launch].key, *(world.rows.get(part, part) for part in rest)]


def of(model: str) -> Address:
    """Address a row of people or playbooks by what it is."""

    def address(world: World) -> list[Any]:
        version = world.cast.version
        care = world.cast.function("customer-care")
        return {
            "person": [world.people["member"].pk],
            "function": [care.pk],
            "absence": [world.rows["absence"]],
            "seat": [world.people["member"].seats.get().pk],
            "playbook": [version.playbook_id],
            "version": [version.playbook_id, version.number],
            "version gate": [version.playbook_id, version.number, FIRST],
            "gate template": [version.gates.get(kind=FIRST).pk],
            "item template": [version.gates.get(kind=FIRST).items.first().pk],
            "version id": [version.pk],
            "message": [world.rows["message"]],
            "nothing": [999_999],
        }[model]

    return address


def given(**values: Any) -> Given:
    """Send these values."""
    return lambda world: values


def decided(launch: str) -> Given:
    """Approve for customer care what the first gate of a launch shows."""

    def approved(world: World) -> dict[str, Any]:
        gate = gate_of(world.launches[launch], FIRST)
        items = vouched_for(gate, world.cast.function("customer-care").pk)
        return {"decision": "approved", "seen": fingerprint(items)}

    return approved


def day(days: int) -> str:
    """Return a day from today, as a form sends it."""
    return (clock.now().date() + timedelta(days=days)).isoformat()


def turn_on(launch: str) -> Address:
    """Address the turn in which customer care signs, or signed, the first gate of a launch; else its first turn."""
    return lambda world: [_turn(world, launch).pk]


def voice_of(exception: str) -> Address:
    """Address the turn in which customer care is asked for its voice on an exception on no launch."""

    def address(world: World) -> list[Any]:
        about = {"subject": f"exceptionrequest:{world.rows[exception]}", "function__key": "customer-care"}
        return [Turn.objects.get(**about).pk]

    return address


def _turn(world: World, launch: str) -> Turn:
    turns = Turn.objects.filter(launch=world.launches[launch], subject="").order_by("-pk")
    signing = turns.filter(kind="sign", function=world.cast.function("customer-care"), gate__kind=FIRST)
    return signing.first() or turns[0]


def token_of(world: World) -> str:
    """Return the token of the link that the head finds in the mail about their turn."""
    return link_to_turn(_turn(world, "review").pk, world.people["head"].pk).split("/")[2]


def soon(world: World) -> str:
    """Return the head's next working day, as a form sends it."""
    head = world.people["head"]
    return calendar_of(head).shift(today_of(head), 1).isoformat()
