"""Steps of hand-over plans are shown where somebody passes by: on the launch; and who lacks a plan, on the gate."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from launchgate.briefings.actions.plan import begin_plan, mark_step, save_plan
from launchgate.briefings.plan_words import PlanStep
from launchgate.briefings.queries.customers import MOST_DUE, plans_of, saved_plans
from launchgate.launches.models import Launch
from tests.briefings.company import Company, ahead_of_internal
from tests.briefings.test_plan import WORDS
from tests.customers.promising import promise_on
from tests.launching import in_days


@pytest.fixture
def launch(company: Company) -> Launch:
    """A launch whose general plan has a step that is late, one that comes soon, and one that does not."""
    launch = ahead_of_internal(company, tier=2)
    steps = (PlanStep("Far", in_days(40)), PlanStep("Soon", in_days(3)), PlanStep("Missed", in_days(-2)))
    save_plan(launch.pk, replace(WORDS, steps=steps), actor=company.cast.owner)
    return launch


def due_on(launch: Launch) -> list[tuple[str, str]]:
    """Return what is late or comes soon on a launch, and for whom."""
    return [(one.step.step.what, str(one.customer or "")) for one in plans_of(launch, saved_plans(launch)).due]


def test_what_is_late_comes_first_and_what_is_far_or_done_is_left_out(company: Company, launch: Launch):
    assert due_on(launch) == [("Missed", ""), ("Soon", "")]
    mark_step(launch.pk, "s3", actor=company.cast.owner)
    assert due_on(launch) == [("Soon", "")]


def test_where_customers_have_plans_theirs_count(company: Company, launch: Launch):
    begin_plan(launch.pk, "Nordmarkt", actor=company.cast.owner)
    assert due_on(launch) == [("Missed", "Nordmarkt"), ("Soon", "Nordmarkt")]


def test_a_general_plan_that_customers_copied_is_only_a_pattern(client, company: Company, launch: Launch):
    client.force_login(company.cast.owner)
    path = reverse("briefings:plan", args=[launch.key])
    assert "One step is late." in client.get(path).content.decode()
    begin_plan(launch.pk, "Nordmarkt", actor=company.cast.owner)
    page = client.get(path).content.decode()
    assert "One step is late." not in page
    assert ("Missed" in page, "Done<span" in page) == (True, False)


def test_the_launch_shows_some_and_says_how_many_more(client, company: Company, launch: Launch):
    client.force_login(company.cast.owner)
    for number in range(MOST_DUE):
        begin_plan(launch.pk, f"Customer {number}", actor=company.cast.owner)
    page = client.get(launch.get_absolute_url()).content.decode()
    assert page.count('<li><b class="num">') == MOST_DUE
    assert f"And {MOST_DUE} more that are late or come within a week." in page


def test_the_gate_names_who_has_no_plan_of_their_own(client, company: Company, launch: Launch):
    client.force_login(company.cast.owner)
    gate = reverse("launches:gate", args=[launch.key, "internal-launch"])
    assert "Begin their plans" not in client.get(gate).content.decode()
    promise_on(launch, company.cast.heads["sales"], customer="Baltic Foods")
    page = client.get(gate).content.decode()
    assert "0 of 1 customer has a plan of their own. Not yet: Baltic Foods." in page
    assert f"{reverse('briefings:plan', args=[launch.key])}#customers-heading" in page
    begin_plan(launch.pk, "Baltic Foods", actor=company.cast.owner)
    assert "Begin their plans" not in client.get(gate).content.decode()


def test_the_launch_costs_the_same_for_few_and_for_many_plans(client, company: Company, launch: Launch):
    client.force_login(company.cast.owner)
    counts = []
    for more in (1, 6):
        for number in range(more):
            begin_plan(launch.pk, f"Customer {more} {number}", actor=company.cast.owner)
        client.get(launch.get_absolute_url())
        with CaptureQueriesContext(connection) as caught:
            client.get(launch.get_absolute_url())
        counts.append(len(caught))
    assert counts[0] == counts[1]
