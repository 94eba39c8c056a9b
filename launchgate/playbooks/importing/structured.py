"""JSON and YAML: lists of questions in many shapes, boards, and settings whose leaves are asked one by one."""

import json
import re
from collections.abc import Iterable
from datetime import date
from typing import Any

import yaml

from launchgate.core.refusals import Invalid
from launchgate.playbooks.importing.columns import items_from_rows, normal, role_of
from launchgate.playbooks.importing.found import LONGEST_HELP, Found, FoundItem, counted
from launchgate.playbooks.models import ItemKind

MOST_NODES = 1_000_000
DEEPEST = 60
TOO_DEEP = "The file is nested too deeply to be a checklist."
TOO_MUCH = "The file refers to itself so often that it would unpack to far more than a checklist can hold."
# Names of lists that hold the items themselves, so they are no section of their own.
CONTAINERS = frozenset(
    "items questions tasks checks checklist checklists sections gates phases stages steps requirements controls entries "
    "data children groups categories check items rows cards todos nodes results criteria".split()
) | {"check items", "checklist items", "sub tasks"}
NESTED = frozenset({"children", "subtasks", "sub tasks", "sub items", "subitems"})
NO_QUESTION = frozenset(
    {"banner", "info", "information", "heading", "header", "statement", "divider", "label", "image"}
)
SEVERAL = frozenset({"checkbox", "checkboxes", "multi", "multiple", "multiple choice", "multiselect", "multi select"})
MARKUP = re.compile(
    r"</?(?:a|b|br|code|div|em|h[1-6]|i|img|li|ol|p|pre|small|span|strong|table|td|th|tr|u|ul)\b[^<>]*>", re.I
)


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Plain values only; merge keys stay ordinary keys, since merging merged lists is how a small file explodes."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:merge"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_json(text: str) -> Found:
    """Return the questions of a JSON text (or of one JSON value per line); raises Invalid where it is broken."""
    try:
        value = json.loads(text)
    except json.JSONDecodeError as problem:
        value = _json_lines(text)
        if value is None:
            raise Invalid(f"The JSON is broken at line {problem.lineno}, column {problem.colno}.") from problem
    except RecursionError as problem:
        raise Invalid(TOO_DEEP) from problem
    except ValueError as problem:
        raise Invalid("The JSON holds a number that is too long to be read.") from problem
    return _found("JSON", value)


def _json_lines(text: str) -> list[Any] | None:
    try:
        values = [json.loads(line) for line in text.split("\n") if line.strip()]
    except (ValueError, RecursionError):
        return None
    return values if len(values) > 1 else None


def read_yaml(text: str) -> Found:
    """Return the questions of a YAML text; raises Invalid where it is broken or asks for more than plain values."""
    try:
        values = [value for value in yaml.load_all(text, Loader=_Loader) if value is not None]  # noqa: S506
    except yaml.constructor.ConstructorError as problem:
        raise Invalid("The YAML asks for more than plain lists, texts and numbers, so it is not read.") from problem
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        where = f" at line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise Invalid(f"The YAML is broken{where}.") from problem
    except RecursionError as problem:
        raise Invalid(TOO_DEEP) from problem
    except (yaml.YAMLError, ValueError, OverflowError, TypeError) as problem:
        raise Invalid("The YAML holds a value that cannot be read.") from problem
    return _found("YAML", values[0] if len(values) == 1 else values)


def _found(form: str, value: Any) -> Found:
    found = Found(form=form)
    walk = _Walk()
    if not isinstance(value, dict | list):
        raise Invalid(f"The {form} holds a single value, no list of questions.")
    if isinstance(value, dict):
        found.title = _words(next((value[key] for key in ("title", "name") if isinstance(value.get(key), str)), ""))
    if not _read_board(value, walk):
        walk.node(value, ())
    if not walk.items:
        walk.leaves(value, ())
    elif walk.scalars:
        walk.left_out["setting that asks nothing"] = walk.scalars
    found.items = walk.items
    found.left_out = [f"{counted(number, what)}." for what, number in walk.left_out.items()] + walk.notes
    return found


def _read_board(value: Any, walk: "_Walk") -> bool:
    """Read a board as Trello exports it: cards under the names of their lists, their check items below."""
    if not (isinstance(value, dict) and isinstance(value.get("cards"), list) and isinstance(value.get("lists"), list)):
        return False
    lists = {each.get("id"): _words(each.get("name")) for each in value["lists"] if isinstance(each, dict)}
    names: dict[Any, tuple[str, str]] = {}
    for card in value["cards"]:
        if isinstance(card, dict) and not card.get("closed"):
            section, name = lists.get(card.get("idList"), ""), _words(card.get("name"))
            names[card.get("id")] = (section, name)
            help_text = _words(card.get("desc"))[:LONGEST_HELP]
            walk.items.append(FoundItem(text=name, section=(section,) if section else (), help=help_text))
    for checklist in value.get("checklists") or []:
        section, card_name = names.get(checklist.get("idCard"), ("", ""))
        for check in checklist.get("checkItems") or []:
            walk.items.append(
                FoundItem(
                    text=_words(check.get("name")),
                    section=tuple(part for part in (section, card_name) if part),
                    ticked=check.get("state") == "complete",
                )
            )
    return True


class _Walk:
    """Goes through lists and mappings once, counting what it visits."""

    def __init__(self) -> None:
        self.items: list[FoundItem] = []
        self.left_out: dict[str, int] = {}
        self.notes: list[str] = []
        self.visited = self.scalars = 0

    def node(self, value: Any, section: tuple[str, ...], depth: int = 0) -> None:
        """Read a list or a mapping: lists hold items, mappings hold sections."""
        self._step(depth)
        if isinstance(value, list):
            self._list(value, section, depth)
        elif isinstance(value, dict):
            for key, inner in value.items():
                if isinstance(inner, dict | list):
                    name = _words(str(key))
                    is_container = normal(name) in CONTAINERS or role_of(name) is not None and isinstance(inner, list)
                    self.node(inner, section if is_container else (*section, _label(name)), depth + 1)
                else:
                    self.scalars += 1

    def _list(self, values: list[Any], section: tuple[str, ...], depth: int) -> None:
        rows: list[dict[str, Any]] = []
        for value in values:
            self._step(depth)
            if isinstance(value, dict) and not self._is_section(value):
                rows.append(value)
                continue
            self._rows(rows, section, depth)
            rows = []
            if isinstance(value, dict):
                title = self._title(value)
                inner = {key: child for key, child in value.items() if isinstance(child, dict | list)}
                self.node(inner, (*section, title) if title else section, depth + 1)
            elif isinstance(value, list):
                self.node(value, section, depth + 1)
            elif words := _words(value):
                self.items.append(FoundItem(text=words, section=section))
        self._rows(rows, section, depth)

    def _is_section(self, value: dict[Any, Any]) -> bool:
        """Say whether a mapping in a list holds further items, rather than being one."""
        return any(
            isinstance(inner, list)
            and any(isinstance(each, dict | list) or (isinstance(each, str) and len(value) <= 3) for each in inner)
            and (role_of(str(key)) or ("", 0))[0] != "options"
            and normal(str(key)) not in NESTED
            for key, inner in value.items()
        )

    def _title(self, value: dict[Any, Any]) -> str:
        named = [
            (role[1], _words(inner))
            for key, inner in value.items()
            if isinstance(inner, str) and (role := role_of(str(key))) and role[0] in ("text", "section")
        ]
        return (
            min(named)[1] if named else next((_words(inner) for inner in value.values() if isinstance(inner, str)), "")
        )

    def _rows(self, rows: list[dict[Any, Any]], section: tuple[str, ...], depth: int) -> None:
        """Read mappings that are items as the rows of a table whose labels are their keys."""
        asked = [row for row in rows if not self._is_text_only(row)]
        if not asked:
            return
        labels = list(dict.fromkeys(str(key) for row in asked for key in row))[:200]
        self.visited += len(asked) * len(labels)
        self._step(depth)
        table = [[self._cell(row.get(label), label) for label in labels] for row in asked]
        known = any(role_of(label) for label in labels)
        result = items_from_rows([labels, *table] if known else table, section=section)
        if len(result.items) == len(asked):
            for item, row in zip(result.items, asked, strict=True):
                self._finish(item, row)
                self.items.append(item)
                for key, inner in row.items():
                    if isinstance(inner, list) and normal(str(key)) in NESTED:
                        self._nested(inner, item, depth)
        else:
            self.items.extend(result.items)
            self.notes.extend(result.left_out)

    def _nested(self, values: list[Any], above: FoundItem, depth: int) -> None:
        start = len(self.items)
        self.node(values, above.section, depth + 1)
        for item in self.items[start:]:
            item.depth, item.parent = item.depth + 1, item.parent or above.text

    def _is_text_only(self, row: dict[Any, Any]) -> bool:
        kind = next((str(inner).casefold() for key, inner in row.items() if normal(str(key)) in ("type", "kind")), "")
        if kind in NO_QUESTION:
            self.left_out["text that asks nothing"] = self.left_out.get("text that asks nothing", 0) + 1
        return kind in NO_QUESTION

    def _finish(self, item: FoundItem, row: dict[Any, Any]) -> None:
        kind = next((normal(str(inner)) for key, inner in row.items() if normal(str(key)) in ("type", "kind")), "")
        if kind in SEVERAL and item.options:
            item.help = f"{item.help}\nChoose from: {'; '.join(item.options)}".strip()[:LONGEST_HELP]
            item.kind, item.options = ItemKind.TEXT, ()
        if {option.casefold() for option in item.options} == {"yes", "no"}:
            item.kind, item.options = ItemKind.YES_NO, ()

    def _cell(self, value: Any, label: str) -> str:
        if isinstance(value, list):
            parts = [_words(next(iter(each.values()), "") if isinstance(each, dict) else each) for each in value]
            return "" if normal(label) in NESTED else "\n".join(part for part in parts if part)
        return "" if isinstance(value, dict) else _words(value)

    def leaves(self, value: Any, section: tuple[str, ...], depth: int = 0) -> None:
        """Read each single value of nested settings as a question of its own, asked by the name it has."""
        self._step(depth)
        pairs: Iterable[tuple[Any, Any]] = value.items() if isinstance(value, dict) else enumerate(value, start=1)
        for key, inner in pairs:
            name = _label(_words(str(key)))
            if isinstance(inner, dict | list):
                self.leaves(inner, (*section, name) if isinstance(value, dict) else section, depth + 1)
            elif name:
                self._step(depth)
                said = f"In the file: {_words(inner)}" if inner not in (None, "", True, False) else ""
                kind = _kind_of_value(inner)
                self.items.append(FoundItem(name, section, inner is True, help=said[:LONGEST_HELP], kind=kind))

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


def _words(value: Any) -> str:
    """Return a value as plain text; the mark-up of a web page becomes spaces."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case str():
            return MARKUP.sub(" ", value).strip()
    try:
        return str(value)
    except ValueError:
        raise Invalid("The file holds a number that is too long to be read.") from None
