"""The customer's hand-over plan: complete before the gate, in versions, and clean for the customer."""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from launchgate.briefings.actions.plan import mark_step, save_plan, words_of_plan
from launchgate.briefings.models import HandOverPlan, StepDone
from launchgate.briefings.plan_words import BRING, CUSTOMER, PlanStep, PlanWords, Stakeholder
from launchgate.briefings.publishing import INTERNAL
from launchgate.core import clock
from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.core.templatetags.launchgate import dated
from launchgate.launches.actions.submit import submit_gate
from launchgate.launches.models import Launch
from tests.briefings.company import Company, ahead_of_internal
from tests.launching import answer_all, gate_of, submit

WORDS = PlanWords(
    "Welcome to it.",
    (
        Stakeholder("Kofi Mensah", "leads", "kofi@us.example"),
        Stakeholder("Priya Hidden", "sets it up", "priya@us.example", shown=False),
        Stakeholder("Ann Buyer", "decides", side=CUSTOMER),
    ),
    (PlanStep("Kick-off", date(2027, 3, 1)), PlanStep("Your list of users", date(2027, 2, 20), kind=BRING)),
)


@pytest.fixture
def launch(company: Company) -> Launch:
    launch = ahead_of_internal(company, tier=2)
    save_plan(launch.pk, WORDS, actor=company.cast.owner)
    return launch


def test_the_gate_cannot_be_submitted_while_the_plan_lacks_something(company: Company, launch: Launch):
    save_plan(launch.pk, PlanWords("Only a welcome."), actor=company.cast.owner)
    gate = gate_of(launch, INTERNAL)
    answer_all(gate, company.cast.owner)
    save_plan(launch.pk, PlanWords("Only a welcome."), actor=company.cast.owner)
    with pytest.raises(Conflict, match="Write the customer's hand-over plan"):
        submit_gate(gate.pk, actor=company.cast.owner)


def test_each_save_is_a_version_and_the_same_words_again_are_none(company: Company, launch: Launch):
    number = HandOverPlan.objects.get(launch=launch).version.number
    events = Launch.objects.get(pk=launch.pk).chain_count
    plan = HandOverPlan.objects.select_related("version").get(launch=launch)
    save_plan(launch.pk, words_of_plan(plan), actor=company.cast.owner)
    assert Launch.objects.get(pk=launch.pk).chain_count == events
    assert save_plan(launch.pk, PlanWords("Hello."), actor=company.cast.owner).number == number + 1


def test_a_step_stays_done_when_the_plan_changes_around_it(company: Company, launch: Launch):
    plan = HandOverPlan.objects.select_related("version").get(launch=launch)
    first, second = words_of_plan(plan).steps
    mark_step(launch.pk, second.key, actor=company.cast.heads["customer-care"])
    changed = PlanWords(WORDS.welcome, WORDS.stakeholders, (PlanStep("New", date(2027, 2, 1)), second))
    save_plan(launch.pk, changed, actor=company.cast.owner)
    plan.refresh_from_db()
    assert [step.key for step in words_of_plan(plan).steps] == ["s3", second.key]
    assert StepDone.objects.get(plan=plan).key == second.key
    with pytest.raises(Conflict, match="not in the plan any more"):
        mark_step(launch.pk, first.key, actor=company.cast.owner)


def test_a_new_step_is_not_done_because_one_that_left_was(company: Company, launch: Launch):
    plan = HandOverPlan.objects.select_related("version").get(launch=launch)
    first, last = words_of_plan(plan).steps
    mark_step(launch.pk, last.key, actor=company.cast.owner)
    for steps in ((first,), (first, PlanStep("New", date(2027, 2, 1)))):
        save_plan(launch.pk, replace(WORDS, steps=steps), actor=company.cast.owner)
    plan.refresh_from_db()
    done = set(StepDone.objects.filter(plan=plan).values_list("key", flat=True))
    assert not done & {step.key for step in words_of_plan(plan).steps}


def test_the_customers_page_holds_nothing_internal(client, company: Company, launch: Launch):
    client.force_login(company.cast.owner)
    page = client.get(reverse("briefings:plan_print", args=[launch.key])).content.decode()
    assert "Kofi Mensah" in page
    assert "Your list of users" in page
    for internal in ("Priya Hidden", launch.key, launch.owner.name, launch.sponsor.name, "Internal launch", "My desk"):
        assert internal not in page
    pdf = client.get(reverse("briefings:plan_pdf", args=[launch.key]))
    assert pdf.content.startswith(b"%PDF-")


def test_the_customers_page_says_the_year_of_every_day(client, company: Company, launch: Launch):
    first = clock.now().date()
    save_plan(launch.pk, replace(WORDS, steps=(PlanStep("Kick-off", first),)), actor=company.cast.owner)
    client.force_login(company.cast.owner)
    page = client.get(reverse("briefings:plan_print", args=[launch.key])).content.decode()
    assert f"<dt>{dated(first)}</dt>" in page
    assert re.search(r"as of \w+ \d+ \w+ \d{4}", page)


def test_others_may_not_change_it(company: Company, launch: Launch):
    with pytest.raises(Forbidden, match="customer care, sales or marketing"):
        save_plan(launch.pk, WORDS, actor=company.cast.heads["finance"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (PlanWords(stakeholders=(Stakeholder(" "),)), "Give everybody who takes part a name"),
        (PlanWords(steps=(PlanStep("", date(2027, 1, 1)),)), "Say of each step what is done"),
        (PlanWords(steps=(PlanStep("Meet", date(1, 1, 1)),)), "a day that can be"),
        (PlanWords(steps=(PlanStep("Meet", date(2027, 1, 1)),) * 51), "at most 50"),
        (PlanWords("x" * 4001), "4,000 is the most"),
    ],
)
def test_what_does_not_fit_is_refused(company: Company, launch: Launch, words: PlanWords, said: str):
    with pytest.raises(Invalid, match=said):
        save_plan(launch.pk, words, actor=company.cast.owner)


def test_what_was_typed_stays_when_it_does_not_fit(client, company: Company, launch: Launch):
    client.force_login(company.cast.owner)
    rows = {f"{rows}-{count}": 0 for rows in ("who", "bring") for count in ("TOTAL_FORMS", "INITIAL_FORMS")}
    rows |= {"step-TOTAL_FORMS": 1, "step-INITIAL_FORMS": 0, "step-0-what": "Meet the team", "step-0-side": "us"}
    answer = client.post(reverse("briefings:plan_edit", args=[launch.key]), rows | {"welcome": "Hello there."})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Meet the team" in page
    assert "Choose a day." in page


def test_a_plan_that_a_gate_was_submitted_with_stays_complete(company: Company, launch: Launch):
    submit(gate_of(launch, INTERNAL), company.cast)
    with pytest.raises(Conflict, match="Internal launch was submitted with this plan, which would lack"):
        save_plan(launch.pk, PlanWords("Only a welcome."), actor=company.cast.owner)
    assert HandOverPlan.objects.get(launch=launch).is_complete
    changed = PlanWords("Hello.", WORDS.stakeholders, WORDS.steps)
    assert save_plan(launch.pk, changed, actor=company.cast.owner)
