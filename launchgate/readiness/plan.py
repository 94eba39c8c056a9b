"""How far a running launch is behind its plan, and what counts as at risk."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from functools import cached_property

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from launchgate.launches.models import Launch, Turn
from launchgate.people.calendar import WorkingCalendar

AT_RISK_DAYS = 4
ONE_DAY = timedelta(days=1)
# A day within so many days needs no year to be understood.
NEAR = timedelta(days=300)

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


@dataclass(frozen=True)
class Plan:
    """The yardstick of one moment, in the company's calendar.

    The slip of a launch is the number of the company's working days by which the planned day of its earliest gate not
    yet passed is over; when all gates are passed, by which its target date is over. Its projected date is the target
    shifted by the slip: what is late stays late. It is at risk from a slip of four working days, or as soon as a turn
    that holds it up is stalled (past its due moment while it runs).
    """

    now: datetime
    calendar: WorkingCalendar

    @cached_property
    def today(self) -> date:
        """Return the day in the company's time zone."""
        return self.now.astimezone(self.calendar.zone).date()

    @cached_property
    def readers_zone(self) -> tzinfo:
        """Return the time zone in which the reader is shown moments."""
        return timezone.get_current_timezone()

    def slip(self, launch: Launch) -> int:
        """Return by how many working days a launch is behind its plan; 0 while it is not."""
        return max(self.calendar.working_days(launch.next_planned_for or launch.target_date, self.today), 0)

    def projected(self, launch: Launch) -> date:
        """Return the day on which a launch will be public if it loses no further day."""
        slip = self.slip(launch)
        return self.calendar.shift(launch.target_date, slip) if slip else launch.target_date

    def day(self, day: date) -> str:
        """Return a day as "7 Jan"; its year stands with it only when it is far from today."""
        words = f"{day.day} {day:%b}"
        return words if abs(day - self.today) < NEAR else f"{words} {day.year}"

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
