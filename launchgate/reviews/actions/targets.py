"""The shared targets of a launch: set, changed, dropped, by its owner or sponsor and before it is public."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from launchgate.audit.record import words_digest
from launchgate.core import clock
from launchgate.core.once import use_once
from launchgate.core.refusals import Conflict, Invalid
from launchgate.launches import rules, transitions
from launchgate.launches.board import Board, lock_launch
from launchgate.launches.models import Launch
from launchgate.launches.settle import settle
from launchgate.launches.words import one_line
from launchgate.people.models import Person
from launchgate.reviews.models import Target
from launchgate.reviews.numbers import checked_number, plain, said

MOST_TARGETS = 12
Kind = Target.Kind
ASK_SOURCE = "Say where the numbers come from, so that all read the same ones later."
# Name, unit and whether more is better: these measures mean the same in every company.
KNOWN = {
    Kind.CSAT: ("CSAT", "of 5", True),
    Kind.NPS: ("NPS", "points", True),
    Kind.CHURN: ("Churn", "%", False),
    Kind.CONVERSION: ("Conversion", "%", True),
}
# What these can be at all, by their unit.
SCALES = {"of 5": (0, 5), "points": (-100, 100), "%": (0, 100)}


@dataclass(frozen=True)
class TargetFacts:
    """What is given for a target; name and direction count for a measure of one's own, an empty unit is the usual."""

    kind: str
    goal: Decimal
    source: str
    baseline: Decimal | None = None
    name: str = ""
    unit: str = ""
    is_higher_better: bool = True


@transaction.atomic(durable=True)
def set_target(launch_id: int, facts: TargetFacts, *, actor: Person, once: str = "") -> Target:
    """Give a launch a target that all its functions carry. Raises Conflict where one of that name stands."""
    use_once(once)
    board = _board(launch_id, actor)
    target = _checked(facts, board.launch, actor)
    if Target.objects.filter(launch=board.launch, ended_at=None).count() >= MOST_TARGETS:
        raise Conflict(f"A launch has {MOST_TARGETS} targets at most. What counts for all is seldom more.")
    require_free_name(board.launch, target.name)
    target.save()
    _settle(board, "target.set", target, actor)
    return target


@transaction.atomic(durable=True)
def change_target(target_id: int, facts: TargetFacts, *, actor: Person, once: str = "") -> Target:
    """Put another goal, baseline, unit or source in place of a target; return the row that stands now."""
    use_once(once)
    board, old = _board_and_target(target_id, actor)
    target = _checked(facts, board.launch, actor)
    target.before = old
    old.ended_at = target.set_at
    old.save(update_fields=["ended_at"])
    require_free_name(board.launch, target.name)
    target.save()
    _settle(board, "target.changed", target, actor, replaced=old.pk)
    return target


@transaction.atomic(durable=True)
def drop_target(target_id: int, *, actor: Person, once: str = "") -> Target:
    """Take a target off a launch; it stays in the history."""
    use_once(once)
    board, target = _board_and_target(target_id, actor)
    target.ended_at = clock.now()
    target.save(update_fields=["ended_at"])
    settle(board, "target.dropped", actor=actor, subject=target, at=target.ended_at)
    return target


def target_digest(target: Target) -> str:
    """Return the digest by which an event proves a target's words."""
    return words_digest(target.kind, target.name, target.unit, target.is_higher_better, target.source)


def check_scale(kind: str, unit: str, number: Decimal, field: str) -> None:
    """Raise Invalid for a number that one of the known measures cannot have in its unit, such as a CSAT of 40 of 5."""
    if kind not in KNOWN or unit not in SCALES:
        return
    low, high = SCALES[unit]
    if not low <= number <= high:
        name = KNOWN[Kind(kind)][0]
        raise Invalid(f"{name} {unit} lies between {said(Decimal(low), '')} and {high}.", field=field)


def require_free_name(launch: Launch, name: str, *, beside: int | None = None) -> None:
    """Raise Invalid where another target of a launch has a name; `beside` is the id of the one that is changed."""
    standing = Target.objects.filter(launch=launch, ended_at=None, name__iexact=name)
    if set(standing.values_list("pk", flat=True)) - {beside}:
        raise Invalid(f"{name} is a target of this launch already. Change that one.", field="kind")


def checked_facts(facts: TargetFacts) -> TargetFacts:
    """Return facts with name, unit and direction as they are kept; raises Invalid for what does not fit."""
    if facts.kind not in Kind.values:
        raise Invalid("Choose what is measured.", field="kind")
    name, unit, is_higher_better = KNOWN.get(Kind(facts.kind), (facts.name, "", facts.is_higher_better))
    name = one_line(name, "name", 80)
    if not name:
        raise Invalid("Give your own measure a name.", field="name")
    source = one_line(facts.source, "source", 300)
    if not source:
        raise Invalid(ASK_SOURCE, field="source")
    unit = one_line(facts.unit, "unit", 24) or unit
    for field, number in (("goal", facts.goal), ("baseline", facts.baseline)):
        if number is not None:
            check_scale(facts.kind, unit, checked_number(number, field), field)
    if facts.baseline is not None and (
        facts.goal < facts.baseline if is_higher_better else facts.goal > facts.baseline
    ):
        better = "higher" if is_higher_better else "lower"
        was = said(facts.baseline, unit)
        raise Invalid(f"For {name}, {better} is better: from {was} on, this would be a step back.", field="goal")
    return TargetFacts(facts.kind, facts.goal, source, facts.baseline, name, unit, is_higher_better)


def _checked(facts: TargetFacts, launch: Launch, actor: Person) -> Target:
    return Target(launch=launch, set_by=actor, set_at=clock.now(), **vars(checked_facts(facts)))


def _board(launch_id: int, actor: Person) -> Board:
    board = Board.load(lock_launch(pk=launch_id))
    if refusal := rules.refusal_unless_owner_or_sponsor(actor, board.launch, "set its targets"):
        raise refusal
    transitions.require_launch(board.launch, "aim")
    return board


def _board_and_target(target_id: int, actor: Person) -> tuple[Board, Target]:
    board = _board(Target.objects.values_list("launch_id", flat=True).get(pk=target_id), actor)
    target = Target.objects.get(pk=target_id)
    if target.ended_at is not None:
        raise Conflict(f"{target.name} was changed or dropped meanwhile. Look at the targets again.")
    return board, target


def _settle(board: Board, kind: str, target: Target, actor: Person, **data: Any) -> None:
    settle(
        board,
        kind,
        actor=actor,
        subject=target,
        at=target.set_at,
        goal=plain(target.goal),
        baseline=plain(target.baseline),
        digest=target_digest(target),
        **data,
    )
