"""My desk: what waits for one person, oldest first, nothing else."""

from datetime import timedelta

import pytest

from launchgate.core import clock
from launchgate.launches.actions.answers import answer_item
from launchgate.launches.actions.decide import Wish, approve_with_conditions, send_back
from launchgate.launches.actions.exceptions import override_gate
from launchgate.launches.actions.lifecycle import hold_launch
from launchgate.launches.actions.submit import submit_gate
from launchgate.launches.models import Gate, Item, Launch, Turn
from tests.factories import make_person
from tests.launches.small import START, Small
from tests.launching import gate_of, in_days

pytestmark = pytest.mark.django_db

STATEMENTS = 11


@pytest.fixture
def small(company: Small) -> Small:
    return company.copy()


def open_desk(client, person, query="", **headers):
    client.force_login(person)
    return client.get(f"/{query}", headers=headers)


def in_review(small: Small, name: str = "Aurora", at=START) -> Launch:
    """Return a launch whose first gate waits for Sales and Care since a moment."""
    with clock.at(at):
        launch = small.launch(name=name)
        gate = gate_of(launch, "input")
        for item in Item.objects.filter(gate=gate, is_required=True):
            answer_item(item.pk, "12", actor=small.owner)
        submit_gate(gate.pk, actor=small.owner)
    return launch


def test_desk_says_what_waits_in_one_sentence(client, small):
    in_review(small)
    with clock.at(START):
        page = open_desk(client, small.people["sales"])
    assert "One sign-off waits for you." in page.text


def test_desk_says_how_many_hold_up_a_launch(client, small):
    in_review(small)
    in_review(small, "Gift Cards", at=START + timedelta(days=9))
    with clock.at(START + timedelta(days=10)):
        page = open_desk(client, small.people["sales"])
    assert "Two sign-offs wait for you." in page.text
    assert "One holds up a launch." in page.text


def test_desk_lists_the_oldest_first(client, small):
    in_review(small, "Younger", at=START + timedelta(days=1))
    in_review(small, "Older")
    with clock.at(START + timedelta(days=2)):
        page = open_desk(client, small.people["sales"])
    assert page.text.index("Older</a>") < page.text.index("Younger</a>")


def test_desk_leads_straight_to_the_decision(client, small):
    launch = in_review(small)
    with clock.at(START):
        page = open_desk(client, small.people["sales"])
    assert f'href="/launches/{launch.key}/gates/input/#sign-off"' in page.text


def test_desk_counts_age_in_working_days(client, small):
    in_review(small)
    with clock.at(START + timedelta(days=7)):
        page = open_desk(client, small.people["sales"])
    assert page.context["signs"].rows[0].age == "5 d"


def test_desk_shows_progress_of_the_checklist(client, small):
    launch = in_review(small)
    with clock.at(START):
        row = open_desk(client, small.people["sales"]).context["signs"].rows[0]
    items = gate_of(launch, "input").items
    assert (row.done, row.total) == (items.filter(is_answered=True).count(), items.count())


def test_desk_names_the_gate_that_is_held_up(client, small):
    in_review(small)
    with clock.at(START + timedelta(days=14)):
        row = open_desk(client, small.people["sales"]).context["signs"].rows[0]
    assert row.state == "stalled"
    assert row.effect.startswith("Holds up Build and Price.")


def test_desk_of_nobody_asked_says_so(client, small):
    page = open_desk(client, make_person("Nora Nobody"))
    assert "Nothing waits for you." in page.text
    assert "Nobody owes you an answer." in page.text


def test_desk_leaves_out_what_pauses(client, small):
    launch = in_review(small)
    with clock.at(START):
        hold_launch(launch.pk, "Waiting for the supplier.", actor=small.sponsor, look_again_on=in_days(7))
        page = open_desk(client, small.people["sales"])
    assert page.context["signs"].rows == []


def test_desk_shows_what_one_asked_of_others(client, small):
    in_review(small)
    with clock.at(START):
        page = open_desk(client, small.owner)
    assert "Sal Sales, to sign Input." in page.text


def test_desk_hides_asked_turns_of_a_launch_that_one_may_no_longer_see(client, small):
    launch = in_review(small)
    stranger = make_person("Sten Stranger")
    Turn.objects.filter(launch=launch).update(asked_by=stranger)
    launch.is_confidential = True
    launch.save(update_fields=["is_confidential"])
    page = open_desk(client, stranger)
    assert page.context["asked"].rows == []


def test_desk_shows_a_condition_with_the_days_left(client, small):
    launch = in_review(small)
    gate, head = gate_of(launch, "input"), small.people["sales"]
    due = (START + timedelta(days=4)).date()
    with clock.at(START):
        wish = Wish("Publish the price list", small.people["finance"].pk, due)
        approve_with_conditions(gate.pk, small.functions["sales"].pk, actor=head, wishes=[wish])
        row = open_desk(client, small.people["finance"]).context["tasks"].rows[0]
    assert (row.title, row.age, row.button) == ("Publish the price list", "4 d left", "Mark done")


def test_desk_says_when_a_condition_is_late(client, small):
    launch = in_review(small)
    gate, head = gate_of(launch, "input"), small.people["sales"]
    with clock.at(START):
        wish = Wish("Publish the price list", small.people["finance"].pk, START.date())
        approve_with_conditions(gate.pk, small.functions["sales"].pk, actor=head, wishes=[wish])
    with clock.at(START + timedelta(days=2)):
        rows = open_desk(client, small.people["finance"]).context["tasks"].rows
    row = next(row for row in rows if row.title == "Publish the price list")
    assert (row.age, row.state) == ("2 d late", "stalled")


def test_desk_tells_the_owner_who_sent_a_gate_back_and_why(client, small):
    launch = in_review(small)
    with clock.at(START):
        send_back(
            gate_of(launch, "input").pk,
            small.functions["sales"].pk,
            "Ask three customers who left.",
            actor=small.people["sales"],
        )
        row = open_desk(client, small.owner).context["tasks"].rows[0]
    assert row.state == "returned"
    assert "Sent back by Sal Sales" in row.about
    assert row.effect == "Ask three customers who left."


def test_desk_offers_going_public_when_every_gate_is_passed(client, small):
    with clock.at(START):
        launch = small.launch()
        while gate := launch.gates.filter(status=Gate.Status.OPEN).first():
            override_gate(gate.pk, "Agreed by word of mouth.", actor=small.sponsor)
        row = open_desk(client, small.owner).context["tasks"].rows[0]
    assert row.button == "Go public"
    assert row.path == f"/launches/{launch.key}/#going-public"


def test_desk_answers_htmx_with_the_fragment_and_the_count(client, small):
    in_review(small)
    with clock.at(START):
        page = open_desk(client, small.people["sales"], **{"HX-Request": "true"})
    assert "<html" not in page.text
    assert 'id="desk-count" hx-swap-oob="true"' in page.text


def test_top_bar_counts_what_waits(client, small):
    in_review(small)
    in_review(small, "Gift Cards")
    client.force_login(small.people["sales"])
    assert '<span class="count">2<span' in client.get("/launches/").text


@pytest.fixture
def many(small):
    """Give the head of Sales thirty turns to sign."""
    launch = in_review(small)
    turn = Turn.objects.get(launch=launch, kind=Turn.Kind.SIGN, closed_at=None, holder=small.people["sales"])
    for number in range(29):
        turn.pk, turn.slot = None, f"sign:copy:{number}"
        turn.opened_at = START + timedelta(minutes=number)
        turn.save(force_insert=True)
    return small.people["sales"]


def test_desk_shows_one_page_of_many_and_says_that_there_are_more(client, many):
    page = open_desk(client, many)
    assert len(page.context["signs"].rows) == 25
    assert "More than 25 sign-offs wait for you." in page.text


def test_desk_turns_the_page_of_one_section(client, many):
    first = open_desk(client, many)
    second = client.get("/?" + first.context["signs"].page.next_query)
    assert len(second.context["part"].rows) == 5
    shown = {row.number for row in first.context["signs"].rows}
    assert shown.isdisjoint(row.number for row in second.context["part"].rows)


def test_desk_costs_the_same_however_much_waits(client, small, django_assert_num_queries):
    in_review(small)
    client.force_login(small.people["sales"])
    client.get("/")
    with django_assert_num_queries(STATEMENTS):
        client.get("/")
    turn = Turn.objects.get(kind=Turn.Kind.SIGN, closed_at=None, holder=small.people["sales"])
    for number in range(40):
        turn.pk, turn.slot = None, f"sign:copy:{number}"
        turn.save(force_insert=True)
    with django_assert_num_queries(STATEMENTS):
        client.get("/")
