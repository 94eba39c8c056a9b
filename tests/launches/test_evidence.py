"""Attaching proof and taking it away."""

import hashlib

import pytest
from django.core.files.base import ContentFile

from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.launches.actions.answers import answer_item
from launchgate.launches.actions.evidence import (
    add_evidence,
    prove_by_file,
    prove_by_link,
    prove_by_note,
    remove_evidence,
)
from launchgate.launches.models import Evidence, Gate, Item
from launchgate.playbooks.models import ItemKind
from tests.launches.stages import gate_in, gate_of, item_of, signed

S = Gate.Status
PDF = b"%PDF-1.7 a plan"


def test_a_note_is_attached_and_counted(small):
    notes = item_of(gate_in(S.OPEN, small), "notes")
    evidence = add_evidence(notes.pk, prove_by_note("Seen on Tuesday.\nIn Berlin."), actor=small.people["member"])
    assert (evidence.kind, evidence.title, evidence.note) == (
        "note",
        "Seen on Tuesday.",
        "Seen on Tuesday.\nIn Berlin.",
    )
    assert item_of(notes.gate, "notes").evidence_count == 1


def test_a_file_is_kept_with_its_digest(small):
    notes = item_of(gate_in(S.OPEN, small), "notes")
    evidence = add_evidence(notes.pk, prove_by_file(ContentFile(PDF, "plan.pdf")), actor=small.owner)
    assert evidence.sha256 == hashlib.sha256(PDF).hexdigest()
    with Evidence.objects.get(pk=evidence.pk).file.open() as kept:
        assert (evidence.size, kept.read()) == (len(PDF), PDF)
    evidence.file.close()


def test_a_link_is_attached_under_its_address(small):
    notes = item_of(gate_in(S.OPEN, small), "notes")
    evidence = add_evidence(notes.pk, prove_by_link("https://example.com/plan"), actor=small.owner)
    assert (evidence.title, evidence.url) == ("example.com/plan", "https://example.com/plan")


@pytest.mark.parametrize("note", ["", "  \n", "x" * 10_001, "a\x00b"])
def test_a_note_needs_words_that_fit(note):
    with pytest.raises(Invalid):
        prove_by_note(note)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//example.com", "https://", "plan.pdf"])
def test_only_web_addresses_are_links(url):
    with pytest.raises(Invalid):
        prove_by_link(url)


def test_a_doubled_form_attaches_once(small):
    notes = item_of(gate_in(S.OPEN, small), "notes")
    add_evidence(notes.pk, prove_by_note("Seen."), actor=small.owner, once="form")
    with pytest.raises(Conflict, match="already sent"):
        add_evidence(notes.pk, prove_by_note("Seen."), actor=small.owner, once="form")
    assert notes.evidence.count() == 1


def test_a_stranger_attaches_nothing(small):
    with pytest.raises(Forbidden):
        add_evidence(
            item_of(gate_in(S.OPEN, small), "notes").pk, prove_by_note("Seen."), actor=small.people["stranger"]
        )


def test_a_file_becomes_the_answer_of_a_file_item(small):
    gate = gate_in(S.OPEN, small)
    Item.objects.filter(gate=gate, key="notes").update(kind=ItemKind.FILE)
    notes = item_of(gate, "notes")
    evidence = add_evidence(notes.pk, prove_by_file(ContentFile(PDF, "plan.pdf")), actor=small.owner)
    assert item_of(gate, "notes").value == {"evidence": evidence.pk, "name": "plan.pdf", "sha256": evidence.sha256}
    with pytest.raises(Conflict, match="This file is the answer"):
        remove_evidence(evidence.pk, actor=small.owner)


def test_removed_proof_stays_in_the_history(small):
    notes = item_of(gate_in(S.OPEN, small), "notes")
    evidence = add_evidence(notes.pk, prove_by_note("Seen."), actor=small.owner)
    remove_evidence(evidence.pk, actor=small.owner)
    kept = Evidence.objects.get(pk=evidence.pk)
    assert kept.removed_by == small.owner
    assert item_of(notes.gate, "notes").evidence_count == 0
    with pytest.raises(Conflict, match="already removed"):
        remove_evidence(evidence.pk, actor=small.owner)


def test_the_last_proof_of_a_submitted_gate_stays_until_there_is_another(small):
    launch = small.launch()
    notes = item_of(gate_of(launch, "input"), "notes")
    first = add_evidence(notes.pk, prove_by_note("Seen."), actor=small.owner)
    answer_item(notes.pk, "yes", actor=small.owner)
    signed(launch, "input", small)
    with pytest.raises(Conflict, match="stands on this proof"):
        remove_evidence(first.pk, actor=small.owner)
    add_evidence(notes.pk, prove_by_note("Seen better."), actor=small.owner)
    assert remove_evidence(first.pk, actor=small.owner).removed_at
