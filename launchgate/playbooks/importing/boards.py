"""Boards as Trello and WeKan export them: cards under the names of their lists, and what is ticked off on each."""

from collections.abc import Iterator
from typing import Any

from launchgate.playbooks.importing.found import LONGEST_HELP, FoundItem, counted
from launchgate.playbooks.importing.shapes import words_of
from launchgate.playbooks.importing.walking import Walk

# What Trello and WeKan call the same thing.
IDENTIFIER, NAME, ABOUT, AWAY = ("id", "_id"), ("name", "title"), ("desc", "description"), ("closed", "archived")
ON_LIST, ON_CARD = ("idList", "listId"), ("idCard", "cardId")


def read_board(value: Any, walk: Walk) -> bool:
    """Read the cards of a board and what is ticked off on them, and say whether the value is a board at all."""
    if not (isinstance(value, dict) and isinstance(value.get("cards"), list) and isinstance(value.get("lists"), list)):
        return False
    lists = {_key(each, IDENTIFIER): each for each in _mappings(value["lists"])}
    places: dict[str, tuple[str, ...]] = {}
    archived: set[str] = set()
    for card in _mappings(value["cards"]):
        above = lists.get(_key(card, ON_LIST), {})
        if _said(card, AWAY) or _said(above, AWAY):
            archived.add(_key(card, IDENTIFIER))
            continue
        section = tuple(name for name in (words_of(_said(above, NAME)),) if name)
        name = words_of(_said(card, NAME))
        places[_key(card, IDENTIFIER)] = (*section, name) if name else section
        about = words_of(_said(card, ABOUT))[:LONGEST_HELP]
        walk.items.append(FoundItem(text=name, section=section, help=about))
    for card_id, check in _checks(value):
        if card_id not in archived:
            is_done = check.get("state") == "complete" or check.get("isFinished") is True
            section = places.get(card_id, ())
            walk.items.append(FoundItem(text=words_of(_said(check, NAME)), section=section, ticked=is_done))
    if archived:
        walk.notes.append(f"{counted(len(archived), 'archived card')}, with what is ticked off on them.")
    return True


def _checks(board: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what is ticked off, with the card it is on: inside its checklist, or beside all checklists."""
    for checklist in _mappings(board.get("checklists")):
        for check in _mappings(checklist.get("checkItems")):
            yield _key(checklist, ON_CARD), check
    for check in _mappings(board.get("checklistItems")):
        yield _key(check, ON_CARD), check


def _mappings(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _said(each: dict[str, Any], names: tuple[str, ...]) -> Any:
    return next((each[name] for name in names if each.get(name)), "")


def _key(each: dict[str, Any], names: tuple[str, ...]) -> str:
    return str(_said(each, names))
