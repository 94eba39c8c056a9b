"""What people click when they look back: targets, reviews and lessons, each tried with what dice choose."""

import random
from decimal import Decimal

from django.test import override_settings

from launchgate.core.refusals import Refusal
from launchgate.launches import rules
from launchgate.launches.board import Board
from launchgate.launches.models import Decision, Launch, Turn
from launchgate.people.models import Person
from launchgate.playbooks.actions import drop_draft, publish_version, start_draft
from launchgate.reviews.actions import lessons, reviews, targets
from launchgate.reviews.facts import reviewed_items
from launchgate.reviews.models import Contribution, Fit, Lesson, Review, Target
from tests.launches.clicks import VALUES, Company, Verb, head_of, likely, pick

NAMES = ("Tills", "Queues")


def owner_or(company: Company, dice: random.Random, actor: Person) -> Person:
    return likely(dice, dice.choice((company.launch.owner, company.launch.sponsor)), actor)


def facts(dice: random.Random) -> targets.TargetFacts:
    kind, source = dice.choice(Target.Kind.values), dice.choice(("The survey", " "))
    return targets.TargetFacts(kind, Decimal(dice.choice(("4.5", "5", "0.0001"))), source, name=dice.choice(NAMES))


def aim(company: Company, actor: Person, dice: random.Random) -> None:
    targets.set_target(company.launch_id, facts(dice), actor=owner_or(company, dice, actor))


def target(company: Company, dice: random.Random) -> Target:
    return pick(dice, Target.objects.filter(launch=company.launch_id))


def change_target(company: Company, actor: Person, dice: random.Random) -> None:
    targets.change_target(target(company, dice).pk, facts(dice), actor=owner_or(company, dice, actor))


def drop_target(company: Company, actor: Person, dice: random.Random) -> None:
    targets.drop_target(target(company, dice).pk, actor=owner_or(company, dice, actor))


def review(company: Company, dice: random.Random) -> Review:
    return pick(dice, Review.objects.filter(launch=company.launch_id))


def read_target(company: Company, actor: Person, dice: random.Random) -> None:
    chosen, value = target(company, dice), Decimal(dice.choice(("4", "5")))
    who = owner_or(company, dice, actor)
    reviews.read_target(review(company, dice).pk, chosen.pk, value, dice.choice(("The survey", " ")), actor=who)


def find_outcome(company: Company, actor: Person, dice: random.Random) -> None:
    chosen, item = review(company, dice), pick(dice, reviewed_items(company.launch))
    actual, who = dice.choice(VALUES[item.kind]), owner_or(company, dice, actor)
    reviews.find_outcome(chosen.pk, item.pk, actual, is_held=dice.random() < 0.5, actor=who)


def contribute(company: Company, actor: Person, dice: random.Random) -> None:
    part = pick(dice, Contribution.objects.filter(review__launch=company.launch_id))
    who = head_of(part.function_id, dice, actor)
    reviews.contribute(part.pk, dice.choice(("Begin earlier.", " ")), actor=who)


def close(company: Company, actor: Person, dice: random.Random) -> None:
    reason = dice.choice(("", "", "It is small."))
    who = owner_or(company, dice, actor)
    reviews.close_review(review(company, dice).pk, "Ask first.", actor=who, end_reason=reason)


def learn(company: Company, actor: Person, dice: random.Random) -> None:
    """Write a lesson from a review, a stop or a gate that was sent back, of this launch."""
    launch = company.launch
    sources = [f"review:{row.pk}" for row in Review.objects.filter(launch=launch)]
    sent_back = Decision.objects.filter(gate__launch=launch, kind=Decision.Kind.SENT_BACK)
    sources += [f"decision:{row.pk}" for row in sent_back]
    sources += [f"launch:{launch.pk}"] if launch.status == Launch.Status.STOPPED else []
    function_id = dice.choice(list(company.cast.functions.values())).pk
    asked = lessons.LessonFacts(
        pick(dice, sources), "It was late.", "Nobody asked.", "Did they ask?", "build", function_id
    )
    lessons.write_lesson(launch.pk, asked, actor=actor)


def take_lesson(company: Company, actor: Person, dice: random.Random) -> None:
    """Publish a version that asks what a lesson asks for, or asks it no more; one that does not fit is dropped."""
    admin, lesson = company.cast.people["admin"], pick(dice, Lesson.objects.all())
    draft = start_draft(company.cast.version.playbook_id, actor=admin)
    change = dice.choice((lessons.take_lesson, lessons.take_lesson, lessons.drop_lesson_item))
    try:
        change(lesson.pk, draft.pk, actor=likely(dice, admin, actor))
        publish_version(draft.pk, actor=admin)
    except Refusal:
        drop_draft(draft.pk, actor=admin)
        raise


def keep_lesson_item(company: Company, actor: Person, dice: random.Random) -> None:
    who, reason = likely(dice, company.cast.people["admin"], actor), dice.choice(("It costs nothing.", " "))
    # No run has so many launches that a question could have caught nothing on ten.
    with override_settings(LESSON_IDLE_LAUNCHES=0):
        lessons.keep_lesson_item(pick(dice, Lesson.objects.all()).pk, reason, actor=who)


def look_at_lesson(company: Company, actor: Person, dice: random.Random) -> None:
    fit, words = pick(dice, Fit.objects.filter(launch=company.launch_id)), dice.choice(("We asked.", " "))
    who = likely(dice, company.launch.owner, actor)
    lessons.look_at_lesson(fit.pk, words, applies=dice.random() < 0.5, actor=who)


def look_at_all(launch_id: int, actor: Person) -> None:
    """Look at every lesson that fits a launch and was not looked at yet."""
    for fit in Fit.objects.filter(launch=launch_id, looked_at=None):
        lessons.look_at_lesson(fit.pk, "We asked.", applies=True, actor=actor)


def require_review_turn(board: Board, turn: Turn) -> None:
    """Raise the refusal when the holder of a turn about a review or lessons cannot do what it asks."""
    holder, launch, (noun, pk) = turn.holder, board.launch, turn.subject.split(":")
    assert holder is not None
    if noun == "lessons":
        refusal = rules.refusal_unless_owner(holder, launch, "say what is done about a lesson")
    elif noun == "review":
        refusal = reviews.refusal_to_review(holder, launch)
    else:
        part = Contribution.objects.select_related("function").get(pk=pk)
        refusal = reviews.refusal_to_contribute(holder, part, launch)
    if refusal:
        raise refusal


def settle_review_turn(company: Company, turn: Turn, dice: random.Random) -> None:
    """Do what a turn about a review or lessons asks, as its holder."""
    holder, (noun, pk) = turn.holder, turn.subject.split(":")
    assert holder is not None
    if noun == "lessons":
        look_at_all(company.launch_id, holder)
    elif noun == "contribution":
        reviews.contribute(int(pk), "Begin earlier.", actor=holder)
    else:
        chosen = Review.objects.get(pk=pk)
        for row in Target.objects.filter(launch=chosen.launch_id, ended_at=None):
            reviews.read_target(chosen.pk, row.pk, Decimal(4), "The survey", actor=holder)
        earlier = Review.objects.filter(launch=chosen.launch_id, closed_at=None, day__lt=chosen.day)
        for row in [*earlier.order_by("day"), chosen]:
            reviews.close_review(row.pk, "Ask first.", actor=holder)


REVIEWS: dict[str, Verb] = {
    verb.__name__: verb
    for verb in (
        aim, change_target, drop_target, read_target, find_outcome, contribute, close, learn, look_at_lesson,
    )
}  # fmt: skip
# What becomes of a lesson in its playbook is no matter of one launch.
LESSONS: dict[str, Verb] = {verb.__name__: verb for verb in (take_lesson, keep_lesson_item)}
