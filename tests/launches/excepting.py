"""What people click about exceptions on a launch and on none, each tried with what dice choose."""

import random
from datetime import timedelta

from django.db.models import Q

from launchgate.launches.models import Turn
from launchgate.offerings.actions.asking import Asked, ask_exception, withdraw_exception
from launchgate.offerings.actions.deciding import approve_exception, capacity_to_decide, decline_exception
from launchgate.offerings.actions.voices import say_voice
from launchgate.offerings.ground import Ground, read_ground
from launchgate.offerings.models import ExceptionRequest, Statement
from launchgate.people.models import Person
from tests.launches.clicks import Company, Verb, likely, pick

WANTS = ("Delivery within 48 hours", "A till on the roof", "Delivery within 24 hours", " ")
ON_A_LAUNCH = 0.7


def exception(company: Company, dice: random.Random) -> ExceptionRequest:
    return pick(dice, ExceptionRequest.objects.filter(Q(launch=company.launch_id) | Q(launch=None)))


def ask(company: Company, actor: Person, dice: random.Random) -> None:
    launch_id = company.launch_id if dice.random() < ON_A_LAUNCH else None
    asked = Asked("Baltic Foods", dice.choice(WANTS), "They need it.", launch_id=launch_id)
    ask_exception(asked, actor=actor)


def speak(company: Company, actor: Person, dice: random.Random) -> None:
    chosen = exception(company, dice)
    voice = pick(dice, chosen.voices.all())
    turn = Turn.objects.filter(subject=chosen.subject, function=voice.function_id, closed_at=None).first()
    who = likely(dice, turn.holder, actor) if turn and turn.holder else actor
    answer = dice.choice(Statement.Answer.values)
    say_voice(chosen.pk, voice.function_id, answer, dice.choice(("If they pay.", "")), actor=who)


def decide(company: Company, actor: Person, dice: random.Random) -> None:
    chosen = exception(company, dice)
    turn = Turn.objects.filter(subject=chosen.subject, kind=Turn.Kind.DECIDE, closed_at=None).first()
    who = likely(dice, turn.holder, actor) if turn and turn.holder else actor
    if dice.random() < 0.5:
        decline_exception(chosen.pk, dice.choice(("No truck.", "")), actor=who)
    else:
        until = company.moment.date() + timedelta(days=dice.choice((-1, 2, 30)))
        approve_exception(chosen.pk, until, actor=who)


def withdraw(company: Company, actor: Person, dice: random.Random) -> None:
    chosen = exception(company, dice)
    withdraw_exception(chosen.pk, actor=likely(dice, chosen.requester, actor))


def may_act_on_exception(turn: Turn) -> bool:
    """Say whether the holder of a turn about an exception has the right to do what it asks."""
    ground, holder = ground_of(turn), turn.holder
    assert holder is not None
    if turn.kind == Turn.Kind.DECIDE:
        return bool(capacity_to_decide(ground, holder))
    voice = ground.voice(turn.function_id or 0)
    return voice is not None and ground.place_for(holder, voice) is not None


def do_on_exception(turn: Turn, dice: random.Random) -> None:
    """Do what a turn about an exception asks, as its holder."""
    chosen, holder = ground_of(turn).exception, turn.holder
    assert holder is not None
    if turn.kind == Turn.Kind.VOICE:
        say_voice(chosen.pk, turn.function_id or 0, dice.choice(("yes", "no")), "Because.", actor=holder)
    else:
        decline_exception(chosen.pk, "No truck.", actor=holder)


def ground_of(turn: Turn) -> Ground:
    pk = int(turn.subject.partition(":")[2])
    return read_ground(ExceptionRequest.objects.select_related("launch", "requester", "sponsor").get(pk=pk))


EXCEPTIONS: dict[str, Verb] = {f"{verb.__name__}_exception": verb for verb in (ask, speak, decide, withdraw)}
