"""Markdown: task list items exactly as GitHub's own parser (cmark-gfm) finds them, and tables as an offer."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from markdown_it.token import Token

from launchgate.core.refusals import Invalid
from launchgate.playbooks.importing.columns import items_from_rows
from launchgate.playbooks.importing.found import LONGEST_HELP, Found, FoundItem, FoundTable, counted
from launchgate.playbooks.importing.github import github_parser, without_wordless_boxes

# Parsed in half a minute on a slow machine.
MOST_LINES = 120_000
MOST_EMPTY_LINES = 1_000_000
MOST_CELLS = 600_000
# Marks in a long line may each have to be compared with all others: a few such lines are read, others as they stand.
LONGEST_INLINE, LONG_INLINE, ROOM_FOR_LONG = 20_000, 2_000, 200_000
# cmark-gfm looks at the whole line, so a task in a quotation or behind a second marker is none; and it takes any
# "[x]" on the line for the tick.
TASK = re.compile(r"[ \t\v\f]*(?:[-+*]|[0-9]+.)[ \t\v\f]+\[[ xX]\][ \t\v\f]")
TICK = re.compile(r"\[[xX]\]")
BOX = re.compile(r"\[[ xX]\]\s*")
MARKS = re.compile(r"[\\`*_\[\]<&~:]")
FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
FRONT_TITLE = re.compile(r"^(?:title|name)[ \t]*:[ \t]*(.+)$", re.MULTILINE | re.IGNORECASE)
LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)

parser = github_parser()


def read_markdown(text: str) -> Found:
    """Return the task list items of a Markdown text; its tables are offered, what stands in fences is not looked at.

    Raises Invalid for more lines than any checklist has, and for lists nested too deeply to be one.
    """
    lines = sum(1 for line in text.split("\n") if line.strip())
    if lines > MOST_LINES:
        raise Invalid(f"The Markdown has {lines:,} lines with words; {MOST_LINES:,} is the most. Split it.")
    if (empty := text.count("\n") - lines) > MOST_EMPTY_LINES:
        raise Invalid(f"The Markdown has {empty:,} empty lines, as no checklist has. Take them out and try again.")
    if (cells := text.count("|")) > MOST_CELLS:
        raise Invalid(f"The Markdown has {cells:,} cells of tables; {MOST_CELLS:,} are the most. Split it.")
    found = Found(form="Markdown")
    if front := FRONT_MATTER.match(text):
        title = FRONT_TITLE.search(front[1])
        found.title = title[1].strip().strip("'\"") if title else ""
        text = text[front.end() :]
    references: dict[str, Any] = {}
    try:
        tokens = parser.parse(without_wordless_boxes(text), references)
    except RecursionError as problem:
        raise Invalid(
            "Lists or quotations are nested hundreds of levels deep. No checklist is read from that."
        ) from problem
    _Reader(found, text.split("\n"), tokens, references).read()
    return found


class _Reader:
    """Walks the block tokens once and keeps where it is: headings above, items around, table being read."""

    def __init__(self, found: Found, lines: list[str], tokens: list[Token], references: dict[str, Any]):
        self.found, self.lines, self.tokens, self.references = found, lines, tokens, references
        self.headings: list[tuple[int, str]] = []
        self.around: list[_Bullet] = []
        self.rows: list[list[str]] = []
        self.in_table = False
        self.hidden = self.points = 0
        self.room = ROOM_FOR_LONG

    def read(self) -> None:
        """Fill what was found, and say what was left out."""
        level = 0
        for at, token in enumerate(self.tokens):
            match token.type:
                case "heading_open":
                    level = int(token.tag[1])
                case "heading_close":
                    level = 0
                case "list_item_open":
                    self._open_item(token, self.tokens[at + 1].type)
                case "list_item_close":
                    self._close_item()
                case "inline" if level or self.in_table or self.around:
                    self._words(self._plain(token.content), level)
                case "table_open":
                    self.in_table, self.rows = True, []
                case "tr_open":
                    self.rows.append([])
                case "table_close":
                    self._close_table()
                case "fence" | "code_block" | "html_block":
                    self.hidden += sum(1 for line in self._lines_of(token) if TASK.match(line))
        if self.hidden:
            lines = counted(self.hidden, "line looks like an item but stands", "lines look like items but stand")
            self.found.left_out.append(f"{lines} in a code block or a comment.")
        if self.points:
            points = counted(self.points, "point of a list has", "points of lists have")
            self.found.left_out.append(f"{points} no box to tick, as in “- [ ] Ask customers”.")

    @property
    def section(self) -> tuple[str, ...]:
        return tuple(words for _, words in self.headings)

    def _lines_of(self, token: Token) -> list[str]:
        return self.lines[slice(*token.map)] if token.map else []

    def _open_item(self, token: Token, inside: str) -> None:
        """Begin a list item; with its words indented as code it is no task, whatever they are."""
        line = self.lines[token.map[0]] if token.map else ""
        bullet = _Bullet()
        if inside != "code_block" and TASK.match(line):
            for outer in self.around:
                outer.holds_items = True
            bullet.item = FoundItem(
                text="",
                section=self.section,
                ticked=bool(TICK.search(line)),
                depth=sum(1 for outer in self.around if outer.item),
                parent=next((outer.words for outer in reversed(self.around) if outer.words), ""),
            )
            self.found.items.append(bullet.item)
        self.around.append(bullet)

    def _close_item(self) -> None:
        bullet = self.around.pop()
        is_detail = any(outer.item for outer in self.around)
        if bullet.words and not bullet.item and not bullet.holds_items and not is_detail:
            self.points += 1

    def _words(self, words: str, level: int) -> None:
        """Give the words to what they belong to: a heading, a cell, an item, or the details of an item."""
        if self.in_table:
            self.rows[-1].append(words)
            return
        if self.around:
            words = self._item_words(words)
        if level:
            while self.headings and self.headings[-1][0] >= level:
                self.headings.pop()
            self.headings.append((level, words))
            self.found.title = self.found.title or words

    def _item_words(self, words: str) -> str:
        bullet = self.around[-1]
        if bullet.item and not bullet.words:
            words = BOX.sub("", words, count=1)
            bullet.item.text = words
        elif holder := next((outer.item for outer in reversed(self.around) if outer.item), None):
            mark = "• " if bullet.item is None else ""
            holder.help = f"{holder.help}\n{mark}{words}".strip()[:LONGEST_HELP]
        bullet.words = bullet.words or words
        return words

    def _close_table(self) -> None:
        self.in_table = False
        table = items_from_rows(self.rows, section=self.section, has_header=True)
        if table.items:
            name = self.section[-1] if self.headings else f"Table {len(self.found.tables) + 1}"
            self.found.tables.append(FoundTable(name, table.items))

    def _plain(self, content: str) -> str:
        """Return inline Markdown as the words that a reader sees."""
        if len(content) > LONG_INLINE:
            self.room -= len(content)
        if len(content) > LONGEST_INLINE or (len(content) > LONG_INLINE and self.room < 0):
            return " ".join(content.split())
        box = BOX.match(content)
        rest = content[box.end() :] if box else content
        if not MARKS.search(rest):
            return (box[0] if box else "") + " ".join(rest.split())
        tokens: list[Token] = []
        try:
            parser.inline.parse(rest, parser, self.references, tokens)
        except RecursionError:
            return " ".join(content.split())
        return (box[0] if box else "") + " ".join("".join(_plain_words(tokens)).split())


class _Bullet:
    """A list item that is being read: its first words, the item if it is a task, and whether tasks stand in it."""

    __slots__ = ("holds_items", "item", "words")

    def __init__(self) -> None:
        self.item: FoundItem | None = None
        self.words = ""
        self.holds_items = False


def _plain_words(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("text", "text_special", "code_inline"):
            yield token.content
        elif token.type in ("softbreak", "hardbreak") or LINE_BREAK.fullmatch(token.content):
            yield " "
        elif token.type == "image":
            yield from _plain_words(token.children or ())
