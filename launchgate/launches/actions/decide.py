"""Signing a gate, with or without conditions; sending it back; withdrawing a signature."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from launchgate.audit.record import sha256, words_digest
from launchgate.core import clock
from launchgate.core.once import SentTwice, use_once
from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.launches import vouching
from launchgate.launches.actions.deciding import (
    place_of,
    reopen_for_work,
    require_means,
    require_undecided,
    settle_decision,
    stand,
    write_decision,
)
from launchgate.launches.actions.submit import checked_due, end_submission
from launchgate.launches.actions.work import board_of_gate, mark_offers
from launchgate.launches.board import Board, require_work
from launchgate.launches.models import Condition, Decider, Decision, Gate, Item, Offer, Turn
from launchgate.launches.news import UNDO
from launchgate.launches.places import Place
from launchgate.launches.vouching import Fact
from launchgate.launches.words import checked_length, required_words
from launchgate.people.models import Person

Means = Decision.Means
ASK_WITHDRAW = "Say why you withdraw your signature."
MOVED = "The checklist changed since you opened this page. Look at it again, then sign the new version."


class Moved(Conflict):
    """What was to be signed is no longer what the page showed."""


@dataclass(frozen=True)
class Wish:
    """A condition that a function sets: what has to happen, who sees to it, by when, and whether with proof."""

    text: str
    owner_id: int
    due_on: date
    item_id: int | None = None
    needs_evidence: bool = False


@transaction.atomic(durable=True)
def approve(
    gate_id: int,
    function_id: int,
    *,
    actor: Person,
    seen: str = "",
    reason: str = "",
    means: str = Means.SESSION,
    once: str = "",
) -> Decision:
    """Sign a gate for a function, and keep the sentence and the meaning of every answer it vouches for.

    `means` says how the signer proved, just now or when signing in, who they are; the caller has checked it, since no
    password is hashed under the lock. Invalid when the gate asks for more.

    `seen` is the fingerprint of what the page showed: when an answer moved since, Conflict says so. Raises Conflict
    when the gate is blocked, not in review, signed already, or an item is offered as a condition; Forbidden for
    whoever may not sign.
    """
    board, gate, decider, place = _signing(gate_id, function_id, actor, means, once)
    require_no_offer(board.open_offers(gate))
    decision, facts = _sign(gate, decider, place, Decision.Kind.APPROVED, reason, seen, means, once)
    settle_decision(board, "gate.approved", decision, **_signed(decision, facts))
    return decision


@transaction.atomic(durable=True)
def approve_with_conditions(
    gate_id: int,
    function_id: int,
    *,
    actor: Person,
    wishes: Sequence[Wish],
    seen: str = "",
    reason: str = "",
    means: str = Means.SESSION,
    once: str = "",
) -> Decision:
    """Sign a gate on conditions: each item that is offered becomes one, others may be added.

    Each condition has an owner and a date no later than the target date. Raises as `approve` does, and Invalid for a
    condition that does not fit or when there is none.
    """
    board, gate, decider, place = _signing(gate_id, function_id, actor, means, once)
    offers = board.open_offers(gate)
    wished = {wish.item_id for wish in wishes if wish.item_id}
    complete = [*wishes, *(_as_wish(board, offer) for offer in offers if offer.item_id not in wished)]
    if not complete:
        raise Invalid("Write at least one condition, or approve without.", field="conditions")
    decision, facts = _sign(gate, decider, place, Decision.Kind.CONDITIONS, reason, seen, means, once)
    conditions = Condition.objects.bulk_create(_condition(board, decision, function_id, wish) for wish in complete)
    for condition in conditions:
        condition.gate = gate
    mark_offers(offers, Offer.Status.TAKEN)
    board.conditions += conditions
    settle_decision(
        board,
        "gate.approved_with_conditions",
        decision,
        **_signed(decision, facts),
        conditions=[[condition.pk, words_digest(condition.text)] for condition in conditions],
    )
    return decision


@transaction.atomic(durable=True)
def send_back(
    gate_id: int, function_id: int, reason: str, *, actor: Person, to_gate_id: int | None = None, once: str = ""
) -> Decision:
    """Send a gate back to its owner, or send an earlier, passed gate back with it.

    Back to this gate: it opens for work and the sender is no longer through; other signatures stay while their facts
    do. Back to an earlier gate: both open, nobody is through on the earlier one, and the gates between are blocked.
    """
    use_once(once)
    words = required_words(reason, "reason", "Say what must change. The owner reads it first.")
    board, gate = board_of_gate(gate_id)
    place = require_send_back(board, gate, function_id, actor)
    decider = board.decider(gate, function_id)
    target = board.gate(to_gate_id) if to_gate_id and to_gate_id != gate.pk else None
    if target is not None and (target.order >= gate.order or not target.is_passed):
        raise Conflict(f"{target.name} is not a passed gate before {gate.name}, so nothing can be sent back to it.")
    decision = write_decision(
        gate, place, Decision.Kind.SENT_BACK, function_id=function_id, reason=words, back_to=target
    )
    stand(decider, decision, is_through=False)
    end_submission(gate, "sent_back")
    if target is not None:
        reopen_for_work(board, target)
    data: dict[str, Any] = {"back_to": target.pk} if target else {}
    settle_decision(board, "gate.sent_back", decision, outcome=Turn.Outcome.SENT_BACK, **data)
    return decision


@transaction.atomic(durable=True)
def withdraw_signature(gate_id: int, function_id: int, *, actor: Person, reason: str = "", once: str = "") -> Decision:
    """Take one's own signature back; within a minute of signing no reason is asked.

    The gate becomes signed, then changed (or stays in review), and the function is asked again.
    """
    use_once(once)
    board, gate = board_of_gate(gate_id)
    signed = require_withdrawal(board, gate, function_id, actor)
    decider = board.decider(gate, function_id)
    if is_past_undo(signed):
        reason = required_words(reason, "reason", ASK_WITHDRAW)
    place = Place(actor, signed.capacity)
    kind = Decision.Kind.WITHDRAWN
    decision = write_decision(gate, place, kind, function_id=function_id, reason=checked_length(reason, "reason"))
    stand(decider, decision, is_through=False)
    _drop_conditions(board, gate, signed)
    settle_decision(board, "signature.withdrawn", decision, outcome=Turn.Outcome.NOT_NEEDED)
    return decision


def _signing(
    gate_id: int, function_id: int, actor: Person, means: str, once: str
) -> tuple[Board, Gate, Decider, Place]:
    board, gate = board_of_gate(gate_id)
    decider = board.decider(gate, function_id)
    if once and decider.decision is not None and decider.decision.once == once:
        raise SentTwice
    place = require_signing(board, gate, function_id, actor)
    require_means(gate, means)
    return board, gate, decider, place


def require_signing(board: Board, gate: Gate, function_id: int, actor: Person) -> Place:
    """Return as what this person signs a gate for a function; raises the refusal when it cannot be signed now."""
    place = place_of(board, gate, function_id, actor)
    require_work(board, gate, "approve")
    require_undecided(board.decider(gate, function_id))
    if blocking := board.blocking(gate):
        names = ", ".join(other.name for other in blocking)
        raise Conflict(f"{gate.name} waits for {names}. It can be signed when that is passed.")
    return place


def require_no_offer(offers: Sequence[Offer]) -> None:
    """Raise Conflict when an item is offered as a condition, so that approving without one would drop it."""
    if offers:
        raise Conflict("An item is offered as a condition. Approve with conditions, or send the gate back.")


def require_send_back(board: Board, gate: Gate, function_id: int, actor: Person) -> Place:
    """Return as what this person sends a gate back for a function; raises the refusal when it cannot be done now."""
    place = place_of(board, gate, function_id, actor)
    require_work(board, gate, "send_back")
    return place


def require_withdrawal(board: Board, gate: Gate, function_id: int, actor: Person) -> Decision:
    """Return the signature that this person can withdraw; raises the refusal when there is none, or none of theirs."""
    decider = board.decider(gate, function_id)
    signed = decider.decision
    if signed is None or signed.kind not in Decision.LETS_PASS:
        place_of(board, gate, function_id, actor)
        require_work(board, gate, "withdraw")
        raise Conflict(f"{decider.function} has no signature on {gate.name} to withdraw.")
    if signed.person_id != actor.pk:
        raise Forbidden(f"Only {signed.printed_name} can withdraw this signature.")
    require_work(board, gate, "withdraw")
    return signed


def is_past_undo(signed: Decision) -> bool:
    """Say whether so much time has passed since a signature that withdrawing it needs a reason."""
    return clock.now() - signed.decided_at > UNDO


def _sign(
    gate: Gate, decider: Decider, place: Place, kind: str, reason: str, seen: str, means: str, once: str
) -> tuple[Decision, list[Fact]]:
    facts = vouching.facts_for(gate, decider.function_id)
    if seen and seen != vouching.fingerprint(facts):
        raise Moved(MOVED)
    decision = write_decision(
        gate,
        place,
        kind,
        function_id=decider.function_id,
        reason=checked_length(reason, "reason"),
        sentence=vouching.sentence(gate.statement, facts),
        means=means,
        once=once,
    )
    vouching.snapshot(decision, facts)
    stand(decider, decision, is_through=True)
    return decision, facts


def _drop_conditions(board: Board, gate: Gate, signed: Decision) -> None:
    """Void the open conditions of a signature that is withdrawn; items that were offered are only offered again."""
    dropped = [condition for condition in board.open_conditions() if condition.decision_id == signed.pk]
    for condition in dropped:
        condition.status = Condition.Status.VOID
        condition.save(update_fields=["status"])
    items = {condition.item_id for condition in dropped if condition.item_id}
    taken = [o for o in board.offers if o.submission_id == gate.submission_id and o.item_id in items]
    mark_offers([offer for offer in taken if not offer.item.is_answered], Offer.Status.OPEN)


def _as_wish(board: Board, offer: Offer) -> Wish:
    return Wish(offer.item.text, board.launch.owner_id, offer.due_on, offer.item_id)


def _condition(board: Board, decision: Decision, function_id: int, wish: Wish) -> Condition:
    owner = Person.objects.filter(pk=wish.owner_id, is_active=True).first()
    if owner is None:
        raise Invalid("Choose somebody who is active to see to the condition.", field="conditions")
    if wish.item_id and not Item.objects.filter(pk=wish.item_id, gate=decision.gate_id).exists():
        raise Invalid("A condition can only stand for an item of this gate.", field="conditions")
    over = {board.launch.owner_id, owner.pk}
    if board.places.holder(function_id, kind=decision.gate.kind, passing_over=over) is None:
        raise Invalid(f"Nobody but {owner} could confirm this condition. Choose somebody else.", field="conditions")
    return Condition(
        gate_id=decision.gate_id,
        decision=decision,
        function_id=function_id,
        item_id=wish.item_id,
        text=checked_length(required_words(wish.text, "conditions", "Write what has to happen."), "conditions", 2000),
        owner=owner,
        due_on=checked_due(board.launch, wish.due_on, "conditions"),
        needs_evidence=wish.needs_evidence,
    )


def _signed(decision: Decision, facts: Sequence[Fact]) -> dict[str, Any]:
    """Return what the event proves of a signature: the sentence; item, meaning, proof and answer of all vouched for."""
    return {
        "sentence": sha256(decision.sentence),
        "vouched": [[fact.pk, fact.meaning, fact.proof, fact.answer_id] for fact in facts],
    }
