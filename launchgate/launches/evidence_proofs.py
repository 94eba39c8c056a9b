"""What events prove of proofs attached to answers and conditions: their words, their links and their files."""

import hashlib
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import QuerySet

from launchgate.audit.among import Among
from launchgate.audit.models import Event
from launchgate.audit.moments import Isoformat
from launchgate.audit.proofs import Fault, Recorded, proves, proves_files
from launchgate.launches.models import ConditionProof, Evidence
from launchgate.launches.proofs import BATCH, changed_words, differing, evidence_digest, in_a_row

CHUNK = 1 << 20


@proves("evidence.added")
def proofs(events: Sequence[Recorded]) -> Iterator[Fault]:
    """Compare proofs: their words, their links and what is known of their files."""
    rows = _proofs_of(Evidence, "item_id", [event.subject_id for event in events])
    for event in events:
        expected = [event.data["item"], event.actor_id, event.happened_at]
        yield from _proof_faults(event, "item", rows.get(event.subject_id), expected, event.data["digest"])


@proves("condition.done")
def proofs_of_conditions(events: Sequence[Recorded]) -> Iterator[Fault]:
    """Compare the proofs with which conditions were reported as done."""
    given = [event for event in events if "proof" in event.data]
    rows = _proofs_of(ConditionProof, "condition_id", [event.data["proof"] for event in given])
    for event in given:
        expected, data = [event.subject_id, event.actor_id, event.happened_at], event.data
        subject = f"conditionproof:{data['proof']}"
        yield from _proof_faults(
            event, "condition", rows.get(data["proof"]), expected, data["proof_digest"], subject=subject
        )


def _proofs_of(model: type[Evidence] | type[ConditionProof], about: str, ids: list[int]) -> dict[int, list[Any]]:
    columns = (about, "added_by_id", Isoformat("added_at"), "kind", "title", "note", "url", "sha256")
    rows = model._default_manager.filter(Among("pk", ids)).order_by().values_list("pk", *columns)
    return {pk: row for pk, *row in rows}


def _proof_faults(
    event: Recorded, about: str, row: list[Any] | None, expected: list[Any], digest: str, *, subject: str = ""
) -> Iterator[Fault]:
    if row is None:
        yield event.fault("its proof is gone")
        return
    changed = differing((f"the {about}", "who added it", "the moment"), row[:3], expected)
    if (found := evidence_digest(*row[3:])) != digest:
        words = {"its words, link or file": (found, digest, row[4])}
        changed += changed_words(subject or event.subject, words)
    if changed:
        yield event.fault(f"its proof was changed: {in_a_row(changed)}")


@proves_files
def files() -> Iterator[Fault]:
    """Read every proof file and compare it with its SHA-256."""
    of_items = files_that_changed(Evidence.objects.select_related("item__gate"))
    of_conditions = files_that_changed(ConditionProof.objects.select_related("condition__gate"))
    for row, what in chain(of_items, of_conditions):
        yield _file_fault(row, what)


def files_that_changed(rows: QuerySet[Any]) -> Iterator[tuple[Any, str]]:
    """Yield the exhibits whose file is gone or not the one that was attached, and which of the two."""
    for row in rows.exclude(file="").order_by("pk").iterator(chunk_size=BATCH):
        try:
            with default_storage.open(row.file.name or "") as file:
                found = hashlib.sha256()
                for chunk in iter(lambda: file.read(CHUNK), b""):
                    found.update(chunk)
        except OSError:
            yield row, "is gone"
            continue
        if found.hexdigest() != row.sha256:
            yield row, "is not the one that was attached"


def _file_fault(row: Evidence | ConditionProof, what: str) -> Fault:
    events = Event.objects.filter(kind="evidence.added", subject=f"evidence:{row.pk}")
    gate = row.item.gate if isinstance(row, Evidence) else row.condition.gate
    chain = f"launch:{gate.launch_id}"
    if isinstance(row, ConditionProof):
        events = Event.objects.filter(kind="condition.done", chain=chain, text__contains=f'"proof":{row.pk},')
    event = events.first()
    return Fault(chain, event.number if event else None, f"the file of its proof ({row.file.name}) {what}")
