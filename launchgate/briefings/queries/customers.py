"""Customers of a launch and their hand-over plans: who has one, who lacks one, and which names stay off a page."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils import timezone

from launchgate.briefings.actions.plan import words_of_plan
from launchgate.briefings.models import HandOverPlan, StepDone
from launchgate.core import clock
from launchgate.core.templatetags.launchgate import long_day
from launchgate.customers.models import Customer, Insight, Promise
from launchgate.launches.models import Launch
from launchgate.launches.phrases import counted, listed
from launchgate.offerings.models import ExceptionRequest

GENERAL_FIRST = F("customer__key").asc(nulls_first=True)
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
class Plans:
    """The plans of a launch for its customers."""

    finding: str
    rows: list[Row]
    names: list[str]


def customers_of(launch: Launch) -> QuerySet[Customer]:
    """Return who is promised something, said something or asked for something on a launch, or has a plan there."""
    promised = Promise.objects.filter(launch=launch).exclude(status=Promise.Status.WITHDRAWN)
    asked = ExceptionRequest.objects.filter(launch=launch).exclude(status=ExceptionRequest.Status.WITHDRAWN)
    rows = (promised, Insight.objects.filter(launch=launch, ended_at=None), asked)
    ids = [found.order_by().values("customer") for found in rows]
    planned = HandOverPlan.objects.filter(launch=launch, customer__isnull=False).values("customer")
    return Customer.objects.filter(erased_at=None, pk__in=planned.union(*ids))


def plans_of(launch: Launch) -> Plans:
    """Return the plans for the customers of a launch, those first who have one: three statements, however many."""
    plans = HandOverPlan.objects.filter(launch=launch, customer__isnull=False, version__isnull=False)
    known = list(plans.select_related("customer", "version").order_by("customer__key"))
    done = set(StepDone.objects.filter(plan__in=known).values_list("plan_id", "key")) if known else set()
    planned = {plan.customer_id for plan in known}
    without = [customer for customer in customers_of(launch) if customer.pk not in planned]
    today = timezone.localtime(clock.now()).date()
    rows = [_planned(plan, {key for plan_id, key in done if plan_id == plan.pk}, launch, today) for plan in known]
    rows += [Row(customer, "waiting", "No plan yet", "", "") for customer in without[:MOST]]
    return Plans(_finding(len(known), without), rows, [customer.name for customer in without])


def _planned(plan: HandOverPlan, done: set[str], launch: Launch, today: date) -> Row:
    words = words_of_plan(plan)
    ahead = sorted((step.on, step.what) for step in words.steps if step.key not in done)
    late = sum(on < today for on, _ in ahead)
    path = reverse("briefings:plan", args=[launch.key, plan.customer_id])
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
