"""JSON and YAML: lists of questions in many shapes, boards, and settings whose leaves are asked one by one."""

import json
from typing import Any

import yaml

from launchgate.core.refusals import Invalid
from launchgate.playbooks.importing.boards import read_board
from launchgate.playbooks.importing.found import MOST_ITEMS, Found, counted
from launchgate.playbooks.importing.shapes import words_of
from launchgate.playbooks.importing.values import NOT_PLAIN, TOO_DEEP, json_value, yaml_values
from launchgate.playbooks.importing.walking import Walk

# To read the values takes far longer than to count the lines, and what is counted here is refused anyway.
MOST_LINES = MOST_ITEMS


def read_json(text: str) -> Found:
    """Return the questions of a JSON text (or of one JSON value per line); raises Invalid where it is broken."""
    try:
        value = json_value(text)
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
        values = [json_value(line) for line in text.split("\n") if line.strip()]
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
        values = yaml_values(text)
    except yaml.constructor.ConstructorError as problem:
        raise Invalid(NOT_PLAIN) from problem
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
