"""Who has read a briefing and who has not, function by function; and the same as rows of a file."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.http import QueryDict

from launchgate.briefings.blockers import CHOSEN, Share, shares_of
from launchgate.briefings.models import Briefing, ReaderNudge, Reading, Receipt
from launchgate.briefings.queries.briefings import May, finding_of, may_do, readings_of, state_of
from launchgate.core.paging import Page, keyset_page
from launchgate.launches.board import Board
from launchgate.people.company import company_today
from launchgate.people.models import Person

# So many readers of each function are shown at first; a function alone is read page by page.
MOST, A_PAGE = 15, 50
MISSING_FIRST = ("is_read", "out", "person__name", "pk")
COLUMNS = ("Briefing", "Name", "E-mail", "Function", "State", "Edition", "Acknowledged as", "Acknowledged at (UTC)")


@dataclass(frozen=True)
class Reader:
    """One reader of the frozen audience: the state in a glyph and a word, and when they read which edition."""

    reading: Reading
    state: str
    words: str
    receipt: Receipt | None
    nudged_today: bool

    @property
    def at(self) -> datetime | None:
        """Return when they acknowledged the latest edition that they read."""
        return self.receipt.read_at if self.receipt else None


@dataclass(frozen=True)
class Group:
    """The readers of one function as far as they are shown, those who are missing first, and the query for all."""

    share: Share
    readers: list[Reader]
    count: int
    query: str


@dataclass(frozen=True)
class ReadersPage:
    """The acknowledgements of one briefing: the first of every function, or a page of those of one."""

    briefing: Briefing
    state: str
    words: str
    finding: str
    groups: list[Group]
    page: Page[Reading] | None
    may: May
    left_to_nudge: int


def read_readers(briefing: Briefing, reader: Person, query: QueryDict) -> ReadersPage:
    """Return who has read a briefing, in a number of statements that does not depend on how many they are.

    Each function shows its first readers; with its key in the query (`function`) it stands alone, page by page.
    """
    readings = readings_of([briefing])[briefing.pk]
    shares = shares_of(briefing, readings)
    people = _readers(briefing, readings)
    groups = [_group(share, [one for one in people if function_name(one.reading) == share.name]) for share in shares]
    alone = next((group for group in groups if group.query == f"function={query.get('function')}"), None)
    page = _page_of(briefing, alone, query) if alone else None
    if alone and page:
        of_page = {reading.pk for reading in page.rows}
        groups = [replace(alone, readers=[one for one in alone.readers if one.reading.pk in of_page])]
    else:
        groups = [replace(group, readers=group.readers[:MOST]) for group in groups]
    state, words = state_of(briefing, shares)
    return ReadersPage(
        briefing=briefing,
        state=state,
        words=words,
        finding=finding_of(briefing, shares),
        groups=groups,
        page=page,
        may=may_do(Board.load(briefing.launch), briefing, reader),
        left_to_nudge=sum(one.reading.is_asked and not one.nudged_today for one in people),
    )


def _group(share: Share, readers: list[Reader]) -> Group:
    """Return all readers of a function; those chosen by name have none."""
    return Group(share, sorted(readers, key=_missing_first), len(readers), f"function={readers[0].reading.function_id}")


def _page_of(briefing: Briefing, group: Group, query: QueryDict) -> Page[Reading]:
    function = group.readers[0].reading.function_id
    readings = Reading.objects.filter(briefing=briefing, function=function).select_related("person")
    return keyset_page(readings, query, fields=MISSING_FIRST, size=A_PAGE)


def _readers(briefing: Briefing, readings: list[Reading]) -> list[Reader]:
    receipts: dict[int, Receipt] = {}
    for receipt in Receipt.objects.filter(reading__briefing=briefing).select_related("edition").order_by("pk"):
        receipts[receipt.reading_id] = receipt
    today = ReaderNudge.objects.filter(reading__briefing=briefing, nudged_on=company_today())
    nudged = set(today.values_list("reading_id", flat=True))
    return [
        Reader(reading, *_state(reading, receipts.get(reading.pk)), receipts.get(reading.pk), reading.pk in nudged)
        for reading in readings
    ]


def _state(reading: Reading, receipt: Receipt | None) -> tuple[str, str]:
    if reading.is_read:
        return "approved", "Read"
    if reading.out:
        return "not_applicable", f"{reading.get_out_display()}, not counted"
    if receipt is not None:
        return "changed", "Read before it was corrected"
    return "open", "Not read yet"


def function_name(reading: Reading) -> str:
    """Return the name under which a reader counts."""
    return reading.function.name if reading.function else CHOSEN


def _missing_first(one: Reader) -> tuple:
    return one.reading.is_read, one.reading.out, one.reading.person.name, one.reading.pk


def lines_of(briefing: Briefing) -> Iterator[list[str]]:
    """Yield the acknowledgements of a briefing as lines of a table, its head first."""
    yield list(COLUMNS)
    for one in _readers(briefing, readings_of([briefing])[briefing.pk]):
        receipt, person = one.receipt, one.reading.person
        yield [
            briefing.title,
            person.name,
            person.email,
            function_name(one.reading),
            one.words,
            str(receipt.edition.number) if receipt else "",
            receipt.printed_name if receipt else "",
            receipt.read_at.isoformat(timespec="seconds") if receipt else "",
        ]
