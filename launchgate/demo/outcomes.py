"""What came of launches of the demo company: what they are measured by, and how they are looked back at."""

from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files

import yaml

from launchgate.demo.walk import Steps, Walk
from launchgate.launches.models import Launch
from launchgate.playbooks.models import ItemKind
from launchgate.reviews.actions.reviews import close_review, contribute, find_outcome, read_target
from launchgate.reviews.actions.targets import TargetFacts, set_target
from launchgate.reviews.facts import reviewed_items
from launchgate.reviews.forms.reviews import typed
from launchgate.reviews.models import Contribution, Review, Target

LONGER, PUBLIC_ON = "lead_time", "public_on"
WENT_WELL = "It went as signed. What was asked of customers first is what they used most."
CAME_LATE = "It came later than we had said. Whoever had been told the first day had to be told again."
# What functions say once the first review is over.
NOTHING_NEW = {
    "customer-care": "Nothing beyond what we said after thirty days. The calls are fewer each week.",
    "sales": "We would begin a month earlier; the rest stands as we said it at first.",
    "product": "What we wrote last time is built by now.",
    "operations": "Nothing more. The peaks came and went.",
    "finance": "The same again, with one invoice run fewer.",
    "marketing": "We would tell those who came late a second time.",
}
# By so much of the way from baseline to goal a target falls short, or is passed.
SHORT, BEYOND = Decimal("-0.75"), Decimal("0.1")
# Working days in which no review opens, so that nobody has to look.
UNTIL_NEXT = 10


@dataclass(frozen=True)
class Outcome:
    """What a launch is measured by, and what it learns: in one sentence, and function by function.

    What it is, and for whom, is told here of launches before the stories.
    """

    summary: str = ""
    audience: str = ""
    aims: tuple[TargetFacts, ...] = ()
    learned: str = WENT_WELL
    differently: dict[str, str] = field(default_factory=dict)


@lru_cache(maxsize=1)
def _outcomes() -> dict[str, Outcome]:
    told = yaml.safe_load((files(__package__) / "reviews.yaml").read_text("utf-8"))
    return {
        name: Outcome(**{**words, "aims": tuple(TargetFacts(**_exact(aim)) for aim in words["aims"])})
        for name, words in told.items()
    }


def _exact(aim: dict) -> dict:
    return aim | {name: Decimal(str(aim[name])) for name in ("baseline", "goal")}


def outcome_of(name: str) -> Outcome:
    """Return what is told of a launch by its name; earlier ones of the same name share it, most have no aims yet."""
    return next((outcome for known, outcome in _outcomes().items() if name.startswith(known)), Outcome())


def set_targets(walk: Walk) -> None:
    """Have the owner set the targets that all functions carry."""
    for facts in outcome_of(walk.launch.name).aims:
        set_target(walk.launch.pk, facts, actor=walk.owner)


def look_back(walk: Walk, *, missed: tuple[str, ...] = (), is_left_open: bool = False) -> Steps:
    """Review a public launch each time that a review opens; targets named as missed fall short."""
    while Launch.objects.filter(pk=walk.launch.pk, status=Launch.Status.LIVE).exists():
        yield UNTIL_NEXT
        while (review := Review.objects.filter(launch=walk.launch, closed_at=None).first()) is None:
            yield 1
        yield from _review(walk, review, missed, is_left_open=is_left_open)
        if is_left_open or missed:
            return


def _review(walk: Walk, review: Review, missed: tuple[str, ...], *, is_left_open: bool) -> Steps:
    yield 0.4
    outcome = outcome_of(walk.launch.name)
    targets = list(Target.objects.filter(launch=walk.launch, ended_at=None))
    for target in targets[: 1 if is_left_open else None]:
        read_target(review.pk, target.pk, _came_to(target, missed), target.source, actor=walk.owner)
    parts = Contribution.objects.filter(review=review).select_related("function")
    words = outcome.differently if review.day == Review.DAYS[0] else NOTHING_NEW
    for part in parts[: 2 if is_left_open else None]:
        yield walk.rng.uniform(0.1, 0.4)
        contribute(part.pk, words[part.function.key], actor=walk.world.head(part.function.key))
    if is_left_open:
        return
    is_late = _compare(walk, review, is_short=bool(missed))
    yield 0.2
    learned = f"{CAME_LATE} {outcome.learned}" if is_late else outcome.learned
    close_review(review.pk, learned, actor=walk.owner)


def _came_to(target: Target, missed: tuple[str, ...]) -> Decimal:
    """Return the value that a target came to: short of its goal where it is missed, else a little beyond."""
    assert target.baseline is not None, "Every target of the demo says where it began."  # noqa: S101
    way = target.goal - target.baseline
    return round(target.goal + way * (SHORT if target.kind in missed else BEYOND), 1)


def _compare(walk: Walk, review: Review, *, is_short: bool) -> bool:
    """Set what came beside what was signed, with customers who waited three days longer; say if it was public late."""
    live_at = Launch.objects.get(pk=walk.launch.pk).live_at
    assert live_at is not None, "Only a public launch is reviewed."  # noqa: S101
    public_on = live_at.astimezone(walk.world.calendar.zone).date().isoformat()
    is_late = False
    for item in reviewed_items(walk.launch):
        came = typed(item, item.value)
        if is_short and item.key == LONGER and item.kind == ItemKind.NUMBER:
            came = str(int(item.value) + 3)
        elif item.key == PUBLIC_ON and item.value < public_on:
            came, is_late = public_on, True
        find_outcome(review.pk, item.pk, came, is_held=came == typed(item, item.value), actor=walk.owner)
    return is_late
