"""The columns of a table: what each is for, told by its head, and how a row becomes an item."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from launchgate.core.refusals import Invalid
from launchgate.playbooks.importing.found import LONGEST_HELP, MOST_ITEMS, FoundItem, counted
from launchgate.playbooks.models import ItemKind

HEADER_ROWS = 15
LONGEST_LABEL = 60
MOST_EMPTY_ROWS = 50_000
# What a column is for, by the words at its head; earlier words win.
ROLES: dict[str, tuple[str, ...]] = {
    "text": (
        "item", "task", "question", "check", "checklist item", "title", "name", "todo", "to do", "action", "activity",
        "requirement", "criterion", "criteria", "deliverable", "step", "summary", "subject", "scenario", "control",
        "story", "issue", "card name", "concern", "topic", "what", "rule", "text", "label", "description", "aufgabe",
        "frage", "punkt", "titel", "tâche", "tarea", "pregunta", "tarefa", "pergunta", "задача", "вопрос", "項目",
        "タスク", "任务", "检查项", "descrição", "descripción",
    ),
    "section": (
        "gate", "phase", "stage", "section", "category", "group", "area", "milestone", "list", "workstream", "theme",
        "epic", "module", "chapter", "topic area", "track", "bucket", "heading", "list name", "type of task",
        "component", "domain", "subcategory", "sub category", "status", "state", "abschnitt", "bereich", "kategorie",
        "catégorie", "categoría", "categoria", "fase", "раздел", "этап", "カテゴリ", "分类", "阶段",
    ),
    "help": ("help", "details", "detail", "notes", "note", "comment", "comments", "guidance", "hint", "explanation",
             "description", "beschreibung", "expected observation", "expected", "acceptance criteria"),
    "owner": ("owner", "responsible", "assignee", "assigned to", "who", "department", "function", "team", "dri",
              "accountable", "verantwortlich", "zuständig", "responsable", "responsável", "ответственный",
              "担当", "担当者", "负责人"),
    "due": ("due", "due date", "deadline", "by when", "target date", "end date", "when", "time before go live",
            "fällig", "termin", "échéance", "prazo", "срок", "期限", "截止日期"),
    "required": ("required", "mandatory", "must", "must have", "hard gate", "blocking", "blocker", "critical",
                 "pflicht"),
    "evidence": ("needs evidence", "evidence required", "evidence needed", "proof required"),
    "kind": ("type", "kind", "answer type", "field type", "typ"),
    "options": ("options", "choices", "answers", "possible answers"),
    "ticked": ("done", "completed", "checked", "complete", "erledigt"),
    "identifier": ("id", "key", "nr", "no", "number", "#", "ref", "item id", "task id", "issue key"),
}  # fmt: skip
ROLE_OF = {word: (role, rank) for role, words in reversed(ROLES.items()) for rank, word in enumerate(words)}
KINDS = {
    "text": ItemKind.TEXT, "string": ItemKind.TEXT, "input": ItemKind.TEXT, "textarea": ItemKind.TEXT,
    "free text": ItemKind.TEXT, "long text": ItemKind.TEXT,
    "yes/no": ItemKind.YES_NO, "yes no": ItemKind.YES_NO, "yes_no": ItemKind.YES_NO, "boolean": ItemKind.YES_NO,
    "bool": ItemKind.YES_NO, "checkbox": ItemKind.YES_NO, "number": ItemKind.NUMBER, "integer": ItemKind.NUMBER,
    "int": ItemKind.NUMBER, "float": ItemKind.NUMBER, "money": ItemKind.MONEY, "currency": ItemKind.MONEY,
    "amount": ItemKind.MONEY, "date": ItemKind.DATE, "link": ItemKind.LINK, "url": ItemKind.LINK,
    "file": ItemKind.FILE, "attachment": ItemKind.FILE, "upload": ItemKind.FILE, "choice": ItemKind.CHOICE,
    "select": ItemKind.CHOICE, "option": ItemKind.CHOICE, "radio": ItemKind.CHOICE, "dropdown": ItemKind.CHOICE,
}  # fmt: skip
SEVERAL = frozenset({"checkbox", "checkboxes", "multi", "multiple", "multiple choice", "multiselect", "multi select"})
YES = frozenset({
    "yes", "y", "true", "1", "x", "✓", "✔", "✅", "☑", "required", "mandatory", "must", "done", "ja", "oui", "si", "sí",
    "complete", "completed", "high", "hard", "blocking",
})  # fmt: skip
# A name of a column as a program writes it.
IDENTIFIER = re.compile(r"[a-z\d]+(?:_[a-z\d]+)+")
# A box in front of the words, as in a task list; those that are ticked.
BOX = re.compile(r"(?:\[([ xX])\]|([☐☑☒]))\s+")
TICKS = frozenset("xX☑☒")
# Columns whose cells say yes or no, and how long such a cell is at most.
FLAGS, LONGEST_FLAG = frozenset({"ticked", "required", "evidence"}), 20
EMPTY = frozenset({"", "-", "\u2013", "\u2014", "n/a", "none", "null", "nan"})


@dataclass(slots=True)
class RowItems:
    """The items of a table, the row below the header that each is from, and sentences on the rows that hold none."""

    items: list[FoundItem] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)


def items_from_rows(
    rows: Iterable[Sequence[str]], *, section: tuple[str, ...] = (), has_header: bool = False
) -> RowItems:
    """Return an item for each row that says something; the header, where there is one, says what the columns are."""
    rows = iter(rows)
    start = list(islice(rows, HEADER_ROWS))
    header_at = 0 if has_header and start else _header_at(start)
    body = start if header_at is None else start[header_at + 1 :]
    labels = [] if header_at is None else [label.strip() for label in start[header_at]]
    reader = _RowReader(labels, _columns(labels, body), section)
    reader.read(chain(body, rows))
    skipped = sum(1 for row in start[: header_at or 0] if any(cell.strip() for cell in row))
    notes = (
        (skipped, "row above the header", "rows above the header"),
        (reader.empty, "row without words to ask", "rows without words to ask"),
        (reader.repeated, "row that repeats the header", "rows that repeat the header"),
    )
    left_out = [f"{counted(number, one, many)}." for number, one, many in notes if number]
    return RowItems(reader.items, left_out, reader.places)


def normal(label: str) -> str:
    """Return a label as it is looked up: `QuestionText`, `question_text` and `Question text:` are the same."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", label)
    return " ".join(re.sub(r"[\W_]+", " ", spaced).split()).casefold() or label.strip()


def is_yes(value: object) -> bool:
    """Say whether a cell or a value means yes."""
    return value is True or str(value).strip().casefold() in YES


def kind_of(value: object) -> str:
    """Return the item type that a word names, or an empty string."""
    return KINDS.get(str(value).strip().casefold(), "")


def _answer(word: str, choices: str) -> tuple[str, tuple[str, ...]]:
    """Return the type that a word and the choices speak for; several choices at once can only be written down."""
    parts = (part.strip() for part in re.split(r"[;|\n]", choices))
    options = tuple(dict.fromkeys(part for part in parts if part))
    kind = kind_of(word) or (ItemKind.CHOICE if options else ItemKind.YES_NO)
    if len(options) < 2:
        return (ItemKind.TEXT if kind == ItemKind.CHOICE else kind), ()
    if {option.casefold() for option in options} == {"yes", "no"}:
        return ItemKind.YES_NO, ()
    return (ItemKind.TEXT if normal(word) in SEVERAL else ItemKind.CHOICE), options


def role_of(label: str) -> tuple[str, int] | None:
    """Return what a column is for and how well the label says so (lower is better)."""
    name = normal(label)
    if name in ROLE_OF:
        return ROLE_OF[name]
    known = [ROLE_OF[word] for word in name.split() if word in ROLE_OF]
    return (known[0][0], known[0][1] + 100) if known and len(name.split()) <= 4 else None


def _header_at(rows: list[Sequence[str]]) -> int | None:
    """Return which of the first rows is the header; None when there is none."""
    for number, row in enumerate(rows):
        cells = [cell.strip() for cell in row if cell.strip()]
        exact = [ROLE_OF[normal(cell)][0] for cell in cells if len(cell) <= LONGEST_LABEL and normal(cell) in ROLE_OF]
        named = len(exact) >= 2 or (number == 0 and "text" in exact) or (number == 0 and len(cells) == 1 and exact)
        if named and (number == 0 or "text" in exact):
            return number
    first = next((number for number, row in enumerate(rows) if sum(bool(cell.strip()) for cell in row) > 1), 0)
    return first if _looks_like_labels(rows[first:]) else None


def _looks_like_labels(rows: list[Sequence[str]]) -> bool:
    """Say whether the first row has short, different words: above a column of numbers, or written as programs do."""
    if len(rows) < 2 or len(rows[0]) < 2:
        return False
    labels = [cell.strip() for cell in rows[0]]
    named = [label for label in labels if label]
    if any(len(label) > LONGEST_LABEL or _is_number(label) for label in named) or len(set(named)) < len(named):
        return False
    if sum(bool(IDENTIFIER.fullmatch(label)) for label in named) * 2 >= len(named) > 1:
        return True
    return any(_are_numbers(rows[1:], at) for at, label in enumerate(labels) if label)


def _are_numbers(rows: list[Sequence[str]], at: int) -> bool:
    """Say whether most cells of a column that are filled are numbers or dates."""
    cells = [row[at] for row in rows if at < len(row) and row[at].strip()]
    return bool(cells) and sum(map(_is_number, cells)) * 5 >= len(cells) * 4


def _is_number(cell: str) -> bool:
    return bool(re.fullmatch(r"[-+$€£]?[-\d.,:/%\s]*\d[-\d.,:/%\s]*", cell.strip()))


def _columns(labels: list[str], body: list[Sequence[str]]) -> dict[str, int]:
    """Return the column of each role; the one with the words to ask is always there when there is any cell."""
    ranked: dict[str, tuple[int, int]] = {}
    for at, label in enumerate(labels):
        role = role_of(label)
        if role and role[0] in FLAGS and any(len(row[at].strip()) > LONGEST_FLAG for row in body if at < len(row)):
            continue
        if role and (role[0] not in ranked or role[1] < ranked[role[0]][0]):
            ranked[role[0]] = (role[1], at)
    columns = {role: at for role, (_, at) in ranked.items()}
    if "text" not in columns:
        width = max([len(labels), *(len(row) for row in body)], default=0)
        taken = {at for role, at in columns.items() if role not in ("help", "section")}
        free = [at for at in range(width) if at not in taken] or list(range(width))
        columns["text"] = max(free, key=lambda at: (_wordiness(body, at), -at), default=0)
    return {role: at for role, at in columns.items() if role == "text" or at != columns["text"]}


def _wordiness(body: list[Sequence[str]], at: int) -> int:
    """Return how much a column says: the length of its different words, numbers and links apart."""
    cells = {row[at].strip() for row in body if at < len(row)}
    return sum(min(len(cell), 200) for cell in cells if not _is_number(cell) and "://" not in cell)


class _RowReader:
    """Turns rows into items; a section that is left empty is that of the row above, as in merged cells."""

    def __init__(self, labels: list[str], columns: dict[str, int], section: tuple[str, ...]):
        self.labels, self.columns, self.section = labels, columns, section
        self.items: list[FoundItem] = []
        self.places: list[int] = []
        self.group = ""
        self.empty = self.repeated = 0
        self.named = set(columns.values()) - {columns.get(role) for role in ("help", "owner", "due", "identifier")}

    def read(self, rows: Iterator[Sequence[str]]) -> None:
        """Read all rows; raises Invalid when there are more than any checklist has."""
        run = 0
        for place, row in enumerate(rows):
            cells = [cell.strip() for cell in row]
            run = 0 if any(cells) else run + 1
            if run > MOST_EMPTY_ROWS:
                return
            self._row(cells, place)
            if len(self.items) > MOST_ITEMS:
                raise Invalid(f"The file holds more than {MOST_ITEMS:,} items. Split it.")

    def _row(self, cells: list[str], place: int) -> None:
        filled = [cell for cell in cells if cell]
        text = self._cell(cells, "text")
        if self.labels and cells == self.labels:
            self.repeated += 1
        elif not filled or (text.casefold() in EMPTY and len(filled) > 1):
            self.empty += 1
        elif text.casefold() in EMPTY:
            self.group = filled[0]
        else:
            self.group = self._cell(cells, "section") or self.group
            self.items.append(self._item(cells, text))
            self.places.append(place)

    def _item(self, cells: list[str], text: str) -> FoundItem:
        box = BOX.match(text)
        first, _, rest = text[box.end() if box else 0 :].partition("\n")
        kind, options = _answer(self._cell(cells, "kind"), self._cell(cells, "options"))
        several = [f"Choose from: {'; '.join(options)}"] if kind == ItemKind.TEXT and options else []
        details = [rest.strip(), *self._details(cells), *several]
        return FoundItem(
            text=" ".join(first.split()),
            section=(*self.section, self.group) if self.group else self.section,
            ticked=is_yes(self._cell(cells, "ticked")) or bool(box and TICKS & set(box[0])),
            help="\n".join(line for line in details if line)[:LONGEST_HELP],
            hint=self._cell(cells, "owner"),
            kind=kind,
            options=options if kind == ItemKind.CHOICE else (),
            is_required=is_yes(self._cell(cells, "required")),
            needs_evidence=is_yes(self._cell(cells, "evidence")),
        )

    def _cell(self, cells: list[str], role: str) -> str:
        at = self.columns.get(role)
        return cells[at] if at is not None and at < len(cells) else ""

    def _details(self, cells: list[str]) -> list[str]:
        """Return the cells that have no part of their own, each with its label."""
        return [
            f"{self.labels[at]}: {cell}" if at < len(self.labels) and at != self.columns.get("help") else cell
            for at, cell in enumerate(cells)
            if at not in self.named and cell.casefold() not in EMPTY
        ]
