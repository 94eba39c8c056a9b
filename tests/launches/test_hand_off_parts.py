"""Hand-offs in parts: what the playbook asks the giver, what the receiver may ask about."""

import pytest

from launchgate.core.refusals import Invalid
from launchgate.launches.actions.decide import approve
from launchgate.launches.actions.edit import hand_over
from launchgate.launches.actions.hand_offs import bounce_hand_off
from launchgate.launches.actions.submit import submit_gate
from launchgate.launches.models import HandOff, Launch, SubmissionPart
from launchgate.people.actions.erasure import erase_person
from launchgate.people.actions.persons import deactivate_person
from launchgate.people.erasure import is_mark
from tests.forging import forging, verify
from tests.launches.small import Small
from tests.launches.stages import answer_required, asked, gate_of

DECISIONS, RISKS = "Which decisions were taken?", "Which risks go with it?"
WORDS = {DECISIONS: "No marketplace.", RISKS: "The carrier."}


@pytest.fixture
def launch(small: Small) -> Launch:
    """A launch whose first gate is open, with two prompts for what it hands on."""
    gate = gate_of(small.launch(), "input")
    gate.template.prompts = [DECISIONS, RISKS]
    gate.template.save()
    answer_required(gate, small.owner)
    return gate.launch


def handed_over(launch: Launch, small: Small, **given: object) -> HandOff:
    gate = gate_of(launch, "input")
    submit_gate(gate.pk, actor=small.owner, **given)
    for key in ("sales", "care"):
        approve(gate.pk, small.functions[key].pk, actor=small.people[key])
    return HandOff.objects.get(to_gate__launch=launch, to_gate__kind="build")


def test_parts_alone_are_a_hand_off(small, launch):
    hand_off = handed_over(launch, small, parts=WORDS)
    parts = SubmissionPart.objects.filter(submission=hand_off.submission).values_list("prompt", "text")
    assert dict(parts) == WORDS
    assert "build accept care" in asked(launch)


def test_prompts_without_words_are_left_out(small, launch):
    hand_off = handed_over(launch, small, parts={DECISIONS: " ", RISKS: "The carrier."})
    assert [part.prompt for part in hand_off.submission.parts.all()] == [RISKS]


def test_nothing_to_say_is_no_hand_off(small, launch):
    gate = gate_of(launch, "input")
    submit_gate(gate.pk, actor=small.owner, parts={DECISIONS: " "})
    assert not SubmissionPart.objects.exists()


def test_a_prompt_that_the_playbook_does_not_have_is_refused(small, launch):
    with pytest.raises(Invalid, match="does not ask"):
        submit_gate(gate_of(launch, "input").pk, actor=small.owner, parts={"Why not?": "Because."})


def test_a_question_may_be_about_a_part(small, launch):
    hand_off = handed_over(launch, small, parts=WORDS)
    part = hand_off.submission.parts.get(prompt=RISKS)
    bounce_hand_off(hand_off.pk, "Which carrier?", part_id=part.pk, actor=small.people["care"])
    assert hand_off.notes.get().part == part


def test_a_part_of_another_hand_off_is_refused(small, launch):
    hand_off = handed_over(launch, small, note="Mind the stairs.")
    with pytest.raises(Invalid, match="does not belong"):
        bounce_hand_off(hand_off.pk, "Which?", part_id=9999, actor=small.people["care"])


def test_changed_parts_are_found(small, launch):
    handed_over(launch, small, parts=WORDS)
    assert verify()[0] == 0
    with forging():
        SubmissionPart.objects.filter(prompt=RISKS).update(text="None at all.")
    assert "a part of its hand-off was changed" in verify()[1]


def test_erased_parts_still_prove_the_rest(small, launch):
    hand_off = handed_over(launch, small, parts=WORDS)
    heir = small.people["stranger"]
    hand_over(launch.pk, "owner", heir.pk, actor=small.sponsor)
    deactivate_person(small.owner.pk, actor=small.people["admin"])
    erase_person(small.owner.pk, actor=small.people["admin"], words=True)
    assert all(is_mark(part.text) for part in hand_off.submission.parts.all())
    assert verify()[0] == 0
