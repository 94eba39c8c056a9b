"""The items of a draft: added, changed, moved, removed."""

from django.db import transaction
from django.db.models import Max

from launchgate.audit.record import record, words_digest
from launchgate.people.models import Company, Person
from launchgate.playbooks.actions.drafts import locked_gate, locked_item
from launchgate.playbooks.contents import ItemContent, write_items
from launchgate.playbooks.models import GateTemplate, ItemTemplate
from launchgate.playbooks.rules import check_item

FIELDS = (
    "key", "text", "function_id", "help", "section", "kind", "unit", "is_required", "needs_evidence", "is_material",
    "track", "lowest_tier",
)  # fmt: skip


@transaction.atomic(durable=True)
def add_item(gate_id: int, *, actor: Person, content: ItemContent) -> ItemTemplate:
    """Add an item at the end of a draft's gate."""
    company, gate = locked_gate(gate_id, actor)
    check_item(content, gate.items.values_list("key", flat=True))
    write_items(gate, [content], after=gate.items.aggregate(last=Max("position"))["last"] or 0)
    item = gate.items.get(key=content.key)
    record("playbook.item_added", chain=company, actor=actor, subject=item, gate=gate.pk, words=_words(content))
    return item


@transaction.atomic(durable=True)
def change_item(item_id: int, *, actor: Person, content: ItemContent, wording_only: bool = False) -> ItemTemplate:
    """Change an item of a draft; it stays at its place.

    With `wording_only` the editor says that it asks the same in other words, so that launches which take the version
    keep answers and signatures. Another type, unit or choice is never wording.
    """
    company, item = locked_item(item_id, actor)
    if not (wording_only and _answers_alike(item, content)) and item.text != content.text:
        item.asked_since = item.gate.version.number
    check_item(content, item.gate.items.exclude(pk=item.pk).values_list("key", flat=True))
    for name in FIELDS:
        setattr(item, name, getattr(content, name))
    item.options = list(content.options)
    item.save(update_fields=[*(name.removesuffix("_id") for name in FIELDS), "options", "asked_since"])
    item.relied_on_by.set(content.relied_on_by)
    record("playbook.item_changed", chain=company, actor=actor, subject=item, gate=item.gate_id, words=_words(content))
    return item


def _answers_alike(item: ItemTemplate, content: ItemContent) -> bool:
    return (item.kind, tuple(item.options), item.unit) == (content.kind, content.options, content.unit)


@transaction.atomic(durable=True)
def move_item(item_id: int, *, actor: Person, up: bool) -> ItemTemplate:
    """Move an item one place up or down in its gate; at the end of the list nothing moves."""
    company, item = locked_item(item_id, actor)
    order = list(item.gate.items.values_list("pk", flat=True))
    at = order.index(item.pk)
    to = max(0, at - 1) if up else min(len(order) - 1, at + 1)
    if to != at:
        order.insert(to, order.pop(at))
        rows = [ItemTemplate(pk=pk, position=position) for position, pk in enumerate(order, start=1)]
        ItemTemplate.objects.bulk_update(rows, ["position"], batch_size=500)
        item.position = to + 1
        record("playbook.item_moved", chain=company, actor=actor, subject=item, gate=item.gate_id, position=to + 1)
    return item


@transaction.atomic(durable=True)
def remove_item(item_id: int, *, actor: Person) -> GateTemplate:
    """Take an item out of a draft."""
    company, item = locked_item(item_id, actor)
    return take_out(company, item, actor)


def take_out(company: Company, item: ItemTemplate, actor: Person) -> GateTemplate:
    """Take an item out of a draft that the caller has locked; return the gate on which it stood."""
    record("playbook.item_removed", chain=company, actor=actor, subject=item, gate=item.gate_id)
    item.delete()
    return item.gate


def _words(content: ItemContent) -> str:
    fields = [getattr(content, name) for name in FIELDS]
    return words_digest(*fields, *content.options, *sorted(content.relied_on_by))
