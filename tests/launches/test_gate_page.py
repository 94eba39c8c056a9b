"""The gate page: who sees it, what it says, and what it costs."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from launchgate.audit.models import Event
from launchgate.core import clock
from launchgate.launches.actions.answers import answer_item
from launchgate.launches.actions.comments import comment_on_gate
from launchgate.launches.actions.evidence import add_evidence, prove_by_file, prove_by_note
from launchgate.launches.actions.lifecycle import hold_launch
from launchgate.launches.models import Gate, Item
from tests.launches.gate_pages import HTMX, in_review, item_of, look, sign, signed, url_of
from tests.launches.small import START, Small
from tests.launching import gate_of, in_days

pytestmark = pytest.mark.django_db

# Of these, two find what later rooms show on the page: one beside the gate, one beside what is signed.
MOST_STATEMENTS = 24


@pytest.fixture
def small(company: Small) -> Small:
    return company.copy()


def test_page_says_who_holds_the_ball_and_since_when(client, small):
    gate = in_review(small)
    page = look(client, small.people["stranger"], gate)
    assert "<b>Sal Sales</b> has held this for Sales since" in page.text


def test_page_says_stalled_when_a_turn_is_past_its_due_moment(client, small):
    with clock.at(START):
        gate = in_review(small)
    with clock.at(START + timedelta(days=30)):
        page = look(client, small.people["stranger"], gate)
    assert "Stalled, " in page.text


def test_page_shows_what_the_gate_holds_up(client, small):
    page = look(client, small.people["stranger"], in_review(small))
    assert "Holds up Build and Price." in page.text


def test_confidential_launch_is_not_there_for_a_stranger(client, small):
    gate = in_review(small, is_confidential=True)
    assert look(client, small.people["stranger"], gate).status_code == 404


def test_confidential_launch_is_there_for_who_decides(client, small):
    gate = in_review(small, is_confidential=True)
    assert look(client, small.people["finance"], gate).status_code == 200


def test_gate_that_the_launch_does_not_have_is_not_there(client, small):
    gate = in_review(small)
    client.force_login(small.owner)
    assert client.get(url_of(gate).replace("input", "dreams")).status_code == 404


@pytest.mark.parametrize("key", ["L-0", "L-99999999999999999999999", "l-1", "1"])
def test_forged_keys_lead_nowhere(client, small, key):
    gate = in_review(small)
    client.force_login(small.owner)
    assert client.get(url_of(gate).replace(f"L-{gate.launch_id}", key)).status_code == 404


def test_htmx_gets_the_gate_without_the_frame(client, small):
    page = look(client, small.owner, in_review(small), **HTMX)
    assert page.text.lstrip().startswith('<div id="gate">')
    assert "HX-Request" in page["Vary"]


def test_looking_changes_nothing(client, small):
    gate = in_review(small)
    before = Event.objects.count()
    look(client, small.people["sales"], gate)
    assert Event.objects.count() == before


def test_post_to_the_page_is_not_allowed(client, small):
    gate = in_review(small)
    client.force_login(small.owner)
    assert client.post(url_of(gate)).status_code == 405


def test_waiting_gate_says_when_it_opens(client, small):
    gate = in_review(small)
    page = look(client, small.owner, gate_of(gate.launch, "tell"))
    assert "It opens when Input, Build and Price are passed." in page.text


def test_held_launch_says_why(client, small):
    gate = in_review(small)
    hold_launch(gate.launch_id, "The supplier is gone.", actor=small.owner, look_again_on=in_days(7))
    page = look(client, small.people["sales"], gate)
    assert "The supplier is gone." in page.text
    assert "The clock stands while the launch is on hold." in page.text


def test_changed_gate_says_so_beside_the_signature(client, small):
    gate = signed(small)
    answer_item(item_of(gate, "demand").pk, "7", actor=small.owner)
    page = look(client, small.owner, gate)
    assert "Signed, then changed" in page.text
    assert "<del>12</del> <ins>7</ins>" in page.text


def test_open_gate_shows_a_typed_input_for_each_item(client, small):
    gate = gate_of(small.launch(), "input")
    page = look(client, small.owner, gate).text
    assert '<input type="text" name="value" inputmode="decimal"' in page
    assert '<textarea name="value"' in page
    assert '<button class="btn btn--small" name="value" value="yes">' in page


def test_somebody_without_a_part_in_it_gets_no_inputs(client, small):
    gate = gate_of(small.launch(), "input")
    assert 'class="answer' not in look(client, small.people["stranger"], gate).text


def test_versions_of_an_answer_are_kept_in_view(client, small):
    gate = in_review(small)
    answer_item(item_of(gate, "demand").pk, "13", actor=small.people["sales"])
    page = look(client, small.owner, gate).text
    assert "2 versions" in page
    assert "by Olu Owner" in page


def test_what_people_write_is_never_markup(client, small):
    gate = in_review(small)
    answer_item(item_of(gate, "words").pk, "<script>alert(1)</script>", actor=small.owner)
    comment_on_gate(gate.pk, "<img src=x onerror=alert(1)>", actor=small.owner)
    page = look(client, small.owner, gate).text
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page


def test_page_costs_the_same_however_much_is_on_it(client, small):
    gate = in_review(small)
    busy = in_review(small, name="Busy")
    _crowd(gate, small, 1)
    _crowd(busy, small, 20)
    assert _statements(client, small.people["sales"], gate) == _statements(client, small.people["sales"], busy)


@pytest.mark.parametrize("who", ["owner", "sponsor", "sales", "care", "stranger", "member"])
def test_page_stays_within_its_statements(client, small, who):
    gate = in_review(small)
    _crowd(gate, small, 3)
    assert _statements(client, small.people[who], gate) <= MOST_STATEMENTS


def test_track_marks_the_gate_of_the_page(client, small):
    gate = in_review(small)
    page = look(client, small.owner, gate).text
    assert f'href="{gate.get_absolute_url()}" aria-current="page"' in page


def test_passed_gates_are_told_apart_on_the_track(client, small):
    gate = sign(in_review(small), small, "sales", "care")
    page = look(client, small.owner, gate_of(gate.launch, "build")).text
    assert page.count("track__gate--passed") == 1


def test_history_of_the_gate_is_a_page_of_its_own(client, small):
    gate = in_review(small)
    client.force_login(small.owner)
    page = client.get(url_of(gate, "gate_history"))
    assert page.status_code == 200
    assert "Olu Owner" in page.text


def test_history_of_the_gate_comes_as_a_fragment_too(client, small):
    gate = in_review(small)
    client.force_login(small.owner)
    page = client.get(url_of(gate, "gate_history"), headers=HTMX)
    assert page.text.lstrip().startswith('<div class="gate-history">')


def _crowd(gate: Gate, small, many: int) -> None:
    """Put items, versions, proof and comments on a gate, as many of each."""
    template = item_of(gate, "words")
    for number in range(many):
        item = Item.objects.create(
            gate=gate, function=template.function, key=f"more-{number}", text="More?", kind="text", position=90 + number
        )
        for value in ("one", "two"):
            answer_item(item.pk, value, actor=small.owner)
        add_evidence(item.pk, prove_by_note("Seen."), actor=small.owner)
        add_evidence(item.pk, prove_by_file(ContentFile(b"%PDF-1.7 x", "plan.pdf")), actor=small.owner)
        comment_on_gate(gate.pk, f"Remark {number}", actor=small.owner)


def _statements(client, person, gate) -> int:
    look(client, person, gate)
    with CaptureQueriesContext(connection) as statements:
        assert client.get(url_of(gate)).status_code == 200
    return len(statements)
