"""Answering checklist items, and what a changed answer means for signatures that vouch for it."""

from typing import Any

from django.db import transaction

from launchgate.audit.record import canonical, sha256
from launchgate.core import clock
from launchgate.core.refusals import Conflict
from launchgate.launches import rules, transitions, values
from launchgate.launches.actions.work import board_of_gate, mark_offers
from launchgate.launches.board import Board
from launchgate.launches.models import Answer, Gate, Item, Launch, Offer, Turn
from launchgate.launches.settle import settle
from launchgate.launches.vouching import refresh_standing
from launchgate.people.models import Person

NEVER_ANSWERED = 0
FIRM = Gate.PASSED | {Gate.Status.IN_REVIEW, Gate.Status.CHANGED}


@transaction.atomic(durable=True)
def answer_item(item_id: int, value: Any, *, actor: Person) -> Item:
    """Give an item a new answer (None empties it) and keep the versions before it.

    A value equal to an earlier version takes that version's meaning back; any other is a new meaning, and the
    signatures that vouch for the item are asked for again. Saving the present value again changes nothing.
    Raises Invalid for a value of the wrong type, Forbidden, or Conflict (gate not open yet, launch no longer running,
    a required answer that a submitted gate stands on).
    """
    board, item = board_and_item(item_id, actor)
    cleaned = values.clean_value(item, value)
    if cleaned == item.value and (item.answer_id is not None or cleaned is None):
        return item
    if cleaned is None and item.is_required and item.gate.status in FIRM:
        raise Conflict("A required answer of a submitted gate can be changed, but not emptied.")
    if cleaned is not None and item.needs_evidence and not item.evidence_count and item.gate.status in FIRM:
        raise Conflict("This gate is submitted, so the proof comes first: attach it, then answer.")
    save_answer(item, cleaned, actor)
    mark_offers([offer for offer in board.open_offers(item.gate) if offer.item_id == item.pk], Offer.Status.VOID)
    refresh_standing(board.all_deciders())
    settle(
        board,
        "answer.given" if cleaned is not None else "answer.emptied",
        actor=actor,
        subject=item,
        gate=item.gate_id,
        answer=item.answer_id,
        meaning=item.meaning,
        digest=answer_digest(item),
        outcome=Turn.Outcome.DONE,
    )
    return item


def board_and_item(item_id: int, actor: Person) -> tuple[Board, Item]:
    """Lock the item's launch and return board and item, after the checks that answers and evidence share."""
    gate_id = Item.objects.values_list("gate_id", flat=True).get(pk=item_id)
    board, gate = board_of_gate(gate_id)
    item = Item.objects.select_related("answer", "function").get(pk=item_id)
    item.gate = gate
    require_answering(item, board.launch, actor)
    return board, item


def require_answering(item: Item, launch: Launch, actor: Person) -> None:
    """Raise the refusal when this person cannot answer or prove an item of a launch's gate now."""
    if refusal := rules.refusal_to_answer(actor, item, launch):
        raise refusal
    transitions.require_launch(launch, "answer")
    transitions.require_gate(item.gate, "answer")


def save_answer(item: Item, cleaned: Any, actor: Person) -> None:
    """Write the next version of an item's answer and point the item at it."""
    versions = list(item.versions.all())
    number = len(versions) + 1
    same = next((version.meaning for version in versions if version.value == cleaned), number)
    item.answer = Answer.objects.create(
        item=item,
        number=number,
        value=cleaned,
        meaning=NEVER_ANSWERED if cleaned is None else same,
        author=actor,
        answered_at=clock.now(),
    )
    item.meaning, item.is_answered = item.answer.meaning, cleaned is not None
    item.save(update_fields=["answer", "meaning", "is_answered"])


def answer_digest(item: Item) -> str:
    """Return the digest of an item's present answer, as the event proves it."""
    return sha256(canonical({"item": item.pk, "value": item.value}))
