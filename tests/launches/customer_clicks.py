"""What people click about customers: insights, questions and promises, each tried with what dice choose."""

import random

from launchgate.customers.actions import insights, promises, questions
from launchgate.customers.models import Insight, Promise, Question
from launchgate.launches.board import Board
from launchgate.launches.models import Item, Turn
from launchgate.people.models import Person
from tests.launches.clicks import Company, Verb, gate, likely, pick

Kind = Promise.Kind
# Of the answers that clicks give, some fit and some collide.
GIVEN: tuple[tuple[str, str, object], ...] = (
    (Kind.SERVICE, "demand", "12"),
    (Kind.SERVICE, "demand", "13"),
    (Kind.PRICE, "price", {"amount": "50", "currency": "EUR"}),
    (Kind.DATE, "day", "2026-05-04"),
    (Kind.SCOPE, "words", None),
    (Kind.DATE, "day", "soon"),
)


def seller(company: Company, dice: random.Random, otherwise: Person) -> Person:
    """Return mostly somebody who talks to customers."""
    return likely(dice, dice.choice([company.cast.people[key] for key in ("sales", "deputy")]), otherwise)


def said(dice: random.Random) -> insights.Said:
    kind = dice.choice(Insight.Kind.values)
    return insights.Said(kind, dice.choice(("Nord", "Holm")), dice.choice(("Slow", "Dear", " ")))


def hear(company: Company, actor: Person, dice: random.Random) -> None:
    insights.add_insight(company.launch_id, said(dice), actor=seller(company, dice, actor))


def correct(company: Company, actor: Person, dice: random.Random) -> None:
    insight = pick(dice, Insight.objects.filter(launch=company.launch_id))
    insights.correct_insight(insight.pk, said(dice), actor=likely(dice, insight.author, actor))


def take_back_insight(company: Company, actor: Person, dice: random.Random) -> None:
    insight = pick(dice, Insight.objects.filter(launch=company.launch_id))
    insights.withdraw_insight(insight.pk, "A mistake.", actor=likely(dice, insight.author, actor))


def ask_gate(company: Company, actor: Person, dice: random.Random) -> None:
    words = dice.choice(("When?", "Where?", " "))
    questions.ask_gate(gate(company, dice).pk, words, actor=seller(company, dice, actor))


def question(company: Company, dice: random.Random) -> Question:
    asked = Question.objects.filter(launch=company.launch_id)
    still_open = asked.filter(status=Question.Status.OPEN)
    return pick(dice, still_open if still_open.exists() and dice.random() < 0.8 else asked)


def answer_question(company: Company, actor: Person, dice: random.Random) -> None:
    chosen = question(company, dice)
    turn = Turn.objects.filter(subject=questions.subject_of(chosen), closed_at=None).first()
    who = likely(dice, turn.holder, actor) if turn and turn.holder else actor
    questions.answer_question(chosen.pk, "Soon.", actor=who)


def take_back_question(company: Company, actor: Person, dice: random.Random) -> None:
    chosen = question(company, dice)
    questions.withdraw_question(chosen.pk, actor=likely(dice, chosen.author, actor))


def promise(company: Company, actor: Person, dice: random.Random) -> None:
    kind, key, value = dice.choice(GIVEN)
    item = Item.objects.filter(gate__launch=company.launch_id, key=key).first()
    given = promises.Promised(
        kind, "Nord", "It is there.", actor.pk, company.moment.date(), value=value, direction="at_least"
    )
    item_id = item.pk if item and dice.random() < 0.7 else None
    promises.record_promise(company.launch_id, given, actor=actor, item_id=item_id)


def one_promise(company: Company, dice: random.Random) -> Promise:
    given = Promise.objects.filter(launch=company.launch_id)
    standing = given.filter(status__in=Promise.STANDING)
    return pick(dice, standing if standing.exists() and dice.random() < 0.8 else given)


def back(company: Company, actor: Person, dice: random.Random) -> None:
    chosen = one_promise(company, dice)
    keys = [key for kind, key, _ in GIVEN if kind == chosen.kind]
    item = pick(dice, Item.objects.filter(gate__launch=company.launch_id, key__in=keys))
    promises.back_promise(chosen.pk, item.pk, actor=likely(dice, chosen.recorder, actor))


def give_up(company: Company, actor: Person, dice: random.Random) -> None:
    chosen = one_promise(company, dice)
    promises.withdraw_promise(chosen.pk, "Not now.", actor=likely(dice, chosen.recorder, actor))


def say_if_kept(company: Company, actor: Person, dice: random.Random) -> None:
    chosen = one_promise(company, dice)
    kept = promises.Kept(dice.random() < 0.5, company.moment.date())
    promises.say_if_kept(chosen.pk, kept, actor=likely(dice, chosen.recorder, actor))


def require_customer_turn(board: Board, turn: Turn) -> None:
    """Raise the refusal when the holder of a turn about a customer cannot do what it asks."""
    assert turn.holder is not None
    pk = int(turn.subject.partition(":")[2])
    if turn.kind == Turn.Kind.ANSWER:
        questions.require_answering(board, Question.objects.get(pk=pk), turn.holder)
    elif turn.kind == Turn.Kind.BACK:
        promises.require_seeing_to(board, Promise.objects.get(pk=pk), turn.holder)
    else:
        promises.require_keeping(board, Promise.objects.get(pk=pk), turn.holder)


def settle_customer_turn(company: Company, turn: Turn, dice: random.Random) -> None:
    """Do what a turn about a customer asks, as its holder."""
    assert turn.holder is not None
    pk = int(turn.subject.partition(":")[2])
    if turn.kind == Turn.Kind.ANSWER:
        questions.answer_question(pk, "Soon.", actor=turn.holder)
    elif turn.kind == Turn.Kind.BACK:
        promises.withdraw_promise(pk, "Not now.", actor=turn.holder)
    else:
        promises.say_if_kept(pk, promises.Kept(dice.random() < 0.5, company.moment.date()), actor=turn.holder)


CUSTOMERS: dict[str, Verb] = {
    verb.__name__: verb
    for verb in (
        hear, correct, take_back_insight, ask_gate, answer_question, take_back_question,
        promise, back, give_up, say_if_kept,
    )
}  # fmt: skip
