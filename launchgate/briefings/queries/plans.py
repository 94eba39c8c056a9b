"""The hand-over plan for a customer, or the general one: as the company works on it, and as the customer gets it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from launchgate.briefings.actions.plan import require_planning, words_of_plan
from launchgate.briefings.models import HandOverPlan, PlanVersion, StepDone
from launchgate.briefings.plan_words import BRING, CUSTOMER, SIDES, STEP, US, PlanStep, PlanWords, Stakeholder
from launchgate.briefings.queries.others import others_named
from launchgate.core import clock
from launchgate.core.refusals import Conflict
from launchgate.core.templatetags.launchgate import dated, long_day
from launchgate.customers.models import Customer
from launchgate.launches.board import Board
from launchgate.launches.models import Launch
from launchgate.launches.phrases import counted, listed
from launchgate.launches.queries.gate_rights import allows
from launchgate.people.company import the_company
from launchgate.people.models import Company, Person

# What the company is called until somebody says its name: no word for a customer.
UNNAMED = Company._meta.get_field("name").default


@dataclass(frozen=True)
class Step:
    """A step as the page shows it; `done` says by whom and when, where it is."""

    step: PlanStep
    state: str
    words: str
    done: StepDone | None

    @property
    def who(self) -> str:
        """Return whose step it is."""
        return SIDES[self.step.side]


@dataclass(frozen=True)
class PlanPage:
    """A hand-over plan before somebody of the company, and where it is changed and given out."""

    customer: Customer | None
    paths: dict[str, str]
    others: str
    version: PlanVersion | None
    words: PlanWords
    finding: str
    missing: str
    us: list[Stakeholder]
    them: list[Stakeholder]
    steps: list[Step]
    brings: list[Step]
    may_change: bool


def plan_of(launch: Launch, customer_id: int | None = None) -> HandOverPlan | None:
    """Return the plan for a customer, or the general one, with its latest version, if there is one."""
    plans = HandOverPlan.objects.filter(launch=launch, customer=customer_id, version__isnull=False)
    return plans.select_related("customer", "version__author").first()


def path_of(launch: Launch, customer_id: int | None, name: str = "plan") -> str:
    """Return the path of a page of the plan for a customer, or of the general one."""
    return reverse(f"briefings:{name}", args=[launch.key, *([customer_id] if customer_id else [])])


def read_plan(launch: Launch, plan: HandOverPlan | None, reader: Person) -> PlanPage:
    """Return a plan with what is done and what is late."""
    customer_id = plan.customer_id if plan else None
    words = words_of_plan(plan)
    done = {row.key: row for row in StepDone.objects.filter(plan=plan).select_related("done_by")} if plan else {}
    today = timezone.localtime(clock.now()).date()
    rows = [step_of(step, done.get(step.key), today) for step in words.of_kind(STEP)]
    brings = [step_of(step, done.get(step.key), today) for step in words.of_kind(BRING)]
    return PlanPage(
        customer=plan.customer if plan else None,
        paths={name: path_of(launch, customer_id, f"plan_{name}") for name in ("edit", "print", "pdf")},
        others=listed(others_named(words, plan.customer)) if plan else "",
        version=plan.version if plan else None,
        words=words,
        finding=_finding(plan, [*rows, *brings]),
        missing=listed(words.missing),
        us=[one for one in words.stakeholders if one.side == US],
        them=[one for one in words.stakeholders if one.side == CUSTOMER],
        steps=rows,
        brings=brings,
        may_change=allows(require_planning, Board.load(launch), reader),
    )


def step_of(step: PlanStep, done: StepDone | None, today: date) -> Step:
    """Return a step with its state on a day."""
    if done is not None:
        return Step(step, "approved", "Done", done)
    if step.on < today:
        return Step(step, "stalled", "Late", None)
    return Step(step, "open", "Today" if step.on == today else "Ahead", None)


def _finding(plan: HandOverPlan | None, rows: list[Step]) -> str:
    if plan is None:
        return "Nothing is planned for the customer yet."
    late = [row for row in rows if row.state == "stalled"]
    if late:
        return f"{counted(len(late), 'step')} {'is' if len(late) == 1 else 'are'} late."
    ahead = sorted((row.step.on, row.step.what) for row in rows if row.state == "open")
    if not ahead:
        return "Everything is done." if rows else "No step is planned yet."
    return f"Next, on {long_day(ahead[0][0])}: {ahead[0][1]}"


def for_customer(launch: Launch, plan: HandOverPlan, at: datetime) -> dict[str, Any]:
    """Return a plan as it may be given to its customer: no gate, no owner, nobody who is not to be shown.

    Raises Conflict while it names another customer.
    """
    words = words_of_plan(plan)
    if others := others_named(words, plan.customer):
        raise Conflict(f"This page names {listed(others)}, another customer. Take that out before it is given away.")
    shown = [one for one in words.stakeholders if one.shown]
    done = set(StepDone.objects.filter(plan=plan).values_list("key", flat=True))
    company = the_company().name

    def people(side: str) -> list[dict[str, str]]:
        return [{"name": one.name, "role": one.role, "contact": one.contact} for one in shown if one.side == side]

    return {
        "company": company if company != UNNAMED else "",
        "name": launch.name,
        "customer": plan.customer.name if plan.customer else "",
        "welcome": words.welcome,
        "us": people(US),
        "them": people(CUSTOMER),
        "steps": [_step_for(step, done) for step in words.of_kind(STEP)],
        "brings": [_step_for(step, done) for step in words.of_kind(BRING)],
        "as_of": dated(at),
    }


def _step_for(step: PlanStep, done: set[str]) -> dict[str, Any]:
    """Return a step as its customer reads it."""
    is_theirs = step.side == CUSTOMER
    return {"on": dated(step.on), "what": step.what, "is_theirs": is_theirs, "is_done": step.key in done}
