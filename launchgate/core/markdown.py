"""Markdown that people write: as HTML that is safe to show, and as a tree to be set in print; no HTML of theirs."""

import re
from collections.abc import Sequence
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

# The page has its own h1, and the part in which the text stands an h2.
DEEPER, DEEPEST = 2, 6
DEEPEST_NESTING = 40
# What stands deeper is printed as plain words: whoever sets a page nests less than a screen does.
DEEPEST_PRINTED = 12
LONGEST_LINK = 2_000

SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
WEB_OR_MAIL = {"http", "https", "mailto"}


class _Markdown(MarkdownIt):
    """Markdown whose links lead to the web, to mail or to pages of ours, and start no program of the reader's."""

    def validateLink(self, url: str) -> bool:
        """Say whether a link may lead there."""
        scheme = SCHEME.match(url.strip())
        return scheme is None or scheme[1].lower() in WEB_OR_MAIL


_parser = _Markdown("commonmark", {"html": False, "maxNesting": DEEPEST_NESTING}).enable(["table", "strikethrough"])
_parser.disable("image")


def rendered(text: str) -> SafeString:
    """Return Markdown as HTML: all that was written is escaped, and links open nothing but pages and mail."""
    tokens = _parser.parse(text)
    _fit_into_page(tokens)
    # Safe: the parser takes no HTML, checks the scheme of links and escapes all words.
    return mark_safe(_parser.renderer.render(tokens, _parser.options, {}))  # noqa: S308


def _fit_into_page(tokens: Sequence[Token]) -> None:
    """Set headings deeper than those of the page, and let links say nothing of where they were found."""
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1:]) + DEEPER, DEEPEST)}"
        for child in token.children or ():
            if child.type == "link_open":
                child.attrSet("rel", "noreferrer nofollow")


def tree_of(text: str) -> list[dict[str, Any]]:
    """Return Markdown as plain data: nodes with their `kind` (as markdown-it calls it), `text` and `parts`."""
    return [_node(node, 1) for node in SyntaxTreeNode(_parser.parse(text)).children]


def words_of(text: str) -> str:
    """Return what is read of Markdown, without the marks."""
    return " ".join(_words(node) for node in SyntaxTreeNode(_parser.parse(text)).children)


def _node(node: SyntaxTreeNode, depth: int) -> dict[str, Any]:
    if depth > DEEPEST_PRINTED:
        return {"kind": "text", "text": _words(node), "parts": []}
    plain: dict[str, Any] = {"kind": node.type, "text": "" if node.children else node.content}
    if node.type == "link":
        address = str(node.attrGet("href") or "")
        plain["to"] = address if len(address) <= LONGEST_LINK else ""
    if node.type == "ordered_list":
        plain["start"] = node.attrGet("start") or 1
    return plain | {"parts": [_node(child, depth + 1) for child in node.children]}


def _words(node: SyntaxTreeNode) -> str:
    between = "" if node.type in ("inline", "strong", "em", "s", "link") else " "
    return between.join(map(_words, node.children)) if node.children else node.content or between
