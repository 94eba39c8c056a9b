"""What a checklist holds once it has been read."""

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


def as_json(found: Found) -> dict[str, Any]:
    """Return what was found as plain values for a JSON column; items as lists, since there may be very many."""
    return {
        "form": found.form,
        "title": found.title,
        "items": _packed(found.items),
        "tables": [[table.name, _packed(table.items)] for table in found.tables],
        "left_out": found.left_out,
        "remarks": found.remarks,
    }


def from_json(content: dict[str, Any]) -> Found:
    """Return what `as_json` has put away."""
    return Found(
        form=content["form"],
        title=content["title"],
        items=_unpacked(content["items"]),
        tables=[FoundTable(name, _unpacked(rows)) for name, rows in content["tables"]],
        left_out=content["left_out"],
        remarks=content["remarks"],
    )


def _packed(items: list[FoundItem]) -> list[list[Any]]:
    return [[getattr(item, name) for name in ITEM_FIELDS] for item in items]


def _unpacked(rows: list[list[Any]]) -> list[FoundItem]:
    items = [FoundItem(**dict(zip(ITEM_FIELDS, row, strict=True))) for row in rows]
    for item in items:
        item.section, item.options = tuple(item.section), tuple(item.options)
    return items


def counted(number: int, one: str, many: str = "") -> str:
    """Return `1 item`, `2 items`, `1,200 items`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
