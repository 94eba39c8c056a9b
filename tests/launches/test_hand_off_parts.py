"""Hand-offs in parts: what the playbook asks the giver, what the receiver may ask about."""

from datetime import timedelta

import pytest
from django.urls import reverse

from launchgate.core import clock
from launchgate.core.refusals import Invalid
from launchgate.launches.actions.answers import answer_item
from launchgate.launches.actions.decide import approve
from launchgate.launches.actions.edit import hand_over
from launchgate.launches.actions.hand_offs import bounce_hand_off
from launchgate.launches.actions.submit import submit_gate
from launchgate.launches.models import HandOff, Launch, SubmissionPart
from launchgate.people.actions.erasure import erase_person
from launchgate.people.actions.persons import deactivate_person
from launchgate.people.erasure import is_mark
from tests.forging import forging, verify
from tests.launches.checking import broken
from tests.launches.small import START, Small
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


def test_the_page_asks_prompt_by_prompt_and_keeps_what_was_typed(client, small, launch):
    gate = gate_of(launch, "input")
    emptied = gate.items.filter(is_required=True).first()
    answer_item(emptied.pk, None, actor=small.owner)
    client.force_login(small.owner)
    address = reverse("launches:gate_submit", args=[launch.key, gate.kind])
    sent = client.post(address, {"part_0": "No marketplace.", "note": "Soon."})
    assert sent.status_code == 422
    assert DECISIONS in sent.text
    assert "No marketplace." in sent.text


def test_the_page_hands_on_what_was_typed(client, small, launch):
    gate = gate_of(launch, "input")
    client.force_login(small.owner)
    client.post(reverse("launches:gate_submit", args=[launch.key, gate.kind]), {"part_1": "The carrier."})
    assert [(part.prompt, part.text) for part in SubmissionPart.objects.all()] == [(RISKS, "The carrier.")]


def test_the_receiver_reads_the_parts_and_asks_about_one(client, small, launch):
    hand_off = handed_over(launch, small, parts=WORDS)
    client.force_login(small.people["care"])
    page = client.get(hand_off.to_gate.get_absolute_url()).text
    assert all(words in page for pair in WORDS.items() for words in pair)
    part = hand_off.submission.parts.get(prompt=RISKS)
    address = reverse("launches:hand_off_bounce", args=[launch.key, hand_off.to_gate.kind, hand_off.pk])
    assert client.post(address, {"question": "Which?", "part": "999"}).status_code == 422
    client.post(address, {"question": "Which carrier?", "part": str(part.pk)})
    assert "asked about “Which risks go with it?”" in client.get(hand_off.to_gate.get_absolute_url()).text


def test_both_clocks_stand_on_the_page_of_the_launch(client, small, launch):
    hand_off = handed_over(launch, small, parts=WORDS)
    with clock.at(START + timedelta(days=2, hours=1)):
        bounce_hand_off(hand_off.pk, "Which carrier?", actor=small.people["care"])
    with clock.at(START + timedelta(days=3, hours=2)):
        client.force_login(small.owner)
        (line,) = [row for row in client.get(launch.get_absolute_url()).context["hand_offs"] if row.bounced]
    assert line.clocks == "2 working days with Care, 1 working day with Olu Owner"
    assert (line.bounced, line.question) == ("Bounced once", "Which carrier?")


def test_a_part_that_is_gone_breaks_an_invariant(small, launch):
    handed_over(launch, small, parts=WORDS)
    assert not broken(4)
    SubmissionPart.objects.filter(prompt=RISKS).delete()
    assert "does not have the parts that it counts" in "".join(broken(4))
