"""What is allowed beside signing: not applicable, override, reopen."""

from django.db import transaction

from launchgate.core.once import use_once
from launchgate.core.refusals import Forbidden
from launchgate.launches import rules
from launchgate.launches.actions.deciding import (
    place_of,
    reopen_for_work,
    require_means,
    require_undecided,
    settle_decision,
    stand,
    write_decision,
)
from launchgate.launches.actions.work import board_of_gate, mark_offers
from launchgate.launches.board import Board, require_work
from launchgate.launches.models import Decision, Gate, Offer, Turn
from launchgate.launches.places import Capacity, Place
from launchgate.launches.words import required_words
from launchgate.people.models import Person

Means = Decision.Means
ASK_NOT_APPLICABLE = "Say why this gate does not concern your function."
ASK_OVERRIDE = "Say why the launch goes on without these signatures."
ASK_REOPEN = "Say why the gate has to be opened again."


@transaction.atomic(durable=True)
def declare_not_applicable(
    gate_id: int, function_id: int, reason: str, *, actor: Person, means: str = Means.SESSION, once: str = ""
) -> Decision:
    """Say for a function that a gate does not concern it; the gate is not applicable when all its functions said so."""
    use_once(once)
    words = required_words(reason, "reason", ASK_NOT_APPLICABLE)
    board, gate = board_of_gate(gate_id)
    place = require_not_applicable(board, gate, function_id, actor)
    require_means(gate, means)
    decider, kind = board.decider(gate, function_id), Decision.Kind.NOT_APPLICABLE
    decision = write_decision(gate, place, kind, function_id=function_id, reason=words, means=means)
    stand(decider, decision, is_through=True)
    if all(row.decision and row.decision.kind == Decision.Kind.NOT_APPLICABLE for row in board.deciders[gate.pk]):
        mark_offers(board.open_offers(gate), Offer.Status.VOID)
    settle_decision(board, "gate.not_applicable", decision)
    return decision


@transaction.atomic(durable=True)
def override_gate(gate_id: int, reason: str, *, actor: Person, means: str = Means.SESSION, once: str = "") -> Decision:
    """Let a gate pass without its signatures, as the sponsor alone may; it looks like an override for ever."""
    use_once(once)
    words = required_words(reason, "reason", ASK_OVERRIDE)
    board, gate = board_of_gate(gate_id)
    require_override(board, gate, actor)
    require_means(gate, means)
    place = Place(actor, Capacity.SPONSOR)
    decision = write_decision(gate, place, Decision.Kind.OVERRIDDEN, function_id=None, reason=words, means=means)
    mark_offers(board.open_offers(gate), Offer.Status.VOID)
    gate.status = Gate.Status.OVERRIDDEN
    settle_decision(board, "gate.overridden", decision, outcome=Turn.Outcome.NOT_NEEDED)
    return decision


@transaction.atomic(durable=True)
def reopen_gate(gate_id: int, reason: str, *, actor: Person, once: str = "") -> Decision:
    """Open a passed gate again, as any deciding function or the sponsor may; nobody is through on it any more."""
    use_once(once)
    words = required_words(reason, "reason", ASK_REOPEN)
    board, gate = board_of_gate(gate_id)
    place, function_id = require_reopening(board, gate, actor)
    decision = write_decision(gate, place, Decision.Kind.REOPENED, function_id=function_id, reason=words)
    reopen_for_work(board, gate)
    settle_decision(board, "gate.reopened", decision, outcome=Turn.Outcome.NOT_NEEDED)
    return decision


def require_not_applicable(board: Board, gate: Gate, function_id: int, actor: Person) -> Place:
    """Return as what this person speaks for a function that the gate does not concern; raises the refusal else."""
    place = place_of(board, gate, function_id, actor)
    require_work(board, gate, "not_applicable")
    require_undecided(board.decider(gate, function_id))
    return place


def require_override(board: Board, gate: Gate, actor: Person) -> None:
    """Raise the refusal when this person cannot override the gate now."""
    if refusal := rules.refusal_unless_sponsor(actor, board.launch, "override a gate"):
        raise refusal
    if refusal := rules.refusal_to_decide(actor, board.launch, gate):
        raise refusal
    require_work(board, gate, "override")


def require_reopening(board: Board, gate: Gate, actor: Person) -> tuple[Place, int | None]:
    """Return as what, and for which function, this person opens a gate again; raises the refusal when it cannot be."""
    reopening = _reopening(board, gate, actor)
    require_work(board, gate, "reopen")
    return reopening


def _reopening(board: Board, gate: Gate, actor: Person) -> tuple[Place, int | None]:
    if actor.pk == board.launch.sponsor_id:
        return Place(actor, Capacity.SPONSOR), None
    functions = [decider.function_id for decider in board.deciders[gate.pk]]
    for function_id in functions:
        if place := board.places.capacity_of(actor, function_id, kind=gate.kind, deputies=gate.deputies_sign):
            return place, function_id
    raise Forbidden(f"Only a function that decides on {gate.name}, or the sponsor, can open it again.")
