"""Markdown that people write: what is shown of it, and what can never come through."""

import pytest

from launchgate.core.markdown import rendered


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
