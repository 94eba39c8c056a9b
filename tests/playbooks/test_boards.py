"""Boards exported by Trello, WeKan, Asana and Jira: cards under their lists, and what is put away is no item."""

import json

from launchgate.playbooks.importing.structured import read_json


def pairs(found):
    return [(item.section, item.text) for item in found.items]


def test_archived_cards_are_left_out_with_what_is_ticked_off_on_them():
    board = {
        "lists": [{"id": "a", "name": "Sales"}, {"id": "z", "name": "Old list", "closed": True}],
        "cards": [
            {"id": "c", "idList": "a", "name": "Ask"},
            {"id": "d", "idList": "a", "name": "Old", "closed": True},
            {"id": "e", "idList": "z", "name": "Older"},
        ],
        "checklists": [
            {"idCard": "c", "checkItems": [{"name": "Call", "state": "incomplete"}]},
            {"idCard": "d", "checkItems": [{"name": "Forget", "state": "incomplete"}]},
        ],
    }
    found = read_json(json.dumps(board))
    assert pairs(found) == [(("Sales",), "Ask"), (("Sales", "Ask"), "Call")]
    assert found.left_out == ["2 archived cards, with what is ticked off on them."]


def test_a_board_of_wekan_is_read():
    board = {
        "_format": "wekan-board-1.0.0",
        "title": "Launch",
        "lists": [{"_id": "a", "title": "Sales", "archived": False}],
        "cards": [{"_id": "c", "listId": "a", "title": "Ask", "description": "all of them", "archived": False}],
        "checklists": [{"_id": "k", "cardId": "c", "title": "Calls"}],
        "checklistItems": [{"_id": "i", "cardId": "c", "checklistId": "k", "title": "Call", "isFinished": True}],
    }
    found = read_json(json.dumps(board))
    assert pairs(found) == [(("Sales",), "Ask"), (("Sales", "Ask"), "Call")]
    assert [(item.help, item.ticked) for item in found.items] == [("all of them", False), ("", True)]


def test_an_empty_board_holds_no_item():
    assert read_json('{"name": "Launch", "lists": [], "cards": []}').items == []


def test_tasks_of_asana_are_read_by_section_and_not_by_those_who_follow_them():
    person = {"gid": "7", "name": "Bo"}
    task = {
        "gid": "1",
        "name": "Agree the price",
        "completed": True,
        "assignee": person,
        "followers": [person],
        "memberships": [{"project": {"name": "Launch"}, "section": {"name": "Finance"}}],
        "subtasks": [{"gid": "2", "name": "Ask the accountant", "followers": [person]}],
    }
    found = read_json(json.dumps({"data": [task]}))
    assert pairs(found) == [(("Finance",), "Agree the price"), (("Finance",), "Ask the accountant")]
    assert [(item.ticked, item.hint, item.parent) for item in found.items] == [
        (True, "Bo", ""),
        (False, "", "Agree the price"),
    ]


def test_issues_of_jira_are_read_by_what_their_fields_say():
    issue = {
        "key": "PAY-1",
        "fields": {"summary": "Set up tax", "status": {"name": "To do"}, "labels": ["tax"], "subtasks": []},
    }
    found = read_json(json.dumps({"issues": [issue]}))
    assert pairs(found) == [(("To do",), "Set up tax")]
