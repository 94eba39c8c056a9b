"""The gates of a draft: added, changed, removed."""

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from launchgate.audit.record import record, words_digest
from launchgate.people.models import Person
from launchgate.playbooks.actions.drafts import locked_draft, locked_gate
from launchgate.playbooks.contents import GateContent, free_key, write_gates
from launchgate.playbooks.default import default_playbook
from launchgate.playbooks.models import GateTemplate, Version
from launchgate.playbooks.rules import check_gate

FIELDS = (
    "name", "icon", "order", "purpose", "statement", "working_days", "deputies_sign", "password_to_tier", "prompts",
    "share_to_go_public", "share_step", "hand_over_plan_to_tier",
    "insight_kinds",
)  # fmt: skip


@transaction.atomic(durable=True)
def add_gate(version_id: int, *, actor: Person, content: GateContent) -> GateTemplate:
    """Add a gate to a draft; its kind, which is part of the gate's address, comes from its name."""
    company, draft = locked_draft(version_id, actor)
    check_gate(content)
    write_gates(draft, [content])
    gate = draft.gates.get(kind=content.kind)
    record("playbook.gate_added", chain=company, actor=actor, subject=gate, version=draft.pk, words=_words(content))
    return gate


@transaction.atomic(durable=True)
def change_gate(gate_id: int, *, actor: Person, content: GateContent) -> GateTemplate:
    """Change a gate of a draft; its kind and its items stay."""
    company, gate = locked_gate(gate_id, actor)
    check_gate(content)
    for name in FIELDS:
        setattr(gate, name, getattr(content, name))
    gate.save(update_fields=FIELDS)
    gate.functions.set(content.functions)
    words = _words(content)
    record("playbook.gate_changed", chain=company, actor=actor, subject=gate, version=gate.version_id, words=words)
    return gate


@transaction.atomic(durable=True)
def remove_gate(gate_id: int, *, actor: Person) -> Version:
    """Take a gate with all its items out of a draft."""
    company, gate = locked_gate(gate_id, actor)
    version, items = gate.version, gate.items.count()
    record("playbook.gate_removed", chain=company, actor=actor, subject=gate, version=version.pk, items=items)
    gate.delete()
    return version


def kind_for(version: Version, name: str) -> str:
    """Return the kind for a new gate: that of the default gate of this name, else the name itself as an address."""
    known = {gate["name"].casefold(): gate["kind"] for gate in default_playbook()["gates"]}
    wanted = known.get(name.strip().casefold()) or slugify(name)
    return free_key(wanted or "gate", version.gates.values_list("kind", flat=True), longest=40)


def next_order(version: Version) -> int:
    """Return the order number after the last gate."""
    return (version.gates.aggregate(last=Max("order"))["last"] or 0) + 1


def _words(content: GateContent) -> str:
    return words_digest(*(getattr(content, name) for name in FIELDS), *sorted(content.functions))
