"""What people click: every verb of launches, and those of people that move turns, each tried with what dice choose."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Protocol

from launchgate.core.refusals import Conflict
from launchgate.launches.actions import (
    answers,
    comments,
    conditions,
    decide,
    edit,
    evidence,
    exceptions,
    hand_offs,
    lifecycle,
    submit,
)
from launchgate.launches.models import Condition, Decider, Evidence, Gate, HandOff, Item, Launch, Turn
from launchgate.people.actions import absences, functions, persons, seats
from launchgate.people.models import Absence, Person, Seat
from launchgate.playbooks.models import ItemKind
from tests.launches.small import Small

VALUES: dict[str, tuple[Any, ...]] = {
    ItemKind.TEXT: ("said so", "said more", "", "a\x00b"),
    ItemKind.YES_NO: ("yes", "no", ""),
    ItemKind.CHOICE: ("new", "more", "none of these", ""),
    ItemKind.NUMBER: ("12", "13", "twelve", ""),
    ItemKind.MONEY: ({"amount": "49", "currency": "EUR"}, {"amount": "51", "currency": "EUR"}, "49", ""),
    ItemKind.DATE: ("2026-05-04", "2026-05-05", "soon", ""),
}


class Company(Protocol):
    """What a click needs to know: who is there, the one launch, and the moment."""

    cast: Small
    launch_id: int
    moment: datetime

    @property
    def launch(self) -> Launch: ...


Verb = Callable[[Company, Person, random.Random], None]


def pick(dice: random.Random, rows: Any) -> Any:
    """Return one of some rows; without any there is nothing to click on."""
    rows = list(rows)
    if not rows:
        raise Conflict("There is nothing to click on.")
    return dice.choice(rows)


def gate(company: Company, dice: random.Random) -> Gate:
    return pick(dice, Gate.objects.filter(launch=company.launch_id))


def function_of(target: Gate, dice: random.Random) -> int:
    return pick(dice, Decider.objects.filter(gate=target).values_list("function_id", flat=True))


def item(company: Company, dice: random.Random) -> Item:
    return pick(dice, Item.objects.filter(gate__launch=company.launch_id))


def person(dice: random.Random) -> Person:
    return pick(dice, Person.objects.all())


def day(company: Company, dice: random.Random) -> Any:
    return (company.moment + timedelta(days=dice.choice((-1, 0, 5, 40, 400)))).date()


def answer_item(company: Company, actor: Person, dice: random.Random) -> None:
    chosen = item(company, dice)
    answers.answer_item(chosen.pk, dice.choice(VALUES[chosen.kind]), actor=actor)


def attach(company: Company, actor: Person, dice: random.Random) -> None:
    evidence.add_evidence(item(company, dice).pk, evidence.prove_by_link("https://example.com/plan"), actor=actor)


def detach(company: Company, actor: Person, dice: random.Random) -> None:
    rows = Evidence.objects.filter(item__gate__launch=company.launch_id)
    evidence.remove_evidence(pick(dice, rows).pk, actor=actor)


def hand_off(company: Company, dice: random.Random) -> HandOff:
    return pick(dice, HandOff.objects.filter(to_gate__launch=company.launch_id))


def accept(company: Company, actor: Person, dice: random.Random) -> None:
    hand_offs.accept_hand_off(hand_off(company, dice).pk, actor=actor)


def bounce(company: Company, actor: Person, dice: random.Random) -> None:
    chosen = hand_off(company, dice)
    receiver = Seat.objects.filter(function=chosen.function, rank="head", ended_at=None).first()
    who = receiver.person if receiver and receiver.person.is_active and dice.random() < 0.7 else actor
    hand_offs.bounce_hand_off(chosen.pk, dice.choice(("Which one?", " ")), actor=who)


def reply(company: Company, actor: Person, dice: random.Random) -> None:
    hand_offs.reply_to_bounce(hand_off(company, dice).pk, "The first.", actor=actor)


def submit_gate(company: Company, actor: Person, dice: random.Random) -> None:
    chosen, offers = gate(company, dice), []
    who = company.launch.owner if dice.random() < 0.7 else actor
    if dice.random() < 0.6:
        owed = Item.objects.filter(gate=chosen, is_required=True, is_answered=False)
        offers = [submit.OfferedItem(row.pk, "Not known yet.", day(company, dice)) for row in owed]
    submit.submit_gate(chosen.pk, actor=who, note="Mind the stairs.", offers=offers)


def take_back(company: Company, actor: Person, dice: random.Random) -> None:
    submit.take_back(gate(company, dice).pk, actor=company.launch.owner if dice.random() < 0.5 else actor)


def approve(company: Company, actor: Person, dice: random.Random) -> None:
    chosen = gate(company, dice)
    decide.approve(chosen.pk, function_of(chosen, dice), actor=actor)


def approve_with_conditions(company: Company, actor: Person, dice: random.Random) -> None:
    chosen = gate(company, dice)
    wishes = [decide.Wish("Do it.", person(dice).pk, day(company, dice)) for _ in range(dice.randrange(2))]
    decide.approve_with_conditions(chosen.pk, function_of(chosen, dice), actor=actor, wishes=wishes)


def send_back(company: Company, actor: Person, dice: random.Random) -> None:
    turn = pick(dice, Turn.objects.filter(launch=company.launch_id, kind=Turn.Kind.SIGN, closed_at=None))
    to = dice.choice([None, gate(company, dice).pk])
    who = turn.holder if dice.random() < 0.8 else actor
    decide.send_back(turn.gate_id, turn.function_id, "Not yet.", actor=who, to_gate_id=to)


def withdraw(company: Company, actor: Person, dice: random.Random) -> None:
    signed = pick(dice, Decider.objects.filter(gate__launch=company.launch_id, is_through=True))
    who = signed.decision.person if dice.random() < 0.8 and signed.decision.person.is_active else actor
    decide.withdraw_signature(signed.gate_id, signed.function_id, actor=who, reason=dice.choice(("", "Not so.")))


def not_applicable(company: Company, actor: Person, dice: random.Random) -> None:
    chosen = gate(company, dice)
    function_id = function_of(chosen, dice)
    head = Seat.objects.filter(function=function_id, rank="head", ended_at=None, person__is_active=True).first()
    who = head.person if head and dice.random() < 0.7 else actor
    exceptions.declare_not_applicable(chosen.pk, function_id, "Not ours.", actor=who)


def override(company: Company, actor: Person, dice: random.Random) -> None:
    sponsor = company.launch.sponsor
    who = sponsor if dice.random() < 0.5 and sponsor.is_active else actor
    exceptions.override_gate(gate(company, dice).pk, "On with it.", actor=who)


def reopen(company: Company, actor: Person, dice: random.Random) -> None:
    sponsor = company.launch.sponsor
    who = sponsor if dice.random() < 0.5 and sponsor.is_active else actor
    exceptions.reopen_gate(gate(company, dice).pk, "It moved.", actor=who)


def hold(company: Company, actor: Person, dice: random.Random) -> None:
    who = dice.choice((company.launch.owner, company.launch.sponsor, actor))
    lifecycle.hold_launch(company.launch_id, "Wait.", actor=who, look_again_on=day(company, dice))


def resume(company: Company, actor: Person, dice: random.Random) -> None:
    lifecycle.resume_launch(company.launch_id, actor=dice.choice((company.launch.owner, actor)))


def go_live(company: Company, actor: Person, dice: random.Random) -> None:
    lifecycle.go_live(company.launch_id, actor=dice.choice((company.launch.owner, actor)))


def stop(company: Company, actor: Person, dice: random.Random) -> None:
    who = company.launch.owner if dice.random() < 0.1 else actor
    lifecycle.stop_launch(company.launch_id, "No use.", actor=who)


def condition(company: Company, dice: random.Random) -> Condition:
    return pick(dice, Condition.objects.filter(gate__launch=company.launch_id))


def report_done(company: Company, actor: Person, dice: random.Random) -> None:
    conditions.report_condition_done(condition(company, dice).pk, actor=dice.choice((company.launch.owner, actor)))


def confirm(company: Company, actor: Person, dice: random.Random) -> None:
    conditions.confirm_condition(condition(company, dice).pk, actor=actor)


def reject(company: Company, actor: Person, dice: random.Random) -> None:
    chosen = condition(company, dice)
    turn = Turn.objects.filter(condition=chosen, kind=Turn.Kind.CONFIRM, closed_at=None).first()
    conditions.reject_condition(chosen.pk, "Not done.", actor=turn.holder if turn and turn.holder else actor)


def edit_launch(company: Company, actor: Person, dice: random.Random) -> None:
    name = dice.choice(("Aurora", "Borealis", "x" * 200, "  "))
    words = edit.LaunchWords(name, "What it is.", "Shops", dice.random() < 0.5)
    edit.edit_launch(company.launch_id, words, actor=dice.choice((company.launch.owner, actor)))


def change_target_date(company: Company, actor: Person, dice: random.Random) -> None:
    who = dice.choice((company.launch.owner, actor))
    edit.change_target_date(company.launch_id, day(company, dice), actor=who)


def hand_over(company: Company, actor: Person, dice: random.Random) -> None:
    role = dice.choice(("owner", "sponsor"))
    who = dice.choice((company.launch.owner, company.launch.sponsor, actor))
    edit.hand_over(company.launch_id, role, person(dice).pk, actor=who)


def follow(company: Company, actor: Person, dice: random.Random) -> None:
    edit.follow_launch(company.launch_id, actor=actor, person_id=person(dice).pk)


def unfollow(company: Company, actor: Person, dice: random.Random) -> None:
    edit.unfollow_launch(company.launch_id, actor=actor)


def comment(company: Company, actor: Person, dice: random.Random) -> None:
    text = dice.choice(("Look, @Sam Sponsor", " ", "Well."))
    comments.comment_on_gate(gate(company, dice).pk, text, actor=actor)


def go_away(company: Company, actor: Person, dice: random.Random) -> None:
    away = dice.choice([actor, person(dice)])
    seat_ids = list(Seat.objects.filter(person=away, ended_at=None).values_list("function_id", flat=True))
    absences.enter_absence(
        away.pk,
        actor=dice.choice((away, actor)),
        starts_on=company.moment.date(),
        ends_on=day(company, dice),
        delegate_id=dice.choice([None, person(dice).pk]),
        function_ids=seat_ids if dice.random() < 0.3 else [],
    )


def come_back(company: Company, actor: Person, dice: random.Random) -> None:
    absence = pick(dice, Absence.objects.filter(ended_early_at=None))
    absences.end_absence(absence.pk, actor=absence.person)


def deactivate(company: Company, actor: Person, dice: random.Random) -> None:
    """Deactivate anybody but the three executives and the administrator: a company that still has people."""
    leaver = pick(dice, Person.objects.filter(is_executive=False, is_administrator=False))
    persons.deactivate_person(leaver.pk, actor=company.cast.people["admin"])


def reactivate(company: Company, actor: Person, dice: random.Random) -> None:
    persons.reactivate_person(person(dice).pk, actor=company.cast.people["admin"])


def take_seat(company: Company, actor: Person, dice: random.Random) -> None:
    function = dice.choice(list(company.cast.functions.values()))
    rank = dice.choice(Seat.Rank.values)
    seats.seat_person(person(dice).pk, function.pk, actor=company.cast.people["admin"], rank=rank)


def leave_seat(company: Company, actor: Person, dice: random.Random) -> None:
    seats.end_seat(pick(dice, Seat.objects.filter(ended_at=None)).pk, actor=company.cast.people["admin"])


def merge(company: Company, actor: Person, dice: random.Random) -> None:
    chosen, into = dice.sample(list(company.cast.functions.values()), 2)
    functions.merge_function(chosen.pk, into_id=into.pk, actor=company.cast.people["admin"])


LAUNCH: dict[str, Verb] = {
    verb.__name__: verb
    for verb in (
        answer_item, attach, detach, accept, bounce, reply, submit_gate, take_back, approve, approve_with_conditions,
        send_back, withdraw, not_applicable, override, reopen, hold, resume, go_live, stop, report_done, confirm,
        reject, edit_launch, change_target_date, hand_over, follow, unfollow, comment,
    )
}  # fmt: skip
PEOPLE: dict[str, Verb] = {
    verb.__name__: verb for verb in (go_away, come_back, deactivate, reactivate, take_seat, leave_seat, merge)
}
EVERYTHING = LAUNCH | PEOPLE
