"""Submitting a gate on its page, with what is offered as a condition, and taking it back."""

import pytest

from launchgate.launches import hooks
from launchgate.launches.actions.answers import answer_item
from launchgate.launches.models import Gate, HandOff, Offer
from tests.launches.gate_pages import HTMX, fill, in_review, item_of, look, send, sign, signed, url_of
from tests.launches.small import Small
from tests.launching import gate_of, in_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(company: Small) -> Small:
    return company.copy()


@pytest.fixture
def gate(small) -> Gate:
    return gate_of(small.launch(), "input")


def submit(client, small, gate, person=None, **data):
    headers = data.pop("headers", {})
    return send(client, person or small.owner, url_of(gate, "gate_submit"), data, **headers)


def offering(gate, key="demand", reason="Asked next week.", due=None):
    pk = item_of(gate, key).pk
    return {f"offer_{pk}": "on", f"reason_{pk}": reason, f"due_{pk}": (due or in_days(5)).isoformat()}


def test_submitting_asks_for_the_signatures(client, small, gate):
    fill(gate, small.owner)
    response = submit(client, small, gate, note="Look at the third answer.")
    assert response["Location"].endswith("#sign-off")
    assert gate_of(gate.launch, "input").status == Gate.Status.IN_REVIEW


def test_note_reaches_the_functions_of_the_next_gates(client, small, gate):
    fill(gate, small.owner)
    submit(client, small, gate, note="Look at the third answer.")
    sign(gate, small, "sales", "care")
    assert {h.note for h in HandOff.objects.all()} == {"Look at the third answer."}


def test_missing_answer_is_named_and_the_note_kept(client, small, gate):
    response = submit(client, small, gate, note="Nearly there.")
    assert response.status_code == 422
    assert "Still to be answered, or offered as a condition" in response.text
    assert "Nearly there.</textarea>" in response.text


def test_missing_proof_is_named(client, small, gate):
    fill(gate, small.owner)
    answer_item(item_of(gate, "notes").pk, "yes", actor=small.owner)
    response = submit(client, small, gate)
    assert response.status_code == 422
    assert "Proof is missing for" in response.text


def test_required_item_is_offered_as_a_condition(client, small, gate):
    answer_item(item_of(gate, "words").pk, "They want it.", actor=small.owner)
    assert submit(client, small, gate, **offering(gate)).status_code == 303
    assert Offer.objects.get().reason == "Asked next week."


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reason": ""}, "Say why it cannot be answered yet."),
        ({"due": in_days(-3)}, "A condition cannot be due in the past."),
        ({"due": in_days(400)}, "A condition has to be met by the target date"),
    ],
)
def test_offer_that_does_not_fit_is_said_at_its_field(client, small, gate, changes, sentence):
    answer_item(item_of(gate, "words").pk, "They want it.", actor=small.owner)
    response = submit(client, small, gate, **offering(gate, **changes))
    assert response.status_code == 422
    assert sentence in response.text


def test_offer_without_a_date_is_said_at_its_field(client, small, gate):
    answer_item(item_of(gate, "words").pk, "They want it.", actor=small.owner)
    pk = item_of(gate, "demand").pk
    response = submit(client, small, gate, **{f"offer_{pk}": "on", f"reason_{pk}": "Later."})
    assert "Say by when it will be answered." in response.text
    assert 'value="Later."' in response.text


def test_somebody_else_does_not_submit(client, small, gate):
    fill(gate, small.owner)
    assert submit(client, small, gate, small.people["sales"]).status_code == 403


def test_page_offers_submitting_to_the_owner_only(client, small, gate):
    assert "Submit for sign-off" in look(client, small.owner, gate).text
    assert "Submit for sign-off" not in look(client, small.people["sales"], gate).text


def test_page_says_which_hand_off_submitting_waits_for(client, small):
    gate = signed(small)
    page = look(client, small.owner, gate_of(gate.launch, "price")).text
    assert "A hand-off to this gate is not accepted yet." in page


def test_page_says_what_a_later_room_blocks(client, small, gate, monkeypatch):
    monkeypatch.setattr(hooks, "submit_blockers", [lambda gate: ["No customer was heard yet."]])
    assert "No customer was heard yet." in look(client, small.owner, gate).text


def test_doubled_submission_is_refused(client, small, gate):
    fill(gate, small.owner)
    submit(client, small, gate)
    assert submit(client, small, gate).status_code == 409


def test_htmx_gets_the_gate_and_the_notice(client, small, gate):
    fill(gate, small.owner)
    page = submit(client, small, gate, headers=HTMX).text
    assert page.lstrip().startswith('<div id="gate">')
    assert "Input is submitted." in page


def test_submitter_takes_it_back(client, small):
    gate = in_review(small)
    response = send(client, small.owner, url_of(gate, "gate_take_back"))
    assert response.status_code == 303
    assert gate_of(gate.launch, "input").status == Gate.Status.OPEN


def test_page_offers_taking_back_until_somebody_decided(client, small):
    gate = in_review(small)
    assert "Take it back" in look(client, small.owner, gate).text
    sign(gate, small, "sales")
    assert "Take it back" not in look(client, small.owner, gate).text


def test_decided_submission_is_not_taken_back(client, small):
    gate = sign(in_review(small), small, "sales")
    assert send(client, small.owner, url_of(gate, "gate_take_back")).status_code == 409


def test_nobody_else_takes_it_back(client, small):
    gate = in_review(small)
    assert send(client, small.people["sales"], url_of(gate, "gate_take_back")).status_code == 403
