"""The people, functions and playbooks of a replayed log: made for it alone, and asked for nothing by mail."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password
from django.utils.text import slugify

from launchgate.core import clock
from launchgate.outbox.models import Message
from launchgate.people.actions import functions, persons, seats
from launchgate.people.calendar import Hours
from launchgate.people.models import Function, Person, Seat
from launchgate.playbooks.actions.gates import add_gate
from launchgate.playbooks.actions.versions import create_playbook, publish_version, retire_playbook
from launchgate.playbooks.contents import GateContent, ItemContent
from launchgate.playbooks.models import ItemKind, Playbook, Version

VERSION = "version"


@dataclass
class World:
    """The people, functions and playbooks of one replay; a later replay has its own."""

    admin: Person
    owner: Person
    sponsor: Person
    functions: dict[str, Function] = field(default_factory=dict)
    heads: dict[str, Person] = field(default_factory=dict)
    versions: dict[tuple[tuple[str, ...], ...], Version] = field(default_factory=dict)

    @classmethod
    def found(cls, roles: Iterable[str], orders: Iterable[tuple[tuple[str, ...], ...]]) -> "World":
        """Seat a head for each role, beside an owner and a sponsor, and publish a playbook for each order of gates."""
        admin = _administrator()
        run = 1 + Playbook.objects.filter(name__startswith="Log ", name__endswith="structure 1").count()
        people = {"owner": "Owner of the cases", "sponsor": "Sponsor of the cases"}
        owner, sponsor = (
            persons.create_person(
                actor=admin,
                email=f"{key}.{run}@replay.invalid",
                name=f"{name}, log {run}",
                is_executive=key == "sponsor",
                hours=Hours.of(admin)._replace(time_zone="UTC"),
            )
            for key, name in people.items()
        )
        world = cls(admin, owner, sponsor)
        for number, role in enumerate(sorted(roles), start=1):
            function = functions.open_function(actor=admin, name=f"{role} (log {run})")
            email = f"{slugify(role)[:40] or 'role'}.{number}.{run}@replay.invalid"
            head = persons.create_person(actor=admin, email=email, name=f"{role}, log {run}", hours=Hours.of(owner))
            seats.seat_person(head.pk, function.pk, actor=admin, rank=Seat.Rank.HEAD)
            world.functions[role], world.heads[role] = function, head
        for number, order in enumerate(sorted(orders), start=1):
            world.versions[order] = world._publish(f"Log {run}, structure {number}", order)
        drop_messages(world.people())
        return world

    def people(self) -> list[Person]:
        """Return everybody who was made for the replay."""
        return [self.owner, self.sponsor, *self.heads.values()]

    def close(self) -> None:
        """Retire the playbooks, so that nobody opens a launch from them."""
        for version in self.versions.values():
            retire_playbook(version.playbook_id, actor=self.admin)

    def _publish(self, name: str, order: tuple[tuple[str, ...], ...]) -> Version:
        draft = create_playbook(actor=self.admin, name=name, description="Made from an approval log.")
        everybody = tuple(function.pk for function in self.functions.values())
        kinds = [(level, role) for level, roles in enumerate(order, start=1) for role in roles]
        for number, (level, role) in enumerate(kinds, start=1):
            function_id = self.functions[role].pk
            version = ItemContent(
                key=VERSION,
                text="Which version is this?",
                help="The owner counts on when something that was decided before is handed in again.",
                function_id=function_id,
                kind=ItemKind.NUMBER,
                is_required=True,
                relied_on_by=everybody,
            )
            remark = ItemContent(
                key="remark",
                text="Is there anything to say beside the decision?",
                function_id=function_id,
                kind=ItemKind.TEXT,
                is_material=False,
            )
            gate = GateContent(
                kind=f"{slugify(role)[:34] or 'role'}-{number}",
                name=role,
                statement="Version {version} is as it has to be." if number == 1 else "The case is as it has to be.",
                functions=(function_id,),
                order=level,
                items=(version if number == 1 else remark,),
            )
            add_gate(draft.pk, actor=self.admin, content=gate)
        return publish_version(draft.pk, actor=self.admin)


def _administrator() -> Person:
    """Return an administrator; in an empty database, the one with whom the company begins."""
    found = Person.objects.filter(is_active=True, is_administrator=True).order_by("pk").first()
    return found or persons.open_company(
        company_name="Replayed log",
        name="Keeper of the log",
        email="keeper@replay.invalid",
        password_hash=make_password(None),
        time_zone="UTC",
        country="",
    )


def drop_messages(people: Sequence[Person]) -> None:
    """Let no mail of a replay leave: it is about the past, and to nobody."""
    queued = Message.objects.filter(person__in=people, status=Message.Status.QUEUED)
    queued.update(status=Message.Status.DROPPED, settled_at=clock.wall())
