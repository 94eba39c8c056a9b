"""Signatures vouch for proofs as well: adding or removing one asks for them again, taking that back does not."""

from datetime import timedelta

import pytest

from launchgate.core import clock
from launchgate.launches.actions.decide import approve
from launchgate.launches.actions.evidence import add_evidence, prove_by_note, remove_evidence
from launchgate.launches.models import Evidence, Gate, Item
from tests.launches.gate_pages import look
from tests.launches.small import Small
from tests.launches.stages import asked, gate_of, item_of, signed

NOTE = prove_by_note("Seen in the ledger.", "Ledger")


@pytest.fixture
def demand(small: Small) -> Item:
    """Return a proved answer on a gate that Sales and Care signed."""
    launch = small.launch()
    add_evidence(item_of(gate_of(launch, "input"), "demand").pk, NOTE, actor=small.owner)
    return item_of(signed(launch, "input", small), "demand")


def add(item: Item, small: Small) -> Evidence:
    return add_evidence(item.pk, prove_by_note("Asked again.", "Second call"), actor=small.owner)


def test_a_new_proof_asks_for_the_signatures_again(small, demand):
    add(demand, small)
    assert gate_of(demand.gate.launch, "input").status == Gate.Status.CHANGED
    assert {"input sign sales", "input sign care"} <= asked(demand.gate.launch)


def test_taking_the_new_proof_away_makes_the_signatures_current_again(small, demand):
    remove_evidence(add(demand, small).pk, actor=small.owner)
    assert gate_of(demand.gate.launch, "input").status == Gate.Status.SIGNED


def test_removing_a_proof_asks_for_the_signatures_again(small, demand):
    remove_evidence(demand.evidence.get().pk, actor=small.owner)
    assert gate_of(demand.gate.launch, "input").status == Gate.Status.CHANGED


def test_the_same_proof_attached_anew_counts_as_before(small, demand):
    remove_evidence(demand.evidence.get().pk, actor=small.owner)
    add_evidence(demand.pk, NOTE, actor=small.owner)
    assert gate_of(demand.gate.launch, "input").status == Gate.Status.SIGNED


def test_a_proof_of_an_answer_without_weight_disturbs_nobody(small, demand):
    add(item_of(demand.gate, "words"), small)
    assert gate_of(demand.gate.launch, "input").status == Gate.Status.SIGNED


def test_a_function_signs_the_new_proof(small, demand):
    add(demand, small)
    for key in ("sales", "care"):
        approve(demand.gate_id, small.functions[key].pk, actor=small.people[key])
    assert gate_of(demand.gate.launch, "input").status == Gate.Status.SIGNED


def test_page_names_the_proof_that_came_since(client, small, demand):
    with clock.at(clock.now() + timedelta(hours=1)):
        add(demand, small)
        page = look(client, small.people["care"], demand.gate).content.decode()
    assert "<del>Ledger</del> <ins>Ledger and Second call</ins>" in page
    assert "Sign the difference for Care" in page
