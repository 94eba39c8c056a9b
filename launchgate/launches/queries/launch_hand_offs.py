"""The hand-offs of a launch as its page shows them: who gave what to whom, how often it came back, both clocks."""

from dataclasses import dataclass

from django.db.models import Prefetch

from launchgate.launches.models import HandOff, HandOffNote
from launchgate.launches.phrases import bounced
from launchgate.launches.queries.clocks import clocks_of
from launchgate.launches.queries.gate_hand_offs import STATES
from launchgate.launches.queries.reading import Reading


@dataclass(frozen=True)
class HandedOn:
    """One hand-off in a line; `question` is the latest that bounced it."""

    hand_off: HandOff
    path: str
    state: str
    clocks: str
    bounced: str
    question: str


def handed_on(reading: Reading) -> list[HandedOn]:
    """Return the hand-offs of a launch in the order of its gates, in four statements whatever their number.

    None is needed while nothing but its first gates have opened: only gates that come later are handed anything.
    """
    gates, first = {gate.pk: gate for gate in reading.board.gates}, reading.board.gates[0].order
    if not any(gate.opened_at and gate.order > first for gate in gates.values()):
        return []
    questions = Prefetch("notes", HandOffNote.objects.filter(is_question=True))
    rows = HandOff.objects.filter(to_gate__in=gates).select_related("function", "giver").prefetch_related(questions)
    hand_offs = sorted(rows, key=lambda row: (gates[row.to_gate_id].order, row.pk))
    clocks = clocks_of(reading, hand_offs)
    return [_line(reading, row, clocks[row.pk].told(row)) for row in hand_offs]


def _line(reading: Reading, row: HandOff, clocks: str) -> HandedOn:
    row.from_gate, row.to_gate = reading.board.gate(row.from_gate_id), reading.board.gate(row.to_gate_id)
    notes = list(row.notes.all())
    return HandedOn(
        hand_off=row,
        path=f"{row.to_gate.get_absolute_url()}#hand-offs",
        state=STATES[HandOff.Status(row.status)],
        clocks=clocks,
        bounced=bounced(row.bounces),
        question=notes[-1].text if notes else "",
    )
