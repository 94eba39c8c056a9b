"""The targets of a launch as pages show them, and what the reader may do about them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Subquery
from django.urls import reverse

from launchgate.launches import rules, transitions
from launchgate.launches.models import Decider, Launch
from launchgate.people.hooks import Fact
from launchgate.people.models import Function, Person
from launchgate.reviews.models import Target, TargetValue
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
    """Return the targets that a function carries on running and public launches, and what was read last; the newest.

    Two statements.
    """
    decides = Decider.objects.filter(gate__launch=OuterRef("pk"), function=function)
    measured = Target.objects.filter(launch=OuterRef("pk"), ended_at=None)
    launches = Launch.objects.visible_to(reader).filter(Exists(decides), Exists(measured), status__in=MEASURED)
    last = TargetValue.objects.filter(target=OuterRef("pk"), ended_at=None).order_by("-review__day")
    read = {name: Subquery(last.values(name)[:1]) for name in ("value", "review__day")}
    targets = Target.objects.filter(ended_at=None).annotate(last_value=read["value"], read_on=read["review__day"])
    newest = launches.order_by("-target_date", "-pk").prefetch_related(
        Prefetch("targets", targets.order_by("pk"), to_attr="standing")
    )
    return [
        Fact(launch.name, "; ".join(map(_measured, launch.standing)), reverse("reviews:targets", args=[launch.key]))
        for launch in newest[:MOST_LAUNCHES]
    ]


def _measured(target: Any) -> str:
    aim = aim_of(target)
    if target.last_value is None:
        return f"{aim.name} {aim.goal}"
    verdict = "reached" if target.is_reached_by(target.last_value) else "missed"
    read = said(target.last_value, target.unit)
    return f"{aim.name} {aim.goal}: {read} after {target.read_on} days, {verdict}"


def may_aim(launch: Launch, reader: Person) -> bool:
    """Say whether the reader may set the targets of a launch now."""
    leads = rules.refusal_unless_owner_or_sponsor(reader, launch, "set its targets") is None
    return leads and launch.status in transitions.LAUNCH_VERBS["aim"][1]
