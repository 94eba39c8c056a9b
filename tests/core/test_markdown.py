"""Markdown that people write: what is shown of it, and what can never come through."""

import pytest

from launchgate.core.markdown import rendered, tree_of, words_of


def test_headings_lists_and_tables_are_shown_under_the_headings_of_the_page():
    html = rendered("# First\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |")
    assert "<h3>First</h3>" in html
    assert "<li>one</li>" in html
    assert "<table>" in html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[press](javascript:alert(1))",
        "[press](JaVaScRiPt:alert(1))",
        "[press](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](https://example.com/seen.png)",
        "<img src=x onerror=alert(1)>",
        "[a](https://example.com 'x\" onclick=\"alert(1)')",
    ],
)
def test_nothing_runs_and_nothing_is_fetched(text: str):
    html = rendered(text).replace("&lt;", "").replace("&quot;", "")
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html.lower()
    assert 'href="data' not in html
    assert ' onclick="' not in html


@pytest.mark.parametrize("scheme", ["ms-msdt", "search-ms", "intent", "tel", "ftp", "file", "vbscript", "JAVASCRIPT"])
def test_a_link_starts_no_program(scheme: str):
    assert "<a" not in rendered(f"[press]({scheme}:x) <{scheme}:x>")


@pytest.mark.parametrize(
    "url", ["https://example.com", "mailto:ann@example.com", "/launches/L-1/", "#costs", "//x.test"]
)
def test_a_link_opens_a_page_or_a_mail(url: str):
    assert f'<a href="{url}"' in rendered(f"[press]({url})")


def test_links_say_nothing_of_where_they_were_found():
    assert 'rel="noreferrer nofollow"' in rendered("[the plan](https://example.com/plan)")


def test_deep_nesting_is_shown_without_end():
    assert rendered(">" * 5_000 + " deep")


def test_print_is_set_from_a_tree_that_holds_words_and_no_markup():
    (paragraph,) = tree_of("Say **#panic()** and [go](https://example.com).")
    inline = paragraph["parts"][0]["parts"]
    assert [part["kind"] for part in inline] == ["text", "strong", "text", "link", "text"]
    assert inline[1]["parts"][0]["text"] == "#panic()"
    assert inline[3]["to"] == "https://example.com"


def test_a_link_that_may_not_lead_anywhere_stays_words():
    assert tree_of("[press](javascript:alert(1))")[0]["parts"][0]["parts"][0]["kind"] == "text"


def test_what_stands_too_deep_is_printed_as_words():
    def depth(nodes: list) -> int:
        return 1 + max((depth(node["parts"]) for node in nodes), default=0)

    text = ">" * 30 + " deep **down**"
    assert depth(tree_of(text)) < 20
    assert "deep down" in str(tree_of(text))


def test_the_words_are_what_is_read():
    assert words_of("# To\n\nNord**markt**\n\n- one\n- two").split() == ["To", "Nordmarkt", "one", "two"]
