"""Proof on the gate page: notes, links and files, how files come back out, and to whom."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from launchgate.launches.actions.evidence import add_evidence, prove_by_file, prove_by_note
from launchgate.launches.models import Evidence, Gate, Item
from launchgate.playbooks.models import ItemKind
from tests.launches.gate_pages import HTMX, item_of, look, send, url_of
from tests.launches.small import make_small
from tests.launching import gate_of

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 a plan"


# Of its own for every test: the end of an answer that is a file closes the connection, and rolls back what is shared.
@pytest.fixture
def small():
    return make_small()


@pytest.fixture
def gate(small) -> Gate:
    return gate_of(small.launch(), "input")


def add(client, person, item: Item, **data):
    headers = data.pop("headers", {})
    return send(client, person, url_of(item.gate, "evidence_add", item.pk), data, **headers)


def evidence_url(proof: Evidence, name: str = "evidence") -> str:
    return reverse(f"launches:{name}", args=[f"L-{proof.item.gate.launch_id}", proof.pk])


def attach(item: Item, person, name: str = "plan.pdf", content: bytes = PDF, title: str = "") -> Evidence:
    return add_evidence(item.pk, prove_by_file(SimpleUploadedFile(name, content), title), actor=person)


@pytest.mark.parametrize(
    ("kind", "sent"),
    [
        ("note", {"note": "Seen on the shop floor."}),
        ("link", {"url": "https://example.com/plan"}),
        ("file", {"file": SimpleUploadedFile("plan.pdf", PDF)}),
    ],
)
def test_proof_is_attached(client, small, gate, kind, sent):
    response = add(client, small.owner, item_of(gate, "notes"), kind=kind, **sent)
    assert response["Location"].endswith("#item-notes")
    assert Evidence.objects.get().kind == kind


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"kind": "note", "note": " "}, "Write what was seen or agreed."),
        ({"kind": "link", "url": "ftp://example.com"}, "Give a full web address"),
        ({"kind": "file"}, "Choose a file."),
        ({"kind": "file", "file": SimpleUploadedFile("run.exe", b"MZ")}, "cannot be attached"),
        ({"kind": "file", "file": SimpleUploadedFile("plan.pdf", b"<html>")}, "its content is something else"),
        ({"kind": "file", "file": SimpleUploadedFile("plan.pdf", b"")}, "The file is empty."),
        ({"kind": "oath"}, "Select a valid choice"),
    ],
)
def test_proof_that_does_not_fit_is_said_at_its_field(client, small, gate, sent, sentence):
    response = add(client, small.owner, item_of(gate, "notes"), **sent)
    assert response.status_code == 422
    assert sentence in response.text
    assert not Evidence.objects.exists()


def test_title_stays_when_the_proof_does_not_fit(client, small, gate):
    response = add(client, small.owner, item_of(gate, "notes"), kind="link", url="nowhere", title="The plan")
    assert 'value="The plan"' in response.text
    assert 'value="nowhere"' in response.text


def test_file_becomes_the_answer_of_an_item_that_asks_for_one(client, small, gate):
    Item.objects.filter(gate=gate, key="notes").update(kind=ItemKind.FILE)
    add(client, small.owner, item_of(gate, "notes"), kind="file", file=SimpleUploadedFile("plan.pdf", PDF))
    assert item_of(gate, "notes").value["name"] == "plan.pdf"


def test_doubled_post_attaches_once(client, small, gate):
    item = item_of(gate, "notes")
    first, second = (add(client, small.owner, item, kind="note", note="Seen.", once="one-key") for _ in range(2))
    assert second["Location"] == first["Location"]
    assert Evidence.objects.count() == 1


def test_stranger_attaches_nothing(client, small, gate):
    assert add(client, small.people["stranger"], item_of(gate, "notes"), kind="note", note="Hm.").status_code == 403


def test_htmx_gets_the_item_with_its_proof(client, small, gate):
    page = add(client, small.owner, item_of(gate, "notes"), kind="note", note="Seen there.", headers=HTMX).text
    assert page.lstrip().startswith("<li")
    assert "Seen there." in page


def test_file_is_handed_out_to_be_saved_and_never_shown(client, small, gate):
    proof = attach(item_of(gate, "notes"), small.owner)
    client.force_login(small.people["stranger"])
    response = client.get(evidence_url(proof))
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.getvalue() == PDF
    response.close()


def test_title_of_a_file_keeps_its_ending(client, small, gate):
    proof = attach(item_of(gate, "notes"), small.owner, title="../../Our “plan”\r\nX: y")
    client.force_login(small.owner)
    response = client.get(evidence_url(proof))
    response.close()
    disposition = response["Content-Disposition"]
    assert disposition.startswith("attachment; filename*=")
    assert disposition.endswith(".pdf")


def test_file_of_a_confidential_launch_is_not_there_for_a_stranger(client, small):
    proof = attach(item_of(gate_of(small.launch(is_confidential=True), "input"), "notes"), small.owner)
    client.force_login(small.people["stranger"])
    assert client.get(evidence_url(proof)).status_code == 404


def test_file_is_not_there_under_another_launch(client, small, gate):
    proof = attach(item_of(gate, "notes"), small.owner)
    other = small.launch(name="Other")
    client.force_login(small.owner)
    assert client.get(reverse("launches:evidence", args=[f"L-{other.pk}", proof.pk])).status_code == 404


def test_note_has_no_file_to_hand_out(client, small, gate):
    proof = add_evidence(item_of(gate, "notes").pk, prove_by_note("Seen."), actor=small.owner)
    client.force_login(small.owner)
    assert client.get(evidence_url(proof)).status_code == 404


def test_lost_file_is_said_to_be_gone(client, small, gate):
    proof = attach(item_of(gate, "notes"), small.owner)
    proof.file.storage.delete(proof.file.name)
    client.force_login(small.owner)
    assert client.get(evidence_url(proof)).status_code == 410


def test_proof_is_removed_and_its_file_no_longer_handed_out(client, small, gate):
    proof = attach(item_of(gate, "notes"), small.owner)
    response = send(client, small.owner, evidence_url(proof, "evidence_remove"))
    assert response["Location"].endswith("#item-notes")
    assert client.get(evidence_url(proof)).status_code == 404


def test_proof_that_was_removed_is_not_removed_again(client, small, gate):
    proof = attach(item_of(gate, "notes"), small.owner)
    send(client, small.owner, evidence_url(proof, "evidence_remove"))
    assert send(client, small.owner, evidence_url(proof, "evidence_remove")).status_code == 409


def test_stranger_removes_nothing(client, small, gate):
    proof = attach(item_of(gate, "notes"), small.owner)
    assert send(client, small.people["stranger"], evidence_url(proof, "evidence_remove")).status_code == 403


def test_page_links_to_a_file_and_offers_a_stranger_no_removal(client, small, gate):
    proof = attach(item_of(gate, "notes"), small.owner)
    page = look(client, small.people["stranger"], gate).text
    assert evidence_url(proof) in page
    assert "Remove this proof" not in page
