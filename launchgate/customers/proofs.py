"""What events prove of rows of the customers room: what was said, asked and promised is what was recorded."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Model

from launchgate.audit.among import Among
from launchgate.audit.models import Event
from launchgate.audit.moments import Isoformat
from launchgate.audit.proofs import Fault, Recorded, proves, proves_files, was_erased
from launchgate.audit.record import words_digest
from launchgate.customers.actions.promises import promise_digest
from launchgate.customers.models import Insight, InsightProof, Promise, Question
from launchgate.launches.evidence_proofs import files_that_changed
from launchgate.launches.proofs import evidence_digest
from launchgate.people.erasure import is_mark

# Rows that hold words: the event, the field, and the key under which the event keeps their digest.
WORDS: dict[str, tuple[type[Model], str, str]] = {
    "insight.withdrawn": (Insight, "end_reason", "reason"),
    "question.asked": (Question, "text", "digest"),
    "question.answered": (Question, "answer", "digest"),
    "promise.withdrawn": (Promise, "told", "told"),
    "promise.kept": (Promise, "told", "told"),
    "promise.broken": (Promise, "told", "told"),
}
ENTERED = ("insight.added", "insight.corrected")


@proves(*ENTERED)
def insights(events: Sequence[Recorded]) -> Iterator[Fault]:
    """Compare entries of the customer log, and what is attached to them."""
    ids = [event.subject_id for event in events]
    columns = ("author_id", Isoformat("added_at"), "kind", "customer_id", "gate_id", "item_id", "same_as_id")
    words = ("words", "number", "unit")
    rows = {pk: row for pk, *row in Insight.objects.filter(Among("pk", ids)).values_list("pk", *columns, *words)}
    given = [event.data["attached"] for event in events if "attached" in event.data]
    facts = ("insight_id", "kind", "title", "note", "url", "sha256")
    proofs = {pk: row for pk, *row in InsightProof.objects.filter(Among("pk", given)).values_list("pk", *facts)}
    for event in events:
        row, data = rows.get(event.subject_id), event.data
        if row is None:
            yield event.fault("the entry of the customer log is gone")
            continue
        said, text = row[: len(columns)], row[len(columns) :]
        expected = [event.actor_id, event.happened_at, data["what"], data["customer"]]
        expected += [data["gate"], data["item"], data["same_as"]]
        if said != expected:
            yield event.fault("the entry of the customer log was changed")
        elif words_digest(*text) != data["digest"] and not _is_erased(event.subject, text[0]):
            yield event.fault("what a customer said was changed")
        elif "attached" in data:
            yield from _proof_fault(event, proofs.get(data["attached"]))


def _proof_fault(event: Recorded, row: list[Any] | None) -> Iterator[Fault]:
    subject = f"insightproof:{event.data['attached']}"
    if row is None or row[0] != event.subject_id:
        yield event.fault("what was attached to it is gone")
    elif evidence_digest(*row[1:]) != event.data["attached_digest"] and not _is_erased(subject, row[2]):
        yield event.fault("what was attached to it was changed")


@proves("promise.recorded")
def promises(events: Sequence[Recorded]) -> Iterator[Fault]:
    """Compare promises with what was recorded of them."""
    rows = Promise.objects.in_bulk([event.subject_id for event in events])
    for event in events:
        row = rows.get(event.subject_id)
        if row is None:
            yield event.fault("the promise is gone")
        elif row.recorder_id != event.actor_id:
            yield event.fault("who recorded the promise was changed")
        elif promise_digest(row) != event.data["digest"] and not _is_erased(event.subject, row.words):
            yield event.fault("what was promised was changed")


@proves(*WORDS)
def words(events: Sequence[Recorded]) -> Iterator[Fault]:
    """Compare what people wrote in questions, answers and reasons."""
    for model, field, key in set(WORDS.values()):
        concerned = [event for event in events if WORDS[event.kind] == (model, field, key)]
        ids = [event.subject_id for event in concerned]
        texts = dict(model._default_manager.filter(Among("pk", ids)).values_list("pk", field)) if ids else {}
        for event in concerned:
            text = texts.get(event.subject_id)
            if text is None:
                yield event.fault("what was written is gone")
            elif words_digest(text) != event.data[key] and not _is_erased(event.subject, text):
                yield event.fault("what was written was changed")


@proves_files
def files() -> Iterator[Fault]:
    """Read every file of the customer log and compare it with its SHA-256."""
    rows = InsightProof.objects.select_related("insight")
    for row, what in files_that_changed(rows):
        event = Event.objects.filter(kind__in=ENTERED, subject=f"insight:{row.insight_id}").first()
        number = event.number if event else None
        yield Fault(f"launch:{row.insight.launch_id}", number, f"the file of its proof ({row.file.name}) {what}")


def _is_erased(subject: str, text: str | None) -> bool:
    return text is not None and is_mark(text) and was_erased(subject)
