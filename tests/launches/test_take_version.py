"""Taking a newer playbook version on a launch in flight: what becomes of questions, answers, signatures and gates."""

import pytest

from launchgate.core.refusals import Conflict
from launchgate.launches.actions.answers import answer_item
from launchgate.launches.actions.applicable import declare_item_not_applicable
from launchgate.launches.actions.decide import approve, approve_with_conditions
from launchgate.launches.actions.evidence import add_evidence, prove_by_note
from launchgate.launches.actions.exceptions import override_gate
from launchgate.launches.actions.revise import change_tier, take_version
from launchgate.launches.actions.submit import OfferedItem, submit_gate
from launchgate.launches.models import Decider, Gate, Item, Launch, Offer, Turn
from launchgate.playbooks.actions import change_policy, publish_version, start_draft
from launchgate.playbooks.models import ItemKind
from launchgate.playbooks.policies import Policy
from tests.launches.checking import broken
from tests.launches.published import gate_with, item_with, published, with_gate, with_item, without_gate, without_item
from tests.launches.small import Small
from tests.launches.stages import all_signed, asked, gate_in, gate_of, item_of, signed, submitted
from tests.launching import in_days

S = Gate.Status


def take(small: Small, launch: Launch, *changes) -> Launch:
    take_version(launch.pk, published(small, *changes).pk, actor=small.owner)
    assert not broken(5)
    return Launch.objects.get(pk=launch.pk)


def is_through(gate: Gate, key: str) -> bool:
    return Decider.objects.get(gate=gate, function__key=key).is_through


def test_launch_follows_the_new_version(small):
    launch = take(small, small.launch(), with_item(small, "input", "extra"))
    assert launch.version.number == 2


def test_added_question_is_asked_at_its_place(small):
    launch = take(
        small, small.launch(), with_item(small, "input", "extra", relied_on_by=(small.functions["sales"].pk,))
    )
    item = item_of(gate_of(launch, "input"), "extra")
    assert item.position == gate_of(launch, "input").items.count()
    assert [function.key for function in item.relied_on_by.all()] == ["sales"]


def test_added_required_question_asks_its_function_to_contribute(small):
    launch = take(small, small.launch(), with_item(small, "input", "extra", function="finance", is_required=True))
    assert "input contribute finance" in asked(launch)


def test_signature_that_lacks_an_added_material_question_is_stale(small):
    launch = take(small, signed(small.launch(), "input", small).launch, with_item(small, "input", "extra"))
    gate = gate_of(launch, "input")
    assert (gate.status, is_through(gate, "sales"), is_through(gate, "care")) == (S.CHANGED, False, False)


def test_added_question_without_weight_leaves_signatures_alone(small):
    launch = signed(small.launch(), "input", small).launch
    take(small, launch, with_item(small, "input", "extra", is_material=False))
    assert gate_of(launch, "input").status == S.SIGNED


@pytest.mark.parametrize("status", [S.IN_REVIEW, S.SIGNED, S.CHANGED])
def test_added_required_question_opens_a_submitted_gate_again(small, status):
    gate = gate_in(status, small)
    take(small, gate.launch, with_item(small, "input", "extra", is_required=True))
    assert gate_of(gate.launch, "input").status == S.OPEN
    assert {"input prepare", "input contribute care"} <= asked(gate.launch)


@pytest.mark.parametrize("status", [S.NOT_APPLICABLE, S.OVERRIDDEN])
def test_gate_that_passed_without_signatures_stays_so(small, status):
    gate = gate_in(status, small)
    take(small, gate.launch, with_item(small, "input", "extra", is_required=True))
    assert gate_of(gate.launch, "input").status == status


def test_signatures_stay_on_a_gate_that_opens_for_a_question_without_weight(small):
    gate = gate_in(S.SIGNED, small)
    take(small, gate.launch, with_item(small, "input", "extra", is_required=True, is_material=False))
    answer_item(item_of(gate, "extra").pk, "yes", actor=small.owner)
    submit_gate(gate.pk, actor=small.owner)
    assert gate_of(gate.launch, "input").status == S.SIGNED


def test_question_that_becomes_required_opens_the_gate_when_it_has_no_answer(small):
    gate = gate_in(S.SIGNED, small)
    take(small, gate.launch, item_with("input", "terms", is_required=True))
    assert gate_of(gate.launch, "input").status == S.OPEN


def test_question_that_becomes_required_and_is_answered_changes_nothing(small):
    gate = gate_in(S.SIGNED, small)
    take(small, gate.launch, item_with("input", "words", is_required=True))
    assert gate_of(gate.launch, "input").status == S.SIGNED


def test_answer_that_needs_proof_and_has_none_opens_the_gate(small):
    gate = gate_in(S.SIGNED, small)
    take(small, gate.launch, item_with("input", "demand", needs_evidence=True))
    assert gate_of(gate.launch, "input").status == S.OPEN


def test_removed_question_is_no_longer_asked_and_keeps_its_row(small):
    launch = take(small, small.launch(), without_item("input", "terms"))
    assert not Item.objects.filter(gate__launch=launch, key="terms").exists()
    assert Item.every.get(gate__launch=launch, key="terms").removed_at is not None


def test_removed_question_leaves_signatures_current(small):
    launch = signed(small.launch(), "input", small).launch
    take(small, launch, without_item("input", "terms"))
    assert gate_of(launch, "input").status == S.SIGNED


def test_signature_that_was_stale_for_a_removed_question_alone_counts_again(small):
    launch = signed(small.launch(), "input", small).launch
    answer_item(item_of(gate_of(launch, "input"), "terms").pk, "Thirty days", actor=small.owner)
    take(small, launch, without_item("input", "terms"))
    assert gate_of(launch, "input").status == S.SIGNED


def test_removed_required_question_is_not_waited_for(small):
    gate = gate_of(small.launch(), "build")
    override_gate(gate_of(gate.launch, "input").pk, "On with it.", actor=small.sponsor)
    take(small, gate.launch, with_item(small, "build", "extra"), gate_with("build", statement="All is right."),
         without_item("build", "shape"))  # fmt: skip
    submit_gate(gate.pk, actor=small.owner)
    assert gate_of(gate.launch, "build").status == S.IN_REVIEW


def test_removed_question_that_was_offered_as_a_condition_is_offered_no_longer(small):
    gate = gate_of(small.launch(), "input")
    answer_item(item_of(gate, "demand").pk, "12", actor=small.owner)
    offer = OfferedItem(item_of(gate, "words").pk, "Not yet.", in_days(20))
    submit_gate(gate.pk, actor=small.owner, offers=[offer])
    take(small, gate.launch, without_item("input", "words"))
    assert Offer.objects.get().status == Offer.Status.VOID
    for key in ("sales", "care"):
        approve(gate.pk, small.functions[key].pk, actor=small.people[key])
    assert gate_of(gate.launch, "input").status == S.SIGNED


def test_item_that_became_a_condition_does_not_open_the_gate(small):
    gate = gate_of(small.launch(), "input")
    answer_item(item_of(gate, "demand").pk, "12", actor=small.owner)
    offer = OfferedItem(item_of(gate, "words").pk, "Not yet.", in_days(20))
    submit_gate(gate.pk, actor=small.owner, offers=[offer])
    approve_with_conditions(gate.pk, small.functions["sales"].pk, actor=small.people["sales"], wishes=[])
    approve(gate.pk, small.functions["care"].pk, actor=small.people["care"])
    take(small, gate.launch, item_with("input", "words", help="Ask two."))
    assert gate_of(gate.launch, "input").status == S.SIGNED


def test_answer_to_a_question_in_other_words_is_kept_and_means_something_else(small):
    launch = signed(small.launch(), "input", small).launch
    take(small, launch, item_with("input", "demand", text="What about demand a year?"))
    item = item_of(gate_of(launch, "input"), "demand")
    assert (item.value, item.answer.number, item.meaning) == ("12", 2, 2)
    assert gate_of(launch, "input").status == S.CHANGED


def test_value_that_was_signed_for_other_words_means_something_else_when_it_is_given_again(small):
    launch = signed(small.launch(), "input", small).launch
    item = item_of(gate_of(launch, "input"), "demand")
    answer_item(item.pk, "13", actor=small.owner)
    take(small, launch, item_with("input", "demand", text="What about demand a year?"))
    answer_item(item.pk, "12", actor=small.owner)
    assert gate_of(launch, "input").status == S.CHANGED


def test_what_was_said_not_to_apply_still_does_not_to_other_words(small):
    launch = small.launch()
    item = item_of(gate_of(launch, "input"), "demand")
    declare_item_not_applicable(item.pk, "A gift.", actor=small.people["sales"])
    signed(launch, "input", small)
    take(small, launch, item_with("input", "demand", text="Demand?", needs_evidence=True))
    assert item_of(gate_of(launch, "input"), "demand").is_not_applicable
    assert gate_of(launch, "input").status == S.CHANGED


def test_only_functions_that_vouch_for_the_question_look_again(small):
    launch = all_signed(small)
    take(small, launch, item_with("build", "shape", text="Which shape?"))
    again = [f"{turn.gate.kind} {turn.function.key}" for turn in Turn.objects.filter(kind="sign", closed_at=None)]
    assert again == ["build care"]


def test_function_that_newly_relies_on_a_fact_looks_again(small):
    launch = all_signed(small)
    take(small, launch, item_with("build", "shape", relied_on_by=(small.functions["sales"].pk,)))
    assert not is_through(gate_of(launch, "tell"), "sales")
    assert is_through(gate_of(launch, "tell"), "finance")


def test_other_help_or_section_disturbs_nobody(small):
    launch = signed(small.launch(), "input", small).launch
    take(small, launch, item_with("input", "demand", help="Ask ten.", section="Numbers"))
    assert item_of(gate_of(launch, "input"), "demand").help == "Ask ten."
    assert gate_of(launch, "input").status == S.SIGNED


def test_choice_that_is_no_longer_there_has_to_be_made_again(small):
    launch = all_signed(small)
    take(small, launch, item_with("build", "shape", options=("more", "less")))
    assert not item_of(gate_of(launch, "build"), "shape").is_answered
    assert gate_of(launch, "build").status == S.OPEN


def test_question_of_another_kind_is_asked_anew(small):
    launch = signed(small.launch(), "input", small).launch
    before = item_of(gate_of(launch, "input"), "demand")
    take(small, launch, item_with("input", "demand", kind=ItemKind.TEXT))
    after = item_of(gate_of(launch, "input"), "demand")
    assert (after.pk != before.pk, after.kind, after.is_answered) == (True, ItemKind.TEXT, False)


def test_question_that_comes_back_has_its_answer_and_proof_still(small):
    launch = small.launch()
    item = item_of(gate_of(launch, "input"), "notes")
    add_evidence(item.pk, prove_by_note("Seen."), actor=small.owner)
    answer_item(item.pk, "yes", actor=small.owner)
    signed(launch, "input", small)
    change_tier(launch.pk, 3, actor=small.sponsor, reason="Small.")
    change_tier(launch.pk, 2, actor=small.sponsor, reason="Not so small.")
    assert item_of(gate_of(launch, "input"), "notes").pk == item.pk
    assert gate_of(launch, "input").status == S.SIGNED


def test_gates_themselves_are_not_taken_over(small):
    launch = small.launch()
    sales = (small.functions["sales"].pk,)
    take(small, launch, without_gate("price"), with_gate("build", "legal"), gate_with("tell", order=9, functions=sales))
    gates = {gate.kind: gate.order for gate in launch.gates.all()}
    assert gates == {"input": 1, "build": 2, "price": 2, "tell": 3}
    assert gate_of(launch, "tell").deciders.count() == 2
    assert gate_of(launch, "price").items.count() == 1


def test_sentence_to_sign_is_taken_over_and_what_was_signed_stays(small):
    gate = gate_in(S.SIGNED, small)
    take(small, gate.launch, gate_with("input", statement="We know: {demand}."))
    assert gate_of(gate.launch, "input").statement == "We know: {demand}."
    assert gate.deciders.first().decision.sentence == "input is right: 12."


def test_reminders_of_the_new_version_count_from_now_on(small):
    launch = small.launch()
    before = Turn.objects.get(launch=launch, kind="prepare").due_at
    draft = start_draft(small.version.playbook_id, actor=small.people["admin"])
    change_policy(draft.pk, actor=small.people["admin"], policy=Policy(due_days=3))
    take_version(launch.pk, publish_version(draft.pk, actor=small.people["admin"]).pk, actor=small.owner)
    assert Turn.objects.get(launch=launch, kind="prepare").due_at < before


def test_signing_goes_on_with_what_is_asked_now(small):
    gate = gate_in(S.SIGNED, small)
    take(small, gate.launch, with_item(small, "input", "extra"))
    for key in ("sales", "care"):
        approve(gate.pk, small.functions[key].pk, actor=small.people[key])
    assert gate_of(gate.launch, "input").status == S.SIGNED


def test_launch_that_could_go_public_has_to_wait(small):
    launch = take(small, all_signed(small), with_item(small, "tell", "extra", is_required=True))
    assert "go_live" not in asked(launch)


def test_question_that_is_gone_cannot_be_answered(small):
    launch = small.launch()
    item = item_of(gate_of(launch, "input"), "terms")
    take(small, launch, without_item("input", "terms"))
    with pytest.raises(Conflict, match="no longer asked"):
        answer_item(item.pk, "Thirty days", actor=small.owner)


def test_answers_given_anew_are_told_by_the_event(small):
    launch = submitted(small.launch(), "input", small).launch
    take(small, launch, item_with("input", "demand", text="Demand?"), item_with("input", "words", text="Words?"))
    assert not broken(4)
