"""What people of the simulated company do with what is asked of them, and what else comes to their minds."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from launchgate.launches.actions.comments import comment_on_gate
from launchgate.launches.actions.decide import send_back
from launchgate.launches.actions.lifecycle import hold_launch
from launchgate.launches.actions.open_launch import LaunchFacts, open_launch
from launchgate.launches.actions.turns import pass_turn_on, rest_turn
from launchgate.launches.models import Launch, Turn
from launchgate.people.actions.absences import end_absence, enter_absence
from launchgate.people.models import Absence, Person
from tests.launches.small import Small
from tests.reminders.staff import Staff, there, works_on

ALONG = ("gate", "holder", "hand_off", "condition", "hold", "launch__owner", "launch__sponsor", "launch__version")


@dataclass
class Errand:
    """One launch at one moment, as the deeds of its holders need it."""

    cast: Small
    launch_id: int
    moment: datetime

    @property
    def launch(self) -> Launch:
        """Return the launch, fresh from the database."""
        return Launch.objects.select_related("owner", "sponsor").get(pk=self.launch_id)


def open_one(staff: Staff, owner: Person, moment: datetime, dice: Random) -> tuple[int, Small]:
    """Open a launch of any playbook, and return its number and who has to do with it."""
    (version, functions), sponsor = dice.choice(staff.playbooks), dice.choice(staff.sponsors)
    facts = LaunchFacts(
        name=f"Idea of {moment:%d %B}",
        summary="One page to pay on.",
        audience="Shops",
        tier=dice.choice((1, 2, 3)),
        sponsor_id=sponsor.pk,
        target_date=(moment + timedelta(days=dice.randint(60, 120))).date(),
    )
    launch = open_launch(version.pk, facts, actor=owner)
    return launch.pk, Small(version, owner, sponsor, functions, {"boss": dice.choice(staff.members)})


def turn_of(turn_id: int, holder_id: int) -> Turn | None:
    """Return a turn with all that deeds need while it runs and this person holds it."""
    running = Turn.objects.filter(closed_at=None, paused_at=None, holder=holder_id)
    return running.select_related(*ALONG).filter(pk=turn_id).first()


def do_otherwise(turn: Turn, moment: datetime, dice: Random) -> None:
    """Do something else than what a turn asks: put it off, push it away, talk, send it back, or stop everybody."""
    holder, owner = turn.holder, turn.launch.owner
    assert holder is not None
    deed = dice.choice(("please", "word", "rest", "pass on", "send back", "hold"))
    if deed == "please" and turn.gate_id:
        comment_on_gate(turn.gate_id, f"@{holder.email} please?", actor=owner)
    elif deed == "word" and turn.gate_id:
        comment_on_gate(turn.gate_id, "I am looking into it.", actor=holder)
    elif deed == "rest":
        until = there(holder, moment).date() + timedelta(days=dice.randint(1, 4))
        while not works_on(holder, until):
            until += timedelta(days=1)
        rest_turn(turn.pk, until, "The figures come later.", actor=holder)
    elif deed == "pass on":
        pass_turn_on(turn.pk, "Not my matter.", actor=holder)
    elif deed == "send back" and turn.kind == Turn.Kind.SIGN:
        send_back(turn.gate_id, turn.function_id, "It does not add up.", actor=holder)
    elif deed == "hold":
        day = (moment + timedelta(days=dice.randint(1, 20))).date()
        hold_launch(turn.launch_id, "Waiting for the court.", actor=owner, look_again_on=day)


def go_away(staff: Staff, person: Person, moment: datetime, dice: Random) -> None:
    """Enter an absence that begins soon, for days or weeks, mostly with somebody who stands in."""
    first = there(person, moment).date() + timedelta(days=dice.randint(0, 20))
    last = first + timedelta(days=dice.choice((0, 1, 2, 4, 6, 13)))
    delegate = dice.choice([*staff.people.values()]) if dice.random() < 0.6 else None
    delegate_id = delegate.pk if delegate and delegate.pk != person.pk else None
    enter_absence(person.pk, actor=person, starts_on=first, ends_on=last, delegate_id=delegate_id)
    staff.away.setdefault(person.pk, []).append((first, last))


def come_back(staff: Staff, person: Person) -> None:
    """End an absence early, if there is one that goes on."""
    absence = Absence.objects.filter(person=person, ended_early_at=None, returned_at=None).first()
    if absence:
        end_absence(absence.pk, actor=person)
        staff.away[person.pk].remove((absence.starts_on, absence.ends_on))
