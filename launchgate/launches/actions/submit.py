"""Putting a gate forward for signature, and taking it back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max, Q

from launchgate.audit.record import words_digest
from launchgate.core import clock
from launchgate.core.once import use_once
from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.core.text import is_unseen
from launchgate.launches import hooks, rules
from launchgate.launches.actions.work import board_of_gate
from launchgate.launches.board import Board, require_work
from launchgate.launches.models import Condition, Decision, Gate, Item, Launch, Offer, Submission, SubmissionPart, Turn
from launchgate.launches.proofs import parts_digest
from launchgate.launches.settle import settle
from launchgate.launches.words import checked_length, required_words
from launchgate.people.models import Person


@dataclass(frozen=True)
class OfferedItem:
    """A required item that is offered as a condition: why it cannot be answered yet, and by when it will be."""

    item_id: int
    reason: str
    due_on: date


@transaction.atomic(durable=True)
def submit_gate(
    gate_id: int,
    *,
    actor: Person,
    note: str = "",
    parts: Mapping[str, str] | None = None,
    offers: Sequence[OfferedItem] = (),
    once: str = "",
) -> Gate:
    """Ask the deciding functions for their signatures, with the hand-off for those that come next.

    `parts` says by prompt of the playbook what they must know, `note` whatever no prompt asks for.
    Needs every hand-off accepted, and each required item answered and proved, or offered as a condition. Functions
    that are still through are not asked again; when all are, the gate is signed at once.
    """
    use_once(once)
    board, gate = board_of_gate(gate_id)
    require_submission(board, gate, actor)
    offered, told = {offer.item_id: offer for offer in offers}, checked_parts(gate, parts or {})
    require_ready(gate, offered)
    for blocker in hooks.submit_blockers:
        if sentences := blocker(gate):
            raise Conflict(" ".join(sentences))
    number = (gate.submissions.aggregate(last=Max("number"))["last"] or 0) + 1
    submission = Submission.objects.create(
        gate=gate,
        number=number,
        submitter=actor,
        submitted_at=clock.now(),
        note=checked_length(note, "note"),
        offered=len(offered),
        told=len(told),
    )
    proof = _write_parts(submission, told)
    rows = Offer.objects.bulk_create(_checked_offer(board, submission, offer) for offer in offered.values())
    board.offers += rows
    gate.status, gate.submission = Gate.Status.IN_REVIEW, submission
    settle(
        board,
        "gate.submitted",
        actor=actor,
        subject=submission,
        gate=gate.pk,
        number=number,
        offered=sorted(offered),
        reasons=[[row.pk, words_digest(row.reason)] for row in rows],
        digest=words_digest(submission.note),
        **proof,
    )
    return gate


@transaction.atomic(durable=True)
def take_back(gate_id: int, *, actor: Person, once: str = "") -> Gate:
    """Take a submission back before anybody has decided on it."""
    use_once(once)
    board, gate = board_of_gate(gate_id)
    require_taking_back(board, gate, actor)
    submission = gate.submission
    end_submission(gate, "taken_back")
    settle(board, "gate.taken_back", actor=actor, subject=submission, gate=gate.pk, outcome=Turn.Outcome.NOT_NEEDED)
    return gate


def require_submission(board: Board, gate: Gate, actor: Person) -> None:
    """Raise the refusal when this person cannot submit the gate now, whatever its checklist says."""
    if refusal := rules.refusal_unless_owner(actor, board.launch, "submit this gate", gate.kind):
        raise refusal
    require_work(board, gate, "submit")
    if board.open_hand_offs(gate):
        raise Conflict("A hand-off to this gate is not accepted yet.")


def require_taking_back(board: Board, gate: Gate, actor: Person) -> None:
    """Raise the refusal when there is no submission that this person can take back now."""
    submission = gate.submission
    if submission is None:
        refusal = rules.refusal_unless_owner(actor, board.launch, "take a submission of this gate back", gate.kind)
    elif submission.submitter_id != actor.pk:
        refusal = Forbidden(f"Only {submission.submitter} can take this submission back.")
    else:
        refusal = None
    if refusal:
        raise refusal
    require_work(board, gate, "take_back")
    # What opened the gate again ended the submission before this one.
    decisions = gate.decisions.exclude(kind=Decision.Kind.REOPENED)
    if submission and decisions.filter(decided_at__gte=submission.submitted_at).exists():
        raise Conflict("Somebody has already decided on this submission, so it cannot be taken back.")


def end_submission(gate: Gate, outcome: str) -> None:
    """End the submission in review, void what it offered, and open the gate for work again."""
    submission = gate.submission
    if submission is not None:
        if submission.ended_at is None:
            submission.ended_at = clock.now()
        submission.outcome = outcome
        submission.save(update_fields=["ended_at", "outcome"])
        submission.offers.filter(status=Offer.Status.OPEN).update(status=Offer.Status.VOID)
    gate.status, gate.submission = Gate.Status.OPEN, None


def require_ready(gate: Gate, offered: dict[int, OfferedItem]) -> None:
    """Raise Conflict while a required item is neither answered, a condition nor offered as one, or proof is missing."""
    missing, unproved = [], []
    became = Condition.objects.filter(gate=gate).exclude(Q(item=None) | Q(status=Condition.Status.VOID))
    settled = offered.keys() | set(became.values_list("item_id", flat=True))
    for item in Item.objects.filter(gate=gate):
        if item.is_required and not item.is_answered and item.pk not in settled:
            missing.append(item.text)
        elif item.is_answered and item.wants_proof:
            unproved.append(item.text)
    if missing:
        raise Conflict(_listed("Still to be answered, or offered as a condition:", missing))
    if unproved:
        raise Conflict(_listed("Proof is missing for:", unproved))


def checked_parts(gate: Gate, parts: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return prompt and words of the parts that say something, as the playbook has them in order.

    Raises Invalid for a prompt that the gate's playbook does not have.
    """
    if not parts:
        return []
    prompts = gate.template.prompts
    if strange := [prompt for prompt in parts if prompt not in prompts]:
        raise Invalid(f"The playbook does not ask “{strange[0]}” when this gate is handed on.", field="parts")
    given = ((prompt, checked_length(parts.get(prompt, ""), prompt)) for prompt in prompts)
    return [(prompt, words) for prompt, words in given if not is_unseen(words)]


def _write_parts(submission: Submission, told: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Keep the parts of a hand-off, and return the one digest by which the event proves them."""
    if not told:
        return {}
    SubmissionPart.objects.bulk_create(
        SubmissionPart(submission=submission, position=position, prompt=prompt, text=text)
        for position, (prompt, text) in enumerate(told, start=1)
    )
    return {"parts": parts_digest(told)}


def _listed(lead: str, texts: list[str]) -> str:
    shown = "; ".join(f"“{text}”" for text in texts[:3])
    more = f" and {len(texts) - 3} more" if len(texts) > 3 else ""
    return f"{lead} {shown}{more}."


def _checked_offer(board: Board, submission: Submission, offer: OfferedItem) -> Offer:
    item = Item.objects.filter(pk=offer.item_id, gate=submission.gate_id, is_required=True, is_answered=False).first()
    if item is None:
        raise Invalid("Only an unanswered required item of this gate can be offered as a condition.", field="offers")
    return Offer(
        submission=submission,
        item=item,
        reason=required_words(offer.reason, "offers", f"Say why “{item.text}” cannot be answered yet."),
        due_on=checked_due(board.launch, offer.due_on, "offers"),
    )


def checked_due(launch: Launch, due_on: date, field: str) -> date:
    """Return a condition's date; raises Invalid for one in the past or after the launch's target date."""
    if due_on < clock.now().date():
        raise Invalid("A condition cannot be due in the past.", field=field)
    if due_on > launch.target_date:
        day = launch.target_date
        raise Invalid(f"A condition has to be met by the target date, {day.day} {day:%B %Y}.", field=field)
    return due_on
