"""The briefings of a launch, one after the other: how far each is, who is missing, what the reader may do."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from launchgate.briefings.actions.lock import require_nudging, require_waiving
from launchgate.briefings.actions.write import (
    require_correcting,
    require_publishing,
    require_rewriting,
    require_writing,
)
from launchgate.briefings.blockers import CHOSEN, Share, named, shares_of
from launchgate.briefings.models import Briefing, ReaderQuestion, Reading
from launchgate.briefings.publishing import publishing_gate, share_asked
from launchgate.core.templatetags.launchgate import day
from launchgate.launches.board import Board
from launchgate.launches.models import Launch
from launchgate.launches.phrases import counted, listed
from launchgate.launches.queries.gate_rights import allows
from launchgate.people.models import Person

S = Briefing.Status


@dataclass(frozen=True)
class May:
    """What the reader may do with a briefing now."""

    write: bool
    publish: bool
    correct: bool
    nudge: bool
    waive: bool


@dataclass(frozen=True)
class Told:
    """One briefing as its launch shows it."""

    briefing: Briefing
    state: str
    words: str
    finding: str
    audience: str
    shares: list[Share]
    questions: int
    may: May

    @property
    def missing(self) -> list[Reading]:
        """Return who has not read it, of those who count."""
        return [reading for share in self.shares for reading in share.missing]


@dataclass(frozen=True)
class BriefingsPage:
    """The section of a launch on its briefings; `finding` is what it all comes to."""

    finding: str
    is_locked: bool
    asks: str
    rows: list[Told]
    may_write: bool


def read_briefings(launch: Launch, reader: Person) -> BriefingsPage:
    """Return the briefings of a launch, in a number of statements that depends on neither briefings nor readers."""
    board = Board.load(launch)
    briefings = list(
        Briefing.objects.filter(launch=launch)
        .exclude(status=S.DROPPED)
        .select_related("edition__author", "waived_by", "launch")
        .prefetch_related("functions", "people")
    )
    readings = readings_of(briefings)
    asked = _open_questions(briefings)
    may_write = allows(require_writing, board, reader)
    rows = [_told(board, one, readings[one.pk], asked.get(one.pk, 0), reader) for one in briefings]
    gate = publishing_gate(board.gates)
    return BriefingsPage(
        finding=_finding(rows),
        is_locked=any(row.state == "locked" for row in rows),
        asks="" if launch.live_at else _asks(gate.name if gate else "", share_asked(gate) if gate else 0),
        rows=rows,
        may_write=may_write,
    )


def readings_of(briefings: list[Briefing]) -> dict[int, list[Reading]]:
    """Return who reads each of these briefings, with their functions and persons, in one statement."""
    rows: dict[int, list[Reading]] = defaultdict(list)
    readings = Reading.objects.filter(briefing__in=briefings).select_related("function", "person")
    for reading in readings.order_by("person__name", "pk"):
        rows[reading.briefing_id].append(reading)
    return rows


def _open_questions(briefings: list[Briefing]) -> dict[int, int]:
    ids = ReaderQuestion.objects.filter(reading__briefing__in=briefings, answered_at=None)
    count: dict[int, int] = defaultdict(int)
    for briefing_id in ids.values_list("reading__briefing", flat=True):
        count[briefing_id] += 1
    return count


def _told(board: Board, briefing: Briefing, readings: list[Reading], questions: int, reader: Person) -> Told:
    shares = shares_of(briefing, readings)
    state, words = state_of(briefing, shares)
    return Told(
        briefing=briefing,
        state=state,
        words=words,
        finding=finding_of(briefing, shares),
        audience=audience_in_words(briefing),
        shares=shares,
        questions=questions,
        may=may_do(board, briefing, reader),
    )


def may_do(board: Board, briefing: Briefing, reader: Person) -> May:
    """Return what somebody may do with a briefing, by the checks that the actions make."""

    def can(check: Callable[..., object]) -> bool:
        return allows(check, board, briefing, reader)

    may_write = can(require_rewriting) if briefing.status == S.DRAFT else False
    return May(
        write=may_write,
        publish=may_write and can(require_publishing),
        correct=can(require_correcting),
        nudge=allows(require_nudging, board, briefing, (), reader),
        waive=can(require_waiving),
    )


def state_of(briefing: Briefing, shares: list[Share]) -> tuple[str, str]:
    """Return the glyph and the word for how far a briefing is."""
    if briefing.status == S.DRAFT:
        return "open", "Draft"
    if briefing.status == S.DROPPED:
        return "stopped", "Dropped"
    if briefing.waived_at is not None:
        return "overridden", "Lock waived"
    if briefing.locks and not all(share.is_reached for share in shares):
        return "locked", "Locks the launch"
    if any(share.missing for share in shares):
        return "review", "Being read"
    return "approved", "Read by all"


def finding_of(briefing: Briefing, shares: list[Share]) -> str:
    """Return in a sentence how far a briefing is."""
    if not briefing.is_published:
        return (
            f"Edition {briefing.latest.number}, by {briefing.latest.author.name} on {day(briefing.latest.written_at)}."
        )
    read, counting = sum(share.read for share in shares), sum(share.counted for share in shares)
    said = f"Read by {read:,} of {counting:,}"
    short = [share for share in shares if briefing.share and not share.is_reached]
    if briefing.waived_by is not None:
        return f"{said}. {briefing.waived_by.name} waived the {briefing.share} % on {day(briefing.waived_at)}."
    if short:
        names = listed([share.name.lower() if share.name == CHOSEN else share.name for share in short])
        missing = [reading for share in short for reading in share.missing]
        return (
            f"{said}. {names} {'are' if len(short) > 1 else 'is'} below {briefing.share} %: {named(missing)} missing."
        )
    return f"{said}{f'; {briefing.share} % were asked for' if briefing.share else ''}."


def audience_in_words(briefing: Briefing) -> str:
    """Return for whom a briefing is: its functions, and how many people chosen by name."""
    names = [function.name for function in briefing.functions.all()]
    if people := len(briefing.people.all()):
        names.append(f"{counted(people, 'person', 'people').lower()} chosen by name")
    return listed(names)


def _finding(rows: list[Told]) -> str:
    locked = [row for row in rows if row.state == "locked"]
    if not rows:
        return "Nobody inside the company has been told yet."
    if locked:
        missing = {reading.person_id for row in locked for reading in row.missing}
        return f"{counted(len(missing), 'colleague')} {'has' if len(missing) == 1 else 'have'} not read it yet."
    if any(row.state == "open" for row in rows):
        drafts = sum(row.state == "open" for row in rows)
        return f"{counted(drafts, 'draft')} {'waits' if drafts == 1 else 'wait'} to be published."
    if any(row.state == "overridden" for row in rows):
        return "The public may hear of it, though not everybody inside has."
    return "The company has heard of it first."


def _asks(gate: str, share: int) -> str:
    if not gate:
        return ""
    if not share:
        return f"Briefings are published when {gate} is signed. The playbook asks for none, so they lock nothing."
    published = f"Briefings are published when {gate} is signed. "
    return f"{published}Until {share} % of each function have read theirs, the launch cannot go public."
