"""The questions of a launch, made from those of a playbook version and made to read as another version has them."""

from collections.abc import Iterable, Sequence

from launchgate.core import clock
from launchgate.launches.models import Gate, Item, Revision
from launchgate.launches.pairs import Pair
from launchgate.playbooks.models import ItemTemplate

QUESTION_FIELDS = (
    "key", "position", "text", "help", "section", "kind", "options", "unit",
    "is_required", "needs_evidence", "is_material", "track", "asked_since", "origin",
)  # fmt: skip
TAKEN_OVER = (*QUESTION_FIELDS, "function_id")


def make_items(asked: Iterable[tuple[Gate, ItemTemplate]], revision: Revision | None = None) -> list[Item]:
    """Put questions on gates, and return them; in bulk, so that long lists stay quick.

    `revision` is what brought them to a launch that was on its way already.
    """
    templates = list(asked)
    items = Item.objects.bulk_create(
        Item(gate=gate, revision=revision, **{name: getattr(template, name) for name in TAKEN_OVER})
        for gate, template in templates
    )
    _rely(items, [template for _, template in templates])
    return items


def change_items(pairs: Sequence[Pair], revision: Revision) -> list[Item]:
    """Let questions that are on the launch read as their templates do, those that were removed come back; return them.

    Their answers stay as they are.
    """
    items, templates = [], []
    for pair in pairs:
        if pair.item is not None and pair.template is not None:
            if pair.has_other_words:
                pair.item.asked_from = pair.item.answer.number + 1 if pair.item.answer else 1
            for name in TAKEN_OVER:
                setattr(pair.item, name, getattr(pair.template, name))
            if pair.edits or pair.item.removed_at is not None:
                pair.item.revision = revision
            pair.item.removed_at = None
            items.append(pair.item)
            templates.append(pair.template)
    Item.every.bulk_update(
        items, [*QUESTION_FIELDS, "function", "revision", "asked_from", "removed_at"], batch_size=200
    )
    Item.relied_on_by.through.objects.filter(item__in=items).delete()
    _rely(items, templates)
    return items


def remove_items(pairs: Sequence[Pair]) -> list[Item]:
    """Ask these questions no longer, and return them; their rows stay for the history and for what was signed."""
    items, moment = [pair.item for pair in pairs if pair.item is not None], clock.now()
    for item in items:
        item.removed_at = moment
    Item.objects.filter(pk__in=[item.pk for item in items]).update(removed_at=moment)
    return items


def _rely(items: Sequence[Item], templates: Sequence[ItemTemplate]) -> None:
    through = Item.relied_on_by.through
    through.objects.bulk_create(
        through(item_id=item.pk, function_id=function.pk)
        for item, template in zip(items, templates, strict=True)
        for function in template.relied_on_by.all()
    )
