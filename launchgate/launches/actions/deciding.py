"""What decisions about a gate share: as what somebody decides, the row, where the function then stands, the event."""

from typing import Any

from django.db import IntegrityError

from launchgate.audit.record import words_digest
from launchgate.core import clock
from launchgate.core.once import SentTwice
from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.launches import rules
from launchgate.launches.actions.submit import end_submission
from launchgate.launches.board import Board
from launchgate.launches.holders import passing_over
from launchgate.launches.models import Decider, Decision, Gate, HandOff, Turn
from launchgate.launches.places import Capacity, Place
from launchgate.launches.proofs import signer_digest
from launchgate.launches.settle import settle
from launchgate.launches.stand_ins import PASSED_ON, cause_of, deed_of, never_signs
from launchgate.launches.wants import sign_slot
from launchgate.people.models import Person

ASK_PASSWORD = "This gate is signed with your password. Give it once more."  # noqa: S105 - a sentence


def place_of(board: Board, gate: Gate, function_id: int, actor: Person) -> Place:
    """Return as what this person decides for a function on a gate; raises Forbidden with who may."""
    decider = board.decider(gate, function_id)
    if refusal := rules.refusal_to_decide(actor, board.launch, gate):
        raise refusal
    place = board.places.capacity_of(
        actor,
        function_id,
        kind=gate.kind,
        passing_over=passing_over(gate, board.launch),
        deputies=gate.deputies_sign,
        passed_on=board.passed_on(sign_slot(gate.pk, function_id)),
    )
    if place is None:
        raise Forbidden(f"{_why_not(board, gate, decider, actor)} {_who_does(board, gate, function_id)}".rstrip())
    return place


def _why_not(board: Board, gate: Gate, decider: Decider, actor: Person) -> str:
    sits = any(row.person.pk == actor.pk for row in board.places.of(decider.function_id))
    if sits and actor.is_active and not gate.deputies_sign:
        return f"Only the head signs {gate.name} for {decider.function}, not a deputy."
    return f"You do not sign for {decider.function}."


def _who_does(board: Board, gate: Gate, function_id: int) -> str:
    """Return who signs, and why where it is not the head: "Marcus is away until 4 December; Priya stands in."."""
    over, places = passing_over(gate, board.launch), board.places
    passed_on = board.passed_on(sign_slot(gate.pk, function_id))
    holder = places.holder(
        function_id, kind=gate.kind, passing_over=over, deputies=gate.deputies_sign, passed_on=passed_on
    )
    if holder is None:
        return ""
    if holder.capacity == Capacity.HEAD:
        return f"{holder.person.name} does."
    submitter_id = gate.submission.submitter_id if gate.submission else None
    passed_over = dict.fromkeys(passed_on, PASSED_ON) | never_signs(board.launch.owner_id, submitter_id)
    cause = cause_of(places.of(function_id), gate.kind, passed_over=passed_over)
    return f"{cause}; {deed_of(holder.person, holder.capacity)}." if cause else f"{holder.person.name} does."


def require_undecided(decider: Decider) -> None:
    """Raise Conflict when a function is through already."""
    if decider.is_through and decider.decision is not None:
        raise Conflict(f"{decider.function} has already decided: {decider.decision.printed_name}.")


def require_means(gate: Gate, means: str) -> None:
    """Raise Invalid when a gate is signed with the password and nobody has asked for it."""
    if gate.asks_password and means == Decision.Means.SESSION:
        raise Invalid(ASK_PASSWORD, field="password")


def write_decision(
    gate: Gate,
    place: Place,
    kind: str,
    *,
    function_id: int | None,
    reason: str = "",
    sentence: str = "",
    back_to: Gate | None = None,
    means: str = Decision.Means.SESSION,
    once: str = "",
) -> Decision:
    """Write a decision; it is never changed afterwards. Raises SentTwice when its post was carried out before."""
    try:
        return Decision.objects.create(
            gate=gate,
            function_id=function_id,
            person=place.person,
            kind=kind,
            capacity=place.capacity,
            printed_name=place.printed_name,
            sentence=sentence,
            reason=reason,
            back_to=back_to,
            decided_at=clock.now(),
            means=means,
            once=once,
        )
    except IntegrityError:
        raise SentTwice from None


def stand(decider: Decider, decision: Decision, *, is_through: bool) -> None:
    """Let a decision be the latest of its function on the gate."""
    decider.decision, decider.is_through = decision, is_through
    decider.save(update_fields=["decision", "is_through"])


def reopen_for_work(board: Board, gate: Gate) -> None:
    """Open a passed gate again: its submission ends and no function is through on it any more."""
    end_submission(gate, "reopened")
    # A gate that passed by override, or concerned nobody, may have left hand-offs that nobody accepted.
    left = HandOff.objects.filter(to_gate=gate).exclude(status=HandOff.Status.ACCEPTED)
    board.hand_offs += left.exclude(pk__in=[hand_off.pk for hand_off in board.hand_offs])
    for decider in board.deciders[gate.pk]:
        decider.decision, decider.is_through = None, False
    Decider.objects.filter(gate=gate).update(decision=None, is_through=False)


def settle_decision(board: Board, kind: str, decision: Decision, outcome: str = Turn.Outcome.DONE, **data: Any) -> None:
    """Settle the board with the one event of a decision: gate, function, means, digests of signer and reason."""
    settle(
        board,
        kind,
        actor=decision.person,
        subject=decision,
        outcome=outcome,
        at=decision.decided_at,
        gate=decision.gate_id,
        function=decision.function_id,
        reason=words_digest(decision.reason),
        signer=signer_digest(decision.printed_name, decision.capacity),
        means=decision.means,
        **data,
    )
