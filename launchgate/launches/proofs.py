"""What events prove of a launch's rows: signatures and what they vouch for, answers, proofs, and written words."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from django.db.models import Model, TextField
from django.db.models.functions import Cast

from launchgate.audit.among import Among
from launchgate.audit.moments import Isoformat
from launchgate.audit.proofs import Fault, Recorded, proves, was_erased
from launchgate.audit.record import canonical, sha256, words_digest
from launchgate.launches.models import (
    Answer,
    Comment,
    Condition,
    Decision,
    HandOffNote,
    Hold,
    Launch,
    Offer,
    PassedOn,
    Rest,
    Revision,
    Submission,
    SubmissionPart,
    TurnQuestion,
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
    "launch.stopped": (Launch, "stop_reason", "reason"),
    "condition.extended": (Hold, "end_reason", "reason"),
    "revision.proposed": (Revision, "reason", "reason"),
    "revision.left": (Revision, "answer", "reason"),
    "launch.revised": (Revision, "reason", "reason"),
    "turn.rested": (Rest, "reason", "reason"),
    "turn.passed_on": (PassedOn, "reason", "reason"),
    "turn.questioned": (TurnQuestion, "text", "digest"),
    "turn.explained": (TurnQuestion, "answer", "digest"),
}
REWORDED = "answer.reworded"
ANSWERS = (
    "answer.given", "answer.emptied", REWORDED, "answer.overruled", "answer.not_applicable", "answer.applicable",
    "evidence.added",
)  # fmt: skip
NO_SENTENCE = sha256("")
OF_DECISION = (
    "who decided", "what was decided", "the gate", "the function", "the moment", "the means", "the sentence",
    "what it vouches for",
)  # fmt: skip
OF_ANSWER = ("the item", "the meaning", "what its editor said of it", "the author", "the moment", "the value")
BATCH = 500


def value_digest(value: Any) -> str:
    """Return the digest by which an event proves the value of an answer."""
    return sha256(f'{{"value":{canonical(value)}}}')


@lru_cache(maxsize=4096)
def _digest_of(stored: str | None) -> str:
    """Return the digest of a value as the database keeps it; very many answers are the same yes, no or choice."""
    return value_digest(_value_of(stored))


def _value_of(stored: str | None) -> Any:
    return None if stored is None else json.loads(stored)


def evidence_digest(kind: str, title: str, note: str, url: str, file_sha256: str) -> str:
    """Return the digest by which an event proves the words and the file of a proof."""
    return words_digest(kind, title, note, url, file_sha256)


def signer_digest(printed_name: str, capacity: str) -> str:
    """Return the digest by which an event proves the name printed under a decision, and as what they decided."""
    return words_digest(printed_name, capacity)


def parts_digest(parts: Iterable[tuple[str, str]]) -> str:
    """Return the one digest by which an event proves the parts of a hand-off: prompts and words, in their order."""
    return words_digest(*(words for part in parts for words in part))


@proves(*DECISIONS)
def decisions(events: Sequence[Recorded]) -> Iterator[Fault]:
    """Compare decisions, the meanings that signatures vouch for, and the conditions that they set."""
    ids = [event.subject_id for event in events]
    columns = (
        "person_id", "kind", "gate_id", "function_id", Isoformat("decided_at"), "means", "sentence", "printed_name",
        "capacity", "reason",
    )  # fmt: skip
    rows = {pk: row for pk, *row in Decision.objects.filter(Among("pk", ids)).order_by().values_list("pk", *columns)}
    vouched: dict[int, list[list[Any]]] = defaultdict(list)
    facts = VouchedRow.objects.filter(Among("decision_id", ids)).order_by()
    for decision_id, *fact in facts.values_list("decision_id", "item_id", "meaning", "proof", "answer_id"):
        vouched[decision_id].append(fact)
    conditions = dict(Condition.objects.filter(Among("decision_id", ids)).values_list("pk", "text"))
    for event in events:
        row, data = rows.get(event.subject_id), event.data
        if row is None:
            yield event.fault("its decision is gone")
            continue
        *plain, sentence, printed_name, capacity, reason = row
        found = [*plain, sha256(sentence), sorted(vouched[event.subject_id])]
        expected = [
            event.actor_id, DECISIONS[event.kind], data["gate"], data["function"], event.happened_at, data["means"],
            data.get("sentence", NO_SENTENCE), sorted(data.get("vouched", ())),
        ]  # fmt: skip
        changed = differing(OF_DECISION, found, expected)
        if (digest := signer_digest(printed_name, capacity)) != data["signer"]:
            changed += changed_words(event.subject, {"the printed name": (digest, data["signer"], printed_name)})
        if (digest := words_digest(reason)) != data["reason"]:
            changed += changed_words(event.subject, {"the reason": (digest, data["reason"], reason)})
        for pk, digest in data.get("conditions", ()):
            if words_digest(conditions.get(pk, "")) != digest and not _is_erased(f"condition:{pk}", conditions.get(pk)):
                changed.append("a condition")
        if changed:
            yield event.fault(
                f"its {'signature' if 'sentence' in data else 'decision'} was changed: {in_a_row(changed)}"
            )


@proves(*ANSWERS)
def answers(events: Sequence[Recorded]) -> Iterator[Fault]:
    """Compare versions of answers."""
    given = [event for event in events if "answer" in event.data]
    versions = Answer.objects.filter(Among("pk", (event.data["answer"] for event in given))).order_by()
    columns = ("item_id", "meaning", "is_wording", "author_id", Isoformat("answered_at"), Cast("value", TextField()))
    rows = {pk: row for pk, *row in versions.values_list("pk", *columns)}
    for event in given:
        row, data = rows.get(event.data["answer"]), event.data
        if row is None:
            yield event.fault("its version of the answer is gone")
            continue
        *plain, value = row
        found = [*plain, _digest_of(value)]
        expected = [
            data.get("item") or event.subject_id, data["meaning"], event.kind == REWORDED, event.actor_id,
            event.happened_at, data.get("answer_digest") or data["digest"],
        ]  # fmt: skip
        changed = differing(OF_ANSWER, found, expected)
        if changed == ["the value"] and _is_erased(f"answer:{data['answer']}", _name_of(_value_of(value))):
            continue
        if changed:
            yield event.fault(f"its version of the answer was changed: {in_a_row(changed)}")


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
        for pk, text in model._default_manager.filter(Among("pk", wanted)).values_list("pk", field)
    }
    for event in events:
        model, field, key = WORDS[event.kind]
        text = rows.get((model, field, event.subject_id))
        if text is None:
            yield event.fault("what was written is gone")
        elif words_digest(text) != event.data[key] and not _is_erased(event.subject, text):
            yield event.fault("what was written was changed")


@proves("gate.submitted")
def reasons_of_offers(events: Sequence[Recorded]) -> Iterator[Fault]:
    """Compare why items could not be answered yet that were offered as conditions."""
    given = [(event, pk, digest) for event in events for pk, digest in event.data.get("reasons", ())]
    rows = dict(Offer.objects.filter(Among("pk", (pk for _, pk, _ in given))).values_list("pk", "reason"))
    for event, pk, digest in given:
        reason = rows.get(pk)
        if reason is None or (words_digest(reason) != digest and not _is_erased(f"offer:{pk}", reason)):
            yield event.fault("the reason of an item that was offered was changed")


@proves("gate.submitted")
def parts_of_hand_offs(events: Sequence[Recorded]) -> Iterator[Fault]:
    """Compare what submissions handed on, part by part; the parts of one are one person's and are erased together."""
    ids = [event.subject_id for event in events]
    parts: dict[int, list[tuple[int, str, str]]] = defaultdict(list)
    rows = SubmissionPart.objects.filter(Among("submission_id", ids)).order_by("submission_id", "position")
    for submission_id, pk, prompt, text in rows.values_list("submission_id", "pk", "prompt", "text"):
        parts[submission_id].append((pk, prompt, text))
    for event in events:
        found = parts[event.subject_id]
        digest = parts_digest((prompt, text) for _, prompt, text in found) if found else None
        if digest == event.data.get("parts"):
            continue
        if not found or not all(_is_erased(f"submissionpart:{pk}", text) for pk, _, text in found):
            yield event.fault("a part of its hand-off was changed")


def differing(names: Sequence[str], found: list[Any], expected: list[Any]) -> list[str]:
    """Return the names of what differs; nearly always nothing does, and one comparison says so."""
    if found == expected:
        return []
    return [name for name, now, then in zip(names, found, expected, strict=True) if now != then]


def changed_words(subject: str, told: dict[str, tuple[str, str, str]]) -> list[str]:
    """Return which words no longer have the digest that was recorded, unless they were erased and say so."""
    return [
        name for name, (found, expected, text) in told.items() if found != expected and not _is_erased(subject, text)
    ]


def _is_erased(subject: str, text: str | None) -> bool:
    return text is not None and is_mark(text) and was_erased(subject)


def _name_of(value: Any) -> str:
    return str(value.get("name") or why_not_applicable(value)) if isinstance(value, dict) else str(value)


def in_a_row(names: Iterable[str]) -> str:
    """Return names for the end of a sentence."""
    return ", ".join(names)
