"""What is asked of somebody in person moves too: with delegations, and with absences limited to gates of its kind."""

import pytest

from launchgate.core import clock
from launchgate.core.refusals import Forbidden
from launchgate.launches.actions.hand_offs import bounce_hand_off, reply_to_bounce
from launchgate.launches.actions.submit import submit_gate
from launchgate.launches.models import HandOff, Launch, Turn
from launchgate.launches.recompute import recompute_running
from launchgate.launches.stand_ins import why_held
from tests.launches.arranging import away, delegated
from tests.launches.small import START, Small
from tests.launches.stages import answer_required, gate_of, signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked_back(small: Small) -> HandOff:
    """A hand-off to the build gate that was bounced with a question to its giver, the owner."""
    launch = signed(small.launch(), "input", small, note="Mind the stairs.").launch
    hand_off = HandOff.objects.get(to_gate__launch=launch, to_gate__kind="build")
    bounce_hand_off(hand_off.pk, "Which stairs?", actor=small.people["care"])
    return hand_off


def arranged(small: Small, launch: Launch, *arrange: object) -> None:
    for step in arrange:
        step(small, gate_of(launch, "build"))  # type: ignore[operator]
    recompute_running([launch.pk])


def turn_of(launch: Launch, kind: str) -> Turn:
    turns = Turn.objects.select_related("launch", "gate", "function", "holder", "condition__gate")
    return turns.get(launch=launch, kind=kind, closed_at=None)


def test_a_reply_moves_with_an_absence_limited_to_gates_of_its_kind(small, asked_back):
    launch, stranger = asked_back.to_gate.launch, small.people["stranger"]
    with clock.at(START):
        arranged(small, launch, away("owner", "stranger", kinds=("build",)))
        turn = turn_of(launch, Turn.Kind.REPLY)
        assert turn.holder == stranger
        assert "is away until Thursday 5 March; Sten Stranger stands in." in why_held([turn])[turn.pk]
        reply_to_bounce(asked_back.pk, "Those in the hall.", actor=stranger)


def test_a_reply_stays_when_the_absence_is_limited_to_other_gates(small, asked_back):
    with clock.at(START):
        arranged(small, asked_back.to_gate.launch, away("owner", "stranger", kinds=("price",)))
        assert turn_of(asked_back.to_gate.launch, Turn.Kind.REPLY).holder == small.owner
        with pytest.raises(Forbidden):
            reply_to_bounce(asked_back.pk, "Those.", actor=small.people["stranger"])


def test_the_delegate_for_a_kind_of_gates_prepares_and_submits_them(small):
    launch, stranger = small.launch(), small.people["stranger"]
    gate = gate_of(launch, "input")
    with clock.at(START):
        arranged(small, launch, delegated("owner", "stranger", kinds=("input",)))
        turn = turn_of(launch, Turn.Kind.PREPARE)
        assert turn.holder == stranger
        assert "has delegated this until Thursday 5 March; Sten Stranger stands in." in why_held([turn])[turn.pk]
        answer_required(gate, stranger)
        submit_gate(gate.pk, actor=stranger)


def test_an_owner_who_delegated_may_still_submit(small):
    launch = small.launch()
    with clock.at(START):
        arranged(small, launch, delegated("owner", "stranger"))
        answer_required(gate_of(launch, "input"), small.owner)
        submit_gate(gate_of(launch, "input").pk, actor=small.owner)
