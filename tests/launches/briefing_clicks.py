"""What people click about briefings: written, corrected, read, asked about and waived, each with what dice choose."""

import random

from launchgate.briefings.actions import lock, read, write
from launchgate.briefings.actions.words import BriefingWords
from launchgate.briefings.models import Briefing, ReaderQuestion, Reading
from launchgate.launches.board import Board
from launchgate.launches.models import Turn
from launchgate.people.models import Person
from tests.launches.clicks import Company, Verb, likely, person, pick

TEXTS = ("From Monday on.", "From Tuesday on.", "From Wednesday on.", " ")


def words(company: Company, dice: random.Random) -> BriefingWords:
    functions = dice.sample(list(company.cast.functions.values()), dice.randrange(3))
    chosen = tuple(person(dice).pk for _ in range(dice.randrange(2)))
    return BriefingWords("For all", dice.choice(TEXTS), tuple(function.pk for function in functions), chosen)


def briefing(company: Company, dice: random.Random, *statuses: str) -> Briefing:
    """Return a briefing: mostly one of these statuses, now and then any."""
    written = Briefing.objects.filter(launch=company.launch_id)
    fitting = written.filter(status__in=statuses)
    return pick(dice, fitting if fitting.exists() and dice.random() < 0.9 else written)


def reading(company: Company, dice: random.Random) -> Reading:
    asked = Reading.objects.filter(briefing__launch=company.launch_id).select_related("person")
    unread = asked.filter(is_read=False)
    return pick(dice, unread if unread.exists() and dice.random() < 0.9 else asked)


def owner_or(company: Company, dice: random.Random, actor: Person) -> Person:
    return likely(dice, dice.choice((company.launch.owner, company.launch.sponsor)), actor)


def write_(company: Company, actor: Person, dice: random.Random) -> None:
    write.write_briefing(company.launch_id, words(company, dice), actor=owner_or(company, dice, actor))


def rewrite(company: Company, actor: Person, dice: random.Random) -> None:
    chosen = briefing(company, dice, Briefing.Status.DRAFT)
    write.rewrite_briefing(chosen.pk, words(company, dice), actor=owner_or(company, dice, actor))


def drop(company: Company, actor: Person, dice: random.Random) -> None:
    write.drop_briefing(briefing(company, dice, Briefing.Status.DRAFT).pk, actor=owner_or(company, dice, actor))


def publish(company: Company, actor: Person, dice: random.Random) -> None:
    write.publish_briefing(briefing(company, dice, Briefing.Status.DRAFT).pk, actor=owner_or(company, dice, actor))


def correct(company: Company, actor: Person, dice: random.Random) -> None:
    chosen, is_material = briefing(company, dice, Briefing.Status.PUBLISHED), dice.random() < 0.6
    who = owner_or(company, dice, actor)
    write.correct_briefing(chosen.pk, dice.choice(TEXTS), "The day.", actor=who, is_material=is_material)


def acknowledge(company: Company, actor: Person, dice: random.Random) -> None:
    chosen = reading(company, dice)
    read.acknowledge_briefing(chosen.pk, actor=likely(dice, chosen.person, actor), seen=dice.choice((0, 0, 1)))


def ask_about(company: Company, actor: Person, dice: random.Random) -> None:
    chosen = reading(company, dice)
    read.ask_about_briefing(chosen.pk, dice.choice(("Why?", " ")), actor=likely(dice, chosen.person, actor))


def answer_reader(company: Company, actor: Person, dice: random.Random) -> None:
    chosen = pick(dice, ReaderQuestion.objects.filter(reading__briefing__launch=company.launch_id))
    read.answer_reader(chosen.pk, "Because.", actor=owner_or(company, dice, actor))


def waive(company: Company, actor: Person, dice: random.Random) -> None:
    who = likely(dice, company.launch.sponsor, actor)
    lock.waive_lock(briefing(company, dice, Briefing.Status.PUBLISHED).pk, "It is small.", actor=who)


def nudge(company: Company, actor: Person, dice: random.Random) -> None:
    chosen = briefing(company, dice, Briefing.Status.PUBLISHED)
    lock.nudge_readers(chosen.pk, actor=owner_or(company, dice, actor))


def brief_everybody(company: Company) -> None:
    """Write a briefing where there is none, as an owner does whose gate asks for one."""
    if not Briefing.objects.filter(launch=company.launch_id).exclude(status=Briefing.Status.DROPPED).exists():
        functions = tuple(function.pk for function in company.cast.functions.values())
        # Whoever is chosen by name stays there even where the functions are empty.
        given = BriefingWords("For all", "From Monday on.", functions, (company.launch.sponsor.pk,))
        write.write_briefing(company.launch_id, given, actor=company.launch.owner)


def require_briefing_turn(board: Board, turn: Turn) -> None:
    """Raise the refusal when the holder of a turn about a briefing cannot do what it asks."""
    holder, (_, pk) = turn.holder, turn.subject.split(":")
    assert holder is not None
    if turn.kind == Turn.Kind.ACKNOWLEDGE:
        read.require_reading(board, Reading.objects.get(pk=pk), holder)
    else:
        read.require_answering(board, ReaderQuestion.objects.get(pk=pk), holder)


def settle_briefing_turn(company: Company, turn: Turn, dice: random.Random) -> None:
    """Do what a turn about a briefing asks, as its holder."""
    holder, (_, pk) = turn.holder, turn.subject.split(":")
    assert holder is not None
    if turn.kind == Turn.Kind.ACKNOWLEDGE:
        read.acknowledge_briefing(int(pk), actor=holder)
    else:
        read.answer_reader(int(pk), "Because.", actor=holder)


BRIEFINGS: dict[str, Verb] = {
    f"{verb.__name__.strip('_')}_briefing": verb
    for verb in (write_, rewrite, drop, publish, correct, acknowledge, ask_about, answer_reader, waive, nudge)
}
