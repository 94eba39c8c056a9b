"""A small company with a short playbook, for tests that take thousands of steps: four gates, two of them parallel."""

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from launchgate.core import clock
from launchgate.launches.actions.open_launch import LaunchFacts, open_launch
from launchgate.launches.models import Launch
from launchgate.people.models import Function, Person, Seat
from launchgate.playbooks.contents import GateContent, ItemContent, write_gates
from launchgate.playbooks.models import ItemKind, Playbook, Version
from tests.factories import make_company, make_function, make_person, seat

CHOICE = ItemKind.CHOICE
START = datetime(2026, 3, 2, 9, tzinfo=UTC)


@dataclass
class Small:
    """The people, functions and playbook of the small company. Care heads its own function and owns the launch."""

    version: Version
    owner: Person
    sponsor: Person
    functions: dict[str, Function]
    people: dict[str, Person] = field(default_factory=dict)

    def copy(self) -> "Small":
        """Return the same company with objects that a test may change."""
        return deepcopy(self)

    def launch(self, *, answers: dict[str, Any] | None = None, **changes: object) -> Launch:
        """Open a launch at the company's start; `answers` are those to what later rooms ask."""
        facts = {
            "name": "Aurora",
            "summary": "One page to pay on.",
            "audience": "Shops",
            "tier": 2,
            "sponsor_id": self.sponsor.pk,
            "target_date": (clock.now() + timedelta(days=90)).date(),
        }
        given = LaunchFacts(**facts | changes)  # type: ignore[arg-type]
        return open_launch(self.version.pk, given, actor=self.owner, answers=answers)


def make_small() -> Small:
    """Make the small company as of `START`."""
    with clock.at(START):
        make_company()
        functions = {key: make_function(key) for key in ("sales", "care", "finance")}
        people = {
            "owner": make_person("Olu Owner"),
            "sponsor": make_person("Sam Sponsor", is_executive=True),
            "boss": make_person("Bo Boss", is_executive=True),
            "chief": make_person("Cleo Chief", is_executive=True),
            "admin": make_person("Ada Admin", is_administrator=True),
            "stranger": make_person("Sten Stranger"),
            "sales": make_person("Sal Sales"),
            "care": make_person("Cara Care"),
            "finance": make_person("Fin Finance"),
            "deputy": make_person("Dee Deputy"),
            "member": make_person("Mem Member"),
        }
        for key in ("sales", "care", "finance"):
            seat(people[key], functions[key], Seat.Rank.HEAD)
        seat(people["deputy"], functions["sales"], Seat.Rank.DEPUTY)
        seat(people["member"], functions["care"], Seat.Rank.MEMBER)
        version = write_playbook(functions)
    return Small(version, people["owner"], people["sponsor"], functions, people)


def write_playbook(functions: dict[str, Function], name: str = "Short", **policy: object) -> Version:
    """Return the published short playbook; the functions stand under "sales", "care" and "finance"."""
    ids = {key: function.pk for key, function in functions.items()}
    playbook = Playbook.objects.create(name=name)
    now = clock.now()
    version = Version.objects.create(playbook=playbook, number=1, created_at=now, published_at=now, **policy)

    def item(key: str, function: str, **more: object) -> ItemContent:
        return ItemContent(key=key, text=f"What about {key}?", function_id=ids[function], **more)  # type: ignore[arg-type]

    def gate(
        kind: str, order: int, deciders: tuple[str, ...], *items: ItemContent, deputies: bool = True
    ) -> GateContent:
        return GateContent(
            kind=kind,
            name=kind.capitalize(),
            statement=f"{kind} is right: {{{items[0].key}}}.",
            functions=tuple(ids[key] for key in deciders),
            order=order,
            deputies_sign=deputies,
            items=items,
        )

    gates = [
        gate(
            "input",
            1,
            ("sales", "care"),
            item("demand", "sales", kind=ItemKind.NUMBER, is_required=True, relied_on_by=(ids["finance"],)),
            item("words", "care", kind=ItemKind.TEXT, is_required=True, is_material=False),
            item("notes", "care", kind=ItemKind.YES_NO, needs_evidence=True, lowest_tier=2),
            item("terms", "sales", kind=ItemKind.TEXT, relied_on_by=(ids["finance"],)),
        ),
        gate(
            "build",
            2,
            ("care",),
            item("shape", "care", kind=ItemKind.CHOICE, options=("new", "more"), is_required=True),
            item("risks", "care", kind=ItemKind.TEXT, is_required=True, relied_on_by=(ids["finance"],), lowest_tier=1),
        ),
        gate("price", 2, ("finance",), item("price", "finance", kind=ItemKind.MONEY, is_required=True), deputies=False),
        gate("tell", 3, ("sales", "finance"), item("day", "sales", kind=ItemKind.DATE, is_required=True)),
    ]
    write_gates(version, gates)
    return version
