"""Sections of a checklist: how they are grouped, which gate is guessed, and what becomes of their items."""

import pytest

from launchgate.playbooks.importing.assigning import MOST_SECTIONS, assigned, sections_of
from launchgate.playbooks.importing.composing import item_contents
from launchgate.playbooks.importing.found import Found, FoundItem, FoundTable


def found(*sections, tables=()):
    items = [FoundItem(f"Item {number}", section) for number, section in enumerate(sections)]
    return Found(form="Markdown", items=items, tables=list(tables))


def contents(*items, taken=()):
    return item_contents(items, function_id=1, named={"finance": 7}, taken=taken)


@pytest.mark.parametrize(
    ("heading", "gate"),
    [
        ("Customer research", "customer-input"),
        ("3. Feature scope", "product"),
        ("Deployment & monitoring", "operations"),
        ("Pricing", "finance-pricing"),
        ("Press and social media", "internal-launch"),
        ("Finanzen", "finance-pricing"),
        ("Miscellaneous", ""),
    ],
)
def test_a_heading_speaks_for_a_gate(heading, gate):
    assert [section.gate for section in sections_of(found((heading,)))] == [gate]


def test_the_innermost_heading_speaks_first():
    sections = sections_of(found(("Operations", "Billing"), ("Operations", "Rollback")))
    assert [section.gate for section in sections] == ["finance-pricing", "operations"]


def test_what_all_sections_share_speaks_last():
    sections = sections_of(found(("Pricing checklist", "Interviews"), ("Pricing checklist", "Other")))
    assert [section.gate for section in sections] == ["customer-input", "finance-pricing"]


def test_items_speak_where_no_heading_does():
    items = [FoundItem("Send the invoice", ("Week 1",)), FoundItem("Check the price", ("Week 1",))]
    assert sections_of(Found("CSV", items=items))[0].gate == "finance-pricing"


def test_a_table_is_a_section_of_its_own():
    table = FoundTable("Plan", [FoundItem("Ask", ("Plan",))])
    assert [section.is_table for section in sections_of(found(("Plan",), tables=[table]))] == [False, True]


def test_very_many_headings_are_merged_under_those_above():
    sections = sections_of(found(*(("Sales" if number % 2 else "Finance", f"Week {number}") for number in range(500))))
    assert [section.name for section in sections] == [("Finance",), ("Sales",)]


def test_a_file_of_nothing_but_headings_stays_a_small_form():
    tables = [FoundTable(str(number), [FoundItem("Ask", (str(number),))]) for number in range(500)]
    many = found(*((str(number),) for number in range(5000)), tables=tables)
    assert len(sections_of(many)) <= 2 * MOST_SECTIONS


def test_sections_that_go_nowhere_are_left_out():
    sections = sections_of(found(("Sales",), ("Finance",), ("Sales",)))
    assert {gate: len(items) for gate, items in assigned(sections, ["internal-launch", ""]).items()} == {
        "internal-launch": 2
    }


def test_items_without_words_are_left_out():
    assert assigned(sections_of(Found("Markdown", items=[FoundItem("")])), ["operations"]) == {}


def test_keys_are_made_of_the_words_and_given_once():
    items = [FoundItem("Ask all!"), FoundItem("ask ALL"), FoundItem("認証"), FoundItem("認証")]
    assert [content.key for content in contents(*items, taken=["ask_all"])] == [
        "ask_all_2",
        "ask_all_3",
        "item",
        "item_2",
    ]


def test_a_hundred_thousand_equal_items_get_their_keys():
    assert len({content.key for content in contents(*[FoundItem("Ask")] * 100_000)}) == 100_000


def test_a_long_question_is_cut_and_kept_whole_in_the_help():
    words = "Ask " * 300
    content = contents(FoundItem(words.strip(), section=("x" * 500,)))[0]
    assert len(content.text) <= 500
    assert len(content.section) <= 200
    assert words.strip() in content.help


def test_an_owner_who_is_a_function_answers():
    assert [
        content.function_id for content in contents(FoundItem("A", hint=" Finance "), FoundItem("B", hint="Bo"))
    ] == [7, 1]


def test_a_nested_item_says_what_it_is_part_of():
    assert contents(FoundItem("Call them", parent="Ask customers", help="by phone"))[0].help == (
        "Part of: Ask customers\nby phone"
    )


def test_marks_that_turn_the_page_round_are_dropped():
    assert contents(FoundItem("Ask \u202eeverybody\u202c"))[0].text == "Ask everybody"
