"""Giving a launch to another owner or sponsor."""

import pytest

from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.launches.actions.decide import approve
from launchgate.launches.actions.edit import hand_over
from launchgate.launches.actions.exceptions import declare_not_applicable
from launchgate.launches.actions.lifecycle import go_live
from launchgate.launches.models import Gate, Launch, Turn
from launchgate.people.models import Person
from tests.launches.arranging import delegated
from tests.launches.stages import all_signed, asked, gate_in, gate_of

S = Gate.Status


@pytest.mark.parametrize("who", ["owner", "sponsor", "admin"])
@pytest.mark.parametrize("role", ["owner", "sponsor"])
def test_holder_other_of_the_two_or_administrator_hands_over(small, who, role):
    launch = small.launch()
    hand_over(launch.pk, role, small.people["stranger"].pk, actor=small.people[who])
    assert getattr(Launch.objects.get(pk=launch.pk), role) == small.people["stranger"]


@pytest.mark.parametrize("who", ["sales", "boss", "stranger"])
def test_nobody_else_does(small, who):
    with pytest.raises(Forbidden):
        hand_over(small.launch().pk, "owner", small.people["stranger"].pk, actor=small.people[who])


def test_the_turns_of_the_owner_move(small):
    launch = small.launch()
    hand_over(launch.pk, "owner", small.people["stranger"].pk, actor=small.owner)
    assert Turn.objects.get(launch=launch, kind="prepare").holder == small.people["stranger"]


def test_signatures_of_the_new_owner_are_asked_for_again(small):
    gate = gate_in(S.SIGNED, small)
    hand_over(gate.launch_id, "owner", small.people["sales"].pk, actor=small.owner)
    assert gate_of(gate.launch, "input").status == S.CHANGED
    turn = Turn.objects.get(launch=gate.launch, kind="sign", closed_at=None)
    assert (turn.function.key, turn.holder) == ("sales", small.people["deputy"])


def test_what_a_delegate_signed_in_the_name_of_the_new_owner_is_asked_for_again(small):
    gate, sales, care = gate_in(S.IN_REVIEW, small), small.functions["sales"].pk, small.functions["care"].pk
    delegated("sales", "stranger")(small, gate)
    approve(gate.pk, sales, actor=small.people["stranger"])
    approve(gate.pk, care, actor=small.people["care"])
    hand_over(gate.launch_id, "owner", small.people["sales"].pk, actor=small.owner)
    assert set(gate.deciders.filter(is_through=True).values_list("function", flat=True)) == {care}
    assert gate_of(gate.launch, "input").status == S.CHANGED


def test_what_does_not_concern_a_function_stays_so(small):
    gate = gate_in(S.OPEN, small)
    declare_not_applicable(gate.pk, small.functions["sales"].pk, "Not ours.", actor=small.people["sales"])
    hand_over(gate.launch_id, "owner", small.people["sales"].pk, actor=small.owner)
    assert gate.deciders.get(function__key="sales").is_through


def test_signature_turns_pass_over_the_new_owner(small):
    gate = gate_in(S.IN_REVIEW, small)
    hand_over(gate.launch_id, "owner", small.people["sales"].pk, actor=small.owner)
    turn = Turn.objects.get(launch=gate.launch, kind="sign", function__key="sales", closed_at=None)
    assert turn.holder == small.people["deputy"]


@pytest.mark.parametrize("key", ["owner", "sponsor"])
def test_one_person_is_not_both(small, key):
    with pytest.raises(Invalid, match="already the owner or the sponsor"):
        hand_over(small.launch().pk, "sponsor", small.people[key].pk, actor=small.owner)


def test_it_needs_somebody_who_is_there(small):
    gone = small.people["stranger"]
    Person.objects.filter(pk=gone.pk).update(is_active=False)
    for person_id in (gone.pk, 10**9):
        with pytest.raises(Invalid, match="Choose somebody who is active"):
            hand_over(small.launch().pk, "owner", person_id, actor=small.owner)


def test_it_is_refused_where_then_nobody_could_sign(small):
    gate = gate_in(S.IN_REVIEW, small)
    Person.objects.filter(pk__in=[small.people[key].pk for key in ("sales", "deputy", "boss", "chief")]).update(
        is_active=False
    )
    Person.objects.filter(pk=small.sponsor.pk).update(is_executive=False)
    hand_over(gate.launch_id, "owner", small.people["stranger"].pk, actor=small.owner)
    with pytest.raises(Conflict, match="Then nobody could sign off for Sales"):
        hand_over(gate.launch_id, "sponsor", small.owner.pk, actor=small.sponsor)
    assert Launch.objects.get(pk=gate.launch_id).sponsor == small.sponsor


def test_a_public_launch_is_handed_over_and_keeps_its_gates(small):
    launch = all_signed(small)
    go_live(launch.pk, actor=small.owner)
    hand_over(launch.pk, "owner", small.people["sales"].pk, actor=small.owner)
    assert {gate.status for gate in launch.gates.all()} == {S.SIGNED}
    assert asked(launch) == set()
