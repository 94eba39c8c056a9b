"""The page of a briefing as somebody reads it: the text, what changed since they read it, and what was asked."""

import difflib
from dataclasses import dataclass

from django.utils.safestring import SafeString

from launchgate.briefings.actions.read import require_answering, require_asking, require_reading
from launchgate.briefings.models import Briefing, BriefingText, ReaderQuestion, Reading, Receipt
from launchgate.core.markdown import rendered
from launchgate.core.refusals import Refusal
from launchgate.launches.board import Board
from launchgate.launches.queries.gate_rights import allows, refusal_of
from launchgate.people.models import Person


@dataclass(frozen=True)
class Line:
    """One line that a correction took away or put in."""

    is_new: bool
    text: str


@dataclass(frozen=True)
class Asked:
    """A question of a reader, and whether this reader may answer it."""

    question: ReaderQuestion
    may_answer: bool


@dataclass(frozen=True)
class ReaderPage:
    """A briefing before one reader; `reading` is None for somebody who only looks."""

    briefing: Briefing
    edition: BriefingText
    html: SafeString
    reading: Reading | None
    receipt: Receipt | None
    refusal: Refusal | None
    may_ask: bool
    changes: list[Line]
    corrections: list[BriefingText]
    questions: list[Asked]
    sees_launch: bool

    @property
    def is_mine(self) -> bool:
        """Say whether it is asked of the reader now."""
        return self.reading is not None and self.reading.is_asked and self.refusal is None


def read_briefing(briefing: Briefing, reader: Person) -> ReaderPage:
    """Return a briefing as this person reads it."""
    board, edition = Board.load(briefing.launch), briefing.latest
    reading = Reading.objects.filter(briefing=briefing, person=reader).select_related("person", "briefing").first()
    receipt = None
    if reading is not None:
        receipt = reading.receipts.select_related("edition").order_by("-edition__number").first()
    later = receipt.edition.number if receipt else 1
    questions = ReaderQuestion.objects.filter(reading__briefing=briefing).select_related(
        "reading__person", "answered_by"
    )
    return ReaderPage(
        briefing=briefing,
        edition=edition,
        html=rendered(edition.text),
        reading=reading,
        receipt=receipt,
        refusal=refusal_of(require_reading, board, reading, reader) if reading else None,
        may_ask=reading is not None and allows(require_asking, board, reading, reader),
        changes=difference(receipt.edition.text, edition.text) if receipt and receipt.edition_id != edition.pk else [],
        corrections=[
            one
            for one in briefing.editions.select_related("author").order_by("-number")
            if one.change and (receipt is None or one.number > later)
        ],
        questions=[Asked(one, allows(require_answering, board, one, reader)) for one in questions],
        sees_launch=briefing.launch.is_visible_to(reader),
    )


def difference(before: str, after: str) -> list[Line]:
    """Return the lines with words that differ between two texts, in the order of the text."""
    compared = difflib.ndiff(before.splitlines(), after.splitlines())
    return [Line(line[0] == "+", line[2:]) for line in compared if line[0] in "+-" and line[2:].strip()]
