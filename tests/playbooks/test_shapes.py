"""Lists and mappings as people write them: what is asked is an item, and what only tells about it is none."""

import json

import pytest

from launchgate.playbooks.importing.structured import read_json, read_yaml


def pairs(found):
    return [(item.section, item.text) for item in found.items]


@pytest.mark.parametrize("read", [read_json, read_yaml])
def test_a_section_that_is_given_twice_keeps_both_lists(read):
    assert pairs(read('{"Sales": ["Ask"], "Sales": ["Tell"]}')) == [(("Sales",), "Ask"), (("Sales",), "Tell")]


def test_a_remark_that_is_given_twice_breaks_nothing():
    assert pairs(read_json('[{"//": "a", "//": "b", "task": "Ask"}]')) == [((), "Ask")]


def test_items_may_stand_under_their_identifiers():
    tasks = {"t1": {"title": "Ask", "done": False}, "t2": {"title": "Tell", "done": True}}
    found = read_json(json.dumps({"Sales": tasks}))
    assert [(item.section, item.text, item.ticked) for item in found.items] == [
        (("Sales",), "Ask", False),
        (("Sales",), "Tell", True),
    ]


def test_settings_with_a_title_of_their_own_stay_settings():
    found = read_json('{"a": {"title": "Ask", "steps": {"one": true}}, "b": {"ready": true}}')
    assert [item.text for item in found.items] == ["Title", "One", "Ready"]


def test_people_and_marks_are_no_items():
    found = read_yaml("""
phases:
  - name: Pricing
    approvers: [bo, cy]
    tags: [money]
    tasks:
      - task: Set the price
        depends_on: [research, design]
""")
    assert pairs(found) == [(("Pricing",), "Set the price")]
    assert found.left_out == ["3 values that stand beside the lists."]


def test_words_beside_a_list_of_items_tell_about_it():
    found = read_json(json.dumps({"target_readers": ["founder"], "items": [{"title": "Ask"}]}))
    assert pairs(found) == [((), "Ask")]


def test_items_stand_under_the_names_of_the_sections_that_they_point_at():
    file = {
        "categories": [{"id": "s", "name": "Sales", "description": "who"}, {"id": "f", "name": "Finance"}],
        "items": [
            {"id": "s-1", "category_id": "s", "title": "Ask"},
            {"id": "f-1", "category_id": "f", "title": "Bill"},
        ],
    }
    assert pairs(read_json(json.dumps(file))) == [(("Sales",), "Ask"), (("Finance",), "Bill")]


def test_criteria_of_a_gate_are_items_and_steps_of_a_question_are_not():
    gate = {"id": 1, "name": "Go live", "owner": "Bo", "order": 3, "criteria": ["Price is set", "Tax is set"]}
    question = {"id": 2, "question": "Is it safe?", "owner": "Bo", "order": 4, "checks": ["look", "listen"]}
    assert pairs(read_json(json.dumps([gate]))) == [(("Go live",), "Price is set"), (("Go live",), "Tax is set")]
    assert pairs(read_json(json.dumps([question]))) == [((), "Is it safe?")]


def test_a_form_of_github_is_read_field_by_field():
    found = read_yaml("""
name: Release
body:
  - type: markdown
    attributes: {value: Thank you}
  - type: input
    id: version
    attributes: {label: Which version?, description: As tagged}
    validations: {required: true}
  - type: dropdown
    id: area
    attributes: {label: Where?, options: [Shop, Till]}
  - type: checkboxes
    id: before
    attributes:
      label: Before the release
      options:
        - label: Changes are told
          required: true
        - label: Tests are green
""")
    assert [(item.section, item.text, item.kind, item.is_required) for item in found.items] == [
        ((), "Which version?", "text", True),
        ((), "Where?", "choice", False),
        (("Before the release",), "Changes are told", "yes_no", True),
        (("Before the release",), "Tests are green", "yes_no", False),
    ]


def test_tasks_below_a_task_are_kept_beside_one_that_has_no_words():
    rows = [{"title": "Outer", "subtasks": [{"title": "Inner"}]}, {"title": "", "owner": "Bo"}]
    assert [item.text for item in read_json(json.dumps(rows)).items] == ["Outer", "Inner"]


def test_thousands_of_sections_are_no_file_that_refers_to_itself():
    sections = [{"name": f"Part {number}", "items": ["Ask"]} for number in range(3_000)]
    assert len(read_json(json.dumps(sections)).items) == 3_000


def test_a_criterion_in_words_is_no_tick_and_is_kept():
    row = {"title": "Ask", "done_criteria": "At least ten customers have said what they miss most."}
    item = read_json(json.dumps([row, row | {"title": "Tell"}])).items[0]
    assert item.help == "done_criteria: At least ten customers have said what they miss most."
