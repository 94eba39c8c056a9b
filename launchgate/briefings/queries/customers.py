"""Customers of a launch and their hand-over plans: who has one, who lacks one, and which names stay off a page."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, QuerySet
from django.utils import timezone

from launchgate.briefings.actions.plan import words_of_plan
from launchgate.briefings.models import HandOverPlan, StepDone
from launchgate.briefings.queries.plans import Step, path_of, step_of
from launchgate.core import clock
from launchgate.core.templatetags.launchgate import long_day
from launchgate.customers.models import Customer, Insight, Promise
from launchgate.launches.models import Launch
from launchgate.launches.phrases import counted, listed
from launchgate.offerings.models import ExceptionRequest

GENERAL_FIRST = F("customer__key").asc(nulls_first=True)
# Steps of the next days are shown where somebody passes by, so many of them at most.
COMING, MOST_DUE = timedelta(days=7), 5
# So many customers without a plan have a row of their own; the form takes any name.
MOST = 12


@dataclass(frozen=True)
class Row:
    """A customer of a launch with the state of their plan; no path where they have none yet."""

    customer: Customer
    state: str
    words: str
    next: str
    path: str


@dataclass(frozen=True)
class Due:
    """A step that is late or comes soon, and in whose plan; no customer where it is the general one."""

    step: Step
    customer: Customer | None
    path: str


@dataclass(frozen=True)
class Plans:
    """The plans of a launch for its customers; `due` is the earliest that is late or comes soon, `more` how much else.

    The steps of the general plan count while no customer has a plan of their own.
    """

    finding: str
    rows: list[Row]
    names: list[str]
    due: list[Due]
    more: int
    general: HandOverPlan | None

    @property
    def are_begun(self) -> bool:
        """Say whether a customer has a plan of their own: the general one is only their pattern then."""
        return any(row.path for row in self.rows)


def customers_of(launch: Launch) -> QuerySet[Customer]:
    """Return who is promised something, said something or asked for something on a launch, or has a plan there."""
    promised = Promise.objects.filter(launch=launch).exclude(status=Promise.Status.WITHDRAWN)
    asked = ExceptionRequest.objects.filter(launch=launch).exclude(status=ExceptionRequest.Status.WITHDRAWN)
    rows = (promised, Insight.objects.filter(launch=launch, ended_at=None), asked)
    ids = [found.order_by().values("customer") for found in rows]
    planned = HandOverPlan.objects.filter(launch=launch, customer__isnull=False).values("customer")
    return Customer.objects.filter(erased_at=None, pk__in=planned.union(*ids))


def saved_plans(launch: Launch) -> list[HandOverPlan]:
    """Return the general plan of a launch and those of customers, so far as anything was saved in them."""
    plans = HandOverPlan.objects.filter(launch=launch, version__isnull=False)
    return list(plans.select_related("customer", "version__author").order_by(GENERAL_FIRST))


def plans_of(launch: Launch, saved: list[HandOverPlan]) -> Plans:
    """Return how the hand-over to the customers of a launch stands by its saved plans: two statements, however many."""
    general, known = _parted(saved)
    done: dict[int, set[str]] = defaultdict(set)
    for plan_id, key in StepDone.objects.filter(plan__in=saved).values_list("plan_id", "key"):
        done[plan_id].add(key)
    planned = {plan.customer_id for plan in known}
    without = [customer for customer in customers_of(launch) if customer.pk not in planned]
    today = timezone.localtime(clock.now()).date()
    rows = [_planned(plan, done[plan.pk], launch, today) for plan in known]
    rows += [Row(customer, "waiting", "No plan yet", "", "") for customer in without[:MOST]]
    followed = known or ([general] if general else [])
    due = sorted(
        (one for plan in followed for one in _due(plan, done[plan.pk], launch, today)), key=lambda one: one.step.step.on
    )
    return Plans(
        finding=_finding(len(known), without),
        rows=rows,
        names=[customer.name for customer in without],
        due=due[:MOST_DUE],
        more=max(len(due) - MOST_DUE, 0),
        general=general,
    )


def _parted(plans: list[HandOverPlan]) -> tuple[HandOverPlan | None, list[HandOverPlan]]:
    """Return the general plan, if there is one, and those of customers."""
    return next((plan for plan in plans if not plan.customer_id), None), [plan for plan in plans if plan.customer_id]


def _due(plan: HandOverPlan, done: set[str], launch: Launch, today: date) -> list[Due]:
    """Return the steps of a plan that are late or come soon."""
    path = path_of(launch, plan.customer_id)
    return [
        Due(step_of(step, None, today), plan.customer, path)
        for step in words_of_plan(plan).steps
        if step.key not in done and step.on <= today + COMING
    ]


def _planned(plan: HandOverPlan, done: set[str], launch: Launch, today: date) -> Row:
    words = words_of_plan(plan)
    ahead = sorted((step.on, step.what) for step in words.steps if step.key not in done)
    late = sum(on < today for on, _ in ahead)
    path = path_of(launch, plan.customer_id)
    customer = plan.customer
    assert customer is not None  # noqa: S101 - for the type checker
    if words.missing:
        return Row(customer, "open", "Not complete", f"It lacks {listed(words.missing)}.", path)
    if late:
        return Row(customer, "stalled", f"{counted(late, 'step')} late", ahead[0][1], path)
    if ahead:
        return Row(customer, "review", "Under way", f"{long_day(ahead[0][0])}: {ahead[0][1]}", path)
    return Row(customer, "approved", "Done", "", path)


def _finding(planned: int, without: list[Customer]) -> str:
    if not planned and not without:
        return "No customer is known on this launch yet."
    if not without:
        return f"Every customer of this launch has a plan: {planned}."
    named = [customer.name for customer in without[:3]]
    names = listed([*named, f"{len(without) - 3:,} more"]) if len(without) > 3 else listed(named)
    total = planned + len(without)
    has = "customer has" if total == 1 else "customers has" if planned == 1 else "customers have"
    return f"{planned:,} of {total:,} {has} a plan of their own. Not yet: {names}."
