"""The waiting ledger: how long the turns in each function's court have run, and those of owners and sponsors."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from heapq import nsmallest
from typing import Any, NamedTuple

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When

from launchgate.launches.about import read_about
from launchgate.launches.models import Launch, Turn
from launchgate.launches.phrases import path_of, task_of, task_unnamed
from launchgate.people.models import Person
from launchgate.readiness.elapsed import Elapsed
from launchgate.readiness.periods import Period

LONGEST = 8
OWNERS, SPONSORS, OTHERS = "Launch owners", "Sponsors", "Others in person"
CONFIDENTIAL = "A confidential launch"
# What is to be done by a day that was agreed is no waiting.
BY_A_DAY = (Turn.Kind.CLEAR, Turn.Kind.RESUME)


class Longest(NamedTuple):
    """One of the turns that ran longest, and for how many days."""

    turn_id: int
    days: float


@dataclass(frozen=True)
class Court:
    """The turns of one function, or of one kind of person: how many, and the working days that they ran.

    `low` and `high` bound the middle 80 percent.
    """

    key: str
    name: str
    function_id: int | None
    turns: int
    running: int
    total: float
    low: float
    median: float
    high: float


@dataclass(frozen=True)
class LongWait:
    """One of the turns that ran longest; no name, no path and no words where the reader may not see its launch."""

    launch: str
    path: str
    what: str
    court: str
    holder: str
    days: float
    paused: bool
    is_open: bool


def turns_in(period: Period) -> QuerySet[Turn]:
    """Return the turns that count for a period: those that ended in it, and those that are open now."""
    turns = Turn.objects.exclude(kind__in=BY_A_DAY)
    return turns if period.since is None else turns.filter(Q(closed_at=None) | Q(closed_at__gte=period.since))


def read_turns(period: Period, elapsed: Elapsed) -> tuple[list[Court], list[Longest]]:
    """Return the courts of all functions, then those of persons, and the turns on launches that ran longest.

    It is one statement whatever the number of turns. Places in the order of days are found here: windows would have
    the database count each turn's days three times.
    """
    rows = turns_in(period).order_by().annotate(court=_court(), days=elapsed.of_turn())
    columns = ("pk", "launch", "function", "function__key", "function__name", "court", "closed_at", "paused_at", "days")
    days: dict[tuple[str, str, int | None], list[float]] = defaultdict(list)
    running: Counter[tuple[str, str, int | None]] = Counter()
    on_launches: list[Longest] = []
    for pk, launch_id, function_id, key, name, of_person, closed_at, paused_at, number in rows.values_list(*columns):
        who = (key or "", name or of_person, function_id)
        days[who].append(number)
        running[who] += closed_at is None and paused_at is None
        if launch_id is not None:
            on_launches.append(Longest(pk, number))
    courts = [_court_of(*who, sorted(numbers), running[who]) for who, numbers in days.items()]
    longest = nsmallest(LONGEST, on_launches, key=lambda each: (-each.days, each.turn_id))
    return sorted(courts, key=lambda each: (not each.key, each.name)), longest


def _court() -> Case:
    """Return whose court a turn is in that is no function's."""
    person = Q(function=None)
    return Case(
        When(~person, then=Value("")),
        When(holder=F("launch__sponsor"), then=Value(SPONSORS)),
        When(holder=F("launch__owner"), then=Value(OWNERS)),
        default=Value(OTHERS),
        output_field=CharField(),
    )


def _court_of(key: str, name: str, function_id: int | None, days: list[float], running: int) -> Court:
    low, median, high = (days[(len(days) * tenths + 9) // 10 - 1] for tenths in (1, 5, 9))
    return Court(key, name, function_id, len(days), running, sum(days), low, median, high)


def longest_waits(longest: list[Longest], reader: Person) -> list[LongWait]:
    """Return the turns that ran longest as a reader may see them: launches out of sight have no name."""
    seen = Launch.objects.visible_to(reader).filter(pk=OuterRef("launch"))
    rows = Turn.objects.annotate(court=_court(), is_seen=Exists(seen))
    rows = rows.select_related("launch", "gate", "condition__gate", "function", "holder")
    turns = rows.in_bulk([each.turn_id for each in longest])
    read_about(turn for turn in turns.values() if turn.is_seen)
    return [_long_wait(turns[each.turn_id], each.days) for each in longest if each.turn_id in turns]


def _long_wait(turn: Any, days: float) -> LongWait:
    gate = turn.gate or (turn.condition.gate if turn.condition else None)
    named = task_of if turn.is_seen else task_unnamed
    return LongWait(
        launch=turn.launch.name if turn.is_seen else CONFIDENTIAL,
        path=path_of(turn) if turn.is_seen else "",
        what=named(turn, gate.name if gate else ""),
        court=turn.function.name if turn.function else turn.court,
        holder=turn.holder.name if turn.holder and turn.is_seen else "",
        days=days,
        paused=turn.paused_at is not None,
        is_open=turn.closed_at is None,
    )
