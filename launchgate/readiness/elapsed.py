"""Working days of very many turns, counted by the database: by the weekdays of the company, a day being 24 hours.

Friday noon to Monday noon is one day. Public holidays and closures count as days; pauses are taken off. The pages of
single launches count to the hour in each person's own calendar: for sums over all launches, that would mean to load
every turn.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Expression, F, FloatField, Func, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Greatest, Least

from launchgate.launches.models import Pause
from launchgate.people.calendar import WorkingCalendar

WEEK, DAY = 7, 86_400
# 5 January 1970 was a Monday: in days of Unix time, and in Julian days.
A_MONDAY, A_MONDAY_JULIAN = 4, 2_440_591.5


class DaysSinceMonday(Func):
    """The days, with their parts, from a Monday long ago to a moment in a column; `offset` moves to a zone's wall."""

    output_field = FloatField()
    template = f"(EXTRACT(EPOCH FROM %(expressions)s)::float8 / {DAY} - {A_MONDAY} + %(offset)s)"

    def __init__(self, moment: Any, *, offset: float):
        super().__init__(moment, offset=repr(float(offset)))

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Write it for SQLite, which keeps moments as text."""
        template = f"(julianday(%(expressions)s) - {A_MONDAY_JULIAN} + %(offset)s)"
        return super().as_sql(compiler, connection, template=template, **context)


class WholeWeeks(Func):
    """The whole weeks in a number of days, which is never negative."""

    output_field = FloatField()
    template = f"floor((%(expressions)s) / {WEEK})"

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Write it for SQLite, whose floor would be a call into Python for each row."""
        template = f"CAST((%(expressions)s) / {WEEK} AS INTEGER)"
        return super().as_sql(compiler, connection, template=template, **context)


@dataclass(frozen=True)
class Elapsed:
    """How working days are counted at one moment by the company's weekdays and the present hour of its zone."""

    calendar: WorkingCalendar
    now: datetime

    def of_turn(self) -> Expression:
        """Return the working days for which a turn has run, pauses taken off."""
        paused = Pause.objects.filter(turn=OuterRef("pk")).order_by().values("turn")
        stood = Subquery(paused.annotate(days=Sum(self._between("started_at", "ended_at"))).values("days"))
        return Greatest(self._between("opened_at", "closed_at") - Coalesce(stood, 0.0), Value(0.0))

    def _between(self, start: str, end: str) -> Expression:
        """Return the working days from one column to another, to this moment where that is empty."""
        return Coalesce(self._worked(end), Value(self._worked_by_now)) - self._worked(start)

    def _worked(self, column: str) -> Expression:
        days = DaysSinceMonday(F(column), offset=self._offset)
        weeks = WholeWeeks(days)
        rest = days - weeks * Value(float(WEEK))
        worked: Any = weeks * Value(float(len(self.calendar.hours.weekdays)))
        for weekday in self.calendar.hours.weekdays:
            worked += Least(Greatest(rest - Value(float(weekday)), Value(0.0)), Value(1.0))
        return worked

    @property
    def _worked_by_now(self) -> float:
        days = self.now.timestamp() / DAY - A_MONDAY + self._offset
        weeks, rest = divmod(days, WEEK)
        weekdays = self.calendar.hours.weekdays
        return weeks * len(weekdays) + sum(min(max(rest - weekday, 0.0), 1.0) for weekday in weekdays)

    @property
    def _offset(self) -> float:
        offset = self.calendar.zone.utcoffset(self.now)
        return offset.total_seconds() / DAY if offset else 0.0
