"""The sign-off on the gate page: each decision, what does not fit, what moved meanwhile, and what may be undone."""

import re
from datetime import timedelta

import pytest

from launchgate.core import clock
from launchgate.launches.actions.answers import answer_item
from launchgate.launches.actions.decide import send_back
from launchgate.launches.actions.hand_offs import accept_hand_off
from launchgate.launches.actions.submit import OfferedItem, submit_gate
from launchgate.launches.models import Condition, Decision, Gate, HandOff
from launchgate.people.models import Seat
from tests.factories import seat
from tests.launches.gate_pages import HTMX, fill, in_review, item_of, look, send, sign, signed, url_of
from tests.launches.small import make_small
from tests.launching import gate_of, in_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def small():
    return make_small()


def decide(client, person, gate, decision, function="sales", **data):
    headers = data.pop("headers", {})
    return send(client, person, url_of(gate, "gate_sign", function), {"decision": decision, **data}, **headers)


def on_page(page: str) -> dict[str, str]:
    """Return the hidden fields by which a page says what it showed."""
    return {name: re.search(rf'name="{name}" value="([^"]*)"', page)[1] for name in ("seen", "shown")}  # type: ignore[index]


def condition(number: int = 0, **changes) -> dict[str, str]:
    row = {"text": "Ask two more.", "owner": "Mem Member", "due": in_days(9).isoformat()} | changes
    return {f"{name}_{number}": value for name, value in row.items()}


def with_offer(small) -> Gate:
    """Return a gate in review with an item offered as a condition."""
    gate = gate_of(small.launch(), "input")
    answer_item(item_of(gate, "words").pk, "They want it.", actor=small.owner)
    offer = OfferedItem(item_of(gate, "demand").pk, "Asked next week.", in_days(8))
    submit_gate(gate.pk, actor=small.owner, offers=[offer])
    return gate_of(gate.launch, "input")


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


def test_page_shows_the_sentence_with_its_facts(client, small):
    assert "input is right: 12." in look(client, small.people["sales"], in_review(small)).text


def test_page_names_the_facts_of_earlier_gates(client, small):
    page = look(client, small.people["finance"], price_in_review(small)).text
    assert "and 1 of earlier gates" in page
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


def test_doubled_signature_is_one(client, small):
    gate = in_review(small)
    first, second = (decide(client, small.people["sales"], gate, "approved") for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 409)
    assert Decision.objects.count() == 1


def test_who_acts_for_two_functions_has_a_panel_for_each(client, small):
    seat(small.people["sales"], small.functions["care"], Seat.Rank.DEPUTY)
    page = look(client, small.people["sales"], in_review(small)).text
    assert "Your sign-off for Sales" in page
    assert "Your sign-off for Care" in page


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


def test_conditions_are_set_with_owner_and_date(client, small):
    response = decide(
        client, small.people["sales"], in_review(small), "conditions", **condition(0), **condition(2, text="And one.")
    )
    assert response.status_code == 303
    assert {(c.text, c.owner) for c in Condition.objects.all()} == {
        ("Ask two more.", small.people["member"]),
        ("And one.", small.people["member"]),
    }


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"text": ""}, "Write what has to happen."),
        ({"owner": ""}, "Name who sees to it."),
        ({"owner": "Nobody Here"}, "Nobody active is called “Nobody Here”."),
        ({"due": ""}, "Say by when, no later than the target date."),
        ({"due": "soon"}, "Give a date as year-month-day"),
        ({"due": in_days(-2).isoformat()}, "A condition cannot be due in the past."),
        ({"due": in_days(400).isoformat()}, "A condition has to be met by the target date"),
    ],
)
def test_condition_that_does_not_fit_is_said_at_its_field(client, small, changes, sentence):
    response = decide(client, small.people["sales"], in_review(small), "conditions", **condition(**changes))
    assert response.status_code == 422
    assert sentence in response.text
    assert not Decision.objects.exists()


def test_condition_that_does_not_fit_is_kept_as_typed(client, small):
    response = decide(client, small.people["sales"], in_review(small), "conditions", **condition(owner="Nobody Here"))
    assert "Ask two more.</textarea>" in response.text
    assert 'value="Nobody Here"' in response.text
    assert 'value="conditions" data-key="c" checked' in response.text


def test_conditions_need_at_least_one(client, small):
    response = decide(client, small.people["sales"], in_review(small), "conditions")
    assert "Write at least one condition, or approve without." in response.text


def test_person_is_named_by_address_where_names_are_shared(client, small):
    twin = type(small.owner).objects.create_user("twin@example.test", name="Mem Member")
    gate = in_review(small)
    assert "Several people are called" in decide(client, small.people["sales"], gate, "conditions", **condition()).text
    decide(client, small.people["sales"], gate, "conditions", **condition(owner="TWIN@example.test"))
    assert Condition.objects.get().owner == twin


def test_offered_item_is_filled_in_as_a_condition(client, small):
    page = look(client, small.people["sales"], with_offer(small)).text
    assert "What about demand?</textarea>" in page
    assert "Offered: Asked next week." in page


def test_offered_item_keeps_plain_approval_off_with_its_reason(client, small):
    gate = with_offer(small)
    page = look(client, small.people["sales"], gate).text
    assert 'value="approved" data-key="a" disabled' in page
    assert "An item is offered as a condition." in page
    assert decide(client, small.people["sales"], gate, "approved").status_code == 409


def test_offered_item_becomes_the_condition_that_was_written(client, small):
    gate = with_offer(small)
    decide(client, small.people["sales"], gate, "conditions", **condition(text="Ask ten by Friday."))
    made = Condition.objects.get()
    assert (made.text, made.item) == ("Ask ten by Friday.", item_of(gate, "demand"))


def test_offered_item_cannot_be_left_out(client, small):
    response = decide(client, small.people["sales"], with_offer(small), "conditions", **condition(text="", due=""))
    assert response.status_code == 422


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


def test_signature_is_withdrawn_without_a_reason_at_first(client, small):
    gate = sign(in_review(small), small, "sales")
    assert send(client, small.people["sales"], url_of(gate, "gate_withdraw", "sales")).status_code == 303
    assert Decision.objects.last().kind == Decision.Kind.WITHDRAWN  # type: ignore[union-attr]


def test_signature_is_withdrawn_with_a_reason_later(client, small):
    with clock.at(clock.now() - timedelta(hours=1)):
        gate = sign(in_review(small), small, "sales")
    url = url_of(gate, "gate_withdraw", "sales")
    assert send(client, small.people["sales"], url).status_code == 422
    assert send(client, small.people["sales"], url, {"reason": "I misread it."}).status_code == 303


def test_nobody_withdraws_the_signature_of_another(client, small):
    gate = sign(in_review(small), small, "sales")
    assert send(client, small.people["care"], url_of(gate, "gate_withdraw", "sales")).status_code == 403


def test_gate_is_declared_not_applicable_with_a_reason(client, small):
    gate = in_review(small)
    url = url_of(gate, "gate_not_applicable", "sales")
    assert send(client, small.people["sales"], url).status_code == 422
    assert send(client, small.people["sales"], url, {"reason": "We sell nothing here."}).status_code == 303
    assert "Not applicable, said by you" in look(client, small.people["sales"], gate).text


def test_only_who_signs_declares_not_applicable(client, small):
    url = url_of(in_review(small), "gate_not_applicable", "sales")
    assert send(client, small.people["stranger"], url, {"reason": "Why not."}).status_code == 403


def test_sponsor_overrides_with_a_reason(client, small):
    gate = in_review(small)
    url = url_of(gate, "gate_override")
    assert send(client, small.sponsor, url).status_code == 422
    assert send(client, small.sponsor, url, {"reason": "The market will not wait."}).status_code == 303
    page = look(client, small.owner, gate).text
    assert "Overridden" in page
    assert "<q>The market will not wait.</q>" in page


def test_override_is_offered_to_the_sponsor_only(client, small):
    gate = in_review(small)
    assert "Override the signatures" in look(client, small.sponsor, gate).text
    assert "Override the signatures" not in look(client, small.people["boss"], gate).text
    assert send(client, small.people["boss"], url_of(gate, "gate_override"), {"reason": "I can."}).status_code == 403


def test_passed_gate_is_opened_again_with_a_reason(client, small):
    gate = signed(small)
    url = url_of(gate, "gate_reopen")
    assert send(client, small.people["sales"], url).status_code == 422
    assert send(client, small.people["sales"], url, {"reason": "A customer left."}).status_code == 303
    assert gate_of(gate.launch, "input").status == Gate.Status.OPEN


def test_open_gate_is_not_opened_again(client, small):
    gate = gate_of(small.launch(), "input")
    assert send(client, small.sponsor, url_of(gate, "gate_reopen"), {"reason": "Again."}).status_code == 409


def test_reason_that_is_too_long_keeps_what_was_written(client, small):
    response = send(client, small.sponsor, url_of(in_review(small), "gate_override"), {"reason": "why " * 5000})
    assert response.status_code == 422
    assert "why why" in response.text


def test_htmx_gets_the_gate_with_the_new_heading_to_be_read(client, small):
    page = decide(client, small.people["sales"], in_review(small), "approved", headers=HTMX).text
    assert page.lstrip().startswith('<div id="gate">')
    assert re.search(r'<h2 id="signed-sales"[^>]* data-behaviour="focus"', page)


def test_htmx_is_told_a_refusal_beside_what_it_looks_at(client, small):
    response = decide(client, small.people["stranger"], in_review(small), "approved", headers=HTMX)
    assert (response.status_code, response["HX-Retarget"]) == (403, "#notices")
