"""Writing down from anywhere what a customer said or was promised: the launch is chosen there."""

import pytest

from launchgate.customers.models import Insight
from launchgate.launches.actions.lifecycle import stop_launch
from tests.customers.promising import say_on

pytestmark = pytest.mark.django_db
SAID = {"kind": "feedback", "customer": "Nordmarkt", "words": "It is slow."}


def offered(page) -> list[str]:
    """Return the launches that a page offers, in their order."""
    return [launch.name for launch in page.context["form"].fields["launch"].queryset]


def test_what_was_said_comes_into_the_log_of_the_chosen_launch(client, small):
    launch = small.launch()
    client.force_login(small.people["sales"])
    page = client.post("/customers/add/", SAID | {"launch": launch.pk}, follow=True)
    insight = Insight.objects.get()
    assert page.redirect_chain == [(f"{launch.get_absolute_url()}customers/#insight-{insight.pk}", 303)]
    assert "What Nordmarkt said is in the log of Aurora." in page.text
    assert (insight.launch, insight.gate, insight.words) == (launch, None, "It is slow.")


def test_the_launch_that_somebody_wrote_on_last_stands_first(client, small):
    small.launch(name="Boreal")
    say_on(small.launch(name="Zephyr"), small.people["sales"])
    client.force_login(small.people["sales"])
    page = client.get("/customers/add/?customer=Nordmarkt")
    assert offered(page) == ["Zephyr", "Boreal"]
    assert 'value="Nordmarkt"' in page.text


@pytest.mark.parametrize(
    ("path", "who", "launches"),
    [
        ("/customers/add/", "sales", ["Open", "Secret"]),
        ("/customers/add/", "stranger", []),
        ("/promises/record/", "sales", ["Open", "Secret"]),
        ("/promises/record/", "stranger", ["Open"]),
    ],
)
def test_only_launches_that_take_it_and_can_be_seen_are_offered(client, small, path, who, launches):
    small.launch(name="Open")
    small.launch(name="Secret", is_confidential=True)
    stop_launch(small.launch(name="Over").pk, "Nobody wants it.", actor=small.sponsor)
    client.force_login(small.people[who])
    assert offered(client.get(path)) == launches


def test_who_adds_to_no_log_is_told_who_does(client, small):
    small.launch()
    client.force_login(small.people["stranger"])
    assert "There is no launch to whose log you can add." in client.get("/customers/add/").text


@pytest.mark.parametrize("launch", ["", "0", "x"])
def test_without_a_launch_nothing_is_written_and_all_is_kept(client, small, launch):
    small.launch()
    client.force_login(small.people["sales"])
    page = client.post("/customers/add/", SAID | {"launch": launch})
    assert page.status_code == 422
    assert "Choose the launch that it is about." in page.text
    assert "It is slow." in page.text
    assert not Insight.objects.exists()


def test_a_promise_is_recorded_on_the_chosen_launch_for_the_same_customer(client, small):
    launch = small.launch()
    client.force_login(small.people["sales"])
    page = client.get("/promises/record/", {"launch": launch.pk, "customer": "Café & Söhne"}, follow=True)
    assert page.redirect_chain[0][0].startswith(f"{launch.get_absolute_url()}promises/record/?customer=")
    assert 'value="Café &amp; Söhne"' in page.text


def test_an_exception_starts_with_the_customer_of_the_page_one_comes_from(client, small):
    client.force_login(small.people["sales"])
    assert 'value="Nordmarkt"' in client.get("/exceptions/new/?customer=Nordmarkt").text
