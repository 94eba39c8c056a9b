"""Time on a launch: planned dates back from the target, when a turn is due, and the ladder of its reminders.

Working days are those of the person who holds the turn; planned dates are in the company's calendar.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from launchgate.launches.models import Step, Turn
from launchgate.people.calendar import WorkingCalendar, calendar_of
from launchgate.people.models import Person
from launchgate.playbooks.models import Version

MOST_STEPS = 8


@dataclass(frozen=True)
class Stop:
    """A gate's place in the order and its planned length in working days."""

    order: int
    working_days: int


def plan_backwards(stops: Sequence[Stop], target: date, calendar: WorkingCalendar) -> dict[int, date]:
    """Return for each order number the day by which its gates should be passed.

    The last gates are planned for the working day before the target; gates of equal order run in parallel, so the
    longest of them counts.
    """
    lengths: dict[int, int] = {}
    for stop in stops:
        lengths[stop.order] = max(lengths.get(stop.order, 0), stop.working_days)
    planned, day = {}, calendar.shift(target, -1)
    for order in sorted(lengths, reverse=True):
        planned[order] = day
        day = calendar.shift(day, -lengths[order])
    return planned


def ladder(turn: Turn, policy: Version, *, holder: Person, deputy: Person | None, sponsor_id: int) -> list[Step]:
    """Set the turn's due moment and next look, and return the steps still ahead of it (unsaved).

    Days that ran before a pause count; steps already taken are not taken again. A turn with a day of its own, such as a
    condition's date, is due when that day is over, and its ladder stands around that day.
    """
    calendar = calendar_of(holder)
    plan = [
        (policy.grace_days + number * policy.spacing_days, Step.Kind.REMIND, holder.pk)
        for number in range(policy.reminder_cap)
    ]
    if deputy is not None and deputy.pk != holder.pk:
        plan.append((policy.deputy_days, Step.Kind.DEPUTY, deputy.pk))
    if sponsor_id != holder.pk:
        plan.append((policy.sponsor_days, Step.Kind.SPONSOR, sponsor_id))
    plan.sort(key=lambda row: row[0])
    if day := own_day(turn):
        base, spent = _around(turn, day, calendar), float(policy.grace_days)
        # Whoever stands in for the owner of a condition, the day is the owner's.
        whose = turn.person if turn.kind == Turn.Kind.CLEAR else None
        turn.due_at = over_at(day, calendar_of(whose) if whose else calendar)
    else:
        base, spent = _base(turn, calendar)
        turn.due_at = calendar.add_days(base, max(policy.due_days - spent, 0))
    steps = [
        Step(turn=turn, number=number, kind=kind, at=calendar.add_days(base, max(days - spent, 0)), person_id=person_id)
        for number, (days, kind, person_id) in enumerate(plan[:MOST_STEPS], start=1)
        if number > turn.step
    ]
    turn.next_at = min((step.at for step in steps), default=None)
    return steps


def own_day(turn: Turn) -> date | None:
    """Return the day that a turn is for, where there is one: a condition's date, or the day to look again."""
    if turn.kind == Turn.Kind.CLEAR and turn.condition is not None:
        return turn.condition.due_on
    if turn.kind == Turn.Kind.RESUME and turn.hold is not None:
        return turn.hold.look_again_on
    return None


def over_at(day: date, calendar: WorkingCalendar) -> datetime:
    """Return when a day is over in somebody's working calendar: on the next working morning after it, in UTC."""
    return calendar.add_days(_morning(day + timedelta(days=1), calendar), 0)


def _around(turn: Turn, day: date, calendar: WorkingCalendar) -> datetime:
    """Return when a turn with a day of its own is first reminded of: a condition's on the working day before.

    Never within a working day of being asked.
    """
    lead = -1 if turn.kind == Turn.Kind.CLEAR else 0
    return max(calendar.add_days(_morning(day, calendar), lead), calendar.add_days(turn.opened_at, 1))


def _morning(day: date, calendar: WorkingCalendar) -> datetime:
    return datetime.combine(day, calendar.hours.day_starts, calendar.zone)


def _base(turn: Turn, calendar: WorkingCalendar) -> tuple[datetime, float]:
    """Return the moment from which the ladder counts on, and the working days already spent before it."""
    pauses = list(turn.pauses.all()) if turn.pk else []
    ended = [pause.ended_at for pause in pauses if pause.ended_at]
    if not ended:
        return turn.opened_at, 0.0
    return max(ended), run_days(turn, calendar, until=max(ended), pauses=pauses)


def run_days(turn: Turn, calendar: WorkingCalendar, *, until: datetime, pauses: Iterable | None = None) -> float:
    """Return for how many working days a turn has run until a moment, pauses taken off."""
    stop = min(turn.closed_at, until) if turn.closed_at else until
    return days_run(turn.opened_at, stop, calendar, turn.pauses.all() if pauses is None else pauses)


def days_run(opened_at: datetime, stop: datetime, calendar: WorkingCalendar, pauses: Iterable) -> float:
    """Return the working days between two moments, pauses (whatever has `started_at` and `ended_at`) taken off."""
    days = calendar.days_between(opened_at, stop)
    for pause in pauses:
        end = min(pause.ended_at or stop, stop)
        if end > pause.started_at:
            days -= calendar.days_between(pause.started_at, end)
    return max(days, 0.0)
