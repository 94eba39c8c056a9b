"""The customer log: entries added, corrected and withdrawn. None of them disappears."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q

from launchgate.audit.record import words_digest
from launchgate.core import clock
from launchgate.core.once import use_once
from launchgate.core.refusals import Conflict, Invalid
from launchgate.customers import rules
from launchgate.customers.hearing import kinds_heard
from launchgate.customers.models import Insight, InsightProof
from launchgate.customers.naming import customer_named, words_key
from launchgate.launches.actions.answers import FIRM
from launchgate.launches.actions.evidence import Proof, digest_of, facts_of
from launchgate.launches.board import Board, lock_launch
from launchgate.launches.models import Gate, Item
from launchgate.launches.phrases import counted
from launchgate.launches.progress import note_progress
from launchgate.launches.settle import settle
from launchgate.launches.transitions import require_launch
from launchgate.launches.values import clean_value
from launchgate.launches.words import checked_length, one_line, required_words
from launchgate.people.models import Person
from launchgate.playbooks.models import ItemKind

LONGEST_WORDS, LONGEST_UNIT, LONGEST_REASON = 4000, 24, 2000
ASK_WORDS = "Write down what the customer said."
ASK_REASON = "Say why it no longer counts."


@dataclass(frozen=True)
class Said:
    """What was heard: of which kind, from whom, in which words; a number, a place and a proof may be absent."""

    kind: str
    customer: str
    words: str
    number: str = ""
    unit: str = ""
    gate_id: int | None = None
    item_id: int | None = None
    proof: Proof | None = None


@transaction.atomic(durable=True)
def add_insight(launch_id: int, said: Said, *, actor: Person, same_as_id: int | None = None, once: str = "") -> Insight:
    """Add what a customer said; where the customer said the same before, it is another report of that voice.

    `same_as_id` names an insight of the same customer that says the same in other words.
    """
    use_once(once)
    board = Board.load(lock_launch(pk=launch_id))
    require_adding(board, actor)
    insight = _made(board, said, actor)
    insight.same_as_id = _voice_of(insight, same_as_id)
    insight.save()
    _finish(board, "insight.added", insight, said, actor)
    return insight


@transaction.atomic(durable=True)
def correct_insight(insight_id: int, said: Said, *, actor: Person, once: str = "") -> Insight:
    """Put a corrected insight in the place of an earlier one, which is kept with what it said."""
    use_once(once)
    board, before = _board_and_insight(insight_id)
    require_correcting(board, before, actor)
    insight = _made(board, said, actor)
    insight.corrects = before
    is_same = insight.customer_id == before.customer_id
    insight.same_as_id = (before.same_as_id or before.pk) if is_same else _voice_of(insight, None)
    _end(before, actor)
    insight.save()
    _require_enough(board)
    _finish(board, "insight.corrected", insight, said, actor, before=before)
    return insight


@transaction.atomic(durable=True)
def withdraw_insight(insight_id: int, reason: str, *, actor: Person, once: str = "") -> Insight:
    """Let an insight count no more, with the reason; it stays readable among those that were withdrawn.

    Raises Conflict while a submitted gate stands on it.
    """
    use_once(once)
    words = checked_length(required_words(reason, "reason", ASK_REASON), "reason", LONGEST_REASON)
    board, insight = _board_and_insight(insight_id)
    require_withdrawing(board, insight, actor)
    _end(insight, actor, words)
    _require_enough(board)
    digest = words_digest(words)
    settle(board, "insight.withdrawn", actor=actor, subject=insight, gate=insight.gate_id, reason=digest)
    return insight


def require_adding(board: Board, actor: Person) -> None:
    """Raise the refusal when this person cannot add to the customer log now."""
    if refusal := rules.refusal_to_add_insight(actor, board.launch):
        raise refusal
    require_launch(board.launch, "hear")


def require_correcting(board: Board, insight: Insight, actor: Person) -> None:
    """Raise the refusal when this person cannot correct an insight now."""
    if refusal := rules.refusal_to_correct(actor, insight):
        raise refusal
    _require_standing(board, insight)


def require_withdrawing(board: Board, insight: Insight, actor: Person) -> None:
    """Raise the refusal when this person cannot withdraw an insight now."""
    if refusal := rules.refusal_to_withdraw_insight(actor, insight, board.launch):
        raise refusal
    _require_standing(board, insight)


def _require_standing(board: Board, insight: Insight) -> None:
    require_launch(board.launch, "hear")
    if insight.ended_at is not None:
        raise Conflict("This entry was already corrected or withdrawn.")


def _board_and_insight(insight_id: int) -> tuple[Board, Insight]:
    launch_id = Insight.objects.values_list("launch_id", flat=True).get(pk=insight_id)
    board = Board.load(lock_launch(pk=launch_id))
    return board, Insight.objects.select_related("author", "customer").get(pk=insight_id)


def _made(board: Board, said: Said, actor: Person) -> Insight:
    """Return the unsaved row of what was heard; raises Invalid with the field that does not fit."""
    if said.kind not in Insight.Kind.values:
        raise Invalid("Choose what kind of insight it is.", field="kind")
    words = checked_length(required_words(said.words, "words", ASK_WORDS), "words", LONGEST_WORDS)
    gate, item = _place(board, said)
    return Insight(
        launch=board.launch,
        kind=said.kind,
        customer=customer_named(said.customer),
        words=words,
        words_key=words_key(words),
        number=clean_number(said.number),
        unit=one_line(said.unit, "unit", LONGEST_UNIT),
        gate=gate,
        item=item,
        author=actor,
        added_at=clock.now(),
    )


def clean_number(raw: str) -> str:
    """Return a number as it is stored, "" for none; raises Invalid for anything else."""
    try:
        return clean_value(_NUMBER, raw.strip()) or ""
    except Invalid as refusal:
        raise Invalid(refusal.message, field="number") from None


class _Number:
    kind, unit, options = ItemKind.NUMBER, "", ()


_NUMBER: Any = _Number()


def _place(board: Board, said: Said) -> tuple[Gate | None, Item | None]:
    if said.item_id is not None:
        item = Item.objects.filter(pk=said.item_id, gate__launch=board.launch).first()
        if item is None:
            raise Invalid("This question is not asked on the launch any more.", field="place")
        return board.gate(item.gate_id), item
    return (board.gate(said.gate_id), None) if said.gate_id is not None else (None, None)


def _voice_of(insight: Insight, chosen_id: int | None) -> int | None:
    """Return the first insight of the voice that this one repeats, or None where it is the first."""
    standing = Insight.objects.filter(launch=insight.launch, customer=insight.customer, ended_at=None)
    if chosen_id is not None:
        same = standing.filter(pk=chosen_id).first()
        if same is None:
            raise Invalid("Only what the same customer said on this launch can be joined.", field="customer")
    else:
        alike = Q(words_key=insight.words_key) & ~Q(words_key="")
        same = standing.filter(alike).order_by("pk").first()
    return (same.same_as_id or same.pk) if same else None


def _end(insight: Insight, actor: Person, reason: str = "") -> None:
    insight.ended_at, insight.ended_by, insight.end_reason = clock.now(), actor, reason
    insight.save(update_fields=["ended_at", "ended_by", "end_reason"])


def _proof_of(said: Said, before: Insight | None, actor: Person) -> dict[str, Any]:
    """Return what is attached: what was brought now, else what the corrected entry had; nothing where neither is."""
    if said.proof is not None:
        return facts_of(said.proof, actor)
    kept = before.proofs.order_by("pk").last() if before else None
    names = ("kind", "title", "note", "url", "file", "size", "sha256", "added_by")
    return {name: getattr(kept, name) for name in names} if kept else {}


def _require_enough(board: Board) -> None:
    """Raise Conflict where a submitted gate would be left without the kinds of insight that it stands on."""
    asking = [gate for gate in board.gates if gate.insight_kinds and gate.status in FIRM]
    if not asking:
        return
    heard = len(kinds_heard(board.launch.pk))
    for gate in asking:
        if heard < gate.insight_kinds and gate.status != Gate.Status.OVERRIDDEN:
            kinds = counted(gate.insight_kinds, "kind").lower()
            raise Conflict(f"{gate.name} is submitted and stands on insights of {kinds}. Add another one first.")


def _finish(
    board: Board, kind: str, insight: Insight, said: Said, actor: Person, *, before: Insight | None = None
) -> None:
    data: dict[str, Any] = {"gate": insight.gate_id, "item": insight.item_id, "customer": insight.customer_id}
    data |= {"what": insight.kind, "same_as": insight.same_as_id}
    if before is not None:
        data["corrects"] = before.pk
    if facts := _proof_of(said, before, actor):
        proof = InsightProof.objects.create(insight=insight, **facts | {"added_at": insight.added_at})
        data |= {"attached": proof.pk, "attached_digest": digest_of(proof)}
    digest = words_digest(insight.words, insight.number, insight.unit)
    settle(board, kind, actor=actor, subject=insight, at=insight.added_at, digest=digest, **data)
    if insight.gate is not None:
        note_progress(board, insight.gate, actor, insight.added_at)
