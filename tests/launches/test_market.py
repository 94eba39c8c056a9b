"""The go-to-market track: over all launches, and across the gates of one."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from launchgate.core import clock
from launchgate.launches.actions.lifecycle import stop_launch
from launchgate.launches.models import Item, Launch
from tests.factories import make_person
from tests.launching import Cast, make_cast, make_launch
from tests.readiness.conftest import START

KEY, FIRST = "market_audience", "customer-input"


@pytest.fixture
def cast(db: None) -> Any:
    with clock.at(START):
        yield make_cast()


@pytest.fixture
def marketing(client, cast):
    client.force_login(cast.heads["marketing"])
    return client


def question_of(launch: Launch, key: str = KEY) -> Item:
    return Item.objects.get(gate__launch=launch, key=key)


def shown(client, **query: Any) -> list[str]:
    """Return launch and gate of the questions on the page, from top to bottom."""
    rows = client.get(reverse("launches:market"), query).context["rows"]
    return [f"{row.item.gate.launch.name}: {row.item.gate.kind}" for row in rows]


def answer(client, item: Item, **given: Any) -> Any:
    address = reverse("launches:item_answer", args=[item.gate.launch.key, item.gate.kind, item.pk])
    return client.post(address, {"value": "Shops in Europe.", "next": "/go-to-market/?state=all"} | given)


def test_open_questions_stand_by_the_day_of_their_gate(marketing, cast):
    make_launch(cast, name="Later", target_date=(START + timedelta(days=90)).date())
    make_launch(cast, name="Sooner")
    found = shown(marketing)
    assert found[0] == f"Sooner: {FIRST}"
    assert found[-1] == "Later: internal-launch"


def test_late_is_what_is_open_past_the_planned_day(marketing, cast):
    planned = question_of(make_launch(cast)).gate.planned_for
    with clock.at(datetime.combine(planned + timedelta(days=1), time(9), UTC)):
        late = shown(marketing, state="late")
    assert late == [f"Aurora Checkout: {FIRST}"]
    assert shown(marketing, state="late") == []


def test_filters_narrow_by_gate_function_and_launch(marketing, cast):
    make_launch(cast, name="One")
    other = make_launch(cast, name="Two")
    assert shown(marketing, gate=FIRST) == [f"One: {FIRST}", f"Two: {FIRST}"]
    assert shown(marketing, gate=FIRST, q=other.key) == [f"Two: {FIRST}"]
    assert shown(marketing, function=cast.function("people").pk) == []


def test_an_answer_given_in_the_list_leads_back_to_it(marketing, cast):
    item = question_of(make_launch(cast))
    sent = answer(marketing, item)
    assert (sent.status_code, sent["Location"]) == (303, "/go-to-market/?state=all")
    assert question_of(item.gate.launch).value == "Shops in Europe."
    assert shown(marketing, state="answered") == [f"Aurora Checkout: {FIRST}"]


def test_a_faulty_answer_is_kept_where_the_question_is(marketing, cast):
    sent = answer(marketing, question_of(make_launch(cast)), value=" ")
    assert sent.status_code == 422
    assert "Give an answer first" in sent.text


def test_nobody_is_led_to_another_site(marketing, cast):
    sent = answer(marketing, question_of(make_launch(cast)), next="https://example.com/")
    assert sent["Location"].endswith(f"/gates/{FIRST}/")


def test_who_may_not_answer_has_no_form(client, cast):
    make_launch(cast)
    client.force_login(make_person("Sten Stranger"))
    assert {row.form for row in client.get(reverse("launches:market")).context["rows"]} == {None}


def test_questions_of_confidential_launches_are_for_those_who_take_part(client, cast):
    make_launch(cast, name="Secret", is_confidential=True)
    client.force_login(make_person("Sten Stranger"))
    page = client.get(reverse("launches:market"))
    assert page.context["count"].open == 0
    assert "Secret" not in page.text


def test_an_unknown_gate_is_said(marketing, cast):
    page = marketing.get(reverse("launches:market"), {"gate": "nowhere"})
    assert page.status_code == 422
    assert "No playbook has a gate of this kind" in page.text


def test_the_list_costs_the_same_for_one_launch_and_five(marketing, cast):
    make_launch(cast)
    one = _statements(marketing)
    for number in range(4):
        make_launch(cast, name=f"Launch {number}")
    assert _statements(marketing) == one


def test_the_page_of_a_launch_shows_the_track(marketing, cast: Cast):
    launch = make_launch(cast)
    answer(marketing, question_of(launch))
    stops = marketing.get(launch.get_absolute_url()).context["market"]
    assert [(stop.answered, stop.asked) for stop in stops] == [(1, 1), (0, 1), (0, 1), (0, 1), (0, 1)]
    assert (stops[0].next, stops[1].next) == (None, question_of(launch, "market_message"))


def test_nothing_is_late_on_a_launch_that_was_stopped(marketing, cast: Cast):
    launch = make_launch(cast)
    planned = question_of(launch).gate.planned_for
    with clock.at(datetime.combine(planned + timedelta(days=1), time(9), UTC)):
        assert marketing.get(launch.get_absolute_url()).context["market"][0].is_late
        stop_launch(launch.pk, "Nobody wants it.", actor=cast.owner)
        assert not marketing.get(launch.get_absolute_url()).context["market"][0].is_late


def _statements(client) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(reverse("launches:market")).status_code == 200
    return len(captured)
