"""Pages of a briefing cost the same for few readers as for three hundred."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from launchgate.briefings.models import Briefing
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
