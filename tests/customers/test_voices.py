"""What several people heard of one customer: one voice, read once, with every report of it."""

import pytest
from django.http import QueryDict

from launchgate.customers.actions.insights import withdraw_insight
from launchgate.customers.queries.insights import read_log
from tests.customers.promising import say_on

pytestmark = pytest.mark.django_db


@pytest.mark.both
@pytest.mark.parametrize("path", ["/launches/L-1/customers/", "/customers/", "/customers/?q=slow", "/search/?q=slow"])
def test_a_voice_is_read_once_with_its_other_reports_under_it(client, small, path):
    launch = small.launch()
    say_on(launch, small.owner, words="It is slow!")
    last = say_on(launch, small.people["sales"], words="it is  SLOW")
    client.force_login(small.people["stranger"])
    page = client.get(path.replace("L-1/", f"{launch.key}/")).text
    assert page.count('class="voice" id=') == 1
    assert f'id="insight-{last.pk}"' in page
    assert "Said one more time, written down by Olu Owner" in page
    assert "<q>It is slow!</q>" in page


def test_a_report_whose_voice_was_withdrawn_is_read_on_its_own(client, small):
    launch = small.launch()
    first = say_on(launch, small.owner, words="It is slow!")
    say_on(launch, small.people["sales"], words="it is  SLOW")
    withdraw_insight(first.pk, "Not for us.", actor=small.owner)
    client.force_login(small.owner)
    log = read_log(launch, QueryDict())
    assert [(entry.insight.words, entry.others) for entry in log.entries] == [("it is  SLOW", "")]


def test_of_a_voice_that_many_heard_the_newest_reports_are_read_and_the_others_counted(small):
    launch = small.launch()
    for who in ("sales", "finance", "member", "deputy", "owner", "sponsor"):
        say_on(launch, small.people[who])
    (entry,) = read_log(launch, QueryDict()).entries
    assert entry.others == ("Said five more times, written down by Olu Owner, Dee Deputy, Mem Member and 2 more")
    assert (len(entry.again), entry.more) == (3, 2)
