"""Attaching proof to items, and taking it away again."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.core.files.base import File
from django.db import transaction

from launchgate.audit.record import canonical, sha256
from launchgate.core import clock
from launchgate.core.once import use_once
from launchgate.core.refusals import Conflict
from launchgate.launches import values
from launchgate.launches.actions.answers import FIRM, board_and_item, require_applicable, save_answer, who_looks_again
from launchgate.launches.actions.work import mark_offers
from launchgate.launches.files import check_file
from launchgate.launches.models import Evidence, Item, Offer
from launchgate.launches.models.answers import Exhibit
from launchgate.launches.progress import note_progress
from launchgate.launches.proofs import evidence_digest, value_digest
from launchgate.launches.settle import settle
from launchgate.launches.words import checked_length, required_words
from launchgate.people.models import Person
from launchgate.playbooks.models import ItemKind

LONGEST_TITLE = 200


@dataclass(frozen=True)
class Proof:
    """What is attached: a note, a link, or a file that was checked and hashed before the action began."""

    kind: str
    title: str = ""
    note: str = ""
    url: str = ""
    file: File | None = None
    sha256: str = ""


def prove_by_note(note: str, title: str = "") -> Proof:
    """Return a note as proof; raises Invalid for an empty or overlong one."""
    text = required_words(note, "note", "Write what was seen or agreed.")
    return Proof(Evidence.Kind.NOTE, title=_title(title, text.splitlines()[0]), note=text)


def prove_by_link(url: str, title: str = "") -> Proof:
    """Return a web address as proof; raises Invalid for anything but http and https."""
    link = values.clean_link(url)
    return Proof(Evidence.Kind.LINK, title=_title(title, link.split("//", 1)[1]), url=link)


def prove_by_file(file: File, title: str = "") -> Proof:
    """Return a file as proof, read and hashed here, outside any transaction; raises Invalid when it is refused."""
    check_file(file)
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return Proof(Evidence.Kind.FILE, title=_title(title, str(file.name)), file=file, sha256=digest.hexdigest())


def _title(given: str, otherwise: str) -> str:
    return (checked_length(given, "title") or otherwise)[:LONGEST_TITLE]


@transaction.atomic(durable=True)
def add_evidence(item_id: int, proof: Proof, *, actor: Person, once: str = "") -> Evidence:
    """Attach proof to an item; on an item of type file, a file becomes its answer as well."""
    use_once(once)
    board, item = board_and_item(item_id, actor)
    require_applicable(item)
    evidence = Evidence.objects.create(item=item, **facts_of(proof, actor))
    _keep_proofs(item)
    data: dict[str, Any] = {"gate": item.gate_id, "item": item.pk, "digest": digest_of(evidence)}
    if item.kind == ItemKind.FILE and evidence.kind == Evidence.Kind.FILE:
        value = {"evidence": evidence.pk, "name": evidence.title, "sha256": evidence.sha256}
        save_answer(item, value, actor, at=evidence.added_at)
        mark_offers([offer for offer in board.open_offers(item.gate) if offer.item_id == item.pk], Offer.Status.VOID)
        data |= {"answer": item.answer_id, "meaning": item.meaning, "answer_digest": value_digest(value)}
    moment, again = evidence.added_at, who_looks_again(board)
    settle(board, "evidence.added", actor=actor, subject=evidence, at=moment, **data, **again)
    note_progress(board, item.gate, actor, moment)
    return evidence


@transaction.atomic(durable=True)
def remove_evidence(evidence_id: int, *, actor: Person) -> Evidence:
    """Take proof away; its row stays for the history.

    Raises Conflict for the last proof of an item that needs one on a submitted gate, and for a file that is the answer.
    """
    item_id = Evidence.objects.values_list("item_id", flat=True).get(pk=evidence_id)
    board, item = board_and_item(item_id, actor)
    evidence = Evidence.objects.get(pk=evidence_id)
    if evidence.removed_at is not None:
        raise Conflict("This proof was already removed.")
    if item.needs_evidence and item.evidence_count <= 1 and item.gate.status in FIRM:
        raise Conflict("A submitted gate stands on this proof. Add the better one first, then remove this one.")
    if isinstance(item.value, dict) and item.value.get("evidence") == evidence.pk:
        raise Conflict("This file is the answer. Attach the new file first; it takes the place of this one.")
    evidence.removed_at, evidence.removed_by = clock.now(), actor
    evidence.save(update_fields=["removed_at", "removed_by"])
    _keep_proofs(item)
    again = who_looks_again(board)
    settle(board, "evidence.removed", actor=actor, subject=evidence, gate=item.gate_id, item=item.pk, **again)
    return evidence


def facts_of(proof: Proof, actor: Person) -> dict[str, Any]:
    """Return the fields of the row in which a proof is kept, added by this person now."""
    return {
        "kind": proof.kind,
        "title": proof.title,
        "note": proof.note,
        "url": proof.url,
        "file": proof.file,
        "size": proof.file.size if proof.file else 0,
        "sha256": proof.sha256,
        "added_by": actor,
        "added_at": clock.now(),
    }


def digest_of(proof: Exhibit) -> str:
    """Return the digest by which an event proves what a proof says and holds."""
    return evidence_digest(proof.kind, proof.title, proof.note, proof.url, proof.sha256)


def _keep_proofs(item: Item) -> None:
    """Keep on an item how many proofs it has, and the one digest of all of them that signatures vouch for."""
    proofs = sorted(digest_of(proof) for proof in item.evidence.filter(removed_at=None))
    item.evidence_count, item.proof = len(proofs), sha256(canonical({"proofs": proofs})) if proofs else ""
    item.save(update_fields=["evidence_count", "proof"])
