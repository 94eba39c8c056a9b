"""JSON and YAML: lists of questions in many shapes, boards, and settings whose leaves are asked one by one."""

import json
from typing import Any

import yaml

from launchgate.core.refusals import Invalid
from launchgate.playbooks.importing.found import LONGEST_HELP, MOST_ITEMS, Found, FoundItem, counted
from launchgate.playbooks.importing.walking import DEEPEST, TOO_DEEP, Walk, words_of

# To build the values takes far longer than to count them, and what is counted here is refused anyway.
MOST_LINES = MOST_ITEMS
MOST_VALUES = 500_000


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
    """Return the questions of a YAML text.

    Raises Invalid where it is broken or asks for more than plain values, and for more than any checklist has.
    """
    lines = sum(1 for line in text.split("\n") if line.strip())
    if lines > MOST_LINES:
        raise Invalid(f"The YAML has {lines:,} lines with words; {MOST_LINES:,} is the most. Split it.")
    try:
        _check_size(text)
        values = [value for value in yaml.load_all(text, Loader=_Loader) if value is not None]
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


def _check_size(text: str) -> None:
    """Refuse deep nesting and very many values while they are a stream of events.

    Building the values would overflow the C stack.
    """
    depth = 0
    for number, event in enumerate(yaml.parse(text, Loader=_Loader)):
        if number > MOST_VALUES:
            raise Invalid(f"The YAML holds more than {MOST_VALUES:,} values. Split it.")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                raise Invalid(TOO_DEEP)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _found(form: str, value: Any) -> Found:
    found = Found(form=form)
    walk = Walk()
    if not isinstance(value, dict | list):
        raise Invalid(f"The {form} holds a single value, no list of questions.")
    if isinstance(value, dict):
        found.title = words_of(next((value[key] for key in ("title", "name") if isinstance(value.get(key), str)), ""))
    if not _read_board(value, walk):
        walk.node(value, ())
    if not walk.items:
        walk.leaves(value, ())
    elif walk.scalars:
        walk.notes.append(f"{counted(walk.scalars, 'value that stands', 'values that stand')} beside the lists.")
    found.items = walk.items
    found.left_out = walk.notes
    if walk.silent:
        texts = counted(walk.silent, "text that asks", "texts that ask")
        found.left_out.append(f"{texts} nothing, such as headings and banners.")
    return found


def _mappings(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _read_board(value: Any, walk: Walk) -> bool:
    """Read a board as Trello exports it: cards under the names of their lists, their check items below."""
    if not (isinstance(value, dict) and isinstance(value.get("cards"), list) and isinstance(value.get("lists"), list)):
        return False
    lists = {str(each.get("id")): words_of(each.get("name")) for each in _mappings(value["lists"])}
    places: dict[str, tuple[str, ...]] = {}
    for card in _mappings(value["cards"]):
        section, name = lists.get(str(card.get("idList")), ""), words_of(card.get("name"))
        places[str(card.get("id"))] = (section, name)
        if not card.get("closed"):
            about = words_of(card.get("desc"))[:LONGEST_HELP]
            walk.items.append(FoundItem(text=name, section=(section,) if section else (), help=about))
    for checklist in _mappings(value.get("checklists")):
        path = tuple(part for part in places.get(str(checklist.get("idCard")), ()) if part)
        for check in _mappings(checklist.get("checkItems")):
            is_done = check.get("state") == "complete"
            walk.items.append(FoundItem(text=words_of(check.get("name")), section=path, ticked=is_done))
    return True
