"""Time on a launch: planned dates back from the target, when a turn is due, and the ladder of its reminders.

Working days are those of the person who holds the turn; planned dates are in the company's calendar.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from launchgate.launches.models import Step, Turn
from launchgate.people.calendar import WorkingCalendar, calendar_of
from launchgate.people.models import Person
from launchgate.playbooks.policies import Policy, rungs

AN_INSTANT = timedelta(microseconds=1)


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


@dataclass(frozen=True)
class Hearers:
    """Who hears of a turn by its ladder: its holder, the next of the function where there is one, and the sponsor.

    `closures` are the days on which the company is closed, for all of them.
    """

    holder: Person
    deputy: Person | None
    sponsor: Person
    closures: Sequence[str] = ()

    def of(self, kind: str) -> Person | None:
        """Return who hears of a step of this kind: nobody twice, as what they are first."""
        if kind in (Step.Kind.REMIND, Step.Kind.LAST):
            return self.holder
        person = self.deputy if kind == Step.Kind.DEPUTY else self.sponsor
        return person if person is not None and person.pk != self.holder.pk else None


def ladder(turn: Turn, policy: Policy, hearers: Hearers, pauses: Sequence | None = None) -> list[Step]:
    """Set the turn's due moment and next look, and return the steps still ahead of it (unsaved).

    A step is computed in the holder's working days and taken at the digest hour of who hears of it, on one of their
    working days. Days that ran before a pause count; what put the turn off (`delay_days`) is added, and no step comes
    while the turn rests; steps already taken are not taken again. A turn with a day of its own, such as a condition's
    date, is due when that day is over, and its ladder stands around that day.
    """
    calendar = calendar_of(hearers.holder, hearers.closures)
    pauses = pauses if pauses is not None else list(turn.pauses.all()) if turn.pk else []
    day = own_day(turn)
    if day is None:
        base, spent = _base(turn, calendar, turn.opened_at, pauses)
        begins_at = base
    else:
        base, spent = _around(turn, day, calendar), float(policy.grace_days)
        begins_at = turn.opened_at
    steps, last_at = [], None
    # Steps that were taken are reckoned along: those ahead of them stay where they are.
    earliest = max(begins_at + AN_INSTANT, turn.rests_until or begins_at)
    for number, days, kind in rungs(policy):
        person = hearers.of(kind)
        if person is None:
            continue
        counted = calendar.add_days(base, max(days + turn.delay_days - spent, 0))
        theirs = calendar_of(person, hearers.closures)
        at = earliest = _heard_at(counted, theirs, person.digest_at or policy.digest_at, earliest)
        last_at = at if kind == Step.Kind.LAST else last_at
        if number > turn.step:
            steps.append(Step(turn=turn, number=number, kind=kind, at=at, person=person))
    turn.due_at = _due_at(turn, policy, calendar, pauses, last_at) if day is None else _day_over(turn, day, hearers)
    turn.next_at = min((step.at for step in steps), default=None)
    return steps


def _heard_at(moment: datetime, calendar: WorkingCalendar, hour: time, earliest: datetime) -> datetime:
    """Return the digest hour on somebody's working day at or after a day, not before the earliest moment, in UTC."""
    day = calendar.shift(max(moment, earliest).astimezone(calendar.zone).date(), 0)
    at = datetime.combine(day, hour, calendar.zone).astimezone(UTC)
    if at < earliest:
        at = datetime.combine(calendar.shift(day, 1), hour, calendar.zone).astimezone(UTC)
    return at


def _due_at(
    turn: Turn, policy: Policy, calendar: WorkingCalendar, pauses: Sequence, last_at: datetime | None
) -> datetime:
    """Return when a turn counts as stalled: without progress for the policy's time, past its last reminder or plan."""
    base, spent = _base(turn, calendar, turn.progress_at or turn.opened_at, pauses)
    due_at = calendar.add_days(base, max(policy.due_days - spent, 0))
    has_moved_since = last_at is not None and turn.progress_at is not None and turn.progress_at > last_at
    ends = [due_at, _plan_over(turn, policy, calendar, pauses)]
    ends += [] if has_moved_since else [last_at]
    return min(end for end in ends if end is not None)


def _plan_over(turn: Turn, policy: Policy, calendar: WorkingCalendar, pauses: Sequence) -> datetime | None:
    """Return when the day by which a turn is planned is over; whoever is asked late has the days of grace first."""
    if turn.planned_for is None:
        return None
    evening = datetime.combine(turn.planned_for, calendar.hours.day_ends, calendar.zone).astimezone(UTC)
    base, spent = _base(turn, calendar, turn.opened_at, pauses)
    return max(evening, calendar.add_days(base, max(policy.grace_days - spent, 0)))


def ladder_days(
    turn: Turn, policy: Policy, calendar: WorkingCalendar, *, until: datetime, pauses: Iterable | None = None
) -> float:
    """Return how far a turn's ladder has come by a moment, in the working days in which a policy counts its steps."""
    day = own_day(turn)
    if day is None:
        return run_days(turn, calendar, until=until, pauses=pauses)
    base = _around(turn, day, calendar)
    ahead = base > until
    days = calendar.days_between(until, base) if ahead else calendar.days_between(base, until)
    return policy.grace_days + (-days if ahead else days)


def _day_over(turn: Turn, day: date, hearers: Hearers) -> datetime:
    # Whoever stands in for the owner of a condition, the day is the owner's.
    whose = turn.person if turn.kind == Turn.Kind.CLEAR else None
    return over_at(day, calendar_of(whose or hearers.holder, hearers.closures))


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


def _base(turn: Turn, calendar: WorkingCalendar, since: datetime, pauses: Sequence) -> tuple[datetime, float]:
    """Return the moment from which a span of days counts on, and the working days of it already spent before."""
    ended = [pause.ended_at for pause in pauses if pause.ended_at and pause.ended_at > since]
    if not ended:
        return since, 0.0
    return max(ended), days_run(since, max(ended), calendar, pauses)


def run_days(turn: Turn, calendar: WorkingCalendar, *, until: datetime, pauses: Iterable | None = None) -> float:
    """Return for how many working days a turn has run until a moment, pauses taken off."""
    stop = min(turn.closed_at, until) if turn.closed_at else until
    return days_run(turn.opened_at, stop, calendar, turn.pauses.all() if pauses is None else pauses)


def days_run(opened_at: datetime, stop: datetime, calendar: WorkingCalendar, pauses: Iterable) -> float:
    """Return the working days between two moments, pauses (whatever has `started_at` and `ended_at`) taken off."""
    days = calendar.days_between(opened_at, stop)
    for pause in pauses:
        start, end = max(pause.started_at, opened_at), min(pause.ended_at or stop, stop)
        if end > start:
            days -= calendar.days_between(start, end)
    return max(days, 0.0)
