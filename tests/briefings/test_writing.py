"""Writing a briefing on the page: names that fit nobody are said beside the field, and what was typed stays."""

import pytest
from django.urls import reverse

from launchgate.briefings.models import Briefing
from tests.briefings.company import Company, ahead_of_internal


@pytest.mark.parametrize(
    ("people", "says"),
    [
        ("x" * 100_000, "is not the name of exactly one colleague"),
        ("Nobody at all", "“Nobody at all” is not the name of exactly one colleague"),
        ("Nobody\n" * 501, "These are 501 names; 500 is the most."),
    ],
)
def test_names_that_fit_nobody_are_said_beside_them(client, company: Company, people: str, says: str):
    launch = ahead_of_internal(company)
    client.force_login(company.cast.owner)
    sent = {"title": "Soon", "text": "It comes.", "people": people}
    answer = client.post(reverse("briefings:new", args=[launch.key]), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert people.strip() in page
    assert not Briefing.objects.filter(title="Soon").exists()
