"""The targets of a launch as pages show them, and what the reader may do about them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.urls import reverse

from launchgate.launches import rules, transitions
from launchgate.launches.models import Decider, Launch
from launchgate.people.hooks import Fact
from launchgate.people.models import Function, Person
from launchgate.reviews.models import Target
from launchgate.reviews.numbers import said

MEASURED = (*Launch.RUNNING, Launch.Status.LIVE)
MOST_LAUNCHES = 50


@dataclass(frozen=True)
class Aim:
    """One target in words: where it has to be, where it stands today, which way is better."""

    target: Target
    name: str
    goal: str
    baseline: str
    better: str


def standing_targets(launch_ids: Iterable[int]) -> list[Target]:
    """Return the targets that stand on these launches, in the order in which they were set; one statement."""
    return list(Target.objects.filter(launch__in=list(launch_ids), ended_at=None).order_by("pk"))


def aims_of(launch: Launch) -> list[Aim]:
    """Return the targets of a launch in words."""
    return [aim_of(target) for target in standing_targets([launch.pk])]


def aim_of(target: Target) -> Aim:
    """Return a target in words."""
    at = "at least" if target.is_higher_better else "at most"
    return Aim(
        target,
        target.name,
        f"{at} {said(target.goal, target.unit)}",
        "" if target.baseline is None else said(target.baseline, target.unit),
        "higher is better" if target.is_higher_better else "lower is better",
    )


def measures_of(function: Function, reader: Person) -> list[Fact]:
    """Return the running and public launches on which a function decides, with the targets that it carries there."""
    decides = Decider.objects.filter(gate__launch=OuterRef("launch"), function=function)
    targets = Target.objects.filter(
        ended_at=None, launch__status__in=MEASURED, launch__in=Launch.objects.visible_to(reader)
    )
    told: dict[Launch, list[str]] = {}
    for target in targets.filter(Exists(decides)).select_related("launch").order_by("launch__target_date", "pk"):
        aim = aim_of(target)
        told.setdefault(target.launch, []).append(f"{aim.name} {aim.goal}")
    return [
        Fact(launch.name, ", ".join(words), reverse("reviews:targets", args=[launch.key]))
        for launch, words in list(told.items())[:MOST_LAUNCHES]
    ]


def may_aim(launch: Launch, reader: Person) -> bool:
    """Say whether the reader may set the targets of a launch now."""
    leads = rules.refusal_unless_owner_or_sponsor(reader, launch, "set its targets") is None
    return leads and launch.status in transitions.LAUNCH_VERBS["aim"][1]
