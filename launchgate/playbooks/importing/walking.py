"""Walking through nested lists and mappings: which of them are items, which are sections."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from launchgate.core.refusals import Invalid
from launchgate.playbooks.importing.columns import items_from_rows, normal, role_of
from launchgate.playbooks.importing.found import LONGEST_HELP, FoundItem
from launchgate.playbooks.importing.shapes import (
    CONTAINERS,
    NESTED,
    are_rows,
    asides,
    flat,
    is_place,
    is_section,
    legends,
    words_of,
)
from launchgate.playbooks.importing.values import DEEPEST, TOO_DEEP
from launchgate.playbooks.models import ItemKind

MOST_NODES = 3_000_000
MOST_VISITS = 500
TOO_MUCH = "The file refers to itself so often that it would unpack to far more than a checklist can hold."
NO_QUESTION = frozenset(
    {"banner", "info", "information", "heading", "header", "statement", "divider", "label", "image", "markdown"}
)


class Walk:
    """Goes through lists and mappings once, counting what it visits."""

    def __init__(self) -> None:
        self.items: list[FoundItem] = []
        self.notes: list[str] = []
        self.called: dict[str, str] = {}
        self.visits: Counter[int] = Counter()
        self.visited = self.scalars = self.silent = 0

    def node(self, value: Any, section: tuple[str, ...], depth: int = 0) -> None:
        """Read a list or a mapping: lists hold items, mappings hold sections."""
        self._enter(value, depth)
        if isinstance(value, list):
            self._list(value, section, depth)
        elif isinstance(value, dict) and are_rows(value):
            self._list(list(value.values()), section, depth)
        elif isinstance(value, dict):
            self._mapping(value, section, depth)

    def _mapping(self, value: dict[Any, Any], section: tuple[str, ...], depth: int) -> None:
        lists = {key: inner for key, inner in value.items() if isinstance(inner, list)}
        explained = legends(lists)
        self.called |= {name: called for names in explained.values() for name, called in names.items()}
        aside = asides(lists) | explained.keys()
        for key, inner in value.items():
            if key in aside:
                self.scalars += len(inner)
            elif isinstance(inner, dict | list):
                name = words_of(str(key))
                is_container = normal(name) in CONTAINERS or (isinstance(inner, list) and role_of(name) is not None)
                self.node(inner, section if is_container else (*section, _label(name)), depth + 1)
            else:
                self.scalars += 1

    def _list(self, values: list[Any], section: tuple[str, ...], depth: int) -> None:
        rows: list[dict[str, Any]] = []
        for value in values:
            self._step(depth)
            told = flat(value) if isinstance(value, dict) and not is_section(value) else value
            if isinstance(told, dict) and not is_section(told):
                rows.append(told)
                continue
            self._rows(rows, section, depth)
            rows = []
            if isinstance(value, dict):
                self._enter(value, depth + 1)
                title = self._title(told)
                inner = {key: child for key, child in told.items() if isinstance(child, dict | list)}
                self._mapping(inner, (*section, title) if title else section, depth + 1)
            elif isinstance(value, list):
                self.node(value, section, depth + 1)
            elif words := words_of(value):
                self.items.append(FoundItem(text=words, section=section))
        self._rows(rows, section, depth)

    def _title(self, value: dict[Any, Any]) -> str:
        named = [
            (role[1], words_of(inner))
            for key, inner in value.items()
            if isinstance(inner, str) and (role := role_of(str(key))) and role[0] in ("text", "section")
        ]
        first = next((words_of(inner) for inner in value.values() if isinstance(inner, str)), "")
        return min(named)[1] if named else first

    def _rows(self, rows: list[dict[Any, Any]], section: tuple[str, ...], depth: int) -> None:
        """Read mappings that are items as the rows of a table whose labels are their keys."""
        asked = [row for row in rows if not self._is_text_only(row)]
        if not asked:
            return
        labels = list(dict.fromkeys(str(key) for row in asked for key in row))[:200]
        self.visited += len(asked) * len(labels)
        self._step(depth)
        table = [[self._cell(row.get(label), label) for label in labels] for row in asked]
        result = items_from_rows([labels, *table], section=section, has_header=True)
        self.notes.extend(result.left_out)
        for at, item in zip(result.places, result.items, strict=True):
            self.items.append(item)
            for key, inner in asked[at].items():
                if isinstance(inner, list) and normal(str(key)) in NESTED:
                    self._nested(inner, item, depth)

    def _nested(self, values: list[Any], above: FoundItem, depth: int) -> None:
        start = len(self.items)
        self.node(values, above.section, depth + 1)
        for item in self.items[start:]:
            item.depth, item.parent = item.depth + 1, item.parent or above.text

    def _is_text_only(self, row: dict[Any, Any]) -> bool:
        kind = next((str(inner).casefold() for key, inner in row.items() if normal(str(key)) in ("type", "kind")), "")
        if kind in NO_QUESTION:
            self.silent += 1
        return kind in NO_QUESTION

    def _cell(self, value: Any, label: str) -> str:
        if isinstance(value, list):
            parts = [words_of(next(iter(each.values()), "") if isinstance(each, dict) else each) for each in value]
            return "" if normal(label) in NESTED else "\n".join(part for part in parts if part)
        if isinstance(value, str) and value in self.called and is_place(label):
            return self.called[value]
        return "" if isinstance(value, dict) else words_of(value)

    def leaves(self, value: Any, section: tuple[str, ...], depth: int = 0) -> None:
        """Read each single value of nested settings as a question of its own, asked by the name it has."""
        self._enter(value, depth)
        pairs: Iterable[tuple[Any, Any]] = value.items() if isinstance(value, dict) else enumerate(value, start=1)
        for key, inner in pairs:
            name = _label(words_of(str(key)))
            if isinstance(inner, dict | list):
                self.leaves(inner, (*section, name) if isinstance(value, dict) else section, depth + 1)
            elif name:
                self._step(depth)
                said = f"In the file: {words_of(inner)}" if inner not in (None, "", True, False) else ""
                kind = _kind_of_value(inner)
                self.items.append(FoundItem(name, section, inner is True, help=said[:LONGEST_HELP], kind=kind))

    def _enter(self, value: Any, depth: int) -> None:
        """Count the visits to one list or mapping: one that is met again and again is how a small file explodes."""
        self._step(depth)
        self.visits[id(value)] += 1
        if self.visits[id(value)] > MOST_VISITS:
            raise Invalid(TOO_MUCH)

    def _step(self, depth: int) -> None:
        self.visited += 1
        if self.visited > MOST_NODES:
            raise Invalid(TOO_MUCH)
        if depth > DEEPEST:
            raise Invalid(TOO_DEEP)


def _kind_of_value(value: Any) -> str:
    match value:
        case bool():
            return ItemKind.YES_NO
        case int() | float():
            return ItemKind.NUMBER
        case date():
            return ItemKind.DATE
    return ItemKind.TEXT


def _label(name: str) -> str:
    """Return a key as words: `rollback_tested` reads `Rollback tested`."""
    words = " ".join(re.sub(r"[_-]+", " ", name).split()) if re.fullmatch(r"[\w-]+", name) else name
    return words[:1].upper() + words[1:]
