"""Markdown where GitHub's parser reads otherwise than others do; each was found by comparing with cmark-gfm."""

import pytest

from launchgate.playbooks.importing.markdown import read_markdown


def items(text):
    return [(item.text, item.depth) for item in read_markdown(text).items]


@pytest.mark.parametrize("tag", ["<br>", "<img src='x'>", "</span>", "<search>"])
def test_a_tag_alone_on_a_line_ends_the_list_and_hides_what_follows(tag):
    assert items(f"- [ ] Ask\n{tag}\n- [ ] Hidden\n\n- [ ] Tell\n") == [("Ask", 0), ("Tell", 0)]


def test_a_tag_that_is_indented_belongs_to_the_item():
    assert items("- [ ] Ask\n  <br>\n- [ ] Tell\n") == [("Ask", 0), ("Tell", 0)]


@pytest.mark.parametrize("tag", ["<br>", "<search>"])
def test_a_tag_alone_does_not_end_a_paragraph(tag):
    assert items(f"Words\n{tag}\n- [ ] Ask\n") == [("Ask", 0)]


@pytest.mark.parametrize("tag", ["<div>", "<details>", "<pre>", "<!-- x"])
def test_a_block_of_html_ends_a_paragraph(tag):
    assert items(f"Words\n{tag}\n- [ ] Hidden\n") == []


def test_a_tag_of_later_days_opens_no_block():
    assert items("<search for it\n- [ ] Ask\n") == [("Ask", 0)]


def test_a_box_without_words_holds_nothing_after_an_empty_line():
    assert items("- [ ] \n\n  - [ ] Ask\n") == [("", 0), ("Ask", 0)]


def test_a_box_without_words_holds_what_follows_at_once():
    assert items("- [ ] \n  - [ ] Ask\n") == [("", 0), ("Ask", 1)]


def test_a_box_without_words_takes_no_words_from_the_next_line():
    assert items("- [ ] \nWords\n- [x] Ask\n") == [("", 0), ("Ask", 0)]


def test_a_box_without_words_is_seen_below_a_paragraph():
    assert items("Words\n- [ ] \n") == [("", 0)]


def test_boxes_without_words_in_a_fence_are_told_as_all_others_there():
    assert read_markdown("```\n- [ ] \n- [ ] Ask\n```\n").left_out == [
        "2 lines look like items but stand in a code block or a comment."
    ]


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("See http://x.test/_a_/*b*.", "See http://x.test/_a_/*b*."),
        ("*See https://x.test/_a_*", "See https://x.test/_a_"),
        ("See [https://x.test/_a_](https://x.test)", "See https://x.test/a"),
        ("See xhttps://x.test/_a_", "See xhttps://x.test/a"),
        ("a://_b_", "a://b"),
    ],
)
def test_an_address_keeps_its_marks(words, read):
    assert items(f"- [ ] {words}\n") == [(read, 0)]
