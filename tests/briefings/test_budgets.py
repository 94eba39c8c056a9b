"""Pages of a briefing cost the same for few readers as for three hundred."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from launchgate.briefings.models import Briefing
from launchgate.briefings.queries.readers import A_PAGE, MOST
from launchgate.people.models import Seat
from tests.briefings.company import Company, published, read_by
from tests.factories import make_person, seat

MORE = 292


@pytest.fixture
def few(company: Company) -> Briefing:
    briefing = published(company)
    read_by(briefing, company.sellers[0])
    return briefing


@pytest.fixture
def many(company: Company, few: Briefing) -> Briefing:
    for number in range(MORE):
        seat(make_person(f"Seller {number}"), company.cast.function("sales"), Seat.Rank.MEMBER)
    briefing = published(company)
    read_by(briefing, company.sellers[0])
    return briefing


def pages_of(briefing: Briefing) -> list[str]:
    key = briefing.launch.key
    return [
        briefing.launch.get_absolute_url(),
        reverse("launches:gate", args=[key, "internal-launch"]),
        f"{briefing.launch.get_absolute_url()}gates/internal-launch/pack/",
        reverse("launches:history", args=[key]),
        reverse("briefings:list", args=[key]),
        reverse("briefings:readers", args=[briefing.pk]),
        reverse("briefings:readers_csv", args=[briefing.pk]),
        briefing.get_absolute_url(),
    ]


def test_pages_cost_the_same_for_three_hundred_readers(client, company: Company, few: Briefing, many: Briefing):
    client.force_login(company.cast.owner)
    for path, longer in zip(pages_of(few), pages_of(many), strict=True):
        counts = []
        for address in (path, longer):
            client.get(address)
            with CaptureQueriesContext(connection) as caught:
                assert client.get(address).status_code == 200
            counts.append(len(caught))
        assert counts[0] == counts[1], path


def test_the_page_of_a_launch_tells_of_hundreds_in_a_row(client, company: Company, many: Briefing):
    client.force_login(company.cast.owner)
    page = client.get(many.launch.get_absolute_url()).content.decode()
    assert "and 296 more</b>" in page
    assert "297 more</b>" not in page


def test_hundreds_of_readers_are_read_page_by_page(client, company: Company, many: Briefing):
    client.force_login(company.cast.owner)
    path = reverse("briefings:readers", args=[many.pk])
    sales = company.cast.function("sales").pk
    first = client.get(path).content.decode()
    assert first.count('class="reader"') == MOST + len(company.carers)
    assert "Show all 297" in first
    address, seen = f"{path}?function={sales}", []
    while address:
        page = BeautifulSoup(client.get(address).content, "html.parser")
        rows = page.select(".reader .who > span:last-child")
        assert len(rows) <= A_PAGE
        seen += [row.get_text() for row in rows]
        more = page.select_one("a[rel=next]")
        address = f"{path}{more['href']}" if more else ""
    assert sorted(seen) == sorted(reading.person.name for reading in many.readings.filter(function=sales))
    # Who has read it comes last.
    assert seen[-1] == company.sellers[0].name


@pytest.mark.parametrize("function", ["", "0", "x", "999999"])
def test_a_function_that_reads_nothing_leaves_the_whole_list(client, company: Company, few: Briefing, function: str):
    client.force_login(company.cast.owner)
    page = client.get(f"{reverse('briefings:readers', args=[few.pk])}?function={function}").content.decode()
    assert page.count('class="reader"') == len(company.readers)
