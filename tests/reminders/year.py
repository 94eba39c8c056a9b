"""A company's time, hour by hour on a set clock: people act, workers work, and things break."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from django.test import TestCase

from launchgate.core import clock
from launchgate.core.refusals import Refusal
from launchgate.launches.actions.missed import hold_for_missed_conditions
from launchgate.launches.models import Turn
from launchgate.launches.recompute import follow_absences, recompute_running
from launchgate.outbox.delivery import deliver_messages
from launchgate.people.models import Person
from launchgate.reminders.sweep import sweep_reminders
from tests.launches.holders import do_what_is_asked
from tests.launches.small import Small
from tests.reminders.deeds import Errand, come_back, do_otherwise, go_away, open_one, turn_of
from tests.reminders.postman import BACKEND, postman
from tests.reminders.staff import HOMES, make_staff
from tests.reminders.witness import START, Outage, Witness

HOUR, A_LITTLE = timedelta(hours=1), timedelta(minutes=3)
# In an hour of work, how likely somebody is to do what a turn asks, and something else instead.
DILIGENT, SLOW, OTHERWISE = 0.08, 0.007, 0.004
ABSENCES_A_YEAR, COMES_BACK_EARLY = 2, 0.15
NIGHT = 1


@dataclass(frozen=True)
class Size:
    """How much happens."""

    days: int
    opening_days: int
    launches: int
    outages: int
    functions: int
    owners: int
    sponsors: int
    members: int


class Year:
    """A simulated stretch of time. The same seed gives the same figures."""

    def __init__(self, size: Size, seed: int) -> None:
        self.size, self.dice, self.moment = size, Random(seed), START
        self.refusals: Counter[str] = Counter()
        self.nights = self.changed_at_night = 0
        self.was_out = False
        self.casts: dict[int, Small] = {}
        with clock.at(START):
            self.staff = make_staff(
                self.dice,
                functions=size.functions,
                owners=size.owners,
                sponsors=size.sponsors,
                members=size.members,
            )
        hours = size.days * 24
        self.openings = Counter(self.dice.randrange(size.opening_days * 24) for _ in range(size.launches))
        self.outages = [self._outage(hours) for _ in range(size.outages)]
        self.witness = Witness(self.staff, self.outages)

    def _outage(self, hours: int) -> Outage:
        starts = START + self.dice.randrange(48, hours) * HOUR
        return Outage(self.dice.choice(("worker", "broker", "mail")), starts, starts + self.dice.randint(2, 96) * HOUR)

    def pass_by(self) -> None:
        """Let all the time pass."""
        for hour in range(self.size.days * 24):
            moment = START + hour * HOUR
            self.work(moment)
            self.moment = moment + timedelta(minutes=10)
            for _ in range(self.openings[hour]):
                owner = self.dice.choice(self.staff.owners)
                with clock.at(self.moment):
                    launch_id, cast = open_one(self.staff, owner, self.moment, self.dice)
                self.casts[launch_id] = cast
            self.live()
            if moment.hour == 23 and not self.is_out("worker", "broker", "mail"):
                self.witness.end_day(moment)

    def is_out(self, *what: str) -> bool:
        """Say whether one of these is away at the present hour."""
        return any(outage.what in what and outage.starts <= self.moment < outage.ends for outage in self.outages)

    def work(self, moment: datetime) -> None:
        """Run what the beat runs, unless nothing reaches a worker."""
        self.moment = moment
        if self.is_out("worker", "broker"):
            self.was_out = True
            return
        postman.is_away = self.is_out("mail")
        with clock.at(moment):
            if any(moment.astimezone(ZoneInfo(zone)).hour == 0 for zone, _, _ in HOMES) or self.was_out:
                with TestCase.captureOnCommitCallbacks(execute=True):
                    follow_absences()
            self.was_out = False
            hold_for_missed_conditions()
            if moment.hour == NIGHT:
                self.nights += 1
                self.changed_at_night += recompute_running()
            sweep_reminders()
            deliver_messages(through=BACKEND)
            self.witness.read(postman.collect())
        with clock.at(moment + A_LITTLE):
            deliver_messages(through=BACKEND)
            self.witness.read(postman.collect())

    def live(self) -> None:
        """Let everybody who is at work do what they feel like, each a second after the one before."""
        there = {pk for pk, person in self.staff.people.items() if self.staff.is_there(person, self.moment)}
        dice = self.dice
        running = Turn.objects.filter(closed_at=None, paused_at=None, holder__in=there).order_by("pk")
        for turn_id, holder_id in list(running.values_list("pk", "holder")) if there else []:
            likely, roll = SLOW if holder_id in self.staff.slow else DILIGENT, dice.random()
            if roll > likely + OTHERWISE:
                continue
            turn = turn_of(turn_id, holder_id)
            if turn is None:
                continue
            errand = Errand(self.casts[turn.launch_id], turn.launch_id, self.moment)
            if roll <= likely:
                self.attempt(partial(do_what_is_asked, errand, turn, dice))
            else:
                self.attempt(partial(do_otherwise, turn, self.moment, dice))
        for pk in sorted(there):
            roll = dice.random() * 365 * 8 / ABSENCES_A_YEAR
            if roll < 1:
                self.attempt(partial(self.leave_or_return, self.staff.people[pk]))

    def leave_or_return(self, person: Person) -> None:
        """Enter an absence, or end one early."""
        with TestCase.captureOnCommitCallbacks(execute=True):
            if self.dice.random() < COMES_BACK_EARLY:
                come_back(self.staff, person)
            else:
                go_away(self.staff, person, self.moment, self.dice)

    def attempt(self, deed: Callable[[], Any]) -> None:
        """Do something; what is refused is counted and passed over."""
        self.moment += timedelta(seconds=1)
        try:
            with clock.at(self.moment):
                deed()
        except Refusal as refusal:
            self.refusals[type(refusal).__name__] += 1

    def figures(self) -> dict[str, Any]:
        """Return what happened, in figures."""
        people = len(self.staff.people)
        hours = sum((outage.ends - outage.starts).total_seconds() for outage in self.outages) / 3600
        return {
            "days": self.size.days,
            "launches": len(self.casts),
            "people": people,
            "outages": len(self.outages),
            "outage_hours": round(hours),
            **self.witness.figures(),
            "digests_per_person_and_day": round(sum(self.witness.digests.values()) / people / self.size.days, 3),
            "refusals": dict(self.refusals),
            "nights": self.nights,
            "changed_at_night": self.changed_at_night,
        }
