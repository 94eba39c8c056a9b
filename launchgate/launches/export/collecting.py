"""What a launch file holds, read from the rows of one launch whose lock the caller has, as plain data for JSON."""

import json
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from launchgate.audit.models import Event
from launchgate.core import clock
from launchgate.launches.export.adding import entries_of, sections_of
from launchgate.launches.models import (
    Answer,
    Condition,
    ConditionProof,
    Decision,
    Evidence,
    Gate,
    Hold,
    Item,
    Launch,
    Vouched,
)
from launchgate.launches.queries.questions import Question, Questions
from launchgate.launches.values import words_for
from launchgate.people.erasure import is_mark

LONGEST_NAME = 80


@dataclass(frozen=True)
class Collected:
    """The rows of a launch as plain data, its chain as canonical texts, and the proof files to be copied."""

    launch: dict[str, Any]
    chain: list[dict[str, str]]
    signatures: list[dict[str, Any]]
    answers: list[dict[str, Any]]
    evidence: list[dict[str, Any]]
    crossing: list[dict[str, Any]]
    files: dict[str, Evidence | ConditionProof]


def collect(launch: Launch) -> Collected:
    """Read everything about a launch that a launch file holds."""
    items = {item.pk: item for item in Item.every.filter(gate__launch=launch).select_related("answer", "gate")}
    questions = Questions(launch)
    answers = Answer.objects.filter(item__gate__launch=launch).select_related("author").order_by("pk")
    evidence = Evidence.objects.filter(item__gate__launch=launch).select_related("added_by").order_by("pk")
    of_conditions = ConditionProof.objects.filter(condition__gate__launch=launch)
    proofs: list[Evidence | ConditionProof] = [
        *evidence,
        *of_conditions.select_related("added_by", "condition").order_by("pk"),
    ]
    files = {_file_name(row): row for row in proofs if row.file}
    chain = Event.objects.filter(chain=launch.chain_key).order_by("number").values_list("digest", "text")
    return Collected(
        launch=_launch(launch),
        chain=[{"digest": digest, "text": text} for digest, text in chain],
        signatures=_signatures(launch, items, questions),
        answers=[_answer(answer, items[answer.item_id], questions) for answer in answers],
        evidence=[_evidence(row, items, questions) for row in proofs],
        crossing=sections_of(launch),
        files=files,
    )


def _launch(launch: Launch) -> dict[str, Any]:
    gates = Gate.objects.filter(launch=launch).order_by("order", "pk")
    holds = Hold.objects.filter(launch=launch).select_related("held_by").order_by("pk")
    return {
        "key": launch.key,
        "name": launch.name,
        "summary": launch.summary,
        "audience": launch.audience,
        "tier": launch.get_tier_display(),
        "owner": launch.owner.name,
        "sponsor": launch.sponsor.name,
        "target_date": launch.target_date.isoformat(),
        "status": launch.get_status_display(),
        "stop_reason": launch.stop_reason,
        "opened_at": launch.opened_at.isoformat(),
        "live_at": launch.live_at.isoformat() if launch.live_at else "",
        "exported_at": clock.now().isoformat(),
        "beside_the_gates": entries_of(launch),
        "chain": launch.chain_key,
        "events": launch.chain_count,
        "head": launch.chain_head,
        "gates": [
            {"id": gate.pk, "name": gate.name, "status": gate.get_status_display(), "purpose": gate.purpose}
            for gate in gates
        ],
        "holds": [
            {
                "reason": hold.reason,
                "look_again_on": hold.look_again_on.isoformat() if hold.look_again_on else "",
                "by": hold.held_by.name if hold.held_by else "LaunchGate",
                "opened_at": hold.opened_at.isoformat(),
                "closed_at": hold.closed_at.isoformat() if hold.closed_at else "",
            }
            for hold in holds
        ],
    }


def _signatures(launch: Launch, items: dict[int, Item], questions: Questions) -> list[dict[str, Any]]:
    decisions = Decision.objects.filter(gate__launch=launch).select_related("gate", "function").order_by("pk")
    vouched: dict[int, list[dict[str, Any]]] = {}
    facts = Vouched.objects.filter(decision__gate__launch=launch).select_related("answer", "decision")
    for row in facts.order_by("item_id"):
        question = questions.at(items[row.item_id], row.decision.decided_at)
        vouched.setdefault(row.decision_id, []).append(_vouched(row, question))
    conditions: dict[int, list[dict[str, Any]]] = {}
    for condition in Condition.objects.filter(gate__launch=launch).select_related("owner").order_by("pk"):
        conditions.setdefault(condition.decision_id, []).append(_condition(condition))
    standing = set(launch.gates.values_list("deciders__decision", flat=True))
    through = set(launch.gates.filter(deciders__is_through=True).values_list("deciders__decision", flat=True))
    return [
        {
            "id": decision.pk,
            "gate": decision.gate_id,
            "gate_name": decision.gate.name,
            "function": decision.function_id,
            "function_name": decision.function.name if decision.function else "",
            "person": decision.person_id,
            "kind": decision.kind,
            "decided": decision.get_kind_display(),
            "capacity": decision.capacity,
            "as": decision.get_capacity_display(),
            "means": decision.means,
            "by": decision.get_means_display(),
            "printed_name": decision.printed_name,
            "decided_at": decision.decided_at.isoformat(timespec="microseconds"),
            "sentence": decision.sentence,
            "reason": decision.reason,
            "stands": decision.pk in standing,
            "is_current": decision.pk in through,
            "vouched": vouched.get(decision.pk, []),
            "conditions": conditions.get(decision.pk, []),
        }
        for decision in decisions
    ]


def _vouched(row: Vouched, question: Question) -> dict[str, Any]:
    value = row.answer.value if row.answer else None
    return {
        "item": row.item_id,
        "question": question.text,
        "meaning": row.meaning,
        "proof": row.proof,
        "answer": row.answer_id,
        "value": value,
        "words": words_for(question, value),
    }


def _condition(condition: Condition) -> dict[str, Any]:
    return {
        "id": condition.pk,
        "text": condition.text,
        "owner": condition.owner.name,
        "due_on": condition.due_on.isoformat(),
        "status": condition.get_status_display(),
        "done_note": condition.done_note,
    }


def _answer(answer: Answer, item: Item, questions: Questions) -> dict[str, Any]:
    question = questions.at(item, answer.answered_at)
    return {
        "id": answer.pk,
        "item": item.pk,
        "gate": item.gate_id,
        "question": question.text,
        "number": answer.number,
        "meaning": answer.meaning,
        "value": answer.value,
        "words": words_for(question, answer.value),
        "author": answer.author_id,
        "author_name": answer.author.name,
        "answered_at": answer.answered_at.isoformat(timespec="microseconds"),
        "is_present": item.answer_id == answer.pk,
    }


def _evidence(row: Evidence | ConditionProof, items: dict[int, Item], questions: Questions) -> dict[str, Any]:
    if isinstance(row, Evidence):
        item = items[row.item_id]
        question = questions.at(item, row.added_at).text
        about = {"id": row.pk, "item": item.pk, "gate": item.gate_id, "question": question}
    else:
        condition = row.condition
        about = {"condition": condition.pk, "gate": condition.gate_id, "question": f"Condition: {condition.text}"}
        about["id"] = _name_of_row(row)
    removed_at = row.removed_at if isinstance(row, Evidence) else None
    return about | {
        "kind": row.kind,
        "title": row.title,
        "note": row.note,
        "url": row.url,
        "sha256": row.sha256,
        "file": _file_name(row) if row.file else "",
        "added_by": row.added_by_id,
        "added_by_name": row.added_by.name,
        "added_at": row.added_at.isoformat(timespec="microseconds"),
        "removed_at": removed_at.isoformat() if removed_at else "",
        "is_erased": is_mark(row.title),
    }


def _name_of_row(row: Evidence | ConditionProof) -> str:
    """Return what tells proofs of items and of conditions apart, which are counted each for itself."""
    return str(row.pk) if isinstance(row, Evidence) else f"condition-{row.pk}"


def _file_name(row: Evidence | ConditionProof) -> str:
    """Return where a proof file lies in the zip: its id keeps names apart, and no name leads out of the folder."""
    ending = PurePath(str(row.file.name)).suffix
    stem = "".join(letter if letter.isalnum() else "-" for letter in PurePath(row.title).stem)[:LONGEST_NAME]
    return f"evidence/{_name_of_row(row)}-{stem.strip('-') or 'proof'}{ending}"


def as_json(content: Any) -> str:
    """Return data as the launch file writes it: readable, keys sorted, nothing escaped that need not be."""
    return json.dumps(content, sort_keys=True, indent=1, ensure_ascii=False) + "\n"
