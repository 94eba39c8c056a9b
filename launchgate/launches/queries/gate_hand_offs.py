"""The two-sided hand-off of a gate: what was handed over to it, what it handed on, and both clocks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, prefetch_related_objects

from launchgate.core.templatetags.launchgate import duration
from launchgate.launches import rules
from launchgate.launches.actions.hand_offs import ASK_REPLY, require_receiver
from launchgate.launches.board import require_work
from launchgate.launches.forms.gate_words import BounceForm, WordsForm
from launchgate.launches.models import Gate, HandOff, HandOffNote, SubmissionPart, Turn
from launchgate.launches.queries.clocks import Clocks, clocks_of
from launchgate.launches.queries.gate_rights import allows
from launchgate.launches.queries.reading import Reading
from launchgate.people.models import Person


@dataclass(frozen=True)
class Handed:
    """One hand-off with its questions and replies, and what the reader may do about it."""

    hand_off: HandOff
    parts: list[SubmissionPart]
    notes: list[HandOffNote]
    state: str
    clocks: str
    clock: str
    may_accept: bool
    bounce_form: BounceForm | None
    reply_form: WordsForm | None


STATES = {
    HandOff.Status.OFFERED: "open",
    HandOff.Status.BOUNCED: "returned",
    HandOff.Status.ACCEPTED: "approved",
}


def hand_offs_of(
    reading: Reading, gate: Gate, reader: Person, bound: Mapping[str, Any]
) -> tuple[list[Handed], list[Handed]]:
    """Return what was handed over to a gate, and what it handed on, in five statements whatever their number."""
    notes = Prefetch("notes", HandOffNote.objects.select_related("author", "part"))
    rows = (
        HandOff.objects.filter(Q(to_gate=gate) | Q(from_gate=gate))
        .select_related("from_gate", "to_gate", "function", "giver", "submission")
        .prefetch_related(notes)
    )
    clocks = clocks_of(reading, rows)
    prefetch_related_objects([row.submission for row in rows if row.submission and row.submission.told], "parts")
    received: list[Handed] = []
    given: list[Handed] = []
    for row in rows:
        (received if row.to_gate_id == gate.pk else given).append(_handed(reading, row, clocks[row.pk], reader, bound))
    return received, given


def parts_of(hand_off: HandOff) -> list[SubmissionPart]:
    """Return the parts that a hand-off hands on; no statement is needed where there are none."""
    submission = hand_off.submission
    return list(submission.parts.all()) if submission is not None and submission.told else []


def _handed(reading: Reading, hand_off: HandOff, clocks: Clocks, reader: Person, bound: Mapping[str, Any]) -> Handed:
    turn = next((turn for turn in reading.board.turns if turn.hand_off_id == hand_off.pk), None)
    to_gate, about = reading.board.gate(hand_off.to_gate_id), f"hand-off-{hand_off.pk}"
    may_accept = allows(require_receiver, reading.board, to_gate, hand_off, reader)
    bounce = reply = None
    if may_accept:
        bounce = bound.get(f"bounce:{hand_off.pk}") or BounceForm(parts_of(hand_off), about=f"{about}-bounce")
    elif hand_off.status == HandOff.Status.BOUNCED and allows(require_work, reading.board, to_gate, "accept"):
        stand_in = turn.holder_id if turn else None
        if not rules.refusal_to_reply(reader, hand_off, reading.launch, stand_in):
            reply = bound.get(f"reply:{hand_off.pk}") or WordsForm(
                "reply", "Your answer", about=f"{about}-reply", ask=ASK_REPLY
            )
    state = STATES[HandOff.Status(hand_off.status)]
    clock = _clock(reading, turn) if turn else ""
    notes, told = list(hand_off.notes.all()), clocks.told(hand_off)
    return Handed(hand_off, parts_of(hand_off), notes, state, told, clock, may_accept, bounce, reply)


def _clock(reading: Reading, turn: Turn) -> str:
    if turn.holder is None:
        return ""
    verb = "has to answer" if turn.kind == Turn.Kind.REPLY else "has to accept it or ask"
    return f"{turn.holder} {verb}: {duration(reading.days(turn))} so far."
