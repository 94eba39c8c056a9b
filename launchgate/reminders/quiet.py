"""Quiet hours: mails about work come on the reader's working days, in the hours that the playbook leaves for them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from launchgate.core import clock
from launchgate.outbox.models import Message
from launchgate.outbox.rendering import NotBefore
from launchgate.people.calendar import calendar_of
from launchgate.people.models import Person
from launchgate.playbooks.policies import Policy

# How long a mail waits before it is asked again whether its turn runs on.
LOOKS_AGAIN = timedelta(hours=1)


class Hours(NamedTuple):
    """The hours of a reader's day in which mails may come."""

    opens: time
    closes: time

    @classmethod
    def of(cls, policy: Policy) -> "Hours":
        """Return the hours that a policy's quiet ones leave."""
        return cls(policy.quiet_until, policy.quiet_from)

    def around(self, hour: time) -> "Hours":
        """Return the hours with the one that a reader chose for the digest, whether it is a quiet one or not."""
        last = time.max if hour >= time(23) else hour.replace(hour=hour.hour + 1)
        return Hours(min(self.opens, hour), max(self.closes, last))


def opening(
    person: Person, moment: datetime, hours: Hours, closures: Sequence[str | date], *, at: time | None = None
) -> datetime:
    """Return the moment itself where mails may come to a person then, else when they next may, in UTC.

    That is on their next working day (the same one before these hours), at a time of that day, or as their work starts;
    never on a day on which the company is closed.
    """
    calendar = calendar_of(person, closures)
    there = moment.astimezone(calendar.zone)
    is_worked = calendar.is_working_day(there.date())
    if is_worked and hours.opens <= there.time() < hours.closes:
        return moment
    is_ahead = is_worked and there.time() < hours.opens
    day = there.date() if is_ahead else calendar.shift(there.date(), 1)
    starts = at or max(hours.opens, min(person.day_starts, hours.closes))
    return datetime.combine(day, starts, calendar.zone).astimezone(UTC)


def wait_of(message: Message, policy: Policy, closures: Sequence[str | date]) -> NotBefore | None:
    """Return until when a message has to wait for its reader's day, or None when it may leave now."""
    now = clock.now()
    moment = opening(message.person, now, Hours.of(policy), closures)
    return NotBefore(moment) if moment > now else None
