"""The next version of the small company's playbook, with one thing in it changed."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from launchgate.playbooks import actions
from launchgate.playbooks.contents import GateContent, ItemContent, read_gates, write_gates
from launchgate.playbooks.models import Version
from tests.launches.small import Small

Change = Callable[[list[GateContent]], list[GateContent]]


def published(small: Small, *changes: Change) -> Version:
    """Publish the next version: the present one, with these changes made to it in turn."""
    admin = small.people["admin"]
    draft = actions.start_draft(small.version.playbook_id, actor=admin)
    gates = read_gates(draft)
    draft.gates.all().delete()
    for change in changes:
        gates = change(gates)
    write_gates(draft, gates)
    return actions.publish_version(draft.pk, actor=admin)


def with_item(small: Small, kind: str, key: str, /, *, function: str = "care", **more: Any) -> Change:
    """Add a question at the end of a gate."""
    item = ItemContent(key=key, text=f"What about {key}?", function_id=small.functions[function].pk, **more)
    return _on_gate(kind, lambda gate: replace(gate, items=(*gate.items, item)))


def without_item(kind: str, key: str) -> Change:
    """Ask a question no longer."""
    return _on_gate(kind, lambda gate: replace(gate, items=tuple(item for item in gate.items if item.key != key)))


def item_with(kind: str, key: str, /, **fields: Any) -> Change:
    """Ask a question otherwise."""
    return _on_gate(
        kind,
        lambda gate: replace(
            gate,
            items=tuple(replace(item, asked_since=0, **fields) if item.key == key else item for item in gate.items),
        ),
    )


def gate_with(kind: str, /, **fields: Any) -> Change:
    """Change a gate itself."""
    return _on_gate(kind, lambda gate: replace(gate, **fields))


def without_gate(kind: str) -> Change:
    """Leave a gate out."""
    return lambda gates: [gate for gate in gates if gate.kind != kind]


def with_gate(like: str, kind: str) -> Change:
    """Add a gate that asks what another does."""
    return lambda gates: [*gates, *(replace(g, kind=kind, name=kind.capitalize()) for g in gates if g.kind == like)]


def _on_gate(kind: str, change: Callable[[GateContent], GateContent]) -> Change:
    return lambda gates: [change(gate) if gate.kind == kind else gate for gate in gates]
