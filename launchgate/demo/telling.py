"""The company hears first: what the demo company writes for its own people and for its customers, and who reads it."""

from collections.abc import Collection
from datetime import timedelta
from typing import TYPE_CHECKING

from launchgate.briefings.actions.plan import begin_plan, mark_step, save_plan, words_of_plan
from launchgate.briefings.actions.read import acknowledge_briefing, ask_about_briefing
from launchgate.briefings.actions.words import BriefingWords
from launchgate.briefings.actions.write import write_briefing
from launchgate.briefings.models import Briefing, HandOverPlan, Reading, StepDone
from launchgate.briefings.plan_words import BRING, CUSTOMER, PlanStep, PlanWords, Stakeholder
from launchgate.briefings.queries.customers import customers_of
from launchgate.core import clock
from launchgate.core.templatetags.launchgate import long_day
from launchgate.launches.models import Launch
from launchgate.people.models import Person

if TYPE_CHECKING:
    from launchgate.demo.walk import Steps, Walk

INTERNAL = "internal-launch"
FRONT_LINE = ("sales", "customer-care")
TEXT = """\
# What it is

{summary}

For **{audience}**, from {day}.

# What you say

- It comes on {day}. **Nobody says so outside before that day**, also not on LinkedIn.
- What it costs is in the price list; there are no discounts in the first month.
- Who wants it earlier talks to {owner}.

# What customers will ask

| They ask | You answer |
|---|---|
| Do we have to change anything? | No. It is there when they sign in. |
| Who helps us start? | Customer care, on the usual number. |
| What if it does not work for us? | They can go back within thirty days. |
"""
# Days after which a step that was due is marked as done.
BEHIND = 2
# Long enough for the last step, a month after the target date.
HANDED_OVER = timedelta(days=45)
# Of so many of its customers each launch has a plan; the others wait for theirs.
MOST_PLANNED = 2
WELCOME = """\
Welcome to {name}. On this page you find who looks after you, what happens next and when, and what we need from you.

Call us whenever something is unclear: the sooner we know, the easier it is to put right."""


def tell_own_people(walk: "Walk", *functions: str) -> Briefing:
    """Write a briefing, and the customer's hand-over plan where there is none yet."""
    launch, owner = walk.launch, walk.owner
    chosen = functions or FRONT_LINE
    names = " and ".join(walk.world.functions[key].name for key in chosen)
    text = TEXT.format(
        summary=launch.summary, audience=launch.audience, day=long_day(launch.target_date), owner=owner.name
    )
    ids = tuple(walk.world.functions[key].pk for key in chosen)
    briefing = write_briefing(launch.pk, BriefingWords(f"{launch.name} for {names}", text, ids), actor=owner)
    if not HandOverPlan.objects.filter(launch=launch).exists():
        save_plan(launch.pk, _plan(walk), actor=walk.world.people["care"])
        for customer in customers_of(launch).order_by("key")[:MOST_PLANNED]:
            begin_plan(launch.pk, customer.name, actor=walk.world.people["care"])
    return briefing


def _plan(walk: "Walk") -> PlanWords:
    target, people = walk.launch.target_date, walk.world.people
    us = [
        Stakeholder(people["care"].name, "looks after you in the first months", "care@nordlicht.example"),
        Stakeholder(people["sales"].name, "made the offer", "sales@nordlicht.example"),
        Stakeholder(people["operations"].name, "sets it up", "operations@nordlicht.example", shown=False),
    ]
    them = [
        Stakeholder("Your project lead", "decides, and is called first", side=CUSTOMER),
        Stakeholder("Your shop managers", "use it every day", side=CUSTOMER),
    ]

    def on(days: int) -> dict:
        return {"on": target + timedelta(days=days)}

    steps = (
        PlanStep("Kick-off by telephone: half an hour", **on(-7)),
        PlanStep("Your access is set up", **on(-2)),
        PlanStep("First day with it, with somebody from us on the line", **on(1)),
        PlanStep("Tell us what is in your way", side=CUSTOMER, **on(14)),
        PlanStep("Look back together after a month", **on(30)),
        PlanStep("The names and addresses of everybody who signs in", kind=BRING, **on(-10)),
        PlanStep("Somebody who can decide on prices, at the kick-off", kind=BRING, **on(-7)),
    )
    return PlanWords(WELCOME.format(name=walk.launch.name), (*us, *them), steps)


def read_up(walk: "Walk", *, leave: Collection[str] = ()) -> "Steps":
    """Have everybody who is asked acknowledge, over some days; those whose keys are left do not."""
    left = {walk.world.people[key].pk for key in leave}
    asked = Reading.objects.filter(briefing__launch=walk.launch, is_read=False, out="").exclude(person__in=left)
    for reading in asked.select_related("person"):
        yield walk.rng.uniform(0.05, 0.4)
        acknowledge_briefing(reading.pk, actor=reading.person)


def ask_owner(walk: "Walk", key: str, question: str) -> None:
    """Have a reader ask the owner something."""
    reading = Reading.objects.filter(briefing__launch=walk.launch, person=walk.world.people[key])[0]
    ask_about_briefing(reading.pk, question, actor=reading.person)


def take_steps(care: Person) -> None:
    """Mark the steps of hand-over plans of public launches that came due; care is a day or two behind."""
    young = Launch.objects.filter(status=Launch.Status.LIVE, live_at__gte=clock.now() - HANDED_OVER)
    plans = HandOverPlan.objects.filter(launch__in=young).select_related("version")
    done = set(StepDone.objects.filter(plan__launch__in=young).values_list("plan_id", "key"))
    until = clock.now().date() - timedelta(days=BEHIND)
    for plan in plans.order_by("pk"):
        for step in words_of_plan(plan).steps:
            if step.on <= until and (plan.pk, step.key) not in done:
                mark_step(plan.launch_id, step.key, actor=care, customer_id=plan.customer_id)
