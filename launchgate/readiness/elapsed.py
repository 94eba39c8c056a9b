"""Working days of very many turns, counted by the database: by the calendar of the company, a day being 24 hours.

Friday noon to Monday noon is one day, none where the company is closed on that Monday. Pauses are taken off. The pages
of single launches count to the hour in each person's own calendar: for sums over all launches, that would mean to load
every turn.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Case, Exists, Expression, F, FloatField, Func, OuterRef, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, Greatest, Least

from launchgate.launches.models import Pause
from launchgate.people.calendar import WorkingCalendar

WEEK, DAY = 7, 86_400
# Closed days are known for this year and so many before it; in what ran earlier they count.
YEARS_BACK = 3
# 5 January 1970 was a Monday: in days of Unix time, and in Julian days.
A_MONDAY, A_MONDAY_JULIAN = 4, 2_440_591.5
EPOCH = date(1970, 1, 1).toordinal()


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


class ClosedDays(Func):
    """The closed days, with their parts, that lie before a number of days; `starts` say when each begins, in order.

    The newest are asked for first: there lie nearly all turns of a ledger.
    """

    output_field = FloatField()
    template = "CASE%(closed)s ELSE 0.0 END"

    def __init__(self, days: Expression, *, starts: Sequence[int]):
        super().__init__(days)
        self.starts = starts

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **context: Any) -> Any:
        """Write a case for each closed day; the days hold no values of their own, so their SQL may be repeated."""
        days, _ = compiler.compile(self.source_expressions[0])
        closed = "".join(
            f" WHEN {days} >= {start + 1} THEN {before + 1}.0 WHEN {days} >= {start} THEN {before} + {days} - {start}"
            for before, start in reversed(list(enumerate(self.starts)))
        )
        return self.template % {"closed": closed}, []


@dataclass(frozen=True)
class Elapsed:
    """How working days are counted at one moment by the company's calendar and the present hour of its zone."""

    calendar: WorkingCalendar
    now: datetime

    def of_turn(self) -> Expression:
        """Return the working days for which a turn has run, pauses taken off."""
        paused = Pause.objects.filter(turn=OuterRef("pk")).order_by()
        stood = Subquery(
            paused.values("turn").annotate(days=Sum(self._between("started_at", "ended_at"))).values("days")
        )
        ran = self._between("opened_at", "closed_at")
        # Few turns were ever paused. Which, PostgreSQL finds for all of them at once; their days it adds up one by one.
        return Greatest(Case(When(Exists(paused), then=ran - stood), default=ran), Value(0.0))

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
        return worked - ClosedDays(days, starts=self._closed) if self._closed else worked

    @property
    def _worked_by_now(self) -> float:
        days = self.now.timestamp() / DAY - A_MONDAY + self._offset
        weeks, rest = divmod(days, WEEK)
        weekdays = self.calendar.hours.weekdays
        worked = weeks * len(weekdays) + sum(min(max(rest - weekday, 0.0), 1.0) for weekday in weekdays)
        return worked - sum(min(max(days - start, 0.0), 1.0) for start in self._closed)

    @cached_property
    def _closed(self) -> tuple[int, ...]:
        """Return when the closed days begin, in days since that Monday."""
        today = self.now.astimezone(self.calendar.zone).date()
        closed = self.calendar.closed_days(date(today.year - YEARS_BACK, 1, 1), today)
        return tuple(day.toordinal() - EPOCH - A_MONDAY for day in closed)

    @property
    def _offset(self) -> float:
        offset = self.calendar.zone.utcoffset(self.now)
        return offset.total_seconds() / DAY if offset else 0.0
