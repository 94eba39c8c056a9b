"""The list of launches: what it shows, what it filters by, how it turns its pages."""

from datetime import timedelta

import pytest
from django.utils.http import urlencode

from launchgate.core import clock
from launchgate.launches.actions.edit import follow_launch
from launchgate.launches.actions.lifecycle import hold_launch, stop_launch
from tests.launches.small import START, Small
from tests.launching import in_days

pytestmark = pytest.mark.django_db

STATEMENTS = 10


@pytest.fixture
def small(client, company: Small) -> Small:
    small = company.copy()
    client.force_login(small.owner)
    return small


def open_launches(small, *names, **changes):
    with clock.at(START):
        return [small.launch(name=name, **changes) for name in names]


def listed(client, **filters):
    """Return the names on the list under these filters."""
    with clock.at(START + timedelta(days=1)):
        page = client.get(f"/launches/?{urlencode(filters)}")
    return [row.name for row in page.context["rows"]]


def test_list_is_ordered_by_target_date(client, small):
    open_launches(small, "Later", target_date=(START + timedelta(days=90)).date())
    open_launches(small, "Sooner", target_date=(START + timedelta(days=60)).date())
    assert listed(client) == ["Sooner", "Later"]


def test_list_leaves_stopped_launches_out_unless_asked(client, small):
    first, _ = open_launches(small, "Ended", "Goes on")
    stop_launch(first.pk, "Nobody wants it.", actor=small.owner)
    assert listed(client) == ["Goes on"]
    assert listed(client, status="stopped") == ["Ended"]


def test_list_shows_those_on_hold_with_who_looks_again(client, small):
    launch, _ = open_launches(small, "Paused", "Goes on")
    with clock.at(START):
        hold_launch(launch.pk, "Supplier changed.", actor=small.owner, look_again_on=in_days(7))
        row = client.get("/launches/?status=held").context["rows"][0]
    assert listed(client, status="held") == ["Paused"]
    assert row.chip == ("held", "On hold")
    assert row.waits == "looks again on 9 Mar"


@pytest.mark.parametrize("words", ["aurora check", "L-{pk}", "l-{pk}", "shops"])
def test_list_finds_by_name_key_and_audience(client, small, words):
    launch = open_launches(small, "Aurora Checkout")[0]
    open_launches(small, "Gift Cards", audience="Everybody")
    assert listed(client, q=words.format(pk=launch.pk)) == ["Aurora Checkout"]


def test_list_filters_by_tier(client, small):
    open_launches(small, "Risky", tier=1)
    open_launches(small, "Usual")
    assert listed(client, tier=1) == ["Risky"]


def test_list_filters_by_owner(client, small):
    open_launches(small, "Aurora")
    assert listed(client, owner=small.owner.pk) == ["Aurora"]


def test_list_filters_by_whose_court(client, small):
    open_launches(small, "Aurora")
    assert listed(client, court=small.functions["sales"].pk) == ["Aurora"]
    assert listed(client, court=small.functions["finance"].pk) == []


def test_list_shows_mine(client, small):
    open_launches(small, "Aurora")
    assert listed(client, whose="mine") == ["Aurora"]
    client.force_login(small.people["sales"])
    assert listed(client, whose="mine") == []


def test_list_shows_what_one_follows(client, small):
    launch, _ = open_launches(small, "Followed", "Not followed")
    follow_launch(launch.pk, actor=small.owner)
    assert listed(client, whose="followed") == ["Followed"]


def test_list_hides_confidential_launches_from_strangers(client, small):
    open_launches(small, "Secret", is_confidential=True)
    client.force_login(small.people["stranger"])
    assert listed(client) == []


def test_list_names_whose_court_a_launch_is_in(client, small):
    open_launches(small, "Aurora")
    row = client.get("/launches/").context["rows"][0]
    assert row.waits in ("to prepare and submit Input", "to answer checklist items of Input")


def test_list_says_which_filter_found_nothing(client, small):
    open_launches(small, "Aurora")
    page = client.get("/launches/?q=zeppelin&tier=3")
    assert "Looked for words “zeppelin”, tier “Tier 3”." in page.text
    assert "Clear the filters" in page.text


def test_list_without_launches_offers_to_open_one(client, small):
    page = client.get("/launches/")
    assert "No launch is running." in page.text
    assert 'href="/launches/new/"' in page.text


@pytest.mark.parametrize("query", ["tier=9", "owner=x", "status=gone", "q=" + "x" * 201])
def test_list_refuses_a_filter_that_does_not_fit(client, small, query):
    open_launches(small, "Aurora")
    page = client.get(f"/launches/?{query}")
    assert page.status_code == 422
    assert "This filter does not fit" in page.text


def test_list_answers_htmx_with_the_rows_alone(client, small):
    open_launches(small, "Aurora")
    page = client.get("/launches/", headers={"HX-Request": "true"})
    assert "<html" not in page.text
    assert 'id="launches"' in page.text


def test_list_turns_pages_and_keeps_the_filter(client, small):
    open_launches(small, *(f"Launch {number}" for number in range(27)))
    first = client.get("/launches/?whose=mine")
    second = client.get("/launches/?" + first.context["page"].next_query)
    assert (len(first.context["rows"]), len(second.context["rows"])) == (25, 2)
    assert "whose=mine" in second.context["page"].previous_query


def test_list_costs_the_same_for_one_launch_and_twenty(client, small, django_assert_num_queries):
    open_launches(small, "Aurora")
    client.get("/launches/")
    with django_assert_num_queries(STATEMENTS):
        client.get("/launches/")
    open_launches(small, *(f"Launch {number}" for number in range(20)))
    with django_assert_num_queries(STATEMENTS):
        client.get("/launches/")
