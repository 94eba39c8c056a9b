"""The gate pack: one page to print for the meeting about a gate, the same for whoever may see the launch."""

from dataclasses import dataclass
from typing import Any

from launchgate.launches import vouching
from launchgate.launches.export.adding import Line, Section, sections_in_pack
from launchgate.launches.models import Condition, Gate, Item, Launch
from launchgate.launches.queries.gate_changes import changes_since_signed
from launchgate.launches.queries.gate_checklist import checklist_of
from launchgate.launches.queries.gate_head import head_of
from launchgate.launches.queries.gate_page import gate_named, open_offers
from launchgate.launches.queries.gate_record import conditions_of, signatures_of
from launchgate.launches.queries.reading import Reading
from launchgate.people.models import Person

# A section shows so many lines; all of them stand behind a link, since a page for a meeting has to stay one.
MOST_LINES = 40
SETTLED = (Condition.Status.CLEARED, Condition.Status.VOID)


@dataclass(frozen=True)
class Shown:
    """A section of a pack as far as it is shown, and how many lines it has."""

    title: str
    lines: list[Line]
    count: int


def pack_context(reader: Person, launch: Launch, kind: str, *, is_whole: bool = False) -> dict[str, Any]:
    """Return the context of a gate pack, with all lines of long sections where it is to be whole.

    Raises Http404 for a gate that the launch does not have.
    """
    reading = Reading.load(launch)
    gate = gate_named(reading, kind)
    offers = open_offers(gate)
    stale = changes_since_signed(reading.board.deciders[gate.pk])
    checklist = checklist_of(reading, gate, reader, {offer.item_id for offer in offers}, {})
    conditions = [row.condition for row in conditions_of(reading, gate, reader, {})]
    return {
        "launch": launch,
        "gate": gate,
        "head": head_of(reading, gate, reader),
        "sentence": vouching.sentence(gate.statement, _facts(reading, gate)),
        "checklist": checklist,
        "offers": offers,
        "signatures": signatures_of(reading, gate, reader, stale, {}),
        "override": reading.overrides.get(gate.pk),
        "conditions": [condition for condition in conditions if condition.status not in SETTLED],
        "sections": [_shown(section, is_whole) for section in sections_in_pack(gate)],
        "now": reading.now,
    }


def _shown(section: Section, is_whole: bool) -> Shown:
    lines = section.lines if is_whole else section.lines[:MOST_LINES]
    return Shown(section.title, lines, len(section.lines))


def _facts(reading: Reading, gate: Gate) -> list[Item]:
    """Return what a statement is filled from: every function that signs the gate signs it alike."""
    deciders = reading.board.deciders[gate.pk]
    return list(vouching.vouched_for(gate, deciders[0].function_id)) if deciders else []
