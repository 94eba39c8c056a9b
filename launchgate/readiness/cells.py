"""The cells of the heat map: the state of a gate as plain strings, so that the template has nothing to work out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.templatetags.static import static

from launchgate.core.templatetags.launchgate import days, duration
from launchgate.launches.models import Gate, Launch, Turn
from launchgate.launches.phrases import why_stalled
from launchgate.readiness.paths import gate_path
from launchgate.readiness.plan import Plan
from launchgate.readiness.waits import Wait, lead_of

ON_A_GATE = frozenset({Turn.Kind.ACCEPT, Turn.Kind.REPLY, Turn.Kind.PREPARE, Turn.Kind.CONTRIBUTE, Turn.Kind.SIGN})
ON_A_CONDITION = frozenset({Turn.Kind.CLEAR, Turn.Kind.CONFIRM})
LEGEND = {
    "approved": "Signed",
    "conditions": "Signed with conditions",
    "changed": "Signed, then changed",
    "review": "In review",
    "stalled": "Stalled",
    "returned": "Sent back",
    "open": "In preparation",
    "waiting": "Waiting for a gate before it",
    "blocked": "Blocked",
    "held": "On hold",
    "not_applicable": "Not applicable",
    "overridden": "Overridden",
}


@dataclass(frozen=True, slots=True)
class GateRow:
    """What is read of a gate."""

    gate_id: int
    launch_id: int
    kind: str
    name: str
    order: int
    status: str
    settled_at: datetime | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One gate of one launch: `words` for those who hear the page, `when` and `by` for those who see it."""

    state: str
    glyph: str
    path: str
    words: str
    when: str = ""
    by: str = ""


@cache
def glyph(state: str) -> str:
    """Return the address of a state's glyph."""
    return f"{static('icons.svg')}#{state}"


def cells_of(
    launch: Launch,
    gates: Sequence[GateRow],
    waits: dict[int | None, list[Wait]],
    plan: Plan,
    *,
    named: bool = False,
) -> list[Cell]:
    """Return the cells of a launch in the order of its gates; `named` shows each gate's name too.

    `waits` holds the launch's open turns by gate.
    """
    cells = []
    for gate in gates:
        state, words, when, by = _face(launch, gate, gates, waits.get(gate.gate_id, ()), plan)
        cells.append(
            Cell(
                state=state,
                glyph=glyph(state),
                path=gate_path(launch.pk, gate.kind),
                words=f"{launch.name}, {gate.name}: {words}",
                when=when,
                by=gate.name if named else by,
            )
        )
    return cells


def _face(
    launch: Launch, gate: GateRow, gates: Sequence[GateRow], waits: Sequence[Wait], plan: Plan
) -> tuple[str, str, str, str]:
    """Return state, words, short text and first name: what is derived (conditions, stalled, blocked) included."""
    if gate.status == Gate.Status.WAITING:
        before = [other.name for other in gates if other.order < gate.order and other.status not in Gate.PASSED]
        return "waiting", f"opens after {before[-1]}" if before else "not open yet", "", ""
    if gate.status in Gate.PASSED:
        return _passed(gate, waits, plan)
    lead = lead_of(wait for wait in waits if wait.kind in ON_A_GATE)
    state, words = _at_work(launch, gate, gates, lead)
    if lead is None:
        return state, f"{words}, nobody is asked", "", ""
    if lead.paused_at:
        short = "On hold" if state == "held" else "Paused"
        return state, f"{words}, paused with {lead.holder_name}", short, ""
    return (
        state,
        f"{words}, with {lead.holder_name}, waited {duration(lead.days)}",
        days(lead.days),
        lead.holder_first_name,
    )


def _passed(gate: GateRow, waits: Sequence[Wait], plan: Plan) -> tuple[str, str, str, str]:
    when = plan.day(gate.settled_at.astimezone(plan.readers_zone).date()) if gate.settled_at else ""
    on = f" on {when}" if when else ""
    if gate.status == Gate.Status.NOT_APPLICABLE:
        return "not_applicable", "not applicable", "n/a", ""
    if gate.status == Gate.Status.OVERRIDDEN:
        return "overridden", f"overridden{on}", when, ""
    if count := sum(wait.kind in ON_A_CONDITION for wait in waits):
        words = "1 condition open" if count == 1 else f"{count} conditions open"
        return "conditions", f"signed{on}, {words}", f"{count} open", ""
    return "approved", f"signed{on}", when, ""


def _at_work(launch: Launch, gate: GateRow, gates: Sequence[GateRow], lead: Wait | None) -> tuple[str, str]:
    """Return state and words of a gate that is open, in review or changed: the same order as on the launch's page."""
    in_review = gate.status == Gate.Status.IN_REVIEW
    if gate.status == Gate.Status.CHANGED:
        return "changed", "signed, then changed"
    if launch.status == Launch.Status.HELD:
        return "held", "on hold"
    if in_review and any(other.order < gate.order and other.status not in Gate.PASSED for other in gates):
        return "blocked", "in review, blocked by a gate before it"
    if lead is not None and lead.is_stalled:
        return "stalled", f"{'sent back, stalled' if lead.sent_back_by else 'stalled'} ({why_stalled(lead)})"
    if in_review:
        return "review", "in review"
    if lead is not None and lead.sent_back_by:
        return "returned", f"sent back by {lead.sent_back_by}"
    return "open", "in preparation"
