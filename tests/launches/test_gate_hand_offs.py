"""The two-sided hand-off on the gate page: accept, ask, answer."""

import pytest

from launchgate.launches.actions.hand_offs import bounce_hand_off
from launchgate.launches.models import HandOff
from tests.launches.gate_pages import look, send, signed, url_of
from tests.launches.small import Small
from tests.launching import gate_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(company: Small) -> Small:
    return company.copy()


@pytest.fixture
def hand_off(small) -> HandOff:
    """Return the hand-off that Finance received on the price gate."""
    gate = gate_of(signed(small).launch, "price")
    return HandOff.objects.select_related("to_gate", "from_gate").get(to_gate=gate)


def act(client, person, hand_off, verb, **data):
    return send(client, person, url_of(hand_off.to_gate, f"hand_off_{verb}", hand_off.pk), data)


def test_receiver_reads_the_note_and_accepts(client, small, hand_off):
    page = look(client, small.people["finance"], hand_off.to_gate).text
    assert "Look at the third answer." in page
    assert "Accept the hand-off" in page
    assert act(client, small.people["finance"], hand_off, "accept")["Location"].endswith("#hand-offs")


def test_somebody_else_reads_it_without_a_button(client, small, hand_off):
    page = look(client, small.people["stranger"], hand_off.to_gate).text
    assert "Look at the third answer." in page
    assert "Accept the hand-off" not in page


def test_somebody_else_accepts_nothing(client, small, hand_off):
    assert act(client, small.people["stranger"], hand_off, "accept").status_code == 403


def test_accepting_twice_is_refused(client, small, hand_off):
    act(client, small.people["finance"], hand_off, "accept")
    assert act(client, small.people["finance"], hand_off, "accept").status_code == 409


def test_receiver_bounces_it_with_a_question(client, small, hand_off):
    act(client, small.people["finance"], hand_off, "bounce", question="Which answer?")
    page = look(client, small.owner, hand_off.to_gate).text
    assert "Which answer?" in page
    assert "Send the answer" in page


def test_bouncing_needs_a_question(client, small, hand_off):
    response = act(client, small.people["finance"], hand_off, "bounce", question=" ")
    assert response.status_code == 422
    assert "Ask what has to be known before you can accept." in response.text


def test_giver_finds_the_question_on_the_gate_that_gave_it(client, small, hand_off):
    bounce_hand_off(hand_off.pk, "Which answer?", actor=small.people["finance"])
    page = look(client, small.owner, hand_off.from_gate).text
    assert "Question from Price" in page


def test_giver_answers(client, small, hand_off):
    bounce_hand_off(hand_off.pk, "Which answer?", actor=small.people["finance"])
    assert act(client, small.owner, hand_off, "reply", reply="The one on demand.").status_code == 303
    assert "The one on demand." in look(client, small.people["finance"], hand_off.to_gate).text


def test_answer_needs_words(client, small, hand_off):
    bounce_hand_off(hand_off.pk, "Which answer?", actor=small.people["finance"])
    assert act(client, small.owner, hand_off, "reply").status_code == 422


def test_somebody_else_answers_nothing(client, small, hand_off):
    bounce_hand_off(hand_off.pk, "Which answer?", actor=small.people["finance"])
    assert act(client, small.people["stranger"], hand_off, "reply", reply="This one.").status_code == 403


def test_hand_off_is_not_there_on_another_gate(client, small, hand_off):
    url = url_of(hand_off.from_gate, "hand_off_accept", hand_off.pk)
    assert send(client, small.people["finance"], url).status_code == 404


def test_page_counts_the_time_of_who_has_it(client, small, hand_off):
    assert "Fin Finance has to accept it or ask" in look(client, small.owner, hand_off.to_gate).text
