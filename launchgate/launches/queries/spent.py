"""Where the working days of a launch went: in whose court it was, from the day on which it was opened.

They are counted by the calendar of the company, from the turns that move gates on; whatever paused is taken off. The
owner and a function, or several functions, may have had it at once: then it counts for each. Once all gates are passed
it is ready, or waits for what stands before the public; a day on which nothing of all this ran is one on hold.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from launchgate.launches.models import Turn
from launchgate.launches.queries.reading import LEADS, Reading
from launchgate.people.company import calendar_along

OWNER, READY, BEFORE, HELD = "The owner", "Ready for the public", "What stands before the public", "On hold"
# What never holds up the way to the public: the end of a hold, a look at other questions, what follows afterwards.
BESIDE = (*Turn.ENDS_A_HOLD, Turn.Kind.TIER, Turn.Kind.VERSION, Turn.Kind.KEEP, Turn.Kind.REVIEW)
# Less than this is not worth a line.
LEAST = 0.5

Spans = list[tuple[float, float]]


@dataclass(frozen=True)
class Spent:
    """One court, and for how many working days the launch was in it; `is_court` is False for what is nobody's."""

    name: str
    days: float
    is_court: bool = True


def spent_on(reading: Reading, until: datetime) -> list[Spent]:
    """Return where the days of a launch went until a moment, most of them first, in two statements."""
    opened, calendar = reading.launch.opened_at, calendar_along(reading.launch)
    turns = Turn.objects.filter(launch=reading.launch, opened_at__lt=until).exclude(kind__in=BESIDE)
    courts: dict[str, Spans] = defaultdict(list)
    ready, others = Spans(), Spans()

    def day(moment: datetime | None) -> float:
        return calendar.days_between(opened, min(moment or until, until))

    for turn in turns.select_related("function").prefetch_related("pauses").order_by("pk"):
        ran = _without(
            (day(turn.opened_at), day(turn.closed_at)),
            [(day(pause.started_at), day(pause.ended_at)) for pause in turn.pauses.all()],
        )
        if turn.kind in LEADS:
            courts[turn.function.name if turn.function else OWNER] += ran
        else:
            (ready if turn.kind == Turn.Kind.GO_LIVE else others).extend(ran)
    on_gates = [span for spans in courts.values() for span in spans]
    known = [*on_gates, *ready]
    spent = [Spent(name, _length(spans)) for name, spans in courts.items()]
    spent += [
        Spent(READY, _length(ready), is_court=False),
        Spent(BEFORE, _length([*known, *others]) - _length(known), is_court=False),
        Spent(HELD, day(until) - _length([*known, *others]), is_court=False),
    ]
    return sorted((each for each in spent if each.days >= LEAST), key=lambda each: -each.days)


def _without(span: tuple[float, float], pauses: Iterable[tuple[float, float]]) -> Spans:
    """Return the parts of a span in which it did not pause."""
    start, end = span
    parts = []
    for stopped, resumed in sorted(pauses):
        parts.append((start, min(stopped, end)))
        start = max(start, resumed)
    return [(first, last) for first, last in [*parts, (start, end)] if first < last]


def _length(spans: Spans) -> float:
    """Return for how long at least one of some spans lasted."""
    length, reached = 0.0, 0.0
    for start, end in sorted(spans):
        length += max(end - max(start, reached), 0.0)
        reached = max(reached, end)
    return length
