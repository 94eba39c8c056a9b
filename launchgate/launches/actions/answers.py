"""Answering checklist items, and what a changed answer means for signatures that vouch for it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from launchgate.core import clock
from launchgate.core.refusals import Conflict, Invalid
from launchgate.launches import hooks, rules, transitions, values, vouching
from launchgate.launches.actions.deciding import place_of
from launchgate.launches.actions.work import board_of_gate, mark_offers
from launchgate.launches.board import Board
from launchgate.launches.models import Answer, Decider, Gate, Item, Launch, Offer, Turn
from launchgate.launches.news import tell
from launchgate.launches.progress import note_progress
from launchgate.launches.proofs import value_digest
from launchgate.launches.settle import settle
from launchgate.launches.vouching import refresh_standing
from launchgate.people.models import Person
from launchgate.playbooks.models import ItemKind

NEVER_ANSWERED = 0
FIRM = Gate.PASSED | {Gate.Status.IN_REVIEW, Gate.Status.CHANGED}


@transaction.atomic(durable=True)
def answer_item(item_id: int, value: Any, *, actor: Person, is_wording: bool = False) -> Item:
    """Give an item a new answer (None empties it) and keep the versions before it.

    A value equal to an earlier version takes that version's meaning back; any other is a new meaning, and the
    signatures that vouch for the item are asked for again. Saving the present value again changes nothing.
    `is_wording` says that a text only reads differently: its meaning stays, whoever signed is told and may overrule it.
    Raises Invalid for a value of the wrong type, or wording where there is none; Forbidden; or Conflict (gate not open
    yet, launch no longer running, a required answer that a submitted gate stands on).
    """
    board, item = board_and_item(item_id, actor)
    require_applicable(item)
    cleaned = values.clean_value(item, value)
    if cleaned == item.value and (item.answer_id is not None or cleaned is None):
        return item
    if cleaned is None and item.is_required and item.gate.status in FIRM:
        raise Conflict("A required answer of a submitted gate can be changed, but not emptied.")
    if cleaned is not None and item.needs_evidence and not item.evidence_count and item.gate.status in FIRM:
        raise Conflict("This gate is submitted, so the proof comes first: attach it, then answer.")
    if is_wording:
        _require_wording(item, cleaned)
    save_answer(item, cleaned, actor, is_wording=is_wording)
    mark_offers([offer for offer in board.open_offers(item.gate) if offer.item_id == item.pk], Offer.Status.VOID)
    kind = "answer.reworded" if is_wording else "answer.emptied" if cleaned is None else "answer.given"
    settle_answer(board, kind, item, actor)
    if is_wording and (signers := _signers(board, item) - {actor.pk}):
        tell("answer.reworded", board.launch, signers, subject=item.answer, gate_id=item.gate_id)
    return item


@transaction.atomic(durable=True)
def overrule_wording(item_id: int, function_id: int, *, actor: Person) -> Item:
    """Say for a function that vouches for an answer that its new wording has another meaning.

    The answer stays and gets a meaning of its own, so that the signatures that vouch for it are asked for again.
    Raises Forbidden for whoever may not sign for the function, Conflict when the function does not vouch for the item
    or its present answer was not saved as a change of wording.
    """
    board, item = locked_item(item_id)
    decider = _vouching(board, item, function_id)
    require_overruling(board, decider, actor)
    if item.answer is None or not item.answer.is_wording:
        raise Conflict("The present answer was not saved as a change of wording, so there is nothing to overrule.")
    point_at(item, item.value, actor, meaning=item.answer.number + 1)
    settle_answer(board, "answer.overruled", item, actor, function=function_id)
    return item


def board_and_item(item_id: int, actor: Person) -> tuple[Board, Item]:
    """Lock the item's launch and return board and item, after the checks that answers and evidence share."""
    board, item = locked_item(item_id)
    require_answering(item, board.launch, actor)
    return board, item


def locked_item(item_id: int) -> tuple[Board, Item]:
    """Lock the launch of an item and return its board with the item, which knows its gate on the board."""
    gate_id = Item.every.values_list("gate_id", flat=True).get(pk=item_id)
    board, gate = board_of_gate(gate_id)
    item = Item.every.select_related("answer", "function").get(pk=item_id)
    if item.removed_at is not None:
        raise Conflict("This question is no longer asked: the launch follows another playbook version or tier now.")
    item.gate = gate
    return board, item


def require_answering(item: Item, launch: Launch, actor: Person) -> None:
    """Raise the refusal when this person cannot answer or prove an item of a launch's gate now."""
    if refusal := rules.refusal_to_answer(actor, item, launch):
        raise refusal
    transitions.require_launch(launch, "answer")
    transitions.require_gate(item.gate, "answer")


def require_applicable(item: Item) -> None:
    """Raise Conflict for an item that was declared not applicable: that has to be taken back first."""
    if item.is_not_applicable and item.answer is not None:
        raise Conflict(f"{item.answer.author} said that this is not applicable. That has to be taken back first.")


def save_answer(
    item: Item, cleaned: Any, actor: Person, *, is_wording: bool = False, at: datetime | None = None
) -> None:
    """Write the next version of an item's answer, given now or at a moment, and point the item at it."""
    versions = item.versions.filter(number__gte=item.asked_from).order_by("-number")
    new = item.answer.number + 1 if item.answer else 1
    # The latest version of equal value: where a change of wording was overruled, it has the meaning that counts.
    same = next((version.meaning for version in versions if version.value == cleaned), new)
    meaning = NEVER_ANSWERED if cleaned is None else item.meaning if is_wording else same
    point_at(item, cleaned, actor, meaning=meaning, is_wording=is_wording, at=at)


def require_overruling(board: Board, decider: Decider, actor: Person) -> None:
    """Raise the refusal when this person cannot now say for a function that a new wording has another meaning."""
    place_of(board, decider.gate, decider.function_id, actor)
    transitions.require_launch(board.launch, "answer")


def point_at(
    item: Item, value: Any, actor: Person, *, meaning: int, is_wording: bool = False, at: datetime | None = None
) -> None:
    """Write the next version of an item's answer with a meaning, and point the item at it."""
    item.answer = Answer.objects.create(
        item=item,
        number=item.answer.number + 1 if item.answer else 1,
        value=value,
        meaning=meaning,
        is_wording=is_wording,
        author=actor,
        answered_at=at or clock.now(),
    )
    item.meaning, item.is_answered = meaning, value is not None
    item.is_not_applicable = bool(values.why_not_applicable(value))
    item.save(update_fields=["answer", "meaning", "is_answered", "is_not_applicable"])


def _require_wording(item: Item, cleaned: Any) -> None:
    if item.kind != ItemKind.TEXT:
        raise Invalid("Only a text can be worded anew. Any other answer means something else when it changes.")
    if cleaned is None or item.value is None:
        raise Invalid("There is no wording to change yet. Save it as an answer.")


def settle_answer(board: Board, kind: str, item: Item, actor: Person, **data: Any) -> None:
    """Settle the board with the one event of an item's new version: what it is, and who has to look again."""
    for follow in hooks.fact_followers:
        follow(board, item, actor)
    settle(
        board,
        kind,
        actor=actor,
        subject=item,
        at=item.answer.answered_at if item.answer else None,
        gate=item.gate_id,
        answer=item.answer_id,
        meaning=item.meaning,
        digest=value_digest(item.value),
        outcome=Turn.Outcome.DONE,
        **data,
        **who_looks_again(board),
    )
    if item.answer is not None:
        note_progress(board, item.gate, actor, item.answer.answered_at)


def who_looks_again(board: Board) -> dict[str, Any]:
    """Bring the standing of every function up to date and return whom the change concerns, for its event.

    `again` are gate and function of the signatures that are asked for again, `back` of those that count once more,
    `rest` the functions that signed on the launch and need not look: the cause is the edit, and its reach is said.
    """
    changed = refresh_standing(board.all_deciders())
    again = [[row.gate_id, row.function_id] for row in changed if not row.is_through]
    back = [[row.gate_id, row.function_id] for row in changed if row.is_through]
    asked = {function_id for _, function_id in again}
    signed = {row.function_id for row in board.all_deciders() if row.is_signed and row.is_through}
    said = {"again": again, "back": back, "rest": sorted(signed - asked) if again else []}
    return {name: rows for name, rows in said.items() if rows}


def _vouching(board: Board, item: Item, function_id: int) -> Decider:
    """Return a function's first place on the launch from which it vouches for an item; raises Conflict."""
    relies = item.relied_on_by.filter(pk=function_id).exists()
    for decider in board.all_deciders():
        if decider.function_id == function_id and vouching.reaches(item, decider, relies=relies):
            return decider
    raise Conflict("That function does not vouch for this answer.")


def _signers(board: Board, item: Item) -> set[int]:
    """Return who signed, for functions whose current signature vouches for an item."""
    relying = set(item.relied_on_by.values_list("pk", flat=True))
    return {
        row.decision.person_id
        for row in board.all_deciders()
        if row.decision and row.is_signed and row.is_through
        if vouching.reaches(item, row, relies=row.function_id in relying)
    }
