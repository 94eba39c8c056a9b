"""Lists by page from where the last ended."""

from datetime import UTC, datetime, timedelta

import pytest
from django.http import QueryDict

from launchgate.core.models import Once
from launchgate.core.paging import Page, keyset_page
from launchgate.core.refusals import Invalid

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
NEWEST_FIRST = ("-used_at", "pk")


def make_rows(number: int) -> None:
    """Make rows of which two and two share their moment, so that the second field has to decide."""
    Once.objects.bulk_create(Once(key=f"{n:03}", used_at=NOON + timedelta(minutes=n // 2)) for n in range(number))


def page(query: str = "", size: int = 4) -> Page[Once]:
    return keyset_page(Once.objects.all(), QueryDict(query), fields=NEWEST_FIRST, size=size)


def keys(of: Page[Once]) -> list[str]:
    return [row.pk for row in of.rows]


def test_pages_follow_one_another_without_gap_or_repeat() -> None:
    make_rows(11)
    seen, query = [], ""

    for _ in range(3):
        current = page(query)
        seen += keys(current)
        query = current.next_query

    assert seen == [row.pk for row in Once.objects.order_by("-used_at", "pk")]
    assert query == ""


def test_the_way_back_shows_the_same_pages() -> None:
    make_rows(11)
    first = page()
    second = page(first.next_query)
    third = page(second.next_query)

    assert keys(page(third.previous_query)) == keys(second)
    back_at_first = page(page(third.previous_query).previous_query)
    assert keys(back_at_first) == keys(first)
    assert back_at_first.previous_query == ""
    assert keys(page(back_at_first.next_query)) == keys(second)


def test_a_page_that_holds_everything_leads_nowhere() -> None:
    make_rows(4)

    only = page()

    assert (only.next_query, only.previous_query) == ("", "")


def test_filters_stay_in_the_links() -> None:
    make_rows(6)

    assert QueryDict(page("state=active&state=held").next_query).getlist("state") == ["active", "held"]


def test_a_row_that_comes_in_meanwhile_moves_nothing() -> None:
    make_rows(8)
    first = page()
    Once.objects.create(key="later", used_at=NOON + timedelta(days=1))

    assert keys(page(first.next_query)) == ["002", "003", "000", "001"]


def test_one_statement_whatever_the_page(django_assert_num_queries: object) -> None:
    make_rows(11)
    query = page().next_query

    with django_assert_num_queries(1):  # type: ignore[operator]
        page(query)


@pytest.mark.parametrize("place", ["after=forged", "before=1:2:3", "after=" + "x" * 5000])
def test_a_forged_place_is_refused_in_a_sentence(place: str) -> None:
    with pytest.raises(Invalid, match="Start again at its first page"):
        page(place)


def test_a_place_in_another_list_is_refused() -> None:
    make_rows(8)
    query = keyset_page(Once.objects.all(), QueryDict(), fields=("pk",), size=2).next_query

    with pytest.raises(Invalid):
        page(query)
