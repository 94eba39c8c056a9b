"""The pages of the waiting ledger, read and prepared: all functions, and one pair of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Prefetch, Subquery
from django.http import Http404, QueryDict

from launchgate.core.paging import Page, keyset_page
from launchgate.core.templatetags.launchgate import duration
from launchgate.launches.models import HandOff, HandOffNote, Launch
from launchgate.launches.phrases import bounced
from launchgate.people.models import Function, Person
from launchgate.readiness.elapsed import Elapsed
from launchgate.readiness.kept import keep
from launchgate.readiness.ledger import Court, Longest, LongWait, longest_waits, read_turns
from launchgate.readiness.pages import Moment, read_moment
from launchgate.readiness.pairs import Pair, hand_offs_in, read_pairs, with_clocks
from launchgate.readiness.paths import gate_path, launch_path
from launchgate.readiness.periods import Period, PeriodForm

ENOUGH = 3
LATEST = 5
NEWEST_FIRST = ("-given_at", "-pk")


@dataclass(frozen=True)
class Bar:
    """Where the middle 80 percent of a court's turns lie, and the median, in percent of the longest row."""

    court: Court
    start: str
    width: str
    middle: str


@dataclass(frozen=True)
class Asked:
    """A question with which a hand-off came back, and how often it did so."""

    launch: str
    path: str
    gates: str
    asked_by: str
    asked_on: datetime
    bounced: str
    text: str


@dataclass(frozen=True)
class LedgerPage:
    """All that the page of the ledger shows."""

    form: PeriodForm
    period: Period
    headline: str
    because: str
    functions: list[Bar]
    persons: list[Bar]
    pairs: list[Pair]
    asked: list[Asked]
    longest: list[LongWait]


@dataclass(frozen=True)
class HandedLine:
    """One hand-off of a pair."""

    launch: str
    path: str
    launch_path: str
    giver: str
    state: str
    status: str
    receiver: str
    giver_days: str
    bounced: str
    questions: list[str]
    hand_off: HandOff


@dataclass(frozen=True)
class PairPage:
    """All that the page of one pair of functions shows; `pair` is None where nothing was handed over in the period."""

    form: PeriodForm
    period: Period
    giver: Function
    receiver: Function
    pair: Pair | None
    page: Page[HandOff]
    lines: list[HandedLine]


def read_ledger(reader: Person, query: QueryDict) -> LedgerPage:
    """Return the ledger for a period: four statements, two of them where nothing was recorded since the last reader.

    One more says why hand-offs came back, where some did.
    """
    moment = read_moment()
    form = PeriodForm(query)
    period = form.chosen(moment.plan)
    courts, turns, pairs = kept_sums(moment, period)
    functions, persons = [row for row in courts if row.key], [row for row in courts if not row.key]
    longest = longest_waits(turns, reader)
    most = max((court.high for court in courts), default=0.0)
    return LedgerPage(
        form=form,
        period=period,
        headline=_headline(functions),
        because=where_questions_come_back(pairs),
        functions=[_bar(court, most) for court in functions],
        persons=[_bar(court, most) for court in persons],
        pairs=pairs,
        asked=_why_they_came_back(reader, period) if any(pair.bounced for pair in pairs) else [],
        longest=longest,
    )


def kept_sums(moment: Moment, period: Period) -> tuple[list[Court], list[Longest], list[Pair]]:
    """Return courts, longest turns and pairs of a period, kept for all readers until something is recorded."""
    elapsed = _elapsed(moment)
    return keep(
        "ledger",
        period.name,
        moment.plan.today,
        head=moment.head,
        now=moment.plan.now,
        make=lambda: (*read_turns(period, elapsed), read_pairs(period, elapsed)),
    )


def read_pair(reader: Person, giver: str, receiver: str, query: QueryDict) -> PairPage:
    """Return how hand-offs from one function to another went; raises Http404 for a function that is not there."""
    functions = {function.key: function for function in Function.objects.filter(key__in=[giver, receiver])}
    if giver not in functions or receiver not in functions:
        raise Http404("There is no such function.")
    moment = read_moment()
    form, elapsed = PeriodForm(query), _elapsed(moment)
    period = form.chosen(moment.plan)
    only = {"from_gate__deciders__function": functions[giver], "function": functions[receiver]}
    pairs = read_pairs(period, elapsed, **only)
    seen = Launch.objects.visible_to(reader)
    hand_offs = with_clocks(hand_offs_in(period), elapsed).filter(**only, to_gate__launch__in=seen)
    questions = Prefetch("notes", HandOffNote.objects.filter(is_question=True))
    along = hand_offs.select_related("to_gate__launch", "from_gate", "giver", "function").prefetch_related(questions)
    page = keyset_page(along, query, fields=NEWEST_FIRST)
    return PairPage(
        form=form,
        period=period,
        giver=functions[giver],
        receiver=functions[receiver],
        pair=pairs[0] if pairs else None,
        page=page,
        lines=[_line(hand_off) for hand_off in page.rows],
    )


def _elapsed(moment: Moment) -> Elapsed:
    return Elapsed(moment.plan.calendar, moment.plan.now)


def _bar(court: Court, most: float) -> Bar:
    def share(days: float) -> float:
        return 100 * days / most if most else 0.0

    return Bar(
        court,
        start=f"{share(court.low):.1f}",
        width=f"{max(share(court.high) - share(court.low), 1):.1f}",
        middle=f"{share(court.median):.1f}",
    )


def _headline(functions: Sequence[Court]) -> str:
    """Return where turns take longest, among the functions that had enough of them to tell."""
    telling = [court for court in functions if court.turns >= ENOUGH]
    if not telling:
        return "Too few turns to compare yet."
    slowest, quickest = (pick(telling, key=lambda court: court.median) for pick in (max, min))
    if slowest is quickest:
        return f"Half of what waits for {slowest.name} takes longer than {slowest.median:.1f} working days."
    words = f"{slowest.name} is waited for longest: half of its turns take more than {slowest.median:.1f} working days."
    return f"{words} {quickest.name} is quickest, with {quickest.median:.1f}."


def where_questions_come_back(pairs: Sequence[Pair]) -> str:
    """Return between whom questions come back most often, by their share: who hands over more is not the worse."""
    asked = [pair for pair in pairs if pair.bounced]
    if not asked:
        return "No hand-off came back with a question."
    worst = max(asked, key=lambda pair: (pair.hand_offs >= ENOUGH, pair.bounced / pair.hand_offs))
    return (
        f"Hand-offs from {worst.giver_name} to {worst.receiver_name} come back with a question most often: "
        f"{worst.bounced} of {worst.hand_offs}."
    )


def _why_they_came_back(reader: Person, period: Period) -> list[Asked]:
    """Return the latest question of each of the hand-offs that came back last, on launches that a reader may see."""
    questions = HandOffNote.objects.filter(hand_off=OuterRef("pk"), is_question=True).order_by("-pk")
    seen = Launch.objects.visible_to(reader)
    bounced_ones = hand_offs_in(period).filter(bounces__gt=0, to_gate__launch__in=seen)
    latest = bounced_ones.values(latest=Subquery(questions.values("pk")[:1])).order_by("-latest")[:LATEST]
    along = ("author", "hand_off__from_gate", "hand_off__to_gate__launch")
    return [_asked(note) for note in HandOffNote.objects.filter(pk__in=latest).select_related(*along).order_by("-pk")]


def _asked(note: HandOffNote) -> Asked:
    hand_off, gate = note.hand_off, note.hand_off.to_gate
    return Asked(
        launch=gate.launch.name,
        path=f"{gate_path(gate.launch_id, gate.kind)}#hand-offs",
        gates=f"{hand_off.from_gate} to {gate}",
        asked_by=note.author.name,
        asked_on=note.written_at,
        bounced=bounced(hand_off.bounces),
        text=note.text,
    )


def _line(row: Any) -> HandedLine:
    gate, status = row.to_gate, row.get_status_display()
    state = {"offered": "open", "bounced": "returned", "accepted": "approved"}[row.status]
    if row.status != HandOff.Status.ACCEPTED and not row.is_open:
        state, status = "not_applicable", "Asked about no more"
    return HandedLine(
        launch=gate.launch.name,
        path=f"{gate_path(gate.launch_id, gate.kind)}#hand-offs",
        launch_path=launch_path(gate.launch_id),
        giver=row.giver.name,
        state=state,
        status=status,
        receiver=duration(row.receiver_days),
        giver_days=duration(row.giver_days) if row.giver_days is not None else "",
        bounced=bounced(row.bounces),
        questions=[note.text for note in row.notes.all()],
        hand_off=row,
    )
