"""What moved since somebody looked: since a function signed, or since a page was opened."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q

from launchgate.launches import values
from launchgate.launches.models import Answer, Decider, Evidence, Item, Vouched
from launchgate.launches.phrases import listed
from launchgate.launches.queries.questions import Question, Questions
from launchgate.launches.vouching import vouched_for

NO_PROOF = "no proof"


@dataclass(frozen=True)
class Change:
    """An answer, its wording or its proof that moved: what it was and what it is now, and whose edit it was last.

    `asked` is the question as it read then, where it reads otherwise now; `is_new` one that was not vouched for then.
    """

    item: Item
    then: str
    now: str
    by: str = ""
    at: datetime | None = None
    is_wording: bool = False
    is_proof: bool = False
    asked: str = ""
    is_new: bool = False


def changes_since_signed(deciders: Iterable[Decider]) -> dict[int, list[Change]]:
    """Return per signature what moved since, changes of wording included, in one statement.

    One more is for proofs, two for questions that read otherwise, one for each signature that is not current.
    """
    signed = {decider.decision_id: decider for decider in deciders if decider.is_signed}
    found: dict[int, list[Change]] = {}
    if signed:
        relies = Item.relied_on_by.through.objects.filter(
            item=OuterRef("item"), function=OuterRef("decision__function")
        )
        moved = ~Q(meaning=F("item__meaning"), proof=F("item__proof")) | Q(item__answer__is_wording=True)
        rows = list(
            Vouched.objects.filter(moved, decision__in=signed, item__removed_at=None, item__is_material=True)
            .filter(Q(item__gate=F("decision__gate")) | Exists(relies))
            .select_related("decision__gate__launch", "item__answer__author", "item__gate", "answer")
            .order_by("item__position", "pk")
        )
        proofs = _proofs([row for row in rows if row.proof != row.item.proof])
        asked = _questions_then(rows)
        for row in rows:
            if changes := [*_of_answer(row, asked.get(row.pk)), *_of_proof(row, proofs.get(row.item_id, []))]:
                found.setdefault(row.decision_id, []).extend(changes)
        for decision_id, decider in signed.items():
            if not decider.is_through and (new := _new_since(decider)):
                found.setdefault(decision_id or 0, []).extend(new)
    return found


def _questions_then(rows: Sequence[Vouched]) -> dict[int, Question]:
    """Return the questions as they read when these answers were vouched for."""
    changed = [row for row in rows if row.item.revision_id]
    if not changed:
        return {}
    questions = Questions(changed[0].decision.gate.launch)
    return {row.pk: questions.at(row.item, row.decision.decided_at) for row in changed}


def _new_since(decider: Decider) -> list[Change]:
    """Return what a function vouches for now and did not when it signed."""
    kept = Vouched.objects.filter(decision=decider.decision_id, item=OuterRef("pk"))
    items = vouched_for(decider.gate, decider.function_id).exclude(Exists(kept))
    changes = []
    for item in items.select_related("answer", "revision__decided_by"):
        words, revision = values.words_for(item, item.value), item.revision
        by = revision.decided_by.name if revision and revision.decided_by else ""
        changes.append(Change(item, "", words, by, revision.decided_at if revision else None, is_new=True))
    return changes


def _of_answer(row: Vouched, question: Question | None) -> Iterable[Change]:
    item, answer = row.item, row.item.answer
    value = row.answer.value if row.answer else None
    then = values.words_for(question or item, value)
    asked = question.text if question and question.text != item.text else ""
    if answer is not None and value != answer.value:
        now, is_wording = values.words_for(item, answer.value), row.meaning == item.meaning
        yield Change(item, then, now, answer.author.name, answer.answered_at, is_wording=is_wording, asked=asked)
    elif row.meaning != item.meaning:
        by, at = (answer.author.name, answer.answered_at) if answer is not None else ("", None)
        yield Change(item, then, values.words_for(item, value), by, at, asked=asked)


def _of_proof(row: Vouched, proofs: list[Evidence]) -> Iterable[Change]:
    if row.proof == row.item.proof:
        return
    signed_at = row.decision.decided_at
    then = [p for p in proofs if p.added_at <= signed_at and (p.removed_at is None or p.removed_at > signed_at)]
    now = [proof for proof in proofs if proof.removed_at is None]
    edits = [(p.added_at, p.added_by) for p in proofs] + [(p.removed_at, p.removed_by) for p in proofs if p.removed_at]
    at, who = max(edits, key=lambda edit: edit[0], default=(None, None))
    yield Change(row.item, _titles(then), _titles(now), who.name if who else "", at, is_proof=True)


def _proofs(rows: Sequence[Vouched]) -> dict[int, list[Evidence]]:
    found: dict[int, list[Evidence]] = {}
    if rows:
        proofs = Evidence.objects.filter(item__in=[row.item_id for row in rows])
        for proof in proofs.select_related("added_by", "removed_by").order_by("pk"):
            found.setdefault(proof.item_id, []).append(proof)
    return found


def _titles(proofs: Sequence[Evidence]) -> str:
    return listed([proof.title for proof in proofs]) or NO_PROOF


def shown_answers(items: Sequence[Item]) -> str:
    """Return which answers a page shows, to be sent back with the decision: "item:answer item:answer"."""
    return " ".join(f"{item.pk}:{item.answer_id or 0}" for item in items)


def changes_since_shown(items: Sequence[Item], shown: str) -> list[Change]:
    """Return how the answers differ from those that a page showed; what cannot be read counts as not shown."""
    before: dict[int, int] = {}
    for pair in shown.split():
        item_id, _, answer_id = pair.partition(":")
        if item_id.isdecimal() and answer_id.isdecimal() and len(pair) <= 40:
            before[int(item_id)] = int(answer_id)
    answers = Answer.objects.filter(pk__in=before.values(), item__in=items).in_bulk()
    changes = []
    for item in items:
        then = answers.get(before.get(item.pk, 0))
        if (then.meaning if then else 0) != item.meaning:
            words = values.words_for(item, then.value if then else None)
            changes.append(Change(item, words, values.words_for(item, item.value)))
    return changes
