"""Who has read a briefing and who has not, function by function; and the same as rows of a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from launchgate.briefings.blockers import CHOSEN, Share, shares_of
from launchgate.briefings.models import Briefing, ReaderNudge, Reading, Receipt
from launchgate.briefings.queries.briefings import May, finding_of, may_do, readings_of, state_of
from launchgate.launches.board import Board
from launchgate.people.company import company_today
from launchgate.people.models import Person

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
    """The readers of one function, those who are missing first."""

    share: Share
    readers: list[Reader]


@dataclass(frozen=True)
class ReadersPage:
    """The acknowledgements of one briefing."""

    briefing: Briefing
    state: str
    words: str
    finding: str
    groups: list[Group]
    may: May
    left_to_nudge: int


def read_readers(briefing: Briefing, reader: Person) -> ReadersPage:
    """Return who has read a briefing, in a number of statements that does not depend on how many they are."""
    readings = readings_of([briefing])[briefing.pk]
    shares = shares_of(briefing, readings)
    people = _readers(briefing, readings)
    of_function: dict[str, list[Reader]] = {share.name: [] for share in shares}
    for one in people:
        of_function[function_name(one.reading)].append(one)
    state, words = state_of(briefing, shares)
    return ReadersPage(
        briefing=briefing,
        state=state,
        words=words,
        finding=finding_of(briefing, shares),
        groups=[Group(share, sorted(of_function[share.name], key=_missing_first)) for share in shares],
        may=may_do(Board.load(briefing.launch), briefing, reader),
        left_to_nudge=sum(one.reading.is_asked and not one.nudged_today for one in people),
    )


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
    return one.reading.is_read, bool(one.reading.out), one.reading.person.name


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
