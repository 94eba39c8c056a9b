"""JSON and YAML: lists of questions in many shapes, and files made to explode."""

import json
from itertools import pairwise

import pytest

from launchgate.core.refusals import Invalid
from launchgate.playbooks.importing.structured import read_json, read_yaml


def pairs(found):
    return [(item.section, item.text) for item in found.items]


@pytest.mark.parametrize(
    "shape",
    [
        ["Ask", "Price it"],
        {"items": ["Ask", "Price it"]},
        {"title": "T", "checklist": {"items": [{"text": "Ask"}, {"text": "Price it"}]}},
        [{"task": "Ask"}, {"task": "Price it"}],
        [{"id": 1, "question": "Ask"}, {"id": 2, "question": "Price it"}],
        {"Questions": [{"QuestionText": "Ask"}, {"QuestionText": "Price it"}]},
        [{"name": "Ask", "done": False}, {"name": "Price it", "done": True}],
    ],
)
def test_one_list_in_many_shapes(shape):
    assert pairs(read_json(json.dumps(shape))) == [((), "Ask"), ((), "Price it")]


PAIRS = (("Sales", "Ask"), ("Finance", "Price it"))


@pytest.mark.parametrize(
    "shape",
    [
        {"Sales": ["Ask"], "Finance": ["Price it"]},
        {"sections": {"Sales": [{"task": "Ask"}], "Finance": [{"task": "Price it"}]}},
        [{"name": "Sales", "items": ["Ask"]}, {"name": "Finance", "items": ["Price it"]}],
        {
            "phases": [
                {"phase": "Sales", "tasks": [{"title": "Ask"}]},
                {"phase": "Finance", "tasks": [{"title": "Price it"}]},
            ]
        },
        [{"task": "Ask", "gate": "Sales"}, {"task": "Price it", "gate": "Finance"}],
        {"Sales": {"Ask": True}, "Finance": {"Price it": False}},
    ],
)
def test_sections_in_many_shapes(shape):
    assert pairs(read_json(json.dumps(shape))) == [(("Sales",), "Ask"), (("Finance",), "Price it")]


def test_type_required_and_options_are_read():
    shape = [
        {"question": "Price?", "type": "money", "required": True},
        {"question": "How?", "options": ["once", "twice"]},
    ]
    price, how = read_json(json.dumps(shape)).items
    assert (price.kind, price.is_required) == ("money", True)
    assert (how.kind, how.options) == ("choice", ("once", "twice"))


def test_answers_yes_and_no_make_a_yes_or_no_item():
    shape = [{"QuestionText": "Ready?", "Type": "Option", "Answers": [{"Answer": "Yes"}, {"Answer": "No"}]}]
    assert read_json(json.dumps(shape)).items[0].kind == "yes_no"


def test_several_answers_at_once_become_a_text():
    shape = [{"QuestionText": "Which?", "Type": "Checkbox", "Answers": [{"Answer": "Red"}, {"Answer": "Blue"}]}]
    item = read_json(json.dumps(shape)).items[0]
    assert (item.kind, item.help) == ("text", "Choose from: Red; Blue")


def test_banners_ask_nothing():
    shape = [{"Type": "Banner", "QuestionText": "Welcome"}, {"Type": "Text", "QuestionText": "Who?"}]
    found = read_json(json.dumps(shape))
    assert pairs(found) == [((), "Who?")]
    assert found.left_out == ["1 text that asks nothing, such as headings and banners."]


def test_tasks_below_tasks_are_nested():
    shape = [{"title": "Outer", "subtasks": [{"title": "Inner"}]}]
    assert [(item.text, item.depth, item.parent) for item in read_json(json.dumps(shape)).items] == [
        ("Outer", 0, ""),
        ("Inner", 1, "Outer"),
    ]


def test_a_board_is_read_by_its_lists():
    board = {
        "name": "Launch",
        "lists": [{"id": "a", "name": "Sales"}],
        "cards": [{"id": "c", "idList": "a", "name": "Ask"}, {"id": "d", "idList": "a", "name": "Old", "closed": True}],
        "checklists": [{"idCard": "c", "checkItems": [{"name": "Call", "state": "complete"}]}],
    }
    found = read_json(json.dumps(board))
    assert pairs(found) == [(("Sales",), "Ask"), (("Sales", "Ask"), "Call")]
    assert [item.ticked for item in found.items] == [False, True]


def test_one_value_a_line_is_read():
    assert pairs(read_json('{"task": "Ask"}\n{"task": "Tell"}\n')) == [((), "Ask"), ((), "Tell")]


def test_markup_becomes_plain_words():
    assert read_json('["<b>Ask</b><br>them &lt;all>"]').items[0].text == "Ask  them &lt;all>"


def test_settings_are_asked_one_by_one():
    found = read_yaml("governance:\n  rollback_tested: true\n  threshold: 0.9\n  due: 2027-01-05\n  owner: Bo\n")
    assert [(item.text, item.kind, item.ticked) for item in found.items] == [
        ("Rollback tested", "yes_no", True),
        ("Threshold", "number", False),
        ("Due", "date", False),
        ("Owner", "text", False),
    ]
    assert {item.section for item in found.items} == {("Governance",)}


def test_several_yaml_documents_are_one_checklist():
    assert pairs(read_yaml("- Ask\n---\n- Tell\n")) == [((), "Ask"), ((), "Tell")]


def explosive(line):
    names = [f"a{number}" for number in range(12)]
    grown = [line.format(name=name, below=", ".join([f"*{below}"] * 9)) for below, name in pairwise(names)]
    return "\n".join(["a0: &a0 {k: 1, l: 2}", *grown])


@pytest.mark.parametrize("line", ["{name}: &{name} [{below}]", "{name}: &{name} {{<<: [{below}], k{name}: 1}}"])
def test_a_file_that_grows_when_it_is_read_is_refused(line):
    with pytest.raises(Invalid, match="refers to itself so often"):
        read_yaml(explosive(line))


@pytest.mark.parametrize("text", ["[" * 100_000, "- " * 50_000 + "x", "? " * 50_000, "a: &a\n  - *a\n"])
def test_yaml_nested_without_end_is_refused(text):
    with pytest.raises(Invalid, match="nested too deeply"):
        read_yaml(text)


def test_yaml_with_more_lines_than_any_checklist_has_is_refused():
    with pytest.raises(Invalid, match=r"The YAML has 400,000 lines with words; 200,000 is the most. Split it\."):
        read_yaml("".join(f"key_{number}: what\n\n" for number in range(400_000)))


def test_yaml_with_more_values_than_any_checklist_has_is_refused():
    with pytest.raises(Invalid, match=r"The YAML holds more than 500,000 values. Split it\."):
        read_yaml("[" + "a," * 600_000 + "]")


def test_very_many_lines_of_yaml_are_read():
    assert len(read_yaml("- Ask\n" * 20_000).items) == 20_000


@pytest.mark.parametrize("text", ["[" * 100_000, "[" * 100_000 + "]" * 100_000, '{"a":' * 100_000])
def test_json_nested_without_end_is_refused(text):
    with pytest.raises(Invalid, match="nested too deeply"):
        read_json(text)


@pytest.mark.parametrize(
    "text", ["!!python/object/apply:os.system [ls]", "a: !Ref b", "!!python/name:os.system x", "? [a]\n: b"]
)
def test_yaml_that_asks_to_be_run_is_not(text):
    with pytest.raises(Invalid, match="more than plain lists"):
        read_yaml(text)


@pytest.mark.parametrize(
    ("read", "text", "sentence"),
    [
        (read_json, '{"items": ["a",]}', "broken at line 1, column 16"),
        (read_yaml, "a:\n\t- b", "broken at line 2, column 1"),
        (read_json, "5", "a single value"),
        (read_yaml, "hello", "a single value"),
        (read_json, "[1" + "0" * 10_000 + "]", "too long"),
        (read_yaml, "a: " + "9" * 10_000, "cannot be read"),
        (read_yaml, "a: 2027-99-99", "cannot be read"),
    ],
)
def test_what_is_broken_is_said_in_a_sentence(read, text, sentence):
    with pytest.raises(Invalid, match=sentence):
        read(text)


@pytest.mark.parametrize("board", [{"lists": [1], "cards": [1, {"idList": [1], "id": {}}], "checklists": [1, {}]}])
def test_a_strange_board_breaks_nothing(board):
    assert len(read_json(json.dumps(board)).items) == 1
