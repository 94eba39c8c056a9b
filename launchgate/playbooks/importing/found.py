"""What a checklist holds once it has been read."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import Any

from launchgate.playbooks.models import ItemKind

MOST_ITEMS = 200_000
LONGEST_HELP = 4_000


@dataclass(slots=True)
class FoundItem:
    """One item as the file has it; `section` is its path of headings, outermost first."""

    text: str
    section: tuple[str, ...] = ()
    ticked: bool = False
    depth: int = 0
    parent: str = ""
    help: str = ""
    hint: str = ""
    kind: str = ItemKind.YES_NO
    options: tuple[str, ...] = ()
    is_required: bool = False
    needs_evidence: bool = False


@dataclass(slots=True)
class FoundTable:
    """A table whose rows may be taken as items, if the person wants that."""

    name: str
    items: list[FoundItem]


@dataclass(slots=True)
class Found:
    """A checklist: its items, the tables that are offered, and in sentences what was left out and how it was read."""

    form: str
    title: str = ""
    items: list[FoundItem] = field(default_factory=list)
    tables: list[FoundTable] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


ITEM_FIELDS = [each.name for each in fields(FoundItem)]


def packed(items: Iterable[FoundItem]) -> list[list[Any]]:
    """Return items as plain lists for a JSON column."""
    return [[getattr(item, name) for name in ITEM_FIELDS] for item in items]


def unpacked(rows: Iterable[list[Any]]) -> list[FoundItem]:
    """Return the items that `packed` has put away."""
    items = [FoundItem(**dict(zip(ITEM_FIELDS, row, strict=True))) for row in rows]
    for item in items:
        item.section, item.options = tuple(item.section), tuple(item.options)
    return items


def counted(number: int, one: str, many: str = "") -> str:
    """Return `1 item`, `2 items`, `1,200 items`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
