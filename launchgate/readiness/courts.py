"""Whose court: what waits in each function's, drawn by age and told as tables."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from launchgate.core.templatetags.launchgate import days
from launchgate.readiness.figures import OLDEST_EACH, Court, Figures
from launchgate.readiness.filters import OWNERS_COURT
from launchgate.readiness.waits import Wait

MOST_DAYS = 30
# Dots of the same age stand above and below the line of their lane, in pixels of a lane that is 36 high.
MIDDLE, STEPS = 18, (0, -9, 9)
CLOSE = 5
STATES = {"review": "To sign", "open": "In preparation", "returned": "Sent back", "stalled": "Stalled"}


@dataclass(frozen=True)
class Dot:
    """One turn in a lane: its state, where it stands, and its words."""

    state: str
    x: str
    y: int
    words: str


@dataclass(frozen=True)
class Lane:
    """One function (None: the owners of launches): the dots of its oldest turns, and its numbers."""

    function_id: int | None
    name: str
    dots: list[Dot]
    waiting: int
    to_sign: int
    stalled: int
    oldest: str
    launches_behind: int
    query: str


@dataclass(frozen=True)
class Asked:
    """One dot as a row of a table."""

    launch: str
    path: str
    gate: str
    holder: str
    days: str
    is_stalled: bool


@dataclass(frozen=True)
class Courts:
    """The chart of what waits now, and what it says in numbers. `due` is where the stalled zone begins, in percent."""

    lanes: list[Lane]
    asked: list[Asked]
    states: list[tuple[str, str]]
    due: str
    beyond_due: str
    due_days: int
    most_days: int
    is_all: bool


def courts_of(figures: Figures) -> Courts:
    """Return what waits in each function's court."""
    waits = figures.waits
    due_days = Counter(wait.about.due_days for wait in waits).most_common(1)[0][0] if waits else 0
    oldest = max((wait.days for wait in waits), default=0)
    most_days = min(max(ceil(oldest), 2 * due_days, 1), MOST_DAYS)
    due = 100 * due_days / most_days
    shown = {wait.state for wait in waits}
    return Courts(
        lanes=[
            _lane(court, [wait for wait in waits if wait.function_id == court.function_id], most_days)
            for court in figures.courts
        ],
        asked=[_asked(wait) for wait in sorted(waits, key=lambda wait: -wait.days)],
        states=[(state, words) for state, words in STATES.items() if state in shown],
        due=f"{due:.2f}",
        beyond_due=f"{max(100 - due, 0):.2f}",
        due_days=due_days,
        most_days=most_days,
        is_all=all(court.waiting <= OLDEST_EACH for court in figures.courts),
    )


def _lane(court: Court, waits: Sequence[Wait], most_days: int) -> Lane:
    oldest = max((wait.days for wait in waits), default=None)
    return Lane(
        function_id=court.function_id,
        name=court.name,
        dots=_dots(waits, most_days),
        waiting=court.waiting,
        to_sign=court.to_sign,
        stalled=court.stalled,
        oldest=days(oldest),
        launches_behind=court.launches_behind,
        query=f"court={court.function_id or OWNERS_COURT}",
    )


def _dots(waits: Sequence[Wait], most_days: int) -> list[Dot]:
    crowd: Counter[int] = Counter()
    dots = []
    for wait in sorted(waits, key=lambda wait: wait.days):
        x = min(100 * wait.days / most_days, 100)
        spot = round(x / CLOSE)
        y = MIDDLE + STEPS[crowd[spot] % len(STEPS)]
        crowd[spot] += 1
        dots.append(Dot(wait.state, f"{x:.1f}", y, f"{wait.about.launch.name}: {days(wait.days)}, {wait.holder_name}"))
    return dots


def _asked(wait: Wait) -> Asked:
    return Asked(
        launch=wait.about.launch.name,
        path=wait.path,
        gate=wait.about.gate or "Going public",
        holder=wait.holder_name,
        days=days(wait.days),
        is_stalled=wait.is_stalled,
    )
