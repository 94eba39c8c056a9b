"""Opening a launch on one page: what is filled in, what is refused, what is kept."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from launchgate.core import clock
from launchgate.core.refusals import Forbidden
from launchgate.launches.actions.open_launch import LaunchFacts, open_launch
from launchgate.launches.models import Launch
from launchgate.playbooks.models import Playbook
from tests.launches.small import START, Small

pytestmark = pytest.mark.django_db

NEW = "/launches/new/"


@pytest.fixture
def small(client, company: Small) -> Small:
    small = company.copy()
    client.force_login(small.owner)
    return small


def given(small: Small, **changes: object) -> dict[str, object]:
    """Return what a person fills in."""
    return {
        "name": "Aurora Checkout",
        "summary": "One page to pay on.",
        "audience": "Shops in Europe",
        "confidential": "",
        "version": small.version.pk,
        "tier": 2,
        "target_date": (clock.now() + timedelta(days=90)).date().isoformat(),
        "owner": small.owner.pk,
        "sponsor": small.sponsor.pk,
        "once": str(uuid4()),
        **changes,
    }


def test_new_opens_a_launch_and_leads_to_its_page(client, small):
    answer = client.post(NEW, given(small))
    launch = Launch.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/launches/{launch.key}/")
    assert (launch.owner, launch.sponsor, launch.is_confidential) == (small.owner, small.sponsor, False)


def test_new_opens_a_confidential_launch(client, small):
    client.post(NEW, given(small, confidential="yes"))
    assert Launch.objects.get().is_confidential


def test_new_saves_a_doubled_post_once(client, small):
    form = given(small)
    first = client.post(NEW, form)
    again = client.post(NEW, form)
    assert (again.status_code, again.url) == (303, first.url)
    assert "saved once" in client.get(again.url).text
    assert Launch.objects.count() == 1


def test_new_shows_gates_heads_and_dates_from_the_start(client, small):
    with clock.at(START):
        page = client.get(NEW)
    gates = page.context["plan"].gates
    assert [gate.name for gate in gates] == ["Input", "Build", "Price", "Tell"]
    assert [signer.person.name for signer in gates[0].signers] == ["Cara Care", "Sal Sales"]
    assert page.context["plan"].late == 0


def test_new_plans_backwards_from_the_date_in_the_address(client, small):
    query = {"version": small.version.pk, "tier": 2, "target_date": "2026-06-15", "owner": small.owner.pk}
    with clock.at(START):
        page = client.get(NEW, query, headers={"HX-Request": "true"})
    assert "<html" not in page.text
    assert page.context["plan"].gates[-1].planned == date(2026, 6, 12)


def test_new_says_by_how_much_a_date_is_too_early(client, small):
    query = {"version": small.version.pk, "tier": 2, "target_date": "2026-03-04", "owner": small.owner.pk}
    with clock.at(START):
        page = client.get(NEW, query, headers={"HX-Request": "true"})
    assert "<b>Tight.</b>" in page.text


def test_new_says_why_there_is_no_plan_for_a_past_date(client, small):
    query = {"version": small.version.pk, "tier": 2, "target_date": "2026-02-01", "owner": small.owner.pk}
    with clock.at(START):
        page = client.get(NEW, query, headers={"HX-Request": "true"})
    assert "The target date is in the past." in page.text


def test_new_shows_the_plan_without_script_and_saves_nothing(client, small):
    page = client.post(NEW, given(small, preview="1"))
    assert page.status_code == 200
    assert len(page.context["plan"].gates) == 4
    assert not Launch.objects.exists()


def test_new_passes_the_owner_over_as_signer(client, small):
    client.force_login(small.people["sales"])
    with clock.at(START):
        plan = client.get(NEW).context["plan"]
    assert plan.gates[0].signers[1].person == small.people["deputy"]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "", "Give the launch a name."),
        ("name", "\u200b \u2060", "Give the launch a name."),
        ("name", "x" * 100_000, "at most 120 characters"),
        ("summary", "", "Say what it is"),
        ("target_date", "2020-01-01", "The target date is in the past."),
        ("target_date", "soon", "Enter a valid date."),
        ("target_date", "2199-01-01", "more than five years away"),
        ("tier", "9", "Select a valid choice"),
        ("sponsor", "", "Choose a sponsor."),
        ("sponsor", "999999", "Select a valid choice"),
        ("version", "999999", "Select a valid choice"),
        ("confidential", "maybe", "Select a valid choice"),
    ],
)
def test_new_says_what_does_not_fit_and_keeps_the_rest(client, small, field, value, words):
    page = client.post(NEW, given(small, **{field: value}))
    assert page.status_code == 422
    assert words in page.text
    assert "Shops in Europe" in page.text
    assert not Launch.objects.exists()


def test_new_refuses_the_owner_as_sponsor(client, small):
    client.force_login(small.people["admin"])
    page = client.post(NEW, given(small, owner=small.sponsor.pk))
    assert page.status_code == 422
    assert "The sponsor has to be somebody other than the owner." in page.text


def test_new_lets_nobody_make_somebody_else_the_owner(client, small):
    page = client.post(NEW, given(small, owner=small.people["care"].pk))
    assert page.status_code == 422
    assert not Launch.objects.exists()


def test_new_lets_an_administrator_open_for_somebody_else(client, small):
    client.force_login(small.people["admin"])
    client.post(NEW, given(small))
    assert Launch.objects.get().owner == small.owner


def test_new_copies_the_words_of_another_launch(client, small):
    launch = small.launch(name="Aurora", tier=1)
    initial = client.get(f"{NEW}?copy={launch.key}").context["form"].initial
    assert (initial["name"], initial["summary"], initial["tier"]) == ("Copy of Aurora", launch.summary, 1)
    assert initial["sponsor"] == small.sponsor.pk


def test_new_copies_nothing_that_one_may_not_see(client, small):
    launch = small.launch(is_confidential=True)
    client.force_login(small.people["stranger"])
    assert client.get(f"{NEW}?copy={launch.key}").status_code == 404


def test_new_without_a_playbook_says_what_to_do(client, small):
    Playbook.objects.update(retired_at=clock.now())
    page = client.get(NEW)
    assert "No playbook is published yet." in page.text


def test_open_launch_refuses_an_owner_for_whom_the_actor_may_not_open(small):
    facts = LaunchFacts("Aurora", "One page.", "Shops", 2, small.sponsor.pk, (START + timedelta(days=90)).date())
    with clock.at(START), pytest.raises(Forbidden):
        open_launch(small.version.pk, facts, actor=small.people["sales"], owner_id=small.owner.pk)
