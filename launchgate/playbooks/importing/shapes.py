"""What a list or a mapping in a file is: items, a section of them, or something that only tells about them."""

import re
from typing import Any

from launchgate.core.refusals import Invalid
from launchgate.playbooks.importing.columns import normal, role_of
from launchgate.playbooks.importing.detect import shown

# Names of lists that hold the items themselves, so they are no section of their own.
CONTAINERS = frozenset({
    "items", "questions", "tasks", "checks", "checklist", "checklists", "sections", "gates", "phases", "stages",
    "steps", "rows", "requirements", "controls", "entries", "data", "children", "groups", "categories", "cards",
    "todos", "nodes", "results", "criteria", "body", "fields", "issues", "check items", "checklist items", "sub tasks",
})  # fmt: skip
NESTED = frozenset({"children", "subtasks", "sub tasks", "sub items", "subitems"})
# Names of lists of what is asked, also where they hold nothing but words, and of what is asked itself.
ASKED = frozenset({
    "items", "questions", "tasks", "checks", "checklist", "checklists", "requirements", "controls", "criteria",
    "todos", "check items", "checklist items", "entry criteria", "exit criteria", "deliverables",
})  # fmt: skip
QUESTION = frozenset({"question", "question text", "task", "check", "item", "text", "todo", "control", "rule"})
# Names of lists of people, marks and places: they tell about what is asked, and ask nothing.
ASIDE = frozenset({
    "tags", "labels", "keywords", "reviewers", "approvers", "prr approvers", "assignees", "owners", "members",
    "authors", "contributors", "maintainers", "participants", "stakeholders", "contacts", "followers", "watchers",
    "likes", "hearts", "projects", "memberships", "custom fields", "attachments", "participating sigs", "audience",
})  # fmt: skip
# The same, of lists that hold nothing but words.
ASIDE_WORDS = frozenset({
    "links", "references", "resources", "dependencies", "depends on", "see also", "replaces", "superseded by", "files",
    "paths", "commands", "verification commands", "aliases", "related", "domains",
})  # fmt: skip
MARKUP = re.compile(
    r"</?(?:a|b|br|code|div|em|h[1-6]|i|img|li|ol|p|pre|small|span|strong|table|td|th|tr|u|ul)\b[^<>]*>", re.I
)


def words_of(value: Any) -> str:
    """Return a value as plain text; the mark-up of a web page becomes spaces."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case str():
            return shown(MARKUP.sub(" ", value)).strip()
    try:
        return str(value)
    except ValueError:
        raise Invalid("The file holds a number that is too long to be read.") from None


def is_place(label: str) -> bool:
    """Say whether a name is that of a section, phase or the like."""
    return _role(label) == "section"


def is_section(value: dict[Any, Any]) -> bool:
    """Say whether a mapping in a list holds further items, rather than being one."""
    return any(
        _holds_items(str(key), inner, value)
        if isinstance(inner, list)
        else isinstance(inner, dict) and normal(str(key)) != "fields" and _holds_lists(inner)
        for key, inner in value.items()
    )


def are_rows(value: dict[Any, Any]) -> bool:
    """Say whether a mapping holds nothing but items, each under its identifier."""
    return bool(value) and all(isinstance(inner, dict) and _asks(inner) for inner in value.values())


def asides(lists: dict[Any, list[Any]]) -> set[Any]:
    """Return the names of those lists of a mapping that ask nothing.

    Beside a list of items, one of plain words only tells about it.
    """
    known = {key for key in lists if normal(str(key)) in CONTAINERS}
    has_rows = any(isinstance(each, dict) for key in known for each in lists[key])
    return {
        key
        for key, inner in lists.items()
        if _is_aside(str(key), inner) or (has_rows and key not in known and not _holds_more(inner))
    }


def legends(lists: dict[Any, list[Any]]) -> dict[Any, dict[str, str]]:
    """Return, of those lists whose rows the items name as their sections, what each row is called by its identifier."""
    named = {key: _places_in(inner) for key, inner in lists.items() if normal(str(key)) in CONTAINERS}
    found = {}
    for key, rows in lists.items():
        names = {row["id"]: _called(row) for row in rows if isinstance(row, dict) and isinstance(row.get("id"), str)}
        if any(other != key and len(names.keys() & places) * 2 > len(names) for other, places in named.items()):
            found[key] = names
    return found


def flat(row: dict[Any, Any]) -> dict[Any, Any]:
    """Return a row with what the mappings inside it say; one that has a name, such as a person, is told by it."""
    if not any(isinstance(inner, dict | list) for inner in row.values()):
        return row
    told: dict[Any, Any] = {}
    for key, inner in row.items():
        if not isinstance(inner, dict):
            told[key] = inner
        elif isinstance(inner.get("name"), str):
            told.setdefault(key, inner["name"])
        else:
            for name, value in inner.items():
                told.setdefault(name, _name_of(value) or value)
    memberships = row.get("memberships")
    for place in memberships if isinstance(memberships, list) else ():
        if isinstance(place, dict) and (section := _name_of(place.get("section"))):
            told.setdefault("section", section)
    return told


def _role(name: str) -> str:
    return (role_of(name) or ("", 0))[0]


def _asks(value: dict[Any, Any]) -> bool:
    names = {normal(str(key)) for key, inner in value.items() if isinstance(inner, str)}
    return bool(names & (QUESTION | {"title"})) and not is_section(value)


def _holds_more(values: list[Any]) -> bool:
    return any(isinstance(each, dict | list) for each in values)


def _is_aside(name: str, values: list[Any]) -> bool:
    """Say whether a list only tells about what is asked: people, marks, links."""
    name = normal(name)
    return name in ASIDE or (name in ASIDE_WORDS and not _holds_more(values))


def _holds_items(name: str, values: list[Any], around: dict[Any, Any]) -> bool:
    """Say whether a list in a mapping holds items: mappings, or words where the mapping itself asks nothing."""
    if normal(name) in NESTED or _is_aside(name, values):
        return False
    if _role(name) == "options":
        return around.get("type") == "checkboxes" and any(isinstance(each, dict) for each in values)
    is_small, is_asked = len(around) <= 3, normal(name) in ASKED
    asks = any(normal(str(each)) in QUESTION for each in around)
    are_words = (is_small and is_asked) or (not asks and (is_small or is_asked))
    return any(isinstance(each, dict | list) or (are_words and isinstance(each, str)) for each in values)


def _holds_lists(value: dict[Any, Any]) -> bool:
    """Say whether a mapping inside another one holds lists of items."""
    return any(
        not _is_aside(str(key), inner)
        and _role(str(key)) != "options"
        and (normal(str(key)) in ASKED or any(isinstance(each, dict) for each in inner))
        for key, inner in value.items()
        if isinstance(inner, list)
    )


def _places_in(items: list[Any]) -> set[str]:
    """Return what the items of a list say that they belong to."""
    rows = [item for item in items if isinstance(item, dict)]
    places = [key for key in dict.fromkeys(key for row in rows for key in row) if is_place(str(key))]
    return {value for row in rows for key in places if isinstance(value := row.get(key), str)}


def _called(row: dict[Any, Any]) -> str:
    return next((words_of(row[key]) for key in ("name", "title", "label") if row.get(key)), words_of(row["id"]))


def _name_of(value: Any) -> str:
    return words_of(value["name"]) if isinstance(value, dict) and isinstance(value.get("name"), str) else ""
