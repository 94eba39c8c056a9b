"""Conditions of an approval: the owner says done, the function that set it confirms."""

from typing import Any

from django.db import transaction

from launchgate.audit.record import words_digest
from launchgate.core import clock
from launchgate.core.once import use_once
from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.launches import rules, transitions
from launchgate.launches.actions.evidence import Proof, digest_of, facts_of
from launchgate.launches.board import Board, lock_launch
from launchgate.launches.holders import passing_over_condition
from launchgate.launches.models import Condition, ConditionProof, Turn
from launchgate.launches.places import stand_in_for
from launchgate.launches.settle import settle
from launchgate.launches.wants import confirm_slot
from launchgate.launches.words import checked_length, required_words
from launchgate.people.models import Person

ASK_MISSING = "Say what is still missing."
ASK_PROOF = "This condition asks for proof: a note, a link or a file."
ASK_DROP = "Say why it is no longer needed."
LONGEST_NOTE = 2000


@transaction.atomic(durable=True)
def report_condition_done(
    condition_id: int, *, actor: Person, note: str = "", proof: Proof | None = None, once: str = ""
) -> Condition:
    """Say that a condition is met; the function that set it is asked to confirm.

    Raises Invalid without proof where the function asked for it when it set the condition.
    """
    use_once(once)
    board, condition = board_and_condition(condition_id)
    require_reporter(board, condition, actor)
    if condition.needs_evidence and proof is None:
        raise Invalid(ASK_PROOF, field="kind")
    condition.status, condition.done_at = Condition.Status.DONE, clock.now()
    condition.done_note = checked_length(note, "note", LONGEST_NOTE)
    condition.save(update_fields=["status", "done_at", "done_note"])
    data: dict[str, Any] = {"digest": words_digest(condition.done_note)}
    if proof is not None:
        given = ConditionProof.objects.create(condition=condition, **facts_of(proof, actor))
        data |= {"at": given.added_at, "proof": given.pk, "proof_digest": digest_of(given)}
    _finish(board, "condition.done", condition, actor, **data)
    return condition


@transaction.atomic(durable=True)
def confirm_condition(condition_id: int, *, actor: Person, once: str = "") -> Condition:
    """Confirm for the function that set it that a condition is met."""
    use_once(once)
    board, condition = board_and_condition(condition_id)
    require_setter(board, condition, actor)
    condition.status, condition.cleared_at = Condition.Status.CLEARED, clock.now()
    condition.save(update_fields=["status", "cleared_at"])
    _finish(board, "condition.confirmed", condition, actor)
    return condition


@transaction.atomic(durable=True)
def reject_condition(condition_id: int, reason: str, *, actor: Person, once: str = "") -> Condition:
    """Say for the function that set it that a condition is not met yet; its owner is asked again."""
    use_once(once)
    words = required_words(reason, "reason", ASK_MISSING)
    board, condition = board_and_condition(condition_id)
    require_setter(board, condition, actor)
    condition.status, condition.done_at = Condition.Status.OPEN, None
    condition.done_note = words
    condition.save(update_fields=["status", "done_at", "done_note"])
    _finish(board, "condition.rejected", condition, actor, outcome=Turn.Outcome.SENT_BACK, digest=words_digest(words))
    return condition


@transaction.atomic(durable=True)
def drop_condition(condition_id: int, reason: str, *, actor: Person, once: str = "") -> Condition:
    """Say for the function that set it that a condition is no longer needed.

    Raises Conflict while it stands for a required item that is still not answered.
    """
    use_once(once)
    words = checked_length(required_words(reason, "reason", ASK_DROP), "reason", LONGEST_NOTE)
    board, condition = board_and_condition(condition_id)
    require_dropping(board, condition, actor)
    condition.status, condition.done_note = Condition.Status.VOID, words
    condition.save(update_fields=["status", "done_note"])
    outcome = Turn.Outcome.NOT_NEEDED
    _finish(board, "condition.dropped", condition, actor, outcome=outcome, digest=words_digest(words))
    return condition


def board_and_condition(condition_id: int) -> tuple[Board, Condition]:
    """Lock the launch of a condition and return its board with the condition; raises Launch.DoesNotExist."""
    board = Board.load(lock_launch(gates__conditions=condition_id))
    on_board = (condition for condition in board.conditions if condition.pk == condition_id)
    return board, next(on_board, None) or Condition.objects.get(pk=condition_id)


def _require_unsettled(board: Board, condition: Condition) -> None:
    transitions.require_launch(board.launch, "clear")
    if condition.is_settled:
        raise Conflict("This condition is already settled.")


def require_reporter(board: Board, condition: Condition, actor: Person) -> None:
    """Raise the refusal when this person cannot report a condition as done now."""
    stand_in = stand_in_for(condition.owner, board.launch, condition.gate.kind)
    if refusal := rules.refusal_to_report(actor, condition, board.launch, stand_in.pk):
        raise refusal
    _require_unsettled(board, condition)
    if condition.status != Condition.Status.OPEN:
        raise Conflict("This condition was already reported as done.")


def require_setter(board: Board, condition: Condition, actor: Person) -> None:
    """Raise the refusal when this person cannot say now, for the function that set a condition, whether it is met."""
    _require_speaker(board, condition, actor)
    _require_unsettled(board, condition)
    if condition.status != Condition.Status.DONE:
        raise Conflict("Nobody has reported this condition as done yet.")


def require_dropping(board: Board, condition: Condition, actor: Person) -> None:
    """Raise the refusal when this person cannot say now that a condition is no longer needed."""
    _require_speaker(board, condition, actor)
    _require_unsettled(board, condition)
    if condition.item is not None and condition.item.is_required and not condition.item.is_answered:
        raise Conflict(f"It stands for “{condition.item.text}”, which is needed and not answered.")


def _require_speaker(board: Board, condition: Condition, actor: Person) -> None:
    over = passing_over_condition(condition, board.launch)
    kind = board.gate(condition.gate_id).kind
    passed_on = board.passed_on(confirm_slot(condition.pk))
    place = board.places.capacity_of(actor, condition.function_id, kind=kind, passing_over=over, passed_on=passed_on)
    if place is None:
        raise Forbidden(f"{condition.function} set this condition and confirms it, but never the one who owns it.")


def _finish(
    board: Board, kind: str, condition: Condition, actor: Person, outcome: str = Turn.Outcome.DONE, **data: Any
) -> None:
    settle(
        board,
        kind,
        actor=actor,
        subject=condition,
        outcome=outcome,
        gate=condition.gate_id,
        function=condition.function_id,
        **data,
    )
