"""The page of a launch: where it stands, who holds what, what it waits for, what the reader may do."""

from datetime import timedelta

import pytest

from launchgate.core import clock
from launchgate.launches.actions.decide import Wish, approve_with_conditions
from launchgate.launches.actions.edit import follow_launch
from launchgate.launches.actions.exceptions import override_gate
from launchgate.launches.actions.lifecycle import go_live, hold_launch, stop_launch
from launchgate.launches.models import Gate, Launch
from tests.launches.small import START, Small
from tests.launches.test_desk import in_review
from tests.launching import gate_of, in_days

pytestmark = pytest.mark.django_db

# Nineteen; the go-to-market track and the planned days of gates; and of later rooms: what customers say, targets,
# readers of briefings, waived locks, hand-over plans, the offering of the launch and those to choose from, its
# exceptions and those that are not decided.
STATEMENTS = 30


@pytest.fixture
def small(client, company: Small) -> Small:
    small = company.copy()
    client.force_login(small.owner)
    return small


def opened(small: Small, **changes: object) -> Launch:
    with clock.at(START):
        return small.launch(**changes)


def passed(small: Small) -> Launch:
    """Return a launch whose gates are all passed."""
    launch = opened(small)
    with clock.at(START):
        while gate := launch.gates.filter(status=Gate.Status.OPEN).first():
            override_gate(gate.pk, "Agreed by word of mouth.", actor=small.sponsor)
    return launch


def page_of(client, launch, at=START):
    with clock.at(at):
        return client.get(f"/launches/{launch.key}/")


def test_page_says_who_holds_what_since_when(client, small):
    launch = in_review(small)
    rows = page_of(client, launch, START + timedelta(days=2)).context["page"].waiting
    told = [(row.turn.holder.name, row.what, row.age) for row in rows]
    assert told == [("Cara Care", "sign Input", 2.0), ("Sal Sales", "sign Input", 2.0)]


def test_page_shows_every_gate_on_the_track(client, small):
    page = page_of(client, opened(small))
    assert [station.gate.name for station in page.context["stations"]] == ["Input", "Build", "Price", "Tell"]


def test_page_says_what_keeps_it_from_going_public(client, small):
    page = page_of(client, in_review(small))
    assert page.context["page"].blockers[0] == "Input is in review."


def test_page_of_a_launch_behind_its_plan_says_by_how_much(client, small):
    launch = opened(small, target_date=(START + timedelta(days=2)).date())
    page = page_of(client, launch)
    assert page.context["page"].is_behind
    assert "past plan" in page.context["page"].plan
    assert "At risk" in page.text


def test_page_of_a_launch_on_plan_carries_no_alarm(client, small):
    page = page_of(client, opened(small))
    assert page.context["page"].chips == []
    assert page.context["page"].plan.startswith("On plan, Input by")


def test_page_offers_its_verbs_to_the_owner(client, small):
    launch = opened(small)
    page = page_of(client, launch)
    for verb in ("edit", "target", "hand-over", "hold", "stop"):
        assert f'href="/launches/{launch.key}/{verb}/"' in page.text


def test_page_tells_others_who_can_do_it(client, small):
    launch = opened(small)
    client.force_login(small.people["sales"])
    page = page_of(client, launch)
    assert f'href="/launches/{launch.key}/edit/"' not in page.text
    assert "Only Olu Owner, the owner, or Sam Sponsor, the sponsor, can edit, hold or stop it." in page.text


def test_page_puts_the_readers_own_turn_first(client, small):
    launch = in_review(small)
    client.force_login(small.people["sales"])
    page = page_of(client, launch)
    assert "has-decide-bar" in page.text
    assert f'href="/launches/{launch.key}/gates/input/#sign-off"' in page.text


def test_page_shows_no_turn_of_others_as_the_readers(client, small):
    assert page_of(client, in_review(small)).context["page"].yours == []


def test_page_shows_holds_with_reason_and_day(client, small):
    launch = opened(small)
    with clock.at(START):
        hold_launch(launch.pk, "The supplier changed.", actor=small.owner, look_again_on=in_days(7))
    page = page_of(client, launch)
    assert "The supplier changed." in page.text
    assert "Look again on Mon 9 Mar" in page.text
    assert f'action="/launches/{launch.key}/resume/"' in page.text


def test_page_shows_open_conditions(client, small):
    launch = in_review(small)
    with clock.at(START):
        wish = Wish("Publish the price list", small.people["care"].pk, in_days(10))
        approve_with_conditions(
            gate_of(launch, "input").pk, small.functions["sales"].pk, actor=small.people["sales"], wishes=[wish]
        )
    page = page_of(client, launch)
    assert "Publish the price list" in page.text
    assert "Cara Care, due Thu 12 Mar" in page.text


def test_page_of_a_ready_launch_offers_to_go_public(client, small):
    launch = passed(small)
    assert f'action="/launches/{launch.key}/go-live/"' in page_of(client, launch).text


def test_page_of_a_public_launch_says_since_when(client, small):
    launch = passed(small)
    with clock.at(START):
        go_live(launch.pk, actor=small.owner)
    page = page_of(client, launch)
    assert "Public since Monday 2 March." in page.text
    assert "/hold/" not in page.text


def test_page_of_a_stopped_launch_gives_the_reason(client, small):
    launch = opened(small)
    with clock.at(START):
        stop_launch(launch.pk, "Nobody wants it.", actor=small.owner)
    page = page_of(client, launch)
    assert "Stopped on Monday 2 March." in page.text
    assert "Nobody wants it." in page.text


def test_page_lists_followers(client, small):
    launch = opened(small)
    follow_launch(launch.pk, actor=small.people["sales"])
    assert [follow.person.name for follow in page_of(client, launch).context["follows"]] == ["Sal Sales"]


def test_page_escapes_what_people_wrote(client, small):
    launch = opened(small, name="<script>alert(1)</script>", summary="<b>bold</b>")
    page = page_of(client, launch)
    assert "<script>alert" not in page.text
    assert "<b>bold</b>" not in page.text


def test_page_of_a_confidential_launch_is_not_there_for_strangers(client, small):
    launch = opened(small, is_confidential=True)
    client.force_login(small.people["stranger"])
    assert page_of(client, launch).status_code == 404


@pytest.mark.parametrize("key", ["L-0", "L-01", "L-x", "7", "L-999999999999999999", "L-9999999999999999999"])
def test_page_of_no_launch_is_not_there(client, small, key):
    assert client.get(f"/launches/{key}/").status_code == 404


def test_page_costs_the_same_whatever_happened(client, small, django_assert_num_queries):
    launch = in_review(small)
    page_of(client, launch)
    with django_assert_num_queries(STATEMENTS):
        page_of(client, launch)
    for person in small.people.values():
        follow_launch(launch.pk, actor=person)
    with django_assert_num_queries(STATEMENTS):
        page_of(client, launch)
