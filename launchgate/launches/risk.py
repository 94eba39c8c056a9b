"""How far a running launch is behind its plan, and when it is at risk: the one rule of every page that says so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property

from django.db.models import Q
from django.db.models.functions import Coalesce

from launchgate.launches.models import Launch, Turn
from launchgate.people.calendar import WorkingCalendar

AT_RISK_DAYS = 4
ONE_DAY = timedelta(days=1)

# What a launch waits for at this moment: while one of these is open, its next gate (or the public) cannot come.
HOLDS_UP = (
    Turn.Kind.ACCEPT,
    Turn.Kind.REPLY,
    Turn.Kind.PREPARE,
    Turn.Kind.CONTRIBUTE,
    Turn.Kind.SIGN,
    Turn.Kind.GO_LIVE,
)

# The day that a launch should have reached next: of its earliest gate not passed, else its target.
PLANNED = Coalesce("next_planned_for", "target_date")


class Standing(StrEnum):
    """How a launch stands against its plan; the worst that is true."""

    ON_PLAN = "On plan"
    BEHIND = "Behind plan"
    AT_RISK = "At risk"


@dataclass(frozen=True)
class Yardstick:
    """What launches are measured by at one moment, in the company's calendar: for rows in memory and for statements.

    The slip of a launch is the number of the company's working days by which the planned day of its earliest gate not
    yet passed is over; when all gates are passed, by which its target date is over. It is behind plan from a slip of
    one working day. It is at risk from a slip of four, or as soon as a turn that holds it up is stalled (past its due
    moment while it runs).
    """

    now: datetime
    calendar: WorkingCalendar

    @cached_property
    def today(self) -> date:
        """Return the day in the company's time zone."""
        return self.now.astimezone(self.calendar.zone).date()

    def slip(self, launch: Launch) -> int:
        """Return by how many working days a launch is behind its plan; 0 while it is not, or no longer runs."""
        if launch.status not in Launch.RUNNING:
            return 0
        return max(self.calendar.working_days(launch.next_planned_for or launch.target_date, self.today), 0)

    def standing(self, launch: Launch, turns: Iterable[Turn]) -> Standing:
        """Return how a launch with these open turns stands against its plan."""
        slip = self.slip(launch)
        if slip >= AT_RISK_DAYS or any(turn.kind in HOLDS_UP and turn.is_stalled(self.now) for turn in turns):
            return Standing.AT_RISK
        return Standing.BEHIND if slip else Standing.ON_PLAN

    def behind(self, days: int = 1) -> Q:
        """Return the condition for launches, annotated with `planned`, that slip by at least so many working days."""
        first_day_on_time = self.calendar.shift(self.today + ONE_DAY, -days)
        return Q(planned__lt=first_day_on_time)

    def stalled(self) -> Q:
        """Return the condition for turns that run past the moment by which they were due."""
        return Q(closed_at=None, paused_at=None, due_at__lt=self.now)

    def at_risk(self) -> Q:
        """Return the condition for launches, annotated with `planned`, that are at risk."""
        stalled = Turn.objects.filter(self.stalled(), kind__in=HOLDS_UP)
        return self.behind(AT_RISK_DAYS) | Q(pk__in=stalled.values("launch"))
