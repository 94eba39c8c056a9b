"""check_invariants: it holds on a launch that went all the way, and names what was broken behind the app's back."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from launchgate.audit.models import Event
from launchgate.launches.actions.answers import answer_item
from launchgate.launches.actions.decide import approve
from launchgate.launches.actions.evidence import add_evidence, prove_by_note
from launchgate.launches.actions.lifecycle import go_live
from launchgate.launches.models import (
    Answer,
    Condition,
    Decider,
    Decision,
    Evidence,
    Gate,
    Item,
    Launch,
    Vouched,
)
from launchgate.people.actions.functions import merge_function
from launchgate.people.models import Seat
from tests.launches.checking import broken, check
from tests.launches.small import START
from tests.launches.stages import all_signed, gate_in, gate_of, item_of, signed

pytestmark = [pytest.mark.both, pytest.mark.django_db]
S = Gate.Status
SOON = (START + timedelta(days=10)).date()


def test_exit_is_1_and_the_breach_is_named(small):
    gate = gate_in(S.SIGNED, small)
    Gate.objects.filter(pk=gate.pk).update(status=S.OPEN)
    printed = check()
    assert printed.startswith("exit 1\n")
    assert f"BROKEN L-{gate.launch_id} input: it is open, and the events leave it signed" in printed


def test_long_lists_are_cut(small):
    for _ in range(3):
        Gate.objects.filter(pk=gate_in(S.OPEN, small).pk).update(status=S.OVERRIDDEN)
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("check_invariants", show=1, stdout=out)
    assert "… and 2 more" in out.getvalue()


def test_1_a_required_answer_taken_from_a_signed_gate(small):
    gate = gate_in(S.SIGNED, small)
    Item.objects.filter(gate=gate, key="words").update(is_answered=False)
    assert broken(1) == [f"L-{gate.launch_id} input: “words” is required, and neither answered nor a condition"]


def test_1_a_required_item_that_is_a_condition_is_no_breach(small):
    launch = gate_in(S.OPEN, small).launch
    item = item_of(gate_of(launch, "input"), "words")
    signed(launch, "input", small)
    gate = gate_of(launch, "input")
    Item.objects.filter(pk=item.pk).update(is_answered=False)
    Condition.objects.create(
        gate=gate,
        decision=Decision.objects.filter(gate=gate).first(),
        function=small.functions["care"],
        item=item,
        text="Ask them.",
        owner=small.owner,
        due_on=SOON,
        status=Condition.Status.CLEARED,
    )
    assert broken(1) == []


def test_1_proof_taken_from_a_signed_gate(small):
    gate = gate_in(S.OPEN, small)
    notes = item_of(gate, "notes")
    add_evidence(notes.pk, prove_by_note("Seen."), actor=small.owner)
    answer_item(notes.pk, "yes", actor=small.owner)
    signed(gate.launch, "input", small)
    assert broken(1) == []
    Evidence.objects.update(removed_at=START)
    assert broken(1) == [f"L-{gate.launch_id} input: the proof of “notes” is missing"]


def test_1_an_answer_that_counts_and_is_empty(small):
    gate = gate_in(S.SIGNED, small)
    Answer.objects.filter(item__key="demand").update(value=None)
    assert broken(1) == [f"L-{gate.launch_id} input: “demand” counts as answered and is empty"]


def test_1_a_gate_signed_before_the_one_that_comes_first(small):
    launch = signed(small.launch(), "input", small).launch
    Gate.objects.filter(launch=launch, kind="tell").update(status=S.OPEN, opened_at=START)
    # Somebody lets the last gate be signed out of order: to the app the gates between seem passed.
    between = Gate.objects.filter(launch=launch, kind__in=["build", "price"])
    between.update(status=S.OVERRIDDEN, opened_at=START)
    signed(launch, "tell", small)
    between.update(status=S.OPEN)
    assert len(broken(1)) == 1
    assert broken(1)[0].startswith(f"L-{launch.pk} tell: signed by event")


def test_2_a_public_launch_with_a_gate_that_is_not_passed(small):
    launch = all_signed(small)
    go_live(launch.pk, actor=small.owner)
    assert broken(2) == []
    Gate.objects.filter(launch=launch, kind="tell").update(status=S.CHANGED)
    assert broken(2) == [f"L-{launch.pk}: public, but tell is changed"]


def test_2_a_public_launch_with_a_stale_signature_or_an_open_condition(small):
    launch = all_signed(small)
    go_live(launch.pk, actor=small.owner)
    Decider.objects.filter(gate__kind="build").update(is_through=False)
    decision = Decision.objects.filter(gate__kind="build").get()
    condition = Condition.objects.create(
        gate=decision.gate,
        decision=decision,
        function=decision.function,
        text="Train.",
        owner=small.owner,
        due_on=SOON,
    )
    assert broken(2) == [
        f"L-{launch.pk} build: public with a stale signature of Care",
        f"L-{launch.pk}: public with condition {condition.pk} open",
    ]


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("owner", "was made by the owner"),
        ("member", "was made without the place that is printed (head)"),
    ],
)
def test_3_a_decision_by_somebody_who_may_not(small, who, sentence):
    gate_in(S.SIGNED, small)
    Decision.objects.filter(function__key="sales").update(person=small.people[who])
    assert any(line.endswith(sentence) for line in broken(3))


def test_3_a_decision_by_the_submitter(small):
    gate = gate_in(S.SIGNED, small)
    gate.submissions.update(submitter=small.people["sales"])
    assert [line.split(" decision ")[1].split(" ", 1)[1] for line in broken(3)] == [
        "was made by the submitter, or about nothing submitted"
    ]


def test_3_a_head_whose_seat_began_later(small):
    gate_in(S.SIGNED, small)
    Seat.objects.filter(person=small.people["care"]).update(started_at=START + timedelta(days=1))
    assert len(broken(3)) == 1


def test_3_a_head_of_the_function_that_a_merged_one_ended_up_in_is_no_breach(small):
    gate = gate_in(S.IN_REVIEW, small)
    for merged, into in (("sales", "care"), ("care", "finance")):
        merge_function(small.functions[merged].pk, into_id=small.functions[into].pk, actor=small.people["admin"])
    approve(gate.pk, small.functions["sales"].pk, actor=small.people["finance"])
    assert broken(3) == []


def test_3_an_override_by_somebody_who_is_not_the_sponsor(small):
    gate_in(S.OVERRIDDEN, small)
    Decision.objects.update(person=small.people["boss"])
    assert broken(3)[0].endswith("was made as sponsor by somebody else")


def test_3_owners_and_sponsors_of_their_time_are_no_breach(small):
    from launchgate.launches.actions.edit import hand_over

    gate = gate_in(S.OVERRIDDEN, small)
    hand_over(gate.launch_id, "sponsor", small.people["boss"].pk, actor=small.sponsor)
    signed(gate.launch, "build", small)
    hand_over(gate.launch_id, "owner", small.people["care"].pk, actor=small.owner)
    assert broken(3) == []


def test_4_a_row_without_an_event(small):
    gate = gate_in(S.SIGNED, small)
    decision = Decision.objects.filter(gate=gate).first()
    decision.pk = None
    decision.save()
    assert broken(4) == [f"decision:{decision.pk} has no event"]


def test_4_an_event_without_its_row(small):
    gate = gate_in(S.OPEN, small)
    add_evidence(item_of(gate, "notes").pk, prove_by_note("Seen."), actor=small.owner)
    pk = Evidence.objects.get().pk
    Evidence.objects.all().delete()
    assert broken(4) == [f"evidence:{pk} is gone, and its event is not"]


def test_4_an_answer_without_an_event(small):
    gate = gate_in(S.SIGNED, small)
    Answer.objects.create(
        item=item_of(gate, "notes"), number=1, value=True, meaning=1, author=small.owner, answered_at=START
    )
    assert broken(4) == [f"L-{gate.launch_id}: 3 versions of answers, 2 events of answers"]


def test_4_a_launch_that_stands_elsewhere_than_its_events_say(small):
    launch = small.launch()
    Launch.objects.filter(pk=launch.pk).update(status="held")
    assert broken(4) == [f"L-{launch.pk}: it is held, and the events leave it active"]
    assert Event.objects.filter(chain=launch.chain_key).count() == 1


def test_5_a_function_that_counts_as_through_though_its_facts_moved(small):
    gate = gate_in(S.CHANGED, small)
    Decider.objects.filter(gate=gate, function__key="care").update(is_through=True)
    assert broken(5) == [f"L-{gate.launch_id} input: Care counts as through, and its signature is not current"]


def test_5_a_function_that_does_not_count_though_nothing_moved(small):
    gate = gate_in(S.SIGNED, small)
    Decider.objects.filter(gate=gate, function__key="care").update(is_through=False)
    assert broken(5) == [
        f"L-{gate.launch_id} input: Care has a current signature and does not count as through",
        f"L-{gate.launch_id} input: signed, though not every function is through",
    ]


def test_5_a_signature_that_does_not_keep_every_fact(small):
    gate = gate_in(S.SIGNED, small)
    Vouched.objects.filter(decision__function__key="care", item__key="demand").delete()
    assert broken(5) == [f"L-{gate.launch_id} input: Care counts as through, and its signature is not current"]


def test_5_a_gate_that_should_be_signed_and_is_not(small):
    gate = gate_in(S.SIGNED, small)
    Gate.objects.filter(pk=gate.pk).update(status=S.IN_REVIEW)
    assert broken(5) == [f"L-{gate.launch_id} input: every function is through, and it is not signed"]
