"""The sign-off on the gate page: approve, send back, what does not fit, and what moved meanwhile."""

import re

import pytest

from launchgate.launches.actions.answers import answer_item
from launchgate.launches.actions.decide import send_back
from launchgate.launches.actions.hand_offs import accept_hand_off
from launchgate.launches.actions.submit import submit_gate
from launchgate.launches.models import Decision, Gate, HandOff
from launchgate.people.models import Seat
from tests.factories import seat
from tests.launches.gate_pages import HTMX, decide, fill, in_review, item_of, look, seen_by, sign, signed, url_of
from tests.launches.small import Small
from tests.launching import gate_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(company: Small) -> Small:
    return company.copy()


def on_page(page: str) -> dict[str, str]:
    """Return the hidden fields by which a page says what it showed."""
    return {name: re.search(rf'name="{name}" value="([^"]*)"', page)[1] for name in ("seen", "shown")}  # type: ignore[index]


def price_in_review(small) -> Gate:
    """Return the price gate in review, after the gates before it passed."""
    gate = gate_of(signed(small).launch, "price")
    for hand_off in HandOff.objects.filter(to_gate=gate):
        accept_hand_off(hand_off.pk, actor=small.people["finance"])
    fill(gate, small.owner)
    submit_gate(gate.pk, actor=small.owner)
    return gate_of(gate.launch, "price")


def test_approving_signs_for_the_function(client, small):
    gate = in_review(small)
    response = decide(client, small.people["sales"], gate, "approved")
    assert response["Location"] == f"{gate.get_absolute_url()}#sign-off"
    assert Decision.objects.get().kind == Decision.Kind.APPROVED


def test_remark_stands_beside_the_signature(client, small):
    gate = in_review(small)
    decide(client, small.people["sales"], gate, "approved", remark="Well asked.")
    assert "<q>Well asked.</q>" in look(client, small.owner, gate).text


def test_page_shows_the_sentence_with_its_facts(client, small):
    assert "input is right: 12." in look(client, small.people["sales"], in_review(small)).text


def test_page_names_the_facts_of_earlier_gates(client, small):
    page = look(client, small.people["finance"], price_in_review(small)).text
    assert "and 2 of earlier gates" in page
    assert "What about demand?" in page


def test_page_says_what_follows_from_signing(client, small):
    gate = in_review(small)
    assert "Care still signs before Input is passed" in look(client, small.people["sales"], gate).text
    sign(gate, small, "sales")
    page = look(client, small.people["care"], gate).text
    assert "Input is then signed" in page
    assert "Build and Price open" in page


def test_panel_becomes_a_signature_that_can_be_withdrawn(client, small):
    gate = sign(in_review(small), small, "sales")
    page = look(client, small.people["sales"], gate).text
    assert "Signed by you, " in page
    assert url_of(gate, "gate_withdraw", "sales") in page
    assert url_of(gate, "gate_sign", "sales") not in page


def test_owner_reads_why_somebody_else_signs(client, small):
    page = look(client, small.owner, in_review(small)).text
    assert "You own this launch, so somebody else has to decide about its gates." in page


def test_stranger_reads_who_holds_it(client, small):
    page = look(client, small.people["stranger"], in_review(small)).text
    assert "You do not sign for" in page


def test_stranger_signs_nothing(client, small):
    gate = in_review(small)
    assert decide(client, small.people["stranger"], gate, "approved").status_code == 403
    assert not Decision.objects.exists()


def test_owner_signs_nothing(client, small):
    assert decide(client, small.owner, in_review(small), "approved").status_code == 403


def test_function_that_signed_does_not_sign_again(client, small):
    gate = in_review(small)
    first, second = (decide(client, small.people["sales"], gate, "approved") for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 409)
    assert Decision.objects.count() == 1


def test_who_acts_for_two_functions_has_a_panel_for_each(client, small):
    seat(small.people["sales"], small.functions["care"], Seat.Rank.DEPUTY)
    page = look(client, small.people["sales"], in_review(small)).text
    assert "Your sign-off for Sales" in page
    assert "Your sign-off for Care" in page


@pytest.mark.parametrize("decision", ["approved", "conditions", "sent_back"])
def test_decision_about_nobody_knows_what_is_refused(client, small, decision):
    gate = in_review(small)
    response = decide(client, small.people["sales"], gate, decision, seen="", reason="No.", text_0="Do it.")
    assert response.status_code == 422
    assert "What you saw did not come along with your decision." in response.text
    assert on_page(response.text)["seen"] == seen_by(gate, "sales")
    assert not Decision.objects.exists()


def test_decision_has_to_be_chosen(client, small):
    response = decide(client, small.people["sales"], in_review(small), "")
    assert response.status_code == 422
    assert "Choose what you decide." in response.text


def test_forged_decision_is_said_to_be_none(client, small):
    assert decide(client, small.people["sales"], in_review(small), "overridden").status_code == 422


def test_function_that_does_not_decide_is_not_there(client, small):
    gate = in_review(small)
    assert decide(client, small.people["finance"], gate, "approved", function="finance").status_code == 404


def test_signature_for_a_checklist_that_moved_shows_what_moved(client, small):
    gate = in_review(small)
    shown = on_page(look(client, small.people["sales"], gate).text)
    answer_item(item_of(gate, "demand").pk, "7", actor=small.owner)
    response = decide(client, small.people["sales"], gate, "approved", **shown)
    assert response.status_code == 409
    assert "The checklist changed since you opened this page." in response.text
    assert "<del>12</del> <ins>7</ins>" in response.text
    assert "Sign the new version" in response.text
    assert not Decision.objects.exists()


def test_new_version_is_signed_from_the_page_that_showed_it(client, small):
    gate = in_review(small)
    shown = on_page(look(client, small.people["sales"], gate).text)
    answer_item(item_of(gate, "demand").pk, "7", actor=small.owner)
    refused = decide(client, small.people["sales"], gate, "approved", **shown)
    assert decide(client, small.people["sales"], gate, "approved", **on_page(refused.text)).status_code == 303
    assert Decision.objects.get().sentence == "input is right: 7."


def test_moved_checklist_comes_back_as_a_fragment_too(client, small):
    gate = in_review(small)
    shown = on_page(look(client, small.people["sales"], gate).text)
    answer_item(item_of(gate, "demand").pk, "7", actor=small.owner)
    response = decide(client, small.people["sales"], gate, "approved", headers=HTMX, **shown)
    assert response.status_code == 409
    assert response.text.lstrip().startswith('<div id="gate">')


@pytest.mark.parametrize("shown", ["", "1", "a:b", "99999999999999999999:1", "1:2:3 4"])
def test_forged_list_of_what_was_shown_harms_nothing(client, small, shown):
    response = decide(client, small.people["sales"], in_review(small), "approved", seen="forged", shown=shown)
    assert response.status_code == 409


def test_cosmetic_change_does_not_disturb_the_click(client, small):
    gate = in_review(small)
    shown = on_page(look(client, small.people["sales"], gate).text)
    answer_item(item_of(gate, "words").pk, "They said yes!", actor=small.owner)
    assert decide(client, small.people["sales"], gate, "approved", **shown).status_code == 303


def test_sending_back_opens_the_gate_for_work(client, small):
    gate = in_review(small)
    response = decide(client, small.people["sales"], gate, "sent_back", reason="Ask twelve.")
    assert response.status_code == 303
    assert gate_of(gate.launch, "input").status == Gate.Status.OPEN


def test_sending_back_needs_a_reason(client, small):
    response = decide(client, small.people["sales"], in_review(small), "sent_back")
    assert response.status_code == 422
    assert "Say what must change. The owner reads it first." in response.text


def test_page_offers_earlier_passed_gates_to_be_sent_back_to(client, small):
    assert "Input, an earlier gate" in look(client, small.people["finance"], price_in_review(small)).text


def test_sending_back_to_an_earlier_gate_opens_both(client, small):
    gate = price_in_review(small)
    earlier = gate_of(gate.launch, "input")
    decide(client, small.people["finance"], gate, "sent_back", "finance", reason="Ask again.", to_gate=earlier.pk)
    assert {gate_of(gate.launch, kind).status for kind in ("input", "price")} == {Gate.Status.OPEN}


def test_gate_of_another_launch_is_no_place_to_send_back_to(client, small):
    gate, other = price_in_review(small), signed(small, name="Other")
    response = decide(
        client, small.people["finance"], gate, "sent_back", "finance", reason="Ask again.", to_gate=other.pk
    )
    assert response.status_code == 422


def test_sent_back_gate_says_so_with_its_reason(client, small):
    gate = in_review(small)
    send_back(gate.pk, small.functions["sales"].pk, "Ask twelve.", actor=small.people["sales"])
    page = look(client, small.owner, gate).text
    assert "Sent back" in page
    assert "<q>Ask twelve.</q>" in page


def test_blocked_gate_is_off_with_its_cause(client, small):
    gate = price_in_review(small)
    answer_item(item_of(gate_of(gate.launch, "input"), "demand").pk, "7", actor=small.owner)
    page = look(client, small.people["finance"], gate).text
    assert "Price waits for Input. It can be signed when that is passed." in page
    assert 'value="conditions" data-key="c" disabled' in page


def test_stale_signer_reads_what_changed_since(client, small):
    gate = signed(small)
    answer_item(item_of(gate, "demand").pk, "7", actor=small.owner)
    assert "Changed since Sales signed." in look(client, small.people["sales"], gate).text


def test_htmx_gets_the_gate_with_the_new_heading_to_be_read(client, small):
    page = decide(client, small.people["sales"], in_review(small), "approved", headers=HTMX).text
    assert page.lstrip().startswith('<div id="gate">')
    assert re.search(r'<h2 id="signed-sales"[^>]* data-behaviour="focus"', page)


def test_htmx_is_told_a_refusal_beside_what_it_looks_at(client, small):
    response = decide(client, small.people["stranger"], in_review(small), "approved", headers=HTMX)
    assert (response.status_code, response["HX-Retarget"]) == (403, "#notices")
