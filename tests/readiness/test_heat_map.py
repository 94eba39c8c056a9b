"""The heat map: its rows, its columns, its filters and its pages."""

from datetime import timedelta

import pytest
from django.http import QueryDict

from launchgate.core import clock
from launchgate.launches.actions.edit import hand_over
from launchgate.launches.actions.lifecycle import hold_launch, stop_launch
from launchgate.readiness.pages import read_page
from launchgate.readiness.rows import ROWS
from tests.launches.small import make_small
from tests.launching import in_days, make_launch, pass_gate
from tests.readiness.reading import names_on, page_of


def test_rows_are_ordered_by_target_date(cast):
    make_launch(cast, name="Later", target_date=in_days(90))
    make_launch(cast, name="Sooner", target_date=in_days(45))
    assert names_on(page_of(cast.sponsor)) == ["Sooner", "Later"]


def test_launches_that_do_not_run_are_left_out(cast):
    launch = make_launch(cast)
    stop_launch(launch.pk, "Nobody wants it.", actor=cast.owner)
    assert names_on(page_of(cast.sponsor)) == []


def test_filter_by_date_keeps_what_is_planned_until_then(cast):
    make_launch(cast, name="Soon", target_date=in_days(30))
    make_launch(cast, name="Next", target_date=in_days(31))
    assert names_on(page_of(cast.sponsor, window=30)) == ["Soon"]
    assert names_on(page_of(cast.sponsor, window="all")) == ["Soon", "Next"]


def test_filter_by_tier(cast):
    make_launch(cast, name="Risky", tier=1)
    make_launch(cast, name="Usual", tier=2)
    assert names_on(page_of(cast.sponsor, tier=1)) == ["Risky"]


def test_filter_by_owner(cast):
    make_launch(cast, name="Kept")
    given = make_launch(cast, name="Given")
    hand_over(given.pk, "owner", cast.heads["product"].pk, actor=cast.owner)
    assert names_on(page_of(cast.sponsor, owner=cast.heads["product"].pk)) == ["Given"]


def test_filter_by_court_keeps_what_a_function_holds_up(cast):
    make_launch(cast, name="With sales")
    moved = make_launch(cast, name="Moved on")
    pass_gate(moved, "customer-input", cast)
    assert names_on(page_of(cast.sponsor, court=cast.function("sales").pk)) == ["With sales"]
    assert names_on(page_of(cast.sponsor, court=cast.function("product").pk)) == ["Moved on"]


def test_filter_by_court_of_owners(cast):
    make_launch(cast, name="Prepared by its owner")
    held = make_launch(cast, name="Held")
    hold_launch(held.pk, "Supplier changed.", actor=cast.owner, look_again_on=in_days(7))
    assert names_on(page_of(cast.sponsor, court="owners")) == ["Prepared by its owner"]


def test_filter_by_hold(cast):
    make_launch(cast, name="Goes on")
    held = make_launch(cast, name="Held")
    hold_launch(held.pk, "Supplier changed.", actor=cast.owner, look_again_on=in_days(7))
    page = page_of(cast.sponsor, state="on-hold")
    assert names_on(page) == ["Held"]
    assert page.heat_map.rows[0].about == "Tier 2 · day 0 of 30 · on hold until 15 Jun"


def test_filter_by_risk(cast):
    make_launch(cast, name="Stalled")
    with clock.at(clock.now() + timedelta(days=8)):
        make_launch(cast, name="Fresh")
    assert names_on(page_of(cast.sponsor, days=9, state="at-risk")) == ["Stalled"]


def test_filters_that_are_set_are_told(cast):
    make_launch(cast, tier=1)
    page = page_of(cast.sponsor, window=90, tier=1, owner=cast.owner.pk)
    assert page.chosen == ["Next 90 days", "Tier 1", "owned by Ines Calder"]


def test_filter_that_is_not_understood_narrows_nothing_and_says_so(client, cast):
    make_launch(cast)
    client.force_login(cast.sponsor)
    answer = client.get("/readiness/?owner=abc")
    assert answer.status_code == 422
    assert "This person owns no running launch." in answer.text
    assert "Aurora Checkout" in answer.text


def test_filters_that_leave_nothing_offer_to_be_cleared(client, cast):
    make_launch(cast, tier=2)
    client.force_login(cast.sponsor)
    answer = client.get("/readiness/?tier=1")
    assert "No launch fits." in answer.text
    assert "Clear the filters" in answer.text


def test_company_without_launches_is_shown_how_to_begin(client, cast):
    client.force_login(cast.sponsor)
    answer = client.get("/readiness/")
    assert "No launch is running." in answer.text
    assert 'href="/launches/new/"' in answer.text


def test_pages_follow_each_other_without_a_gap(cast):
    for number in range(ROWS + 2):
        make_launch(cast, name=f"Launch {number:02}", tier=1, target_date=in_days(40 + number // 2))
    first = page_of(cast.sponsor, tier=1)
    second = read_page(cast.sponsor, QueryDict(first.heat_map.page.next_query))
    assert len(names_on(first)) == ROWS
    assert names_on(first) + names_on(second) == [f"Launch {number:02}" for number in range(ROWS + 2)]
    assert second.chosen == ["Tier 1"]
    assert read_page(cast.sponsor, QueryDict(second.heat_map.page.previous_query)).heat_map.rows == first.heat_map.rows


@pytest.mark.django_db
def test_gates_of_another_playbook_stand_in_their_order_under_their_own_names():
    small = make_small()
    small.launch(name="Short way")
    row = page_of(small.sponsor).heat_map.rows[0]
    assert [cell and cell.by for cell in row.cells] == ["Input", "Build", "Price", "Tell", None]
    assert row.cells[1].words == "Short way, Build: opens after Input"


@pytest.mark.parametrize(
    ("days", "words"), [(0, "day 0 of 30"), (1, "day 1 of 30"), (42, "day 30 of 30"), (49, "day 35, 5 over")]
)
def test_each_row_says_which_of_its_thirty_days_it_is_on(cast, days, words):
    make_launch(cast, tier=2, target_date=in_days(120))
    assert page_of(cast.sponsor, days=days).heat_map.rows[0].about == f"Tier 2 · {words} · {cast.owner.name}"
