"""Gates, heads and dates as they would be: for a launch that is not open yet, and for another target date."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils import timezone

from launchgate.core import clock
from launchgate.launches.actions.edit import planned_if
from launchgate.launches.actions.open_launch import plan_gates
from launchgate.launches.models import Condition, Gate, Launch
from launchgate.launches.places import Places
from launchgate.people.calendar import WorkingCalendar, calendar_of
from launchgate.people.company import the_company
from launchgate.people.models import Function, Person
from launchgate.playbooks.models import GateTemplate, Version
from launchgate.playbooks.queries import items_for_tier


@dataclass(frozen=True)
class Signer:
    """A function that signs a gate, and who would be asked first."""

    function: Function
    person: Person | None


@dataclass(frozen=True)
class PlannedGate:
    """A gate of a launch that is not open yet."""

    name: str
    icon: str
    purpose: str
    questions: int
    signers: list[Signer]
    begins: date
    planned: date
    is_late: bool


@dataclass(frozen=True)
class Plan:
    """The gates of a launch that is not open yet; `late` counts the working days by which it would begin too late."""

    gates: list[PlannedGate]
    late: int


def plan_of(version: Version, tier: int, target: date, owner: Person, sponsor: Person | None) -> Plan:
    """Return the gates that a launch would have, planned backwards from its target date in the company's calendar."""
    templates = list(version.gates.prefetch_related("functions"))
    launch = Launch(owner=owner, sponsor=sponsor or owner, target_date=target)
    planned = plan_gates(launch, templates)
    places = Places(launch, {function.pk for gate in templates for function in gate.functions.all()})
    counts = items_for_tier(version, tier).order_by().values_list("gate").annotate(Count("pk"))
    questions, calendar, today = dict(counts), _company_calendar(), timezone.localtime(clock.now()).date()
    gates = []
    for gate in templates:
        begins = calendar.shift(planned[gate.order], -gate.working_days)
        gates.append(
            PlannedGate(
                name=gate.name,
                icon=gate.icon,
                purpose=gate.purpose,
                questions=questions.get(gate.pk, 0),
                signers=[_signer(places, function, gate, owner) for function in gate.functions.all()],
                begins=begins,
                planned=planned[gate.order],
                is_late=planned[gate.order] < today,
            )
        )
    late = calendar.working_days(min(gate.begins for gate in gates), today) if gates else 0
    return Plan(gates, max(late, 0))


def first_target(version: Version) -> date:
    """Return the earliest target date for which a launch that opens today would be on plan."""
    lengths: dict[int, int] = {}
    for order, days in version.gates.values_list("order", "working_days"):
        lengths[order] = max(lengths.get(order, 0), days)
    today = timezone.localtime(clock.now()).date()
    return _company_calendar().shift(today, sum(lengths.values()) + 1)


@dataclass(frozen=True)
class MovedGate:
    """A gate and its planned day, before and after a move of the target date."""

    gate: Gate
    before: date
    after: date
    shift: int
    is_late: bool


@dataclass(frozen=True)
class Move:
    """What a new target date would do: the gates still ahead, and the conditions that would be due too late."""

    target: date
    gates: list[MovedGate]
    too_late: list[Condition]


def move_of(launch: Launch, target: date) -> Move:
    """Return what another target date would change; raises Invalid for an impossible day."""
    planned, calendar = planned_if(launch, target), _company_calendar()
    today = timezone.localtime(clock.now()).date()
    ahead = [gate for gate in launch.gates.all() if not gate.is_passed]
    unmet = Condition.objects.filter(
        gate__launch=launch, status__in=[Condition.Status.OPEN, Condition.Status.DONE], due_on__gt=target
    )
    return Move(
        target,
        [
            MovedGate(
                gate,
                gate.planned_for,
                planned[gate.order],
                calendar.working_days(gate.planned_for, planned[gate.order]),
                planned[gate.order] < today,
            )
            for gate in ahead
        ],
        list(unmet.select_related("owner", "gate")),
    )


def _signer(places: Places, function: Function, gate: GateTemplate, owner: Person) -> Signer:
    place = places.holder(function.pk, kind=gate.kind, passing_over={owner.pk}, deputies=gate.deputies_sign)
    return Signer(function, place.person if place else None)


def _company_calendar() -> WorkingCalendar:
    company = the_company()
    return calendar_of(company, closures=company.closures)
