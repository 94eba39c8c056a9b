"""What people click on a launch as a whole, its conditions and its turns, each tried with what dice choose."""

import random

from launchgate.launches.actions import comments, conditions, edit, evidence, lifecycle, missed, turns
from launchgate.launches.models import Condition, Turn
from launchgate.people.calendar import calendar_of
from launchgate.people.models import Person
from launchgate.people.rules import today_of
from tests.launches.clicks import Company, Verb, day, gate, head_of, likely, person, pick


def hold(company: Company, actor: Person, dice: random.Random) -> None:
    who = dice.choice((company.launch.owner, company.launch.sponsor, actor))
    lifecycle.hold_launch(company.launch_id, "Wait.", actor=who, look_again_on=day(company, dice))


def resume(company: Company, actor: Person, dice: random.Random) -> None:
    lifecycle.resume_launch(company.launch_id, actor=likely(dice, company.launch.owner, actor))


def go_live(company: Company, actor: Person, dice: random.Random) -> None:
    lifecycle.go_live(company.launch_id, actor=dice.choice((company.launch.owner, actor)))


def stop(company: Company, actor: Person, dice: random.Random) -> None:
    who = company.launch.owner if dice.random() < 0.1 else actor
    lifecycle.stop_launch(company.launch_id, "No use.", actor=who)


def condition(company: Company, dice: random.Random) -> Condition:
    return pick(dice, Condition.objects.filter(gate__launch=company.launch_id))


def report_done(company: Company, actor: Person, dice: random.Random) -> None:
    who, proof = likely(dice, company.launch.owner, actor), evidence.prove_by_note("Seen.")
    conditions.report_condition_done(condition(company, dice).pk, actor=who, proof=dice.choice((None, proof)))


def confirm(company: Company, actor: Person, dice: random.Random) -> None:
    chosen = condition(company, dice)
    conditions.confirm_condition(chosen.pk, actor=head_of(chosen.function_id, dice, actor))


def reject(company: Company, actor: Person, dice: random.Random) -> None:
    chosen = condition(company, dice)
    turn = Turn.objects.filter(condition=chosen, kind=Turn.Kind.CONFIRM, closed_at=None).first()
    conditions.reject_condition(chosen.pk, "Not done.", actor=turn.holder if turn and turn.holder else actor)


def drop(company: Company, actor: Person, dice: random.Random) -> None:
    chosen = condition(company, dice)
    conditions.drop_condition(chosen.pk, "No need.", actor=head_of(chosen.function_id, dice, actor))


def extend(company: Company, actor: Person, dice: random.Random) -> None:
    who = likely(dice, company.launch.sponsor, actor)
    missed.extend_condition(condition(company, dice).pk, day(company, dice), "Ill.", actor=who)


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


def turn(company: Company, dice: random.Random) -> Turn:
    return pick(dice, Turn.objects.filter(launch=company.launch_id, closed_at=None, holder__isnull=False))


def rest(company: Company, actor: Person, dice: random.Random) -> None:
    chosen = turn(company, dice)
    holder = chosen.holder
    until = calendar_of(holder).shift(today_of(holder), dice.choice((0, 1, 3, 5, 9)))
    reason = dice.choice(("The figures come then.", " "))
    turns.rest_turn(chosen.pk, until, reason, actor=likely(dice, holder, actor))


def pass_on(company: Company, actor: Person, dice: random.Random) -> None:
    chosen = turn(company, dice)
    turns.pass_turn_on(chosen.pk, dice.choice(("Not my shop.", "")), actor=likely(dice, chosen.holder, actor))


STEERING: dict[str, Verb] = {
    verb.__name__: verb
    for verb in (
        hold, resume, go_live, stop, report_done, confirm, reject, drop, extend, edit_launch, change_target_date,
        hand_over, follow, unfollow, comment, rest, pass_on,
    )
}  # fmt: skip
