"""Checklists on their way into a playbook: kept until their sections are assigned, then imported or dropped."""

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max

from launchgate.audit.record import record
from launchgate.core import clock
from launchgate.core.refusals import Conflict, Invalid
from launchgate.people.company import lock_company
from launchgate.people.models import Function, Person
from launchgate.playbooks.actions.drafts import locked_draft
from launchgate.playbooks.actions.installing import ensure_functions
from launchgate.playbooks.actions.versions import check_name, new_draft
from launchgate.playbooks.contents import GateContent, ItemContent, write_gates, write_items
from launchgate.playbooks.default import default_playbook
from launchgate.playbooks.importing.composing import item_contents
from launchgate.playbooks.importing.found import Found, FoundItem, as_json
from launchgate.playbooks.models import Checklist, Playbook, Version
from launchgate.playbooks.rules import require_editor

KEPT = timedelta(days=1)


@transaction.atomic(durable=True)
def keep_checklist(
    found: Found, *, actor: Person, data: bytes, name: str = "", draft_id: int | None = None
) -> Checklist:
    """Keep a checklist that was read until its sections are assigned; the person's own of yesterday are dropped.

    `draft_id` names the draft that it goes into; without one it becomes a new playbook.
    """
    company = lock_company()
    require_editor(actor)
    if draft_id is not None:
        locked_draft(draft_id, actor)
    now = clock.now()
    Checklist.objects.filter(person=actor, read_at__lt=now - KEPT).delete()
    checklist = Checklist.objects.create(
        person=actor,
        draft_id=draft_id,
        name=name[:200],
        sha256=hashlib.sha256(data).hexdigest(),
        read_at=now,
        content=as_json(found),
    )
    record(
        "checklist.read",
        chain=company,
        actor=actor,
        subject=checklist,
        file=checklist.sha256,
        items=len(found.items),
        tables=len(found.tables),
    )
    return checklist


@transaction.atomic(durable=True)
def drop_checklist(checklist_id: int, *, actor: Person) -> None:
    """Drop a checklist that was read; nothing of it is imported."""
    company = lock_company()
    require_editor(actor)
    checklist = _own(checklist_id, actor)
    record("checklist.dropped", chain=company, actor=actor, subject=checklist)
    checklist.delete()


@transaction.atomic(durable=True)
def import_checklist(
    parts: Mapping[str, list[FoundItem]],
    *,
    actor: Person | None,
    name: str = "",
    description: str = "",
    draft_id: int | None = None,
    checklist_id: int | None = None,
) -> Version:
    """Write items, by the kind of their gate, into a draft or as the first draft of a new playbook called `name`.

    A kept checklist is used up by it, so that the same form sent twice imports once. Raises Invalid when nothing is
    left to import or the name is taken.
    """
    company = lock_company()
    require_editor(actor)
    checklist = _own(checklist_id, actor) if checklist_id is not None else None
    if not any(parts.values()):
        raise Invalid("Nothing is left to import. Assign at least one section to a gate.")
    draft = _target(actor, name, description, draft_id)
    _write(draft, parts)
    counts = {kind: len(items) for kind, items in parts.items()}
    file = checklist.sha256 if checklist else None
    record("playbook.imported", chain=company, actor=actor, subject=draft, items=counts, file=file)
    if checklist is not None:
        checklist.delete()
    return draft


def _own(checklist_id: int, actor: Person | None) -> Checklist:
    checklist = Checklist.objects.filter(pk=checklist_id, person=actor).first()
    if checklist is None:
        raise Conflict("This checklist was imported or dropped already. Nothing was imported twice.")
    return checklist


def _target(actor: Person | None, name: str, description: str, draft_id: int | None) -> Version:
    if draft_id is not None:
        return locked_draft(draft_id, actor)[1]
    check_name(name)
    playbook = Playbook.objects.create(name=name.strip(), description=description)
    return new_draft(playbook, actor, number=1)


def _write(draft: Version, parts: Mapping[str, list[FoundItem]]) -> None:
    """Add the items to the draft's gates of their kind, and the gates that it does not have yet."""
    there = {gate.kind: gate for gate in draft.gates.prefetch_related("functions")}
    known = {gate["kind"]: gate for gate in default_playbook()["gates"]}
    if strange := set(parts) - set(there) - set(known):
        raise Invalid(f"There is no gate of the kind {', '.join(sorted(strange))}.")
    new = [kind for kind in known if kind in parts and kind not in there]
    functions = ensure_functions({key for kind in new for key in known[kind]["functions"]})
    named = {function.name.casefold(): function.pk for function in Function.objects.filter(closed_at=None)}
    last = max((gate.order for gate in there.values()), default=0)
    for kind, gate in there.items():
        if items := parts.get(kind):
            answering = gate.functions.all()[0].pk
            keys = gate.items.values_list("key", flat=True)
            position = gate.items.aggregate(last=Max("position"))["last"] or 0
            write_items(gate, item_contents(items, function_id=answering, named=named, taken=keys), after=position)
    for order, kind in enumerate(new, start=last + 1):
        signing = [functions[key] for key in known[kind]["functions"]]
        contents = item_contents(parts[kind], function_id=signing[0].pk, named=named)
        write_gates(draft, [_imported_gate(known[kind], signing, order, tuple(contents))])


def _imported_gate(
    words: Mapping[str, Any], signing: list[Function], order: int, items: tuple[ItemContent, ...]
) -> GateContent:
    names = " and ".join(function.name for function in signing)
    return GateContent(
        kind=words["kind"],
        name=words["name"],
        icon=words["icon"],
        purpose=words["purpose"],
        statement=f"What this checklist says is true, and {names} can live with it.",
        functions=tuple(function.pk for function in signing),
        working_days=words["working_days"],
        order=order,
        items=items,
    )
