"""Items that do not apply: declared so by the head concerned, and taken back."""

from django.db import transaction

from launchgate.core.once import use_once
from launchgate.core.refusals import Conflict, Forbidden
from launchgate.launches import transitions, values
from launchgate.launches.actions.answers import FIRM, locked_item, save_answer, settle_answer
from launchgate.launches.actions.work import mark_offers
from launchgate.launches.board import Board
from launchgate.launches.models import Gate, Item, Offer
from launchgate.launches.words import checked_length, required_words
from launchgate.people.models import Person

ASK_WHY = "Say why this does not apply here."
LONGEST_WHY = 2000


@transaction.atomic(durable=True)
def declare_item_not_applicable(item_id: int, reason: str, *, actor: Person, once: str = "") -> Item:
    """Say as the head of an item's function, or of one that decides on its gate, that the item does not apply.

    It then counts as answered, and needs no proof. It is a version of its answer like any other: a new meaning, so that
    the signatures that vouch for the item are asked for again.
    """
    use_once(once)
    words = checked_length(required_words(reason, "reason", ASK_WHY), "reason", LONGEST_WHY)
    board, item = locked_item(item_id)
    require_declaring(board, item, actor)
    save_answer(item, values.not_applicable(words), actor)
    mark_offers([offer for offer in board.open_offers(item.gate) if offer.item_id == item.pk], Offer.Status.VOID)
    settle_answer(board, "answer.not_applicable", item, actor)
    return item


@transaction.atomic(durable=True)
def declare_item_applicable(item_id: int, *, actor: Person, once: str = "") -> Item:
    """Take back that an item does not apply: the answer before it stands again, with the meaning that it had.

    Raises Conflict where a submitted gate would be left without an answer that it needs, or without its proof.
    """
    use_once(once)
    board, item = locked_item(item_id)
    require_taking_back_declaration(board, item, actor)
    save_answer(item, answer_before(item), actor)
    settle_answer(board, "answer.applicable", item, actor)
    return item


def require_declaring(board: Board, item: Item, actor: Person) -> None:
    """Raise the refusal when this person cannot say now that an item does not apply."""
    _require_head(board, item, actor)
    if item.is_not_applicable:
        raise Conflict("This was already declared not applicable.")


def require_taking_back_declaration(board: Board, item: Item, actor: Person) -> None:
    """Raise the refusal when this person cannot take back now that an item does not apply."""
    _require_head(board, item, actor)
    if not item.is_not_applicable:
        raise Conflict("This was not declared not applicable.")
    if item.gate.status not in FIRM:
        return
    before = answer_before(item)
    is_bare = item.needs_evidence and not item.evidence_count
    if item.is_required if before is None else is_bare:
        raise Conflict("This gate is submitted and needs an answer here. Send it back, then take this back.")


def answer_before(item: Item) -> object:
    """Return the value of an item's latest answer to its words that was not "not applicable"; None without one."""
    given = item.versions.filter(number__gte=item.asked_from)
    values_before = given.order_by("-number").values_list("value", flat=True)
    return next((value for value in values_before if not values.why_not_applicable(value)), None)


def speaks_for_item(board: Board, gate: Gate, function_id: int, actor: Person) -> bool:
    """Say whether this person can say what applies of a function's items on a gate, as its head or a deciding one's."""
    functions = dict.fromkeys([function_id, *(decider.function_id for decider in board.deciders[gate.pk])])
    board.places.read(functions)
    over = {board.launch.owner_id}
    return any(
        board.places.capacity_of(actor, each, kind=gate.kind, passing_over=over, deputies=gate.deputies_sign)
        for each in functions
    )


def _require_head(board: Board, item: Item, actor: Person) -> None:
    gate = item.gate
    if not speaks_for_item(board, gate, item.function_id, actor):
        raise Forbidden(f"Only the head of {item.function}, or of a function that decides on {gate.name}, can say so.")
    transitions.require_launch(board.launch, "answer")
    transitions.require_gate(gate, "answer")
