"""Whatever bytes are given: a checklist or one sentence, never an error, and nothing that a database cannot keep."""

from hypothesis import given, settings
from hypothesis import strategies as st

from launchgate.core.refusals import Invalid
from launchgate.playbooks.importing.composing import item_contents
from launchgate.playbooks.importing.detect import UNSHOWN
from launchgate.playbooks.importing.reading import read_checklist

NAMES = st.sampled_from(["list.md", "list.csv", "list.tsv", "list.json", "list.yaml", "list.xlsx", "list.txt", ""])
MARKS = st.sampled_from([
    "- [ ] ", "* [x] ", "1. [ ]", "# ", "\n", "\n\n", "  ", "\t", "| a | b |\n|---|---|\n", "```\n", "<!--", "-->", '"',
    ",", ";", "[", "]", "{", "}", ": ", "- ", "&a ", "*a", "!!python/name:os ", "---\n", "Task,Gate\n", '{"items": ["',
    '"]}', "\x00", "\u202e", "\ufeff", "\r", "x" * 300, "é", "認証", "\\", "`", "**", "<b>", "&amp;", "sep=;\n", "> ",
])  # fmt: skip
TEXTS = st.lists(MARKS | st.text(max_size=8), max_size=40).map("".join)
QUICK = settings(max_examples=150)


def read(data, name):
    try:
        found = read_checklist(data, name)
    except Invalid:
        return
    items = [*found.items, *(item for table in found.tables for item in table.items)]
    contents = item_contents(items, function_id=1, named={})
    assert len({content.key for content in contents}) == len(contents)
    for content in contents:
        assert len(content.text) <= 500
        assert len(content.section) <= 200
        assert not UNSHOWN.search(content.text + content.help + content.section + "".join(content.options))


@QUICK
@given(TEXTS, NAMES)
def test_any_text_is_read_or_refused_in_a_sentence(text, name):
    read(text.encode("utf-8", errors="surrogatepass"), name)


@QUICK
@given(st.binary(max_size=400), NAMES)
def test_any_bytes_are_read_or_refused_in_a_sentence(data, name):
    read(data, name)
