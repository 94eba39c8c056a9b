"""The two-sided hand-off of a gate: what was handed over to it, what it handed on, and both clocks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q

from launchgate.core.templatetags.launchgate import duration
from launchgate.launches import rules
from launchgate.launches.actions.hand_offs import ASK_QUESTION, ASK_REPLY, require_receiver
from launchgate.launches.board import require_work
from launchgate.launches.forms.gate_words import WordsForm
from launchgate.launches.models import Gate, HandOff, HandOffNote, Turn
from launchgate.launches.queries.gate_rights import allows
from launchgate.launches.queries.reading import Reading
from launchgate.people.models import Person


@dataclass(frozen=True)
class Handed:
    """One hand-off with its questions and replies, and what the reader may do about it."""

    hand_off: HandOff
    notes: list[HandOffNote]
    state: str
    clock: str
    may_accept: bool
    bounce_form: WordsForm | None
    reply_form: WordsForm | None


STATES = {
    HandOff.Status.OFFERED: "open",
    HandOff.Status.BOUNCED: "returned",
    HandOff.Status.ACCEPTED: "approved",
}


def hand_offs_of(
    reading: Reading, gate: Gate, reader: Person, bound: Mapping[str, Any]
) -> tuple[list[Handed], list[Handed]]:
    """Return what was handed over to a gate, and what it handed on, in two statements."""
    notes = Prefetch("notes", HandOffNote.objects.select_related("author"))
    rows = (
        HandOff.objects.filter(Q(to_gate=gate) | Q(from_gate=gate))
        .select_related("from_gate", "to_gate", "function", "giver")
        .prefetch_related(notes)
    )
    received: list[Handed] = []
    given: list[Handed] = []
    for row in rows:
        (received if row.to_gate_id == gate.pk else given).append(_handed(reading, row, reader, bound))
    return received, given


def _handed(reading: Reading, hand_off: HandOff, reader: Person, bound: Mapping[str, Any]) -> Handed:
    turn = next((turn for turn in reading.board.turns if turn.hand_off_id == hand_off.pk), None)
    to_gate, about = reading.board.gate(hand_off.to_gate_id), f"hand-off-{hand_off.pk}"
    may_accept = allows(require_receiver, reading.board, to_gate, hand_off, reader)
    bounce = reply = None
    if may_accept:
        bounce = bound.get(f"bounce:{hand_off.pk}") or WordsForm(
            "question", "Your question", about=f"{about}-bounce", ask=ASK_QUESTION
        )
    elif hand_off.status == HandOff.Status.BOUNCED and allows(require_work, reading.board, to_gate, "accept"):
        stand_in = turn.holder_id if turn else None
        if not rules.refusal_to_reply(reader, hand_off, reading.launch, stand_in):
            reply = bound.get(f"reply:{hand_off.pk}") or WordsForm(
                "reply", "Your answer", about=f"{about}-reply", ask=ASK_REPLY
            )
    state = STATES[HandOff.Status(hand_off.status)]
    clock = _clock(reading, turn) if turn else ""
    return Handed(hand_off, list(hand_off.notes.all()), state, clock, may_accept, bounce, reply)


def _clock(reading: Reading, turn: Turn) -> str:
    if turn.holder is None:
        return ""
    verb = "has to answer" if turn.kind == Turn.Kind.REPLY else "has to accept it or ask"
    return f"{turn.holder} {verb}: {duration(reading.days(turn))} so far."
