"""What events prove of a launch's rows: signatures and what they vouch for, answers, proofs, and written words."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import Model

from launchgate.audit.models import Event
from launchgate.audit.moments import Isoformat
from launchgate.audit.proofs import Fault, Recorded, proves, proves_files, was_erased
from launchgate.audit.record import canonical, sha256, words_digest
from launchgate.launches.models import (
    Answer,
    Comment,
    Condition,
    ConditionProof,
    Decision,
    Evidence,
    HandOffNote,
    Hold,
    PassedOn,
    Rest,
    Revision,
    Submission,
)
from launchgate.launches.models import Vouched as VouchedRow
from launchgate.launches.values import why_not_applicable
from launchgate.people.erasure import is_mark

Kind = Decision.Kind
# The event of each kind of decision.
DECISIONS = {
    "gate.approved": Kind.APPROVED,
    "gate.approved_with_conditions": Kind.CONDITIONS,
    "gate.sent_back": Kind.SENT_BACK,
    "gate.not_applicable": Kind.NOT_APPLICABLE,
    "gate.overridden": Kind.OVERRIDDEN,
    "gate.reopened": Kind.REOPENED,
    "signature.withdrawn": Kind.WITHDRAWN,
}
# Rows that hold words: the event, the field, and the key under which the event keeps their digest.
WORDS: dict[str, tuple[type[Model], str, str]] = {
    "comment.written": (Comment, "text", "digest"),
    "gate.submitted": (Submission, "note", "digest"),
    "hand_off.bounced": (HandOffNote, "text", "digest"),
    "hand_off.replied": (HandOffNote, "text", "digest"),
    "launch.held": (Hold, "reason", "reason"),
    "condition.extended": (Hold, "end_reason", "reason"),
    "revision.proposed": (Revision, "reason", "reason"),
    "revision.left": (Revision, "answer", "reason"),
    "launch.revised": (Revision, "reason", "reason"),
    "turn.rested": (Rest, "reason", "reason"),
    "turn.passed_on": (PassedOn, "reason", "reason"),
}
REWORDED = "answer.reworded"
ANSWERS = (
    "answer.given", "answer.emptied", REWORDED, "answer.overruled", "answer.not_applicable", "answer.applicable",
    "evidence.added",
)  # fmt: skip
BATCH, CHUNK = 500, 1 << 20


def value_digest(value: Any) -> str:
    """Return the digest by which an event proves the value of an answer."""
    return sha256(canonical({"value": value}))


def evidence_digest(kind: str, title: str, note: str, url: str, file_sha256: str) -> str:
    """Return the digest by which an event proves the words and the file of a proof."""
    return words_digest(kind, title, note, url, file_sha256)


def signer_digest(printed_name: str, capacity: str) -> str:
    """Return the digest by which an event proves the name printed under a decision, and as what they decided."""
    return words_digest(printed_name, capacity)


@proves(*DECISIONS)
def decisions(events: Sequence[Recorded]) -> Iterator[Fault]:
    """Compare decisions, the meanings that signatures vouch for, and the conditions that they set."""
    ids = [event.subject_id for event in events]
    rows = Decision.objects.annotate(moment=Isoformat("decided_at")).defer("decided_at").in_bulk(ids)
    vouched: dict[int, list[list[Any]]] = defaultdict(list)
    facts = VouchedRow.objects.filter(decision__in=ids).values_list(
        "decision_id", "item_id", "meaning", "proof", "answer_id"
    )
    for decision_id, *fact in facts.order_by("item_id"):
        vouched[decision_id].append(fact)
    conditions = dict(Condition.objects.filter(decision__in=ids).values_list("pk", "text"))
    for event in events:
        row, data = rows.get(event.subject_id), event.data
        if row is None:
            yield event.fault("its decision is gone")
            continue
        told = {
            "who decided": (row.person_id, event.actor_id),
            "what was decided": (row.kind, DECISIONS[event.kind]),
            "the gate": (row.gate_id, data["gate"]),
            "the function": (row.function_id, data["function"]),
            "the moment": (row.moment, event.happened_at),
            "the means": (row.means, data["means"]),
            "the sentence": (sha256(row.sentence), data.get("sentence", sha256(""))),
            "what it vouches for": (vouched[row.pk], sorted(data.get("vouched", []), key=itemgetter(0))),
        }
        changed = [name for name, (found, expected) in told.items() if found != expected]
        words = {
            "the printed name": (signer_digest(row.printed_name, row.capacity), data["signer"], row.printed_name),
            "the reason": (words_digest(row.reason), data["reason"], row.reason),
        }
        changed += _changed_words(event.subject, words)
        for pk, digest in data.get("conditions", ()):
            if words_digest(conditions.get(pk, "")) != digest and not _is_erased(f"condition:{pk}", conditions.get(pk)):
                changed.append("a condition")
        if changed:
            yield event.fault(f"its {'signature' if 'sentence' in data else 'decision'} was changed: {_list(changed)}")


@proves(*ANSWERS)
def answers(events: Sequence[Recorded]) -> Iterator[Fault]:
    """Compare versions of answers."""
    given = [event for event in events if "answer" in event.data]
    versions = Answer.objects.filter(pk__in=[event.data["answer"] for event in given]).order_by()
    columns = ("item_id", "meaning", "author_id", Isoformat("answered_at"), "is_wording", "value")
    rows = {pk: columns for pk, *columns in versions.values_list("pk", *columns)}
    for event in given:
        row, data = rows.get(event.data["answer"]), event.data
        if row is None:
            yield event.fault("its version of the answer is gone")
            continue
        item_id, meaning, author_id, moment, is_wording, value = row
        told = {
            "the value": (value_digest(value), data.get("answer_digest") or data["digest"]),
            "the item": (item_id, data.get("item") or event.subject_id),
            "the meaning": (meaning, data["meaning"]),
            "what its editor said of it": (is_wording, event.kind == REWORDED),
            "the author": (author_id, event.actor_id),
            "the moment": (moment, event.happened_at),
        }
        changed = [name for name, (found, expected) in told.items() if found != expected]
        if changed == ["the value"] and _is_erased(f"answer:{data['answer']}", _name_of(value)):
            continue
        if changed:
            yield event.fault(f"its version of the answer was changed: {_list(changed)}")


@proves("launch.revised")
def answers_to_other_words(events: Sequence[Recorded]) -> Iterator[Fault]:
    """Compare versions of answers that were kept, or taken away, because their question reads otherwise."""
    given = {fact[1] for event in events for fact in event.data["answers"]}
    rows = {row.pk: row for row in Answer.objects.filter(pk__in=given)}
    for event in events:
        for item_id, answer_id, meaning, digest in event.data["answers"]:
            row = rows.get(answer_id)
            if row is None:
                yield event.fault("one of its versions of answers is gone")
                continue
            same = (row.item_id, row.meaning, row.author_id) == (item_id, meaning, event.actor_id)
            words_stay = value_digest(row.value) == digest or _is_erased(f"answer:{row.pk}", _name_of(row.value))
            if not same or not words_stay:
                yield event.fault("one of its versions of answers was changed")


@proves("evidence.added")
def proofs(events: Sequence[Recorded]) -> Iterator[Fault]:
    """Compare proofs: their words, their links and what is known of their files."""
    rows = Evidence.objects.annotate(moment=Isoformat("added_at")).in_bulk([event.subject_id for event in events])
    for event in events:
        row = rows.get(event.subject_id)
        if row is None:
            yield event.fault("its proof is gone")
            continue
        found = evidence_digest(row.kind, row.title, row.note, row.url, row.sha256)
        told = {
            "the item": (row.item_id, event.data["item"]),
            "who added it": (row.added_by_id, event.actor_id),
            "the moment": (row.moment, event.happened_at),
        }
        changed = [name for name, (now, then) in told.items() if now != then]
        changed += _changed_words(event.subject, {"its words, link or file": (found, event.data["digest"], row.title)})
        if changed:
            yield event.fault(f"its proof was changed: {_list(changed)}")


@proves("condition.done")
def proofs_of_conditions(events: Sequence[Recorded]) -> Iterator[Fault]:
    """Compare the proofs with which conditions were reported as done."""
    given = [event for event in events if "proof" in event.data]
    rows = ConditionProof.objects.annotate(moment=Isoformat("added_at")).in_bulk([one.data["proof"] for one in given])
    for event in given:
        row = rows.get(event.data["proof"])
        if row is None:
            yield event.fault("its proof is gone")
            continue
        found = evidence_digest(row.kind, row.title, row.note, row.url, row.sha256)
        told = {
            "the condition": (row.condition_id, event.subject_id),
            "who added it": (row.added_by_id, event.actor_id),
            "the moment": (row.moment, event.happened_at),
        }
        changed = [name for name, (now, then) in told.items() if now != then]
        words = {"its words, link or file": (found, event.data["proof_digest"], row.title)}
        changed += _changed_words(f"conditionproof:{row.pk}", words)
        if changed:
            yield event.fault(f"its proof was changed: {_list(changed)}")


@proves(*WORDS)
def words(events: Sequence[Recorded]) -> Iterator[Fault]:
    """Compare what people wrote in comments, hand-offs, submissions and holds."""
    ids: dict[type[Model], dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for event in events:
        model, field, _ = WORDS[event.kind]
        ids[model][field].add(event.subject_id)
    rows = {
        (model, field, pk): text
        for model, fields in ids.items()
        for field, wanted in fields.items()
        for pk, text in model._default_manager.filter(pk__in=wanted).values_list("pk", field)
    }
    for event in events:
        model, field, key = WORDS[event.kind]
        text = rows.get((model, field, event.subject_id))
        if text is None:
            yield event.fault("what was written is gone")
        elif _changed_words(event.subject, {"the words": (words_digest(text), event.data[key], text)}):
            yield event.fault("what was written was changed")


@proves_files
def files() -> Iterator[Fault]:
    """Read every proof file and compare it with its SHA-256."""
    attached = Evidence.objects.select_related("item__gate"), ConditionProof.objects.select_related("condition__gate")
    for row in (row for rows in attached for row in rows.exclude(file="").order_by("pk").iterator(chunk_size=BATCH)):
        try:
            with default_storage.open(row.file.name or "") as file:
                found = hashlib.sha256()
                for chunk in iter(lambda: file.read(CHUNK), b""):
                    found.update(chunk)
        except OSError:
            yield _file_fault(row, "is gone")
            continue
        if found.hexdigest() != row.sha256:
            yield _file_fault(row, "is not the one that was attached")


def _file_fault(row: Evidence | ConditionProof, what: str) -> Fault:
    events = Event.objects.filter(kind="evidence.added", subject=f"evidence:{row.pk}")
    gate = row.item.gate if isinstance(row, Evidence) else row.condition.gate
    chain = f"launch:{gate.launch_id}"
    if isinstance(row, ConditionProof):
        events = Event.objects.filter(kind="condition.done", chain=chain, text__contains=f'"proof":{row.pk},')
    event = events.first()
    return Fault(chain, event.number if event else None, f"the file of its proof ({row.file.name}) {what}")


def _changed_words(subject: str, told: dict[str, tuple[str, str, str]]) -> list[str]:
    """Return which words no longer have the digest that was recorded, unless they were erased and say so."""
    return [
        name for name, (found, expected, text) in told.items() if found != expected and not _is_erased(subject, text)
    ]


def _is_erased(subject: str, text: str | None) -> bool:
    return text is not None and is_mark(text) and was_erased(subject)


def _name_of(value: Any) -> str:
    return str(value.get("name") or why_not_applicable(value)) if isinstance(value, dict) else str(value)


def _list(names: Iterable[str]) -> str:
    return ", ".join(names)
