"""The rows that tests start from: plain functions, one per noun."""

from itertools import count
from typing import Any

from launchgate.core import clock
from launchgate.people.company import the_company
from launchgate.people.models import Company, Function, Person, Seat
from launchgate.playbooks.actions import create_playbook, publish_version
from launchgate.playbooks.contents import GateContent, ItemContent, write_gates
from launchgate.playbooks.models import Version

_numbers = count(1)


def make_company(**fields: Any) -> Company:
    """Return the company, with these fields changed."""
    company = the_company()
    for name, value in fields.items():
        setattr(company, name, value)
    company.save()
    return company


def make_person(name: str = "", **fields: Any) -> Person:
    """Return a new active person; the e-mail address comes from the name, and there is no password unless given."""
    number = next(_numbers)
    name = name or f"Person {number}"
    fields.setdefault("email", f"{'.'.join(name.lower().split())}.{number}@example.test")
    return Person.objects.create_user(name=name, **fields)


def make_function(key: str = "", name: str = "") -> Function:
    """Return the function with this key, made when there is none."""
    key = key or f"function-{next(_numbers)}"
    return Function.objects.get_or_create(key=key, defaults={"name": name or key.replace("-", " ").capitalize()})[0]


def seat(person: Person, function: Function, rank: str = Seat.Rank.MEMBER) -> Seat:
    """Return a new active seat of the person in the function."""
    return Seat.objects.create(person=person, function=function, rank=rank, started_at=clock.now())


def make_playbook(name: str = "", *, actor: Person | None = None, items: int = 2, published: bool = True) -> Version:
    """Return a version with one gate, signed by operations, that asks `items` yes or no questions in every tier."""
    operations = make_function("operations")
    draft = create_playbook(actor=actor, name=name or f"Playbook {next(_numbers)}")
    questions = tuple(ItemContent(f"item_{at}", f"Is part {at} done?", operations.pk) for at in range(1, items + 1))
    gate = GateContent("operations", "Operations", "It can be delivered.", (operations.pk,), items=questions)
    write_gates(draft, [gate])
    return publish_version(draft.pk, actor=actor) if published else draft
