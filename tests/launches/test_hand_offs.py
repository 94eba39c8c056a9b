"""Two-sided hand-offs: accepted, or bounced with a question."""

import pytest

from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.launches.actions.exceptions import override_gate, reopen_gate
from launchgate.launches.actions.hand_offs import accept_hand_off, bounce_hand_off, reply_to_bounce
from launchgate.launches.actions.submit import submit_gate
from launchgate.launches.models import Gate, HandOff, Launch
from launchgate.outbox.models import Message
from tests.launches.small import Small
from tests.launches.stages import answer_required, asked, ended, gate_of, signed

S = Gate.Status


@pytest.fixture
def launch(small: Small) -> Launch:
    """A launch whose first gate is signed and handed over to two gates in parallel."""
    return signed(small.launch(), "input", small, note="Mind the stairs.").launch


def hand_off_to(launch: Launch, kind: str) -> HandOff:
    return HandOff.objects.get(to_gate__launch=launch, to_gate__kind=kind)


def test_gates_that_open_ask_their_functions_to_accept(small, launch):
    assert asked(launch) == {"build accept care", "price accept finance"}
    assert hand_off_to(launch, "build").note == "Mind the stairs."


def test_without_a_note_work_begins_at_once(small):
    launch = signed(small.launch(), "input", small).launch
    assert asked(launch) == {
        "build prepare",
        "build contribute care",
        "price prepare",
        "price contribute finance",
    }


def test_after_the_last_acceptance_work_begins(small, launch):
    accept_hand_off(hand_off_to(launch, "build").pk, actor=small.people["care"])
    assert asked(launch) == {"build prepare", "build contribute care", "price accept finance"}
    assert "build accept care: done" in ended(launch)


@pytest.mark.parametrize("who", ["owner", "finance", "member", "sponsor", "stranger"])
def test_only_who_speaks_for_the_function_accepts(small, launch, who):
    with pytest.raises(Forbidden, match="Only the head of Care"):
        accept_hand_off(hand_off_to(launch, "build").pk, actor=small.people[who])


def test_an_accepted_hand_off_is_accepted_once(small, launch):
    hand_off = hand_off_to(launch, "build")
    accept_hand_off(hand_off.pk, actor=small.people["care"])
    with pytest.raises(Conflict, match="already accepted"):
        accept_hand_off(hand_off.pk, actor=small.people["care"])


def test_a_gate_is_not_submitted_before_its_hand_offs_are_accepted(small, launch):
    gate = gate_of(launch, "build")
    answer_required(gate, small.owner)
    with pytest.raises(Conflict, match="not accepted yet"):
        submit_gate(gate.pk, actor=small.owner)


def test_a_bounce_asks_the_giver_and_a_reply_asks_again(small, launch):
    hand_off = hand_off_to(launch, "build")
    bounce_hand_off(hand_off.pk, "Which stairs?", actor=small.people["care"])
    assert "build reply" in asked(launch)
    assert "build accept care" not in asked(launch)
    reply_to_bounce(hand_off.pk, "Those in the hall.", actor=small.owner)
    assert "build accept care" in asked(launch)
    assert [note.text for note in hand_off.notes.all()] == ["Which stairs?", "Those in the hall."]


def test_a_bounce_needs_a_question(small, launch):
    with pytest.raises(Invalid, match="Ask what"):
        bounce_hand_off(hand_off_to(launch, "build").pk, "  ", actor=small.people["care"])


def test_a_bounced_hand_off_is_neither_accepted_nor_bounced_before_the_reply(small, launch):
    hand_off = hand_off_to(launch, "build")
    bounce_hand_off(hand_off.pk, "Which stairs?", actor=small.people["care"])
    with pytest.raises(Conflict, match="answers first"):
        accept_hand_off(hand_off.pk, actor=small.people["care"])
    with pytest.raises(Conflict, match="answers first"):
        bounce_hand_off(hand_off.pk, "And?", actor=small.people["care"])


@pytest.mark.parametrize("who", ["care", "sponsor", "stranger"])
def test_only_the_giver_replies(small, launch, who):
    hand_off = hand_off_to(launch, "build")
    bounce_hand_off(hand_off.pk, "Which stairs?", actor=small.people["care"])
    with pytest.raises(Forbidden, match="gave this hand-off"):
        reply_to_bounce(hand_off.pk, "Those.", actor=small.people[who])


def test_nobody_replies_to_what_was_not_asked(small, launch):
    with pytest.raises(Conflict, match="Nobody waits"):
        reply_to_bounce(hand_off_to(launch, "build").pk, "Those.", actor=small.owner)


def test_the_third_bounce_tells_the_sponsor(small, launch):
    hand_off = hand_off_to(launch, "build")
    told = Message.objects.filter(kind="news.hand_off.bounced_thrice", person=small.sponsor)
    for times in range(1, 4):
        assert not told.exists()
        bounce_hand_off(hand_off.pk, f"Which stairs? {times}", actor=small.people["care"])
        reply_to_bounce(hand_off.pk, "Those.", actor=small.owner)
    assert told.count() == 1


def test_a_hand_off_outlives_an_override(small, launch):
    gate = gate_of(launch, "build")
    override_gate(gate.pk, "On with it.", actor=small.sponsor)
    assert "build accept care" not in asked(launch)
    reopen_gate(gate.pk, "Not so fast.", actor=small.sponsor)
    assert "build accept care" in asked(launch)
