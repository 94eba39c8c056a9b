"""Where GitHub's own parser (cmark-gfm) reads Markdown otherwise than the parser that is used here.

Items, ticks, depths and sections are the same. A few words are not, on purpose or because nobody writes such a thing: a
break by mark-up (`<br>`) is a space, so that two words do not become one; `~one tilde~` stays as it is; an item that is
nothing but the definition of a link keeps its text; words on the next line, at its very beginning, belong to an item
that has none of its own where the item stands below a paragraph.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, html_block
from markdown_it.rules_block.html_block import HTML_SEQUENCES
from markdown_it.rules_inline import StateInline

NO_LIMIT = 1_000_000
# A task without words: its box is no text to GitHub, so the item begins with an empty line.
WORDLESS = re.compile(r"([ \t]*)((?:[-+*]|[0-9]{1,9}[.)])[ \t]{1,4})\[[ xX]\][ \t]+")
POINT = re.compile(r"([ \t]*)(?:[-+*]|[0-9]{1,9}[.)])[ \t]")
LONE_TAG = HTML_SEQUENCES[-1][0]
# Tags that open a block of HTML only in later versions of CommonMark.
LATER_TAG = re.compile(r"</?search(?=\s|/?>|$)", re.IGNORECASE)
SCHEME = re.compile(r"(?<![a-z0-9])(?:https?|ftp)$", re.IGNORECASE)
ADDRESS = re.compile(r"://[^\s<>\[\]`]+")
TRAILING = "?!.,:*_~'\""


def github_parser() -> MarkdownIt:
    """Return a parser for blocks that reads them as GitHub does; words are parsed by its `inline` alone.

    Beyond its nesting limit a parser drops items without a word, so it gets none: too deep is a RecursionError.
    """
    parser = MarkdownIt("commonmark", {"maxNesting": NO_LIMIT}).enable(["table", "strikethrough"])
    parser.core.ruler.disable("inline")
    parser.block.ruler.at("html_block", _html_block, {"alt": ["paragraph", "reference", "blockquote"]})
    parser.inline.ruler.before("escape", "address", _address)
    return parser


def without_wordless_boxes(text: str) -> str:
    """Return a text of the same lines in which boxes that no words follow are blanks.

    Below other words a box stays, since an item that begins with an empty line would be taken for more of them.
    """
    lines, above = text.split("\n"), ""
    for at, line in enumerate(lines):
        found = WORDLESS.fullmatch(line)
        point = POINT.match(above)
        if found and (not above.strip() or (point and (point.end() == len(above) or len(point[1]) >= len(found[1])))):
            line = lines[at] = (found[1] + found[2]).ljust(len(line))
        above = line.rstrip() + " " if found else line
    return "\n".join(lines)


def _html_block(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """Let a line with a single tag end a list or a quotation, where it is not indented as a part of it."""
    line = state.src[state.bMarks[first] + state.tShift[first] : state.eMarks[first]]
    is_known = not LATER_TAG.match(line) or (not silent and LONE_TAG.match(line))
    if is_known and html_block(state, first, last, silent):
        return True
    is_outside = state.sCount[first] < state.blkIndent or state.parentType == "blockquote"
    return silent and is_outside and bool(LONE_TAG.match(line)) and not state.is_code_block(first)


def _address(state: StateInline, silent: bool) -> bool:
    """Take an address as it stands, with the stars and underscores in it."""
    if silent or state.linkLevel or not state.src.startswith("://", state.pos):
        return False
    if not SCHEME.search(state.src[max(state.pos - 6, 0) : state.pos]):
        return False
    found = ADDRESS.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    address = found[0].rstrip(TRAILING)
    state.pending += address
    state.pos += len(address)
    return bool(address)
