"""Markdown: what is an item, as GitHub's own parser says, and what is none."""

import textwrap

import pytest

from launchgate.core.refusals import Invalid
from launchgate.playbooks.importing.markdown import read_markdown


def read(text):
    return read_markdown(textwrap.dedent(text).lstrip("\n"))


def texts(text):
    return [item.text for item in read(text).items]


@pytest.mark.parametrize("bullet", ["-", "*", "+", "1.", "7)"])
def test_every_bullet_makes_an_item(bullet):
    assert texts(f"{bullet} [ ] Ask customers\n") == ["Ask customers"]


@pytest.mark.parametrize(("box", "ticked"), [("[ ]", False), ("[x]", True), ("[X]", True)])
def test_a_tick_is_seen(box, ticked):
    assert [item.ticked for item in read(f"- {box} Ask\n").items] == [ticked]


@pytest.mark.parametrize(
    "line", ["- Ask", "- [] Ask", "- [x]Ask", "- [ ]", "[ ] Ask", "> - [ ] Ask", "- - [ ] Ask", "-[ ] Ask", "- [y] Ask"]
)
def test_what_github_shows_no_box_for_is_no_item(line):
    assert texts(line + "\n") == []


def test_items_in_a_fence_are_none():
    found = read("""
        - [ ] Real
        ```
        - [ ] Shown as code
        - [x] This too
        ```
        """)
    assert [item.text for item in found.items] == ["Real"]
    assert found.left_out == ["2 lines look like items but stand in a code block or a comment."]


def test_items_in_a_comment_are_none():
    assert texts("<!--\n- [ ] Hidden\n-->\n\n- [ ] Shown\n") == ["Shown"]


def test_items_in_an_indented_block_are_none():
    assert texts("Text\n\n    - [ ] Code\n") == []


def test_items_after_a_details_tag_are_items():
    assert texts("<details>\n\n- [ ] Inside\n\n</details>\n") == ["Inside"]


def test_nested_items_know_their_depth_and_what_they_are_part_of():
    found = read("""
        - [ ] Outer
          - [ ] Inner
            1. [ ] Innermost
        """)
    assert [(item.text, item.depth, item.parent) for item in found.items] == [
        ("Outer", 0, ""),
        ("Inner", 1, "Outer"),
        ("Innermost", 2, "Inner"),
    ]


def test_plain_bullets_below_an_item_are_its_details():
    found = read("""
        - [ ] **Billing** set up
          - Price points
          - Tax
        """)
    assert [(item.text, item.help) for item in found.items] == [("Billing set up", "• Price points\n• Tax")]


def test_items_stand_under_the_headings_above_them():
    found = read("""
        # Launch
        ## Sales
        - [ ] One

        Finance
        -------
        - [ ] Two
        # After
        - [ ] Three
        """)
    assert [item.section for item in found.items] == [("Launch", "Sales"), ("Launch", "Finance"), ("After",)]


def test_the_words_are_those_that_a_reader_sees():
    line = (
        "- [ ] **Ask** [the *docs*](http://x.test) about `a  b` &amp; \\*all\\* ~~old~~ ![logo](l)  \n  on two lines\n"
    )
    assert texts(line) == ["Ask the docs about a b & *all* old logo on two lines"]


def test_links_by_reference_are_resolved():
    assert texts("- [ ] Read [this]\n\n[this]: http://x.test\n") == ["Read this"]


def test_markup_in_an_item_is_not_kept():
    assert texts("- [ ] <b>Ask</b> <script>alert(1)</script>\n") == ["Ask alert(1)"]


def test_what_only_looks_like_markup_stays():
    assert texts("- [ ] Version <X.Y.Z> below 4 < 5\n") == ["Version <X.Y.Z> below 4 < 5"]


def test_front_matter_gives_the_title_and_is_no_content():
    found = read("""
        ---
        name: "Cut a release"
        labels: [a]
        ---
        - [ ] One
        """)
    assert (found.title, [item.section for item in found.items]) == ("Cut a release", [()])


def test_a_line_is_no_front_matter_without_its_end():
    assert texts("---\n- [ ] One\n") == ["One"]


def test_the_first_heading_gives_the_title():
    assert read("## Go *live*\n\n- [ ] One\n").title == "Go live"


def test_tables_are_offered_and_not_counted_as_items():
    found = read("""
        # Plan
        | Phase | Task | Owner |
        |---|---|---|
        | Research | Ask customers | Sales |
        | Pricing | Lock the price | Finance |
        """)
    assert found.items == []
    assert [(item.text, item.section) for item in found.tables[0].items] == [
        ("Ask customers", ("Plan", "Research")),
        ("Lock the price", ("Plan", "Pricing")),
    ]


def test_a_table_whose_first_column_asks_is_understood():
    found = read("""
        | Gate | Status |
        |---|---|
        | Ownership is clear | pass / fail |
        | Alerts are ready | pass / fail |
        """)
    assert [item.text for item in found.tables[0].items] == ["Ownership is clear", "Alerts are ready"]


def test_deep_nesting_is_read():
    text = "".join("  " * depth + "- [ ] Step\n" for depth in range(100))
    assert [item.depth for item in read_markdown(text).items] == list(range(100))


@pytest.mark.parametrize(
    "text", ["".join("  " * depth + "- [ ] Step\n" for depth in range(1500)), "> " * 5000 + "- [ ] Step"]
)
def test_nesting_that_no_person_wrote_is_refused_in_a_sentence(text):
    with pytest.raises(Invalid, match="nested hundreds of levels deep"):
        read_markdown(text)


@pytest.mark.parametrize("line", ["- [ ] Ask\n", "- [ ] Ask\n\n", "| Ask | Bo |\n"])
def test_more_lines_than_any_checklist_has_are_refused_before_they_are_parsed(line):
    with pytest.raises(Invalid, match="The Markdown has 400,000 lines with words; 120,000 is the most"):
        read_markdown(line * 400_000)


@pytest.mark.parametrize("words", ["[" * 15_000, "*a " * 6_000, "<a " * 6_000, "x" * 1_000_000])
def test_one_enormous_line_is_one_item(words):
    assert len(read_markdown(f"- [ ] {words}\n").items) == 1


def test_a_box_in_words_that_stand_as_code_is_none():
    assert texts("-     [ ] Shown as code\n- [ ] Ask\n") == ["Ask"]


def test_points_of_lists_without_a_box_are_told():
    found = read("""
        - [ ] Ask
          - whom
        - Group
          - [ ] Tell
        - No box
        1. Nor this
        """)
    assert [item.text for item in found.items] == ["Ask", "Tell"]
    assert found.left_out == ["2 points of lists have no box to tick, as in “- [ ] Ask customers”."]


def test_a_line_that_is_broken_by_markup_stays_two_words():
    assert texts("- [ ] Ask<br>them<br/>all\n") == ["Ask them all"]


def test_boxes_in_a_table_are_ticks():
    rows = read("| Item | Owner |\n|---|---|\n| [x] Ask | Bo |\n| ☐ Tell | Cy |\n").tables[0].items
    assert [(item.text, item.ticked) for item in rows] == [("Ask", True), ("Tell", False)]


def test_more_empty_lines_than_any_checklist_has_are_refused_before_they_are_parsed():
    with pytest.raises(Invalid, match="The Markdown has 1,500,000 empty lines"):
        read_markdown("\n" * 1_500_000 + "- [ ] Ask\n")


def test_of_very_many_long_lines_the_last_are_read_as_they_stand():
    items = read_markdown(f"- [ ] **Ask** {'them ' * 1_000}\n" * 60).items
    assert [item.text[:7] for item in (items[0], items[-1])] == ["Ask the", "**Ask**"]


def test_more_cells_than_any_checklist_has_are_refused_before_they_are_parsed():
    with pytest.raises(Invalid, match="700,000 cells of tables; 600,000 are the most"):
        read_markdown("|" * 7_000 + "\n" + ("|" * 7_000 + "\n") * 99)
