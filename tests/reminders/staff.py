"""People in six countries who launch things for a year, and when they work, counted without the product's calendar."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from random import Random
from zoneinfo import ZoneInfo

import holidays

from launchgate.people.models import Function, Person, Seat
from launchgate.playbooks.models import Version
from tests.factories import make_company, make_function, make_person, seat
from tests.launches.small import write_playbook

HOMES = (
    ("Europe/Berlin", "DE", "BY"),
    ("America/New_York", "US", ""),
    ("Asia/Tokyo", "JP", ""),
    ("Australia/Sydney", "AU", "NSW"),
    ("America/Santiago", "CL", ""),
    ("Europe/London", "GB", "ENG"),
)
FUNCTIONS = ("care", "finance", "sales", "product", "operations", "marketing", "legal", "security")
# What differs from the default policy in each of the playbooks.
POLICIES: tuple[dict[str, object], ...] = (
    {},
    {"grace_days": 1, "reminder_cap": 4, "digest_at": time(10)},
    {"grace_days": 3, "spacing_days": 3, "deputy_days": 6, "sponsor_days": 9, "quiet_until": time(8)},
    {"policies": [{"gate": "price", "tier": 1, "grace_days": 1}], "quiet_from": time(17)},
)


@lru_cache(maxsize=64)
def days_off(country: str, subdivision: str) -> frozenset[date]:
    """Return the public holidays of the years in which tests take place."""
    years = range(2025, 2029)
    return frozenset(holidays.country_holidays(country, subdiv=subdivision or None, years=years))


def works_on(person: Person, day: date) -> bool:
    """Say whether somebody works on a day where they are."""
    return day.weekday() in person.weekdays and day not in days_off(person.country, person.subdivision)


def there(person: Person, moment: datetime) -> datetime:
    """Return a moment as the person's clock shows it."""
    return moment.astimezone(ZoneInfo(person.time_zone))


def is_at_work(person: Person, moment: datetime) -> bool:
    """Say whether somebody is within their working hours."""
    local = there(person, moment)
    return person.day_starts <= local.time() < person.day_ends and works_on(person, local.date())


def whole_days(person: Person, since: datetime, until: datetime, without: list[tuple[datetime, datetime]]) -> int:
    """Count the working days that lie wholly between two moments and are touched by none of the times left out."""
    spans = [(there(person, a).date(), there(person, b).date()) for a, b in without]
    day, last, count = there(person, since).date() + timedelta(days=1), there(person, until).date(), 0
    while day < last:
        count += works_on(person, day) and not any(a <= day <= b for a, b in spans)
        day += timedelta(days=1)
    return count


@dataclass
class Staff:
    """Everybody in the company: who heads and deputises, owns launches, sponsors them, or sees to conditions."""

    people: dict[int, Person] = field(default_factory=dict)
    slow: set[int] = field(default_factory=set)
    owners: list[Person] = field(default_factory=list)
    sponsors: list[Person] = field(default_factory=list)
    members: list[Person] = field(default_factory=list)
    playbooks: list[tuple[Version, dict[str, Function]]] = field(default_factory=list)
    away: dict[int, list[tuple[date, date]]] = field(default_factory=dict)

    def hire(self, name: str, dice: Random, **fields: object) -> Person:
        """Add somebody who lives in the next of the countries; some work early, or four days a week."""
        zone, country, subdivision = HOMES[len(self.people) % len(HOMES)]
        hours = dice.choice(((time(9), time(17)), (time(9), time(17)), (time(8), time(16)), (time(10), time(18))))
        person = make_person(
            name,
            time_zone=zone,
            country=country,
            subdivision=subdivision,
            day_starts=hours[0],
            day_ends=hours[1],
            weekdays=[0, 1, 2, 3] if dice.random() < 0.1 else [0, 1, 2, 3, 4],
            digest_at=dice.choice((None, None, None, None, time(6), time(14))),
            **fields,
        )
        self.people[person.pk] = person
        if dice.random() < 0.15:
            self.slow.add(person.pk)
        return person

    def is_there(self, person: Person, moment: datetime) -> bool:
        """Say whether somebody is at work and not away."""
        return is_at_work(person, moment) and not self.is_away(person, moment)

    def is_away(self, person: Person, moment: datetime) -> bool:
        """Say whether somebody is away by an absence of theirs."""
        day = there(person, moment).date()
        return any(first <= day <= last for first, last in self.away.get(person.pk, []))


def make_staff(dice: Random, *, functions: int, owners: int, sponsors: int, members: int) -> Staff:
    """Hire a head and two deputies for each function, owners, executives and members, and write the playbooks."""
    make_company()
    staff, departments = Staff(), [make_function(key) for key in FUNCTIONS[:functions]]
    for rank, name in ((Seat.Rank.HEAD, "Head"), (Seat.Rank.DEPUTY, "Deputy"), (Seat.Rank.DEPUTY, "Second")):
        for function in departments:
            seat(staff.hire(f"{name} {function.key}", dice), function, rank)
    staff.owners = [staff.hire(f"Owner {number}", dice) for number in range(owners)]
    staff.sponsors = [staff.hire(f"Boss {number}", dice, is_executive=True) for number in range(sponsors)]
    staff.members = [staff.hire(f"Member {number}", dice) for number in range(members)]
    for number, policy in enumerate(POLICIES):
        three = dict(zip(("sales", "care", "finance"), dice.sample(departments, 3), strict=True))
        staff.playbooks.append((write_playbook(three, f"Playbook {number}", **policy), three))
    return staff
