"""The waiting ledger: whose court, for how long, what stands still, and who may read names."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from launchgate.core import clock
from launchgate.customers.actions.questions import ask_gate
from launchgate.launches.about import about_subjects
from launchgate.launches.actions.decide import approve
from launchgate.launches.actions.hand_offs import accept_hand_off, bounce_hand_off, reply_to_bounce
from launchgate.launches.actions.lifecycle import hold_launch, resume_launch, stop_launch
from launchgate.launches.actions.submit import submit_gate
from launchgate.launches.models import Gate, HandOff, Launch
from launchgate.people.actions.company import edit_company
from launchgate.people.calendar import Hours
from launchgate.people.company import the_company
from launchgate.people.models import Person
from launchgate.readiness.ledger import CONFIDENTIAL, Court
from launchgate.readiness.ledger_pages import LedgerPage, read_ledger, where_questions_come_back
from launchgate.readiness.pairs import Pair
from tests.factories import make_person
from tests.launching import Cast, answer_all, gate_of, hear_customers, make_launch
from tests.readiness.conftest import START

FIRST, SECOND = "customer-input", "product"
STATEMENTS = 4


def ledger_of(reader: Person, *, days: float = 0, **query: Any) -> LedgerPage:
    """Return the ledger so many days after the start."""
    with clock.at(START + timedelta(days=days)):
        return read_ledger(reader, QueryDict(urlencode(query)))


def court(page: LedgerPage, name: str) -> Court:
    return next(bar.court for bar in (*page.functions, *page.persons) if bar.court.name == name)


def submitted(cast: Cast, *, days: float = 0, **changes: Any) -> Gate:
    """Return the first gate of a launch, submitted with a note so many days after the start."""
    gate = gate_of(make_launch(cast, **changes), FIRST)
    answer_all(gate, cast.owner)
    hear_customers(gate, cast.owner)
    with clock.at(START + timedelta(days=days)):
        submit_gate(gate.pk, actor=cast.owner, note="Mind the stairs.")
    return gate


def sign(gate: Gate, cast: Cast, *, days: float) -> Launch:
    for key in ("customer-care", "sales"):
        with clock.at(START + timedelta(days=days)):
            approve(gate.pk, cast.function(key).pk, actor=cast.heads[key])
    return gate.launch


def test_a_function_is_waited_for_until_it_signs(cast):
    sign(submitted(cast), cast, days=2)
    assert court(ledger_of(cast.sponsor, days=3), "Sales").high == pytest.approx(2, abs=0.01)


def test_weekends_do_not_count(cast):
    sign(submitted(cast), cast, days=8)
    assert court(ledger_of(cast.sponsor, days=8), "Sales").high == pytest.approx(6, abs=0.01)


@pytest.mark.both
def test_days_on_which_the_company_is_closed_do_not_count(cast):
    gate = submitted(cast, days=0.25)
    closed = [(START + timedelta(days=days)).date() for days in (-300, 1, 2)]
    company, admin = the_company(), make_person("Ada Admin", is_administrator=True)
    edit_company(actor=admin, name=company.name, hours=Hours.of(company), closures=closed)
    on_tuesday, on_wednesday = (court(ledger_of(cast.sponsor, days=days), "Sales").high for days in (1.25, 2.25))
    assert 0 < on_tuesday == pytest.approx(on_wednesday)
    assert court(ledger_of(cast.sponsor, days=3.25), "Sales").high == pytest.approx(1, abs=0.01)
    sign(gate, cast, days=3.25)
    assert court(ledger_of(cast.sponsor, days=9), "Sales").high == pytest.approx(1, abs=0.01)


def test_holds_are_taken_off(cast):
    gate = submitted(cast)
    with clock.at(START + timedelta(days=1)):
        hold_launch(gate.launch_id, "The supplier.", actor=cast.owner, look_again_on=(START + timedelta(days=9)).date())
    with clock.at(START + timedelta(days=3)):
        resume_launch(gate.launch_id, actor=cast.owner)
    assert court(ledger_of(cast.sponsor, days=4), "Sales").high == pytest.approx(2, abs=0.01)


def test_the_owner_has_a_court_in_person(cast):
    submitted(cast, days=3)
    owners = court(ledger_of(cast.sponsor, days=4), "Launch owners")
    assert (owners.turns, owners.running) == (1, 0)
    assert owners.median == pytest.approx(3, abs=0.01)


def test_turns_that_ended_before_the_period_do_not_count(cast):
    sign(submitted(cast), cast, days=1)
    assert court(ledger_of(cast.sponsor, days=40, period="all"), "Sales").turns == 2
    assert [bar.court.name for bar in ledger_of(cast.sponsor, days=40, period="30").functions] == ["Product"]


def test_pairs_tell_how_often_and_how_long(cast):
    launch = sign(submitted(cast), cast, days=1)
    hand_off = HandOff.objects.get(to_gate__launch=launch)
    head = cast.heads["product"]
    with clock.at(START + timedelta(days=2)):
        bounce_hand_off(hand_off.pk, "Which stairs?", actor=head)
    with clock.at(START + timedelta(days=4)):
        reply_to_bounce(hand_off.pk, "Those in the yard.", actor=cast.owner)
        accept_hand_off(hand_off.pk, actor=head)
    pair = next(pair for pair in ledger_of(cast.sponsor, days=4).pairs if pair.giver == "sales")
    assert (pair.receiver, pair.hand_offs, pair.at_once, pair.bounced, pair.bounces) == ("product", 1, 0, 1, 1)
    assert pair.receiver_median == pytest.approx(1, abs=0.01)
    assert pair.giver_median == pytest.approx(2, abs=0.01)


def test_a_hand_off_of_a_launch_that_stopped_waits_for_nobody(client, cast):
    launch = sign(submitted(cast), cast, days=1)
    with clock.at(START + timedelta(days=2)):
        stop_launch(launch.pk, "Nobody wants it.", actor=cast.owner)
    assert {pair.waiting for pair in ledger_of(cast.sponsor, days=1).pairs} == {0}
    assert ledger_of(cast.sponsor, days=20, period="30").pairs
    assert ledger_of(cast.sponsor, days=40, period="30").pairs == []
    client.force_login(cast.sponsor)
    page = client.get(reverse("readiness:pair", args=["sales", "product"]), {"period": "all"}).text
    assert "Asked about no more." in page


def test_questions_are_told_by_their_share_of_the_hand_offs():
    pairs = [
        Pair("care", "Customer care", "product", "Product", 20, 18, 2, 2, 0, 1.0, 1.0),
        Pair("product", "Product", "operations", "Operations", 5, 4, 1, 1, 0, 1.0, 1.0),
        Pair("sales", "Sales", "product", "Product", 1, 0, 1, 1, 0, 1.0, 1.0),
    ]
    said = where_questions_come_back(pairs)
    assert said == "Hand-offs from Product to Operations come back with a question most often: 1 of 5."


def test_confidential_launches_count_and_are_named_to_some(cast):
    submitted(cast, is_confidential=True)
    stranger = make_person("Sten Stranger")
    page = ledger_of(stranger, days=2)
    assert court(page, "Sales").running == 1
    assert {(wait.launch, wait.path, wait.holder) for wait in page.longest} == {(CONFIDENTIAL, "", "")}
    assert {wait.launch for wait in ledger_of(cast.sponsor, days=2).longest} == {"Aurora Checkout"}


def test_a_wait_for_an_answer_tells_its_question_to_who_may_see_it(cast):
    gate = submitted(cast, is_confidential=True)
    with clock.at(START):
        question = ask_gate(gate.pk, "By the quarter?", actor=cast.heads["sales"])
    [seen] = [wait for wait in ledger_of(cast.sponsor, days=2).longest if "question" in wait.what]
    assert (seen.what, seen.path) == (
        "answer a question: “By the quarter?” on Aurora Checkout",
        about_subjects([f"question:{question.pk}"])[f"question:{question.pk}"].path,
    )
    [unseen] = [wait for wait in ledger_of(make_person("Sten"), days=2).longest if "question" in wait.what]
    assert (unseen.what, unseen.path) == ("answer a question", "")


@pytest.mark.parametrize("many", [1, 6])
def test_the_ledger_costs_the_same_however_much_there_is(cast, django_assert_num_queries, many):
    for _ in range(many):
        sign(submitted(cast), cast, days=1)
    with django_assert_num_queries(STATEMENTS):
        ledger_of(cast.owner, days=2)


def test_the_page_of_a_pair_shows_questions_of_what_its_reader_may_see(client, cast):
    for is_confidential in (False, True):
        launch = sign(submitted(cast, is_confidential=is_confidential), cast, days=1)
        hand_off = HandOff.objects.get(to_gate__launch=launch)
        bounce_hand_off(hand_off.pk, f"Question {is_confidential}?", actor=cast.heads["product"])
    client.force_login(make_person("Sten Stranger"))
    page = client.get(reverse("readiness:pair", args=["sales", "product"]), {"period": "all"}).text
    assert "Question False?" in page
    assert "Question True?" not in page


def test_the_ledger_says_why_hand_offs_came_back_and_how_often(client, cast, django_assert_num_queries):
    for is_confidential in (False, True):
        launch = sign(submitted(cast, is_confidential=is_confidential), cast, days=1)
        hand_off = HandOff.objects.get(to_gate__launch=launch)
        for number in (1, 2):
            bounce_hand_off(hand_off.pk, f"Question {number} {is_confidential}?", actor=cast.heads["product"])
            reply_to_bounce(hand_off.pk, "Like this.", actor=cast.owner)
    stranger = make_person("Sten Stranger")
    with django_assert_num_queries(STATEMENTS + 1):
        asked = ledger_of(stranger, days=2).asked
    assert [(one.bounced, one.text) for one in asked] == [("Bounced 2 times", "Question 2 False?")]
    assert len(ledger_of(cast.sponsor, days=2).asked) == 2
    client.force_login(stranger)
    page = client.get(reverse("readiness:functions"), {"period": "all"}).text
    assert "Question 2 False?" in page
    assert "True?" not in page


def test_a_function_that_is_not_there_has_no_page(client, cast):
    client.force_login(cast.owner)
    assert client.get(reverse("readiness:pair", args=["sales", "nobody"])).status_code == 404


def test_an_unknown_period_is_said(client, cast):
    client.force_login(cast.owner)
    answer = client.get(reverse("readiness:functions"), {"period": "ever"})
    assert answer.status_code == 422
    assert "This period is not known" in answer.text


def test_an_empty_company_is_told_what_will_be_here(client, cast):
    client.force_login(cast.owner)
    assert "Nobody was asked for anything." in client.get(reverse("readiness:functions")).text


def test_the_ledger_goes_into_a_spreadsheet(client, cast):
    sales = cast.function("sales")
    sales.name = "=Sales"
    sales.save()
    sign(submitted(cast), cast, days=1)
    client.force_login(cast.owner)
    answer = client.get(reverse("readiness:functions_file"), {"period": "all"})
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert {row["to"] for row in rows if row["court or pair"] == "court"} >= {"'=Sales", "Customer care"}
    assert {row["from"] for row in rows if row["court or pair"] == "pair"} == {"'=Sales", "Customer care"}
