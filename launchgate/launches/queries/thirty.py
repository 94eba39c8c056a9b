"""Thirty days: the working days that a launch has used since it was opened, and what would have to be true to make it.

Days are working days of the company's calendar; the day on which a launch is opened is day 0. The projection is that of
a ruler, not of a crystal ball:

    pace      = days that the passed gates took / days that were planned for them   (1 before the first is passed);
                the present gate is taken with them once it has had more days than planned
    remaining = planned days of the gates ahead, less those that the present one has had, at least one for it
    projected = days used + remaining x pace, rounded up

Gates of equal order run side by side, so the longest of them counts. The pace stays between a half and three: a launch
that waited a month for its first signature will not do so at each gate. Holds are in it, because the calendar went on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, groupby, pairwise
from math import ceil

from launchgate.core.templatetags.launchgate import day, long_day
from launchgate.launches.models import Gate, Launch
from launchgate.launches.phrases import counted, listed
from launchgate.launches.queries.reading import Reading
from launchgate.launches.queries.spent import READY, Spent, spent_on
from launchgate.people.calendar import WorkingCalendar
from launchgate.people.company import calendar_along
from launchgate.playbooks.models import GateTemplate

THIRTY = 30
SLOWEST, QUICKEST = 3.0, 0.5


@dataclass(frozen=True)
class Stop:
    """The gates of one order: their names, who still signs them, and the days planned for the longest of them."""

    gates: list[Gate]
    names: str
    signers: str
    planned: int

    @property
    def is_passed(self) -> bool:
        """Say whether each of its gates is passed."""
        return all(gate.is_passed for gate in self.gates)


@dataclass(frozen=True)
class Thirty:
    """Where a launch stands in its thirty days, in numbers and in sentences.

    `needs` is what would make it in time; `spent` says in whose court the days went once there are more than thirty.
    """

    used: int
    left: int
    ends_on: date
    projected: int
    projected_on: date | None
    pace: float
    says: str
    needs: list[str]
    is_late: bool
    spent: Sequence[Spent] = ()

    @property
    def bar(self) -> tuple[int, int]:
        """Return the shares of the bar that are used and projected, in percent of thirty days or of all it takes."""
        whole = max(self.projected, self.used, THIRTY)
        return round(100 * min(self.used, whole) / whole), round(100 * self.projected / whole)

    @property
    def mark(self) -> int:
        """Return where thirty days are on the bar, in percent."""
        return round(100 * THIRTY / max(self.projected, self.used, THIRTY))


def thirty_of(reading: Reading) -> Thirty | None:
    """Return how a launch stands in its thirty days; None for one that was stopped.

    One statement while it is on its way, and two more once it is over thirty.
    """
    launch, calendar = reading.launch, calendar_along(reading.launch)
    if launch.status == Launch.Status.STOPPED:
        return None
    zone = calendar.zone
    opened, today = launch.opened_at.astimezone(zone).date(), reading.now.astimezone(zone).date()
    ends_on = calendar.shift(opened, THIRTY)
    if launch.live_at is not None:
        used = calendar.working_days(opened, launch.live_at.astimezone(zone).date())
        return _public(used, ends_on, spent_on(reading, launch.live_at) if used > THIRTY else [])
    stops, used = _stops(reading), calendar.working_days(opened, today)
    ahead = [stop for stop in stops if not stop.is_passed]
    passed = [stop for stop in stops if stop.is_passed]
    since = max((gate.settled_at for stop in passed for gate in stop.gates if gate.settled_at), default=None)
    began = since.astimezone(zone).date() if since else opened
    had = calendar.working_days(began, today)
    is_over = bool(ahead) and had > ahead[0].planned
    pace = _pace([*passed, ahead[0]], used) if is_over else _pace(passed, used - had)
    remaining = _remaining(ahead, had)
    projected = used + ceil(sum(remaining) * pace)
    projected_on, left = calendar.shift(today, projected - used), THIRTY - used
    spent = spent_on(reading, reading.now) if left < 0 else []
    return Thirty(
        used=used,
        left=left,
        ends_on=ends_on,
        projected=projected,
        projected_on=projected_on,
        pace=pace,
        says=_says(left, projected, ends_on, projected_on if ahead else None) + _cause(spent, -left),
        needs=_needs(launch, ahead, remaining, pace, left, today, calendar) if projected > THIRTY else [],
        is_late=projected > THIRTY,
        spent=spent,
    )


def day_of_thirty(launch: Launch, today: date, calendar: WorkingCalendar) -> str:
    """Return "day 12 of 30" for a running launch, "took 33 days, 3 over" for a public one, "" for one that stopped."""
    opened = launch.opened_at.astimezone(calendar.zone).date()
    if launch.status in Launch.RUNNING:
        used = calendar.working_days(opened, today)
        return f"day {used} of {THIRTY}" if used <= THIRTY else f"day {used}, {used - THIRTY} over"
    if launch.live_at is None:
        return ""
    used = calendar.working_days(opened, launch.live_at.astimezone(calendar.zone).date())
    return f"took {used} of {THIRTY} days" if used <= THIRTY else f"took {used} days, {used - THIRTY} over"


def _stops(reading: Reading) -> list[Stop]:
    gates = reading.board.gates
    templates = GateTemplate.objects.filter(pk__in=[gate.template_id for gate in gates])
    planned = dict(templates.values_list("pk", "working_days"))
    stops = []
    for _, group in groupby(gates, key=lambda gate: gate.order):
        together = list(group)
        waiting = [
            decider.function.name
            for gate in together
            for decider in reading.board.deciders[gate.pk]
            if not decider.is_through
        ]
        stops.append(
            Stop(
                together,
                names=listed([gate.name for gate in together if not gate.is_passed]),
                signers=listed(list(dict.fromkeys(waiting))),
                planned=max(planned.get(gate.template_id, 0) for gate in together),
            )
        )
    return stops


def _pace(passed: Sequence[Stop], took: int) -> float:
    planned = sum(stop.planned for stop in passed)
    return min(max(took / planned, QUICKEST), SLOWEST) if planned else 1.0


def _remaining(ahead: Sequence[Stop], had: int) -> list[int]:
    """Return the planned days ahead, stop by stop; the present one has had some of its days already."""
    if not ahead:
        return []
    first, *later = ahead
    return [max(first.planned - had, 1), *(stop.planned for stop in later)]


def _public(used: int, ends_on: date, spent: Sequence[Spent]) -> Thirty:
    in_time = used <= THIRTY
    says = f"Public after {_days(used)}" + (", within thirty." if in_time else f", {used - THIRTY} more than thirty.")
    says += _cause(spent, used - THIRTY)
    return Thirty(used, THIRTY - used, ends_on, used, None, 1.0, says, [], is_late=not in_time, spent=spent)


def _cause(spent: Sequence[Spent], over: int) -> str:
    """Return in a sentence where the days went of a launch that is so many days over its thirty.

    Where it would have been public in time had it not waited for its day, that is the cause; else who had it longest.
    """
    for part in spent:
        if part.name == READY and part.days >= over:
            return f" For {round(part.days)} of them it was ready and only had to be made public."
    courts = [part for part in spent if part.is_court]
    return f" {courts[0].name} had it longest, for {_days(round(courts[0].days))}." if courts else ""


def _says(left: int, projected: int, ends_on: date, on: date | None) -> str:
    """Return where a launch stands in a sentence or two; `on` is None once no gate is ahead."""
    ended = f"The thirty days ended on {day(ends_on)}, {_days(-left)} ago. " if left < 0 else ""
    if on is None:
        return f"{ended}Every gate is passed: made public today, it is day {projected}."
    if ended:
        return f"{ended}At this pace it is public on {long_day(on)}, day {projected}."
    if projected <= THIRTY:
        return f"At this pace it is public on {long_day(on)}, on day {projected} of thirty."
    return f"At this pace it is public on {long_day(on)}, day {projected}: {projected - THIRTY} too many."


def _needs(
    launch: Launch,
    ahead: Sequence[Stop],
    remaining: Sequence[int],
    pace: float,
    left: int,
    today: date,
    calendar: WorkingCalendar,
) -> list[str]:
    """Return what would have to be true to make thirty: each gate ahead gets its share of the days that are left."""
    if left < 0:
        return []
    if left < len(ahead):
        return [f"{counted(len(ahead), 'gate')} ahead and {_days(left)} left: not even a day for each."]
    shares = _shares(remaining, left)
    first, *later = zip(ahead, shares, remaining, strict=True)
    signs = "sign" if " and " in first[0].signers else "signs"
    by = long_day(calendar.shift(today, first[1]))
    needs = ["The launch comes off hold today."] if launch.status == Launch.Status.HELD else []
    needs += [f"{first[0].signers or 'Everybody asked'} {signs} {first[0].names} by {by}."]
    for stop, share, planned in later:
        reckoned = ceil(planned * pace)
        if share < reckoned:
            needs.append(f"{stop.names} takes {_days(share)} in place of {reckoned}.")
    return needs


def _shares(remaining: Sequence[int], left: int) -> list[int]:
    """Return how the days that are left go to the gates ahead, in proportion to their plan and at least one each."""
    spare, total = left - len(remaining), sum(remaining)
    ends = [0, *(spare * so_far // total for so_far in accumulate(remaining))] if total else [0] * (len(remaining) + 1)
    return [1 + after - before for before, after in pairwise(ends)]


def _days(number: int) -> str:
    return f"{number} working day{'' if number == 1 else 's'}"
