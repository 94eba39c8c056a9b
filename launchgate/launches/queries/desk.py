"""My desk: what waits for one person, oldest first, and what they asked of others."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import QueryDict

from launchgate.core.paging import Page, keyset_page
from launchgate.launches.models import Turn
from launchgate.launches.phrases import counted, listed
from launchgate.launches.queries.desk_rows import Facts, Row
from launchgate.launches.queries.turns import asked_by, waiting_for
from launchgate.people.company import closures_beside
from launchgate.people.models import Person

SIGNS, TASKS, ASKED = "sign-offs", "tasks", "asked"
PARTS = (SIGNS, TASKS, ASKED)
OLDEST_FIRST = ("opened_at", "pk")
RELATED = "launch", "gate", "function", "asked_by", "holder", "hold"
FOLLOWING = "condition__gate", "condition__owner", "hand_off__from_gate"


@dataclass(frozen=True)
class Part:
    """One section of the desk: its rows on this page, and whether there are more."""

    name: str
    rows: list[Row]
    page: Page[Turn]

    @property
    def count(self) -> str:
        """Return how many there are, as far as one page can tell: "4", or "25+"."""
        return f"{len(self.rows)}+" if self.page.next_query else str(len(self.rows))


@dataclass(frozen=True)
class Desk:
    """What the desk shows: the sections asked for, and the finding in one sentence."""

    parts: dict[str, Part]
    waiting: str
    urgent: str


def read_desk(person: Person, query: QueryDict, only: str = "") -> Desk:
    """Return a person's desk: the first page of each section, or one page of the section named by `only`.

    The number of statements does not depend on the number of turns.
    """
    lists = {
        SIGNS: waiting_for(person).filter(kind=Turn.Kind.SIGN),
        TASKS: waiting_for(person).exclude(kind=Turn.Kind.SIGN),
        ASKED: asked_by(person),
    }
    pages = {name: _page(turns, query, name, only) for name, turns in lists.items() if only in ("", name)}
    facts = Facts.of(person, [turn for page in pages.values() for turn in page.rows])
    parts = {
        name: Part(name, [facts.row(turn, to_others=name == ASKED) for turn in page.rows], page)
        for name, page in pages.items()
    }
    return Desk(parts, _waiting(parts), _urgent(parts))


def _page(turns: QuerySet[Turn], query: QueryDict, name: str, only: str) -> Page[Turn]:
    place = query.copy() if only else QueryDict(mutable=True)
    place["part"] = name
    rows = turns.select_related(*RELATED, *FOLLOWING).annotate(company_closures=closures_beside())
    return keyset_page(rows.defer("launch__summary", "gate__statement"), place, fields=OLDEST_FIRST)


def _waiting(parts: dict[str, Part]) -> str:
    """Return the finding, such as "Four sign-offs and one task wait for you."."""
    nouns = {SIGNS: "sign-off", TASKS: "task"}
    found = [(part, nouns[name]) for name, part in parts.items() if name in nouns and part.rows]
    if not found:
        return "Nothing waits for you."
    words = [
        f"More than {len(part.rows)} {noun}s" if part.page.next_query else counted(len(part.rows), noun)
        for part, noun in found
    ]
    whole = listed([words[0], *(word[0].lower() + word[1:] for word in words[1:])])
    return f"{whole} {'waits' if len(found) == 1 and found[0][0].count == '1' else 'wait'} for you."


def _urgent(parts: dict[str, Part]) -> str:
    rows = [row for name, part in parts.items() if name != ASKED for row in part.rows]
    if (late := sum(row.is_late for row in rows)) == len(rows) and late in (1, 2):
        return "It holds up a launch." if late == 1 else "Both hold up a launch."
    return f"{counted(late, 'holds', 'hold')} up a launch." if late else ""
