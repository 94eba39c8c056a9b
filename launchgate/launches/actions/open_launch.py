"""Opening a launch from a playbook."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from launchgate.core import clock
from launchgate.core.once import use_once
from launchgate.core.refusals import Conflict, Invalid
from launchgate.launches import rules, schedule
from launchgate.launches.actions.checklist import make_items
from launchgate.launches.board import Board
from launchgate.launches.models import Decider, Gate, Launch
from launchgate.launches.openings import follow_answers
from launchgate.launches.settle import settle
from launchgate.launches.words import checked_length, one_line
from launchgate.people.calendar import calendar_of
from launchgate.people.company import the_company
from launchgate.people.models import Person
from launchgate.playbooks.models import GateTemplate, Version
from launchgate.playbooks.queries import items_for_tier


@dataclass(frozen=True)
class LaunchFacts:
    """What is given when a launch is opened."""

    name: str
    summary: str
    audience: str
    tier: int
    sponsor_id: int
    target_date: date
    is_confidential: bool = False


@transaction.atomic(durable=True)
def open_launch(
    version_id: int,
    facts: LaunchFacts,
    *,
    actor: Person,
    owner_id: int | None = None,
    answers: Mapping[str, Any] | None = None,
    once: str = "",
) -> Launch:
    """Open a launch from a published playbook version and put its first gates in somebody's court.

    `answers` holds by name what later rooms asked whoever opens it, such as the offering that it changes. Gates are
    planned backwards from the target date in the company's working days. Raises Invalid for facts that do not fit,
    Forbidden for an owner for whom the actor may not open one, Conflict when a gate would have nobody to sign it or the
    form was sent before.
    """
    use_once(once)
    version = Version.objects.select_related("playbook").get(pk=version_id)
    owner = Person.objects.get(pk=owner_id or actor.pk)
    sponsor = Person.objects.filter(pk=facts.sponsor_id).first()
    if sponsor is None:
        raise Invalid("Choose a sponsor.", field="sponsor")
    if refusal := rules.refusal_to_open_for(actor, owner):
        raise refusal
    _check(version, facts, owner, sponsor)
    words = checked_words(facts.name, facts.summary, facts.audience)
    # One moment for the launch and its first turns: nobody's time begins before somebody has the ball.
    with clock.at(clock.now()):
        launch = Launch.objects.create(
            **words,
            tier=facts.tier,
            owner=owner,
            sponsor=sponsor,
            target_date=facts.target_date,
            is_confidential=facts.is_confidential,
            version=version,
            opened_at=clock.now(),
        )
        gates = _make_gates(launch, version)
        asked = items_for_tier(version, facts.tier).prefetch_related("relied_on_by")
        make_items((gates[template.gate_id], template) for template in asked)
        board = Board.load(launch)
        _check_deciders(board, gates)
        _check_signers(board)
        follow_answers(board, answers or {}, actor)
        settle(
            board, "launch.opened", actor=actor, subject=launch, version=version.pk, owner=owner.pk, sponsor=sponsor.pk
        )
    return launch


def _check(version: Version, facts: LaunchFacts, owner: Person, sponsor: Person) -> None:
    if version.published_at is None:
        raise Conflict("This playbook version is still a draft. Publish it first.")
    if version.playbook.retired_at is not None:
        raise Conflict("This playbook is retired. Choose another.")
    if facts.tier not in Launch.Tier.values:
        raise Invalid("Choose tier 1, 2 or 3.", field="tier")
    if owner.pk == sponsor.pk:
        raise Invalid("The sponsor has to be somebody other than the owner.", field="sponsor")
    for person, role in ((owner, "owner"), (sponsor, "sponsor")):
        if not person.is_active:
            raise Invalid(f"{person} is deactivated and cannot be the {role}.", field=role)
    check_target(facts.target_date)


def checked_words(name: str, summary: str, audience: str) -> dict[str, str]:
    """Return a launch's own words by field, without outer space; raises Invalid for a missing name and for too many."""
    words = {
        "name": one_line(name, "name", 120),
        "summary": checked_length(summary, "summary", 4000),
        "audience": one_line(audience, "audience", 300),
    }
    if not words["name"]:
        raise Invalid("Give the launch a name.", field="name")
    return words


def check_target(target: date) -> None:
    """Raise Invalid for a target date in the past or too far away to plan for."""
    today = clock.now().date()
    if target < today:
        raise Invalid("The target date is in the past. Choose a day from today on.", field="target_date")
    if (target - today).days > 5 * 366:
        raise Invalid("The target date is more than five years away. Choose an earlier day.", field="target_date")


def plan_gates(launch: Launch, templates: list[GateTemplate]) -> dict[int, date]:
    """Return the planned day of each order number, in the company's calendar."""
    company = the_company()
    calendar = calendar_of(company, closures=company.closures)
    stops = [schedule.Stop(template.order, template.working_days) for template in templates]
    return schedule.plan_backwards(stops, launch.target_date, calendar)


def _make_gates(launch: Launch, version: Version) -> dict[int, Gate]:
    templates = list(version.gates.prefetch_related("functions"))
    planned = plan_gates(launch, templates)
    gates = {
        template.pk: Gate(
            launch=launch,
            template=template,
            kind=template.kind,
            name=template.name,
            icon=template.icon,
            order=template.order,
            purpose=template.purpose,
            statement=template.statement,
            deputies_sign=template.deputies_sign,
            asks_password=launch.tier <= template.password_to_tier,
            insight_kinds=template.insight_kinds,
            planned_for=planned[template.order],
        )
        for template in templates
    }
    Gate.objects.bulk_create(gates.values())
    Decider.objects.bulk_create(
        Decider(gate=gates[template.pk], function=function)
        for template in templates
        for function in template.functions.all()
    )
    return gates


def _check_deciders(board: Board, gates: dict[int, Gate]) -> None:
    """Refuse a playbook without gates, or with a gate that nobody decides: such a launch would never come to an end."""
    if not gates:
        raise Conflict("This playbook has no gates yet. Choose another, or give it some.")
    without = [gate.name for gate in gates.values() if gate.pk not in board.deciders]
    if without:
        raise Conflict(f"No function signs {', '.join(without)} in this playbook. Name one there first.")


def _check_signers(board: Board) -> None:
    """Refuse a launch with a gate that nobody could sign, which happens in a company of one."""
    nobody: dict[str, list[str]] = defaultdict(list)
    for decider in board.all_deciders():
        if board.places.holder(decider.function_id, passing_over={board.launch.owner_id}) is None:
            nobody[decider.function.name].append(decider.gate.name)
    if nobody:
        names = ", ".join(nobody)
        raise Conflict(
            f"Nobody but the owner could sign for {names}. Give it a head who is not the owner, "
            "or choose another sponsor."
        )
