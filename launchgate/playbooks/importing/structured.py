"""JSON and YAML: lists of questions in many shapes, boards, and settings whose leaves are asked one by one."""

import json
from collections.abc import Iterable
from typing import Any

import yaml

from launchgate.core.refusals import Invalid
from launchgate.playbooks.importing.boards import read_board
from launchgate.playbooks.importing.found import MOST_ITEMS, Found, counted
from launchgate.playbooks.importing.shapes import words_of
from launchgate.playbooks.importing.walking import DEEPEST, TOO_DEEP, Walk

# To build the values takes far longer than to count them, and what is counted here is refused anyway.
MOST_LINES = MOST_ITEMS
MOST_VALUES = 500_000


class _Again(str):
    """A name that stands a second time in the same mapping: equal to no other, so that both lists are kept."""

    __slots__ = ()
    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other


def _mapping(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, Any]:
    """Return a mapping in which no list is lost because its name is given twice."""
    mapping: dict[Any, Any] = {}
    for key, value in pairs:
        is_again = key in mapping and isinstance(value, dict | list)
        mapping[_Again(key) if is_again else key] = value
    return mapping


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Plain values only; merge keys stay ordinary keys, since merging merged lists is how a small file explodes."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        """Return a mapping with all its lists."""
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        if len(mapping) == len(node.value):
            return mapping
        build = self.construct_object
        return _mapping((build(key, deep=deep), build(value, deep=deep)) for key, value in node.value)


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:merge"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_json(text: str) -> Found:
    """Return the questions of a JSON text (or of one JSON value per line); raises Invalid where it is broken."""
    try:
        value = json.loads(text, object_pairs_hook=_mapping)
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
        values = [json.loads(line, object_pairs_hook=_mapping) for line in text.split("\n") if line.strip()]
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
    is_board = read_board(value, walk)
    if not is_board:
        walk.node(value, ())
    if not walk.items and not is_board:
        walk.leaves(value, ())
    elif walk.scalars:
        walk.notes.append(f"{counted(walk.scalars, 'value that stands', 'values that stand')} beside the lists.")
    found.items = walk.items
    found.left_out = walk.notes
    if walk.silent:
        texts = counted(walk.silent, "text that asks", "texts that ask")
        found.left_out.append(f"{texts} nothing, such as headings and banners.")
    return found
