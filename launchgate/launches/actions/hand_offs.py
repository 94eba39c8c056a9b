"""Two-sided hand-offs: the receiver accepts the note, or bounces it with a question that the giver answers."""

from typing import Any

from django.db import transaction

from launchgate.audit.record import words_digest
from launchgate.core import clock
from launchgate.core.once import use_once
from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.launches import rules
from launchgate.launches.actions.work import board_of_gate
from launchgate.launches.board import Board, require_work
from launchgate.launches.models import Gate, HandOff, HandOffNote, SubmissionPart
from launchgate.launches.news import tell
from launchgate.launches.places import stand_in_for
from launchgate.launches.settle import settle
from launchgate.launches.wants import accept_slot
from launchgate.launches.words import required_words
from launchgate.people.models import Person

TELL_SPONSOR_AT = 3
ASK_QUESTION = "Ask what has to be known before you can accept."
ASK_REPLY = "Write the answer to the question."


@transaction.atomic(durable=True)
def accept_hand_off(hand_off_id: int, *, actor: Person, once: str = "") -> HandOff:
    """Accept what an earlier gate handed over; after the last one, work on this gate begins."""
    use_once(once)
    board, gate, hand_off = _board_and_hand_off(hand_off_id)
    require_receiver(board, gate, hand_off, actor)
    hand_off.status, hand_off.accepted_at = HandOff.Status.ACCEPTED, clock.now()
    hand_off.save(update_fields=["status", "accepted_at"])
    settle(board, "hand_off.accepted", actor=actor, subject=hand_off, gate=gate.pk, function=hand_off.function_id)
    return hand_off


@transaction.atomic(durable=True)
def bounce_hand_off(
    hand_off_id: int, question: str, *, actor: Person, part_id: int | None = None, once: str = ""
) -> HandOff:
    """Give a hand-off back with a question, about one part of it or all; the third bounce tells the sponsor."""
    use_once(once)
    text = required_words(question, "question", ASK_QUESTION)
    board, gate, hand_off = _board_and_hand_off(hand_off_id)
    require_receiver(board, gate, hand_off, actor, "bounce")
    part = _part_of(hand_off, part_id)
    about: dict[str, Any] = {"part": part.pk} if part else {}
    hand_off.status, hand_off.bounces = HandOff.Status.BOUNCED, hand_off.bounces + 1
    hand_off.save(update_fields=["status", "bounces"])
    note = _write(hand_off, text, actor, is_question=True, part=part)
    if hand_off.bounces == TELL_SPONSOR_AT:
        tell("hand_off.bounced_thrice", board.launch, [board.launch.sponsor_id], subject=hand_off, gate_id=gate.pk)
    settle(
        board,
        "hand_off.bounced",
        actor=actor,
        subject=note,
        gate=gate.pk,
        hand_off=hand_off.pk,
        function=hand_off.function_id,
        bounces=hand_off.bounces,
        digest=words_digest(text),
        **about,
    )
    return hand_off


@transaction.atomic(durable=True)
def reply_to_bounce(hand_off_id: int, reply: str, *, actor: Person, once: str = "") -> HandOff:
    """Answer the question that bounced a hand-off; the receiving function is asked again."""
    use_once(once)
    text = required_words(reply, "reply", ASK_REPLY)
    board, gate, hand_off = _board_and_hand_off(hand_off_id)
    require_replier(board, gate, hand_off, actor)
    hand_off.status = HandOff.Status.OFFERED
    hand_off.save(update_fields=["status"])
    note = _write(hand_off, text, actor, is_question=False)
    settle(
        board,
        "hand_off.replied",
        actor=actor,
        subject=note,
        gate=gate.pk,
        hand_off=hand_off.pk,
        function=hand_off.function_id,
        digest=words_digest(text),
    )
    return hand_off


def _board_and_hand_off(hand_off_id: int) -> tuple[Board, Gate, HandOff]:
    gate_id = HandOff.objects.values_list("to_gate_id", flat=True).get(pk=hand_off_id)
    board, gate = board_of_gate(gate_id)
    on_board = (hand_off for hand_off in board.hand_offs if hand_off.pk == hand_off_id)
    return board, gate, next(on_board, None) or HandOff.objects.get(pk=hand_off_id)


def _require_open(board: Board, gate: Gate, hand_off: HandOff, verb: str) -> None:
    require_work(board, gate, verb)
    if hand_off.status == HandOff.Status.ACCEPTED:
        raise Conflict("This hand-off was already accepted.")


def require_receiver(board: Board, gate: Gate, hand_off: HandOff, actor: Person, verb: str = "accept") -> None:
    """Raise the refusal when this person cannot take a hand-off, or bounce it, for the function that receives it."""
    passed_on = board.passed_on(accept_slot(hand_off.pk))
    if board.places.capacity_of(actor, hand_off.function_id, kind=gate.kind, passed_on=passed_on) is None:
        raise Forbidden(f"Only the head of {hand_off.function}, or who stands in, can take this hand-off.")
    _require_open(board, gate, hand_off, verb)
    if hand_off.status == HandOff.Status.BOUNCED:
        raise Conflict(f"This hand-off was bounced with a question. {hand_off.giver} answers first.")


def require_replier(board: Board, gate: Gate, hand_off: HandOff, actor: Person) -> None:
    """Raise the refusal when this person cannot answer the question with which a hand-off was bounced."""
    stand_in = stand_in_for(hand_off.giver, board.launch, gate.kind)
    if refusal := rules.refusal_to_reply(actor, hand_off, board.launch, stand_in.pk):
        raise refusal
    _require_open(board, gate, hand_off, "accept")
    if hand_off.status != HandOff.Status.BOUNCED:
        raise Conflict("Nobody waits for an answer on this hand-off now.")


def _part_of(hand_off: HandOff, part_id: int | None) -> SubmissionPart | None:
    if part_id is None:
        return None
    part = SubmissionPart.objects.filter(pk=part_id, submission=hand_off.submission_id).first()
    if part is None:
        raise Invalid("That part does not belong to this hand-off. Choose one of those shown.", field="part")
    return part


def _write(
    hand_off: HandOff, text: str, author: Person, *, is_question: bool, part: SubmissionPart | None = None
) -> HandOffNote:
    return HandOffNote.objects.create(
        hand_off=hand_off, author=author, text=text, is_question=is_question, part=part, written_at=clock.now()
    )
