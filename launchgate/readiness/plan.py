"""The yardstick of the readiness page: what is late stays late, and days in its short words."""

from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from functools import cached_property

from django.utils import timezone

from launchgate.launches.models import Launch
from launchgate.launches.risk import Yardstick

# A day within so many days needs no year to be understood.
NEAR = timedelta(days=300)


@dataclass(frozen=True)
class Plan(Yardstick):
    """The yardstick of one moment, and what a slip means for the target: the projected date is shifted by it."""

    @cached_property
    def readers_zone(self) -> tzinfo:
        """Return the time zone in which the reader is shown moments."""
        return timezone.get_current_timezone()

    def projected(self, launch: Launch) -> date:
        """Return the day on which a launch will be public if it loses no further day."""
        slip = self.slip(launch)
        return self.calendar.shift(launch.target_date, slip) if slip else launch.target_date

    def day(self, day: date) -> str:
        """Return a day as "7 Jan"; its year stands with it only when it is far from today."""
        words = f"{day.day} {day:%b}"
        return words if abs(day - self.today) < NEAR else f"{words} {day.year}"
