"""What every action ends with: one event, the turns that are needed, and the people who are asked."""

import json
from datetime import timedelta

import pytest

from launchgate.audit.models import Event
from launchgate.core import clock
from launchgate.launches.actions.answers import answer_item
from launchgate.launches.actions.decide import approve
from launchgate.launches.actions.exceptions import override_gate
from launchgate.launches.models import Gate, Launch, Turn
from launchgate.outbox.models import Message
from tests.launches.small import START
from tests.launches.stages import gate_in, gate_of, item_of, signed, submitted

pytestmark = pytest.mark.both

S = Gate.Status


def test_the_event_names_the_gates_that_moved(small):
    gate = gate_in(S.IN_REVIEW, small)
    approve(gate.pk, small.functions["sales"].pk, actor=small.people["sales"])
    approve(gate.pk, small.functions["care"].pk, actor=small.people["care"])
    fact = json.loads(Event.objects.filter(chain=gate.launch.chain_key).latest("number").text)
    build, price = (str(gate_of(gate.launch, kind).pk) for kind in ("build", "price"))
    assert fact["data"]["gates"] == {str(gate.pk): "signed", build: "open", price: "open"}


def test_a_parallel_gate_does_not_wait_for_its_neighbour(small):
    launch = signed(small.launch(), "input", small).launch
    signed(launch, "price", small)
    assert gate_of(launch, "build").status == S.OPEN
    assert gate_of(launch, "tell").status == S.WAITING
    signed(launch, "build", small)
    assert gate_of(launch, "tell").status == S.OPEN


def test_a_gate_whose_functions_are_all_through_is_signed_when_it_is_free(small):
    launch = signed(small.launch(), "input", small).launch
    signed(launch, "build", small)
    shape, demand = item_of(gate_of(launch, "build"), "shape"), item_of(gate_of(launch, "input"), "demand")
    answer_item(shape.pk, "more", actor=small.owner)
    answer_item(demand.pk, "99", actor=small.owner)
    answer_item(shape.pk, "new", actor=small.owner)
    assert all(decider.is_through for decider in gate_of(launch, "build").deciders.all())
    assert gate_of(launch, "build").status == S.CHANGED
    answer_item(demand.pk, "12", actor=small.owner)
    assert gate_of(launch, "build").status == S.SIGNED


def test_the_earliest_gate_that_is_not_passed_is_kept_for_sorting(small):
    launch = signed(small.launch(), "input", small).launch
    assert Launch.objects.get(pk=launch.pk).next_planned_for == gate_of(launch, "build").planned_for
    for kind in ("build", "price", "tell"):
        signed(launch, kind, small)
    assert Launch.objects.get(pk=launch.pk).next_planned_for is None


def test_who_acted_is_not_asked_by_mail(small):
    gate = gate_in(S.OPEN, small)
    override_gate(gate.pk, "On with it.", actor=small.sponsor)
    assert not Message.objects.filter(kind="turn.asked", person=small.sponsor).exists()


def test_paused_turns_ask_nobody(small):
    launch = signed(small.launch(), "input", small).launch
    answer_item(item_of(gate_of(launch, "input"), "demand").pk, "99", actor=small.owner)
    with clock.at(START + timedelta(hours=5)):
        submitted(launch, "build", small)
        turn = Turn.objects.get(launch=launch, kind="sign", gate__kind="build")
    assert turn.paused_at
    assert not Message.objects.filter(subject=f"turn:{turn.pk}").exists()


@pytest.mark.parametrize("key", ["sales", "care"])
def test_an_approval_stays_within_its_budget_of_statements(small, django_assert_max_num_queries, key):
    gate = gate_in(S.IN_REVIEW, small)
    other = "care" if key == "sales" else "sales"
    approve(gate.pk, small.functions[other].pk, actor=small.people[other])
    with django_assert_max_num_queries(22):  # twenty, and the savepoint of the test
        approve(gate.pk, small.functions[key].pk, actor=small.people[key])
