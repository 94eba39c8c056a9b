"""What people click about the customer's hand-over plan: saved with what dice choose, its steps done and undone."""

import random
from datetime import timedelta

from launchgate.briefings.actions.plan import begin_plan, mark_step, save_plan
from launchgate.briefings.models import HandOverPlan
from launchgate.briefings.plan_words import BRING, CUSTOMER, STEP, US, PlanStep, PlanWords, Stakeholder
from launchgate.people.models import Person
from tests.launches.clicks import Company, Verb, likely

PEOPLE = (Stakeholder("Kofi Mensah"), Stakeholder("Ann Buyer", side=CUSTOMER), Stakeholder(" "))
# The first two make a plan complete with a step; a name that cannot be seen is refused.
LIKELY = (PEOPLE[:2], PEOPLE[:2], PEOPLE[:2], PEOPLE[:1], PEOPLE, ())


def _words(company: Company, dice: random.Random) -> PlanWords:
    first = company.moment.date()
    steps = tuple(
        PlanStep(f"Step {number}", first + timedelta(days=number), dice.choice((US, CUSTOMER)), kind, key)
        for number, kind, key in dice.sample(((1, STEP, "s1"), (2, STEP, ""), (3, BRING, "s1")), dice.randrange(4))
    )
    return PlanWords(dice.choice(("Welcome.", "")), dice.choice(LIKELY), steps)


def _who(company: Company, actor: Person, dice: random.Random) -> Person:
    return likely(dice, dice.choice((company.launch.owner, company.launch.sponsor)), actor)


def save(company: Company, actor: Person, dice: random.Random) -> None:
    begun = HandOverPlan.objects.filter(launch=company.launch_id).order_by("pk").values_list("customer", flat=True)
    save_plan(
        company.launch_id,
        _words(company, dice),
        actor=_who(company, actor, dice),
        customer_id=dice.choice((None, *begun)),
        seen=dice.choice((0, 0, 1)),
    )


def mark(company: Company, actor: Person, dice: random.Random) -> None:
    key, is_done = dice.choice(("s1", "s1", "s2", "s9")), dice.random() < 0.7
    mark_step(company.launch_id, key, actor=_who(company, actor, dice), is_done=is_done)


def begin(company: Company, actor: Person, dice: random.Random) -> None:
    begin_plan(company.launch_id, dice.choice(("Baltic Foods", "Nordmarkt", " ")), actor=_who(company, actor, dice))


def plan_the_hand_over(company: Company) -> None:
    """Write a complete plan where there is none, as an owner does whose gate asks for one."""
    if not HandOverPlan.objects.filter(launch=company.launch_id, is_complete=True).exists():
        steps = (PlanStep("Kick-off", company.moment.date() + timedelta(days=9)),)
        save_plan(company.launch_id, PlanWords("Welcome.", PEOPLE[:2], steps), actor=company.launch.owner)


PLANS: dict[str, Verb] = {f"{verb.__name__}_plan": verb for verb in (begin, save, mark)}
