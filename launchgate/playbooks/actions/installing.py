"""Putting the default playbook into a new company."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from launchgate.audit.record import record
from launchgate.core import clock
from launchgate.core.refusals import Conflict
from launchgate.people.company import lock_company
from launchgate.people.models import Function, Person
from launchgate.playbooks.contents import digest_of, write_gates
from launchgate.playbooks.default import default_gates, default_playbook
from launchgate.playbooks.models import Playbook, Version


@transaction.atomic(durable=True)
def install_default_playbook(actor: Person | None = None) -> Version:
    """Create the functions that are missing and publish the default playbook; return its newest published version.

    A repeated call changes nothing. `actor` is None when a command sets the company up.
    """
    company, words = lock_company(), default_playbook()
    installed = Version.objects.filter(playbook__name=words["name"]).exclude(published_at=None).first()
    if installed:
        return installed
    if Playbook.objects.filter(name=words["name"]).exists():
        raise Conflict(f"There is a draft called {words['name']} already. Publish it, or give it another name.")
    functions = ensure_functions(words["functions"])
    playbook = Playbook.objects.create(name=words["name"], description=words["description"])
    now = clock.now()
    version = Version.objects.create(playbook=playbook, number=1, created_at=now, created_by=actor, published_at=now)
    write_gates(version, default_gates(functions))
    record(
        "playbook.installed",
        chain=company,
        actor=actor,
        subject=playbook,
        version=version.pk,
        functions=sorted(function.pk for function in functions.values()),
        content=digest_of(version),
    )
    return version


def ensure_functions(keys: Iterable[str]) -> dict[str, Function]:
    """Return the company's functions of these keys of the default playbook, making those that are missing."""
    names = default_playbook()["functions"]
    return {key: _function(key, names[key]) for key in sorted(keys)}


def _function(key: str, name: str) -> Function:
    """Return the company's own function of this key or name, or make it."""
    found = Function.objects.filter(Q(key=key) | Q(name__iexact=name)).order_by("pk").first()
    return found or Function.objects.create(key=key, name=name)
