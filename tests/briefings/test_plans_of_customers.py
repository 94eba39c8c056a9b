"""A launch is handed over to many customers: each has a plan of their own, begun from the general one."""

import pytest
from django.urls import reverse

from launchgate.briefings.actions.plan import begin_plan, mark_step, save_plan, words_of_plan
from launchgate.briefings.models import HandOverPlan, PlanVersion, StepDone
from launchgate.briefings.plan_words import PlanWords
from launchgate.core.refusals import Conflict, Forbidden
from launchgate.customers.actions.erasing import erase_customer
from launchgate.customers.models import Customer
from launchgate.launches.models import Launch
from launchgate.people.models import Company as TheCompany
from tests.briefings.company import Company, ahead_of_internal
from tests.briefings.test_plan import WORDS
from tests.customers.promising import promise_on
from tests.factories import make_person
from tests.forging import verify


@pytest.fixture
def launch(company: Company) -> Launch:
    """A launch with a general plan, on which something is promised to Baltic Foods."""
    launch = ahead_of_internal(company, tier=2)
    save_plan(launch.pk, WORDS, actor=company.cast.owner)
    promise_on(launch, company.cast.heads["sales"], customer="Baltic Foods")
    return launch


@pytest.fixture
def plan(company: Company, launch: Launch) -> HandOverPlan:
    """The plan for Baltic Foods."""
    return begin_plan(launch.pk, "baltic  foods", actor=company.cast.heads["customer-care"])


def page_of(client, launch: Launch, name: str, *more) -> str:
    """Return a page of the plans of a launch."""
    return client.get(reverse(f"briefings:{name}", args=[launch.key, *more])).content.decode()


def test_a_plan_begins_as_the_general_one_and_goes_its_own_way(company: Company, launch: Launch, plan: HandOverPlan):
    general = HandOverPlan.objects.select_related("version").get(launch=launch, customer=None)
    assert words_of_plan(plan) == words_of_plan(general)
    save_plan(launch.pk, PlanWords("Only for you."), actor=company.cast.owner, customer_id=plan.customer_id)
    general.refresh_from_db()
    plan.refresh_from_db()
    assert (words_of_plan(general).welcome, words_of_plan(plan).welcome) == ("Welcome to it.", "Only for you.")


def test_what_is_begun_stays_when_it_is_begun_again(company: Company, launch: Launch, plan: HandOverPlan):
    save_plan(launch.pk, PlanWords("Only for you."), actor=company.cast.owner, customer_id=plan.customer_id)
    again = begin_plan(launch.pk, "Baltic Foods", actor=company.cast.owner)
    assert (again.pk, PlanVersion.objects.filter(plan=plan).count()) == (plan.pk, 2)


def test_a_plan_that_was_not_begun_cannot_be_saved(company: Company, launch: Launch):
    with pytest.raises(Conflict, match="No plan was begun"):
        save_plan(launch.pk, WORDS, actor=company.cast.owner, customer_id=99)


def test_others_may_not_begin_one(company: Company, launch: Launch):
    with pytest.raises(Forbidden, match="customer care, sales or marketing"):
        begin_plan(launch.pk, "Baltic Foods", actor=company.cast.heads["finance"])


def test_a_step_is_done_for_one_customer_alone(company: Company, launch: Launch, plan: HandOverPlan):
    mark_step(launch.pk, "s1", actor=company.cast.owner, customer_id=plan.customer_id)
    assert StepDone.objects.get().plan_id == plan.pk


def test_the_list_says_which_customers_have_a_plan(client, company: Company, launch: Launch, plan: HandOverPlan):
    promise_on(launch, company.cast.heads["sales"], customer="Nordmarkt")
    client.force_login(company.cast.owner)
    page = page_of(client, launch, "plan")
    assert "has a plan of their own. Not yet: " in page
    assert "the plan for Nordmarkt</span>" in page
    assert "the plan for Baltic Foods</span>" not in page
    assert reverse("briefings:plan", args=[launch.key, plan.customer_id]) in page


def test_a_plan_is_begun_on_the_page(client, company: Company, launch: Launch):
    client.force_login(company.cast.owner)
    path = reverse("briefings:plan_begin", args=[launch.key])
    assert client.post(path, {"customer": " "}).status_code == 422
    answer = client.post(path, {"customer": "Nordmarkt"})
    plan = HandOverPlan.objects.get(customer__name="Nordmarkt")
    assert answer["Location"] == reverse("briefings:plan_edit", args=[launch.key, plan.customer_id])


def test_the_page_for_a_customer_is_theirs(client, company: Company, launch: Launch, plan: HandOverPlan):
    client.force_login(company.cast.owner)
    page = page_of(client, launch, "plan_print", plan.customer_id)
    assert "For <b>Baltic Foods</b>" in page
    assert "Priya Hidden" not in page
    pdf = client.get(reverse("briefings:plan_pdf", args=[launch.key, plan.customer_id]))
    assert pdf.content.startswith(b"%PDF-")
    assert 'baltic-foods.pdf"' in pdf["Content-Disposition"]


def test_the_page_says_what_is_done_and_who_gives_it(client, company: Company, launch: Launch, plan: HandOverPlan):
    client.force_login(company.cast.owner)
    assert "Our company" not in page_of(client, launch, "plan_print", plan.customer_id)
    TheCompany.objects.update(name="Nordlicht")
    mark_step(launch.pk, "s1", actor=company.cast.owner, customer_id=plan.customer_id)
    page = page_of(client, launch, "plan_print", plan.customer_id)
    assert "Nordlicht</p>" in page
    assert page.count("done</dd>") == 1


def test_a_page_that_names_another_customer_is_not_given_away(
    client, company: Company, launch: Launch, plan: HandOverPlan
):
    promise_on(launch, company.cast.heads["sales"], customer="Nordmarkt")
    words = PlanWords("As we did for NORDMARKT, Baltic Foods.", WORDS.stakeholders, WORDS.steps)
    save_plan(launch.pk, words, actor=company.cast.owner, customer_id=plan.customer_id)
    client.force_login(company.cast.owner)
    answer = client.get(reverse("briefings:plan_print", args=[launch.key, plan.customer_id]))
    assert answer.status_code == 409
    assert "This page names Nordmarkt, another customer." in answer.content.decode()
    detail = page_of(client, launch, "plan", plan.customer_id)
    assert "It names Nordmarkt, another customer" in detail
    assert "for-customer" not in detail


def test_a_plan_that_is_given_to_another_customer_in_the_database_is_found(launch: Launch, plan: HandOverPlan):
    other = Customer.objects.create(name="Somebody Else", key="somebody else")
    HandOverPlan.objects.filter(pk=plan.pk).update(customer=other)
    assert "for which customer this hand-over plan is was changed" in verify()[1]


def test_erasing_a_customer_empties_their_plan(company: Company, launch: Launch, plan: HandOverPlan):
    erase_customer("Baltic Foods", actor=make_person(is_administrator=True), words=True)
    plan.refresh_from_db()
    assert words_of_plan(plan).stakeholders == ()
    assert words_of_plan(HandOverPlan.objects.get(launch=launch, customer=None)).stakeholders
    assert verify()[0] == 0


def test_pages_cost_the_same_for_few_and_for_many_customers(
    client, company: Company, launch: Launch, plan: HandOverPlan, django_assert_max_num_queries
):
    client.force_login(company.cast.owner)
    with django_assert_max_num_queries(60) as few:
        page_of(client, launch, "plan")
    for number in range(6):
        begin_plan(launch.pk, f"Customer {number}", actor=company.cast.owner)
    with django_assert_max_num_queries(len(few)):
        page_of(client, launch, "plan")
