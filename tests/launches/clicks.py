"""What people click on the gates of a launch: every verb, each tried with what dice choose."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Protocol

from launchgate.core.refusals import Conflict
from launchgate.launches.actions import (
    answers,
    applicable,
    decide,
    evidence,
    exceptions,
    hand_offs,
    submit,
)
from launchgate.launches.board import UNDER_REVIEW
from launchgate.launches.models import Decider, Evidence, Gate, HandOff, Item, Launch, Turn
from launchgate.people.models import Person, Seat
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


LIKELY = 0.8
Verb = Callable[[Company, Person, random.Random], None]


def pick(dice: random.Random, rows: Any) -> Any:
    """Return one of some rows; without any there is nothing to click on."""
    rows = list(rows)
    if not rows:
        raise Conflict("There is nothing to click on.")
    return dice.choice(rows)


def gate(company: Company, dice: random.Random, *statuses: str) -> Gate:
    """Return a gate: mostly one of these statuses, or one that has opened, now and then any."""
    gates = Gate.objects.filter(launch=company.launch_id)
    likely = gates.filter(status__in=statuses) if statuses else gates.exclude(status=Gate.Status.WAITING)
    return pick(dice, likely if dice.random() < LIKELY and likely.exists() else gates)


def head_of(function_id: int, dice: random.Random, otherwise: Person) -> Person:
    """Return mostly somebody who sits high in a function, now and then whoever happens to click."""
    seats_ = Seat.objects.filter(function=function_id, ended_at=None, person__is_active=True).exclude(rank="member")
    seated = list(seats_.select_related("person"))
    return dice.choice(seated).person if seated and dice.random() < LIKELY else otherwise


def likely(dice: random.Random, person: Person, otherwise: Person) -> Person:
    """Return mostly this person, if they are still there."""
    return person if person.is_active and dice.random() < LIKELY else otherwise


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
    who = likely(dice, company.launch.owner, actor)
    answers.answer_item(chosen.pk, dice.choice(VALUES[chosen.kind]), actor=who)


def reword(company: Company, actor: Person, dice: random.Random) -> None:
    chosen = item(company, dice)
    who = likely(dice, company.launch.owner, actor)
    answers.answer_item(chosen.pk, dice.choice(VALUES[chosen.kind]), actor=who, is_wording=True)


def overrule(company: Company, actor: Person, dice: random.Random) -> None:
    reworded = Item.objects.filter(gate__launch=company.launch_id, answer__is_wording=True)
    chosen = pick(dice, reworded) if reworded.exists() else item(company, dice)
    function_id = dice.choice(list(company.cast.functions.values())).pk
    answers.overrule_wording(chosen.pk, function_id, actor=head_of(function_id, dice, actor))


def declare(company: Company, actor: Person, dice: random.Random) -> None:
    chosen = item(company, dice)
    who, reason = head_of(chosen.function_id, dice, actor), dice.choice(("Not sold there.", "Not sold here.", " "))
    applicable.declare_item_not_applicable(chosen.pk, reason, actor=who)


def take_back_declaration(company: Company, actor: Person, dice: random.Random) -> None:
    chosen = pick(dice, Item.objects.filter(gate__launch=company.launch_id, is_not_applicable=True))
    applicable.declare_item_applicable(chosen.pk, actor=head_of(chosen.function_id, dice, actor))


def attach(company: Company, actor: Person, dice: random.Random) -> None:
    evidence.add_evidence(item(company, dice).pk, evidence.prove_by_link("https://example.com/plan"), actor=actor)


def detach(company: Company, actor: Person, dice: random.Random) -> None:
    rows = Evidence.objects.filter(item__gate__launch=company.launch_id, removed_at=None)
    evidence.remove_evidence(pick(dice, rows).pk, actor=actor)


def hand_off(company: Company, dice: random.Random) -> HandOff:
    given = HandOff.objects.filter(to_gate__launch=company.launch_id)
    waiting = given.exclude(status=HandOff.Status.ACCEPTED).filter(to_gate__status=Gate.Status.OPEN)
    return pick(dice, waiting if waiting.exists() and dice.random() < LIKELY else given)


def accept(company: Company, actor: Person, dice: random.Random) -> None:
    chosen = hand_off(company, dice)
    hand_offs.accept_hand_off(chosen.pk, actor=head_of(chosen.function_id, dice, actor))


def bounce(company: Company, actor: Person, dice: random.Random) -> None:
    chosen = hand_off(company, dice)
    words = dice.choice(("Which one?", "Why?", " "))
    hand_offs.bounce_hand_off(chosen.pk, words, actor=head_of(chosen.function_id, dice, actor))


def reply(company: Company, actor: Person, dice: random.Random) -> None:
    chosen = hand_off(company, dice)
    hand_offs.reply_to_bounce(chosen.pk, "The first.", actor=likely(dice, chosen.giver, actor))


def submit_gate(company: Company, actor: Person, dice: random.Random) -> None:
    chosen, offers = gate(company, dice, Gate.Status.OPEN), []
    who = likely(dice, company.launch.owner, actor)
    if dice.random() < 0.6:
        owed = Item.objects.filter(gate=chosen, is_required=True, is_answered=False)
        offers = [submit.OfferedItem(row.pk, "Not known yet.", day(company, dice)) for row in owed]
    submit.submit_gate(chosen.pk, actor=who, note="Mind the stairs.", offers=offers)


def take_back(company: Company, actor: Person, dice: random.Random) -> None:
    chosen = gate(company, dice, Gate.Status.IN_REVIEW)
    who = likely(dice, chosen.submission.submitter, actor) if chosen.submission else actor
    submit.take_back(chosen.pk, actor=who)


def approve(company: Company, actor: Person, dice: random.Random) -> None:
    chosen = gate(company, dice, *UNDER_REVIEW)
    function_id = function_of(chosen, dice)
    decide.approve(chosen.pk, function_id, actor=head_of(function_id, dice, actor))


def approve_with_conditions(company: Company, actor: Person, dice: random.Random) -> None:
    chosen = gate(company, dice, *UNDER_REVIEW)
    function_id, who = function_of(chosen, dice), person(dice)
    wishes = [decide.Wish("Do it.", who.pk, day(company, dice)) for _ in range(dice.randrange(3))]
    decide.approve_with_conditions(chosen.pk, function_id, actor=head_of(function_id, dice, actor), wishes=wishes)


def send_back(company: Company, actor: Person, dice: random.Random) -> None:
    turn = pick(dice, Turn.objects.filter(launch=company.launch_id, kind=Turn.Kind.SIGN, closed_at=None))
    to = dice.choice([None, gate(company, dice).pk])
    who = likely(dice, turn.holder, actor)
    decide.send_back(turn.gate_id, turn.function_id, "Not yet.", actor=who, to_gate_id=to)


def withdraw(company: Company, actor: Person, dice: random.Random) -> None:
    signed = pick(dice, Decider.objects.filter(gate__launch=company.launch_id, is_through=True))
    who = likely(dice, signed.decision.person, actor)
    decide.withdraw_signature(signed.gate_id, signed.function_id, actor=who, reason=dice.choice(("", "Not so.")))


def not_applicable(company: Company, actor: Person, dice: random.Random) -> None:
    chosen = gate(company, dice, Gate.Status.OPEN, Gate.Status.IN_REVIEW)
    function_id = function_of(chosen, dice)
    exceptions.declare_not_applicable(chosen.pk, function_id, "Not ours.", actor=head_of(function_id, dice, actor))


def override(company: Company, actor: Person, dice: random.Random) -> None:
    who = likely(dice, company.launch.sponsor, actor)
    exceptions.override_gate(gate(company, dice, Gate.Status.OPEN, *UNDER_REVIEW).pk, "On with it.", actor=who)


def reopen(company: Company, actor: Person, dice: random.Random) -> None:
    who = likely(dice, company.launch.sponsor, actor)
    exceptions.reopen_gate(gate(company, dice, *Gate.PASSED, Gate.Status.CHANGED).pk, "It moved.", actor=who)


GATES: dict[str, Verb] = {
    verb.__name__: verb
    for verb in (
        declare, take_back_declaration,
        answer_item, reword, overrule, attach, detach, accept, bounce, reply, submit_gate, take_back, approve,
        approve_with_conditions, send_back, withdraw, not_applicable, override, reopen,
    )
}  # fmt: skip
