"""A case of somebody who wants to sign, and what comes of it: the name printed or the refusal."""

from dataclasses import dataclass

from launchgate.core.refusals import Refusal
from launchgate.launches.actions.decide import approve
from launchgate.launches.models import Gate, Launch
from launchgate.people.models import Person
from tests.launches.arranging import Arrange
from tests.launches.small import Small
from tests.launches.stages import signed, submitted

AWAY = "is away until Thursday 5 March"


@dataclass(frozen=True)
class Row:
    """One case: who wants to sign for sales (or another function), after what, and what comes of it."""

    name: str
    who: str
    prints: str = ""
    refused: str = ""
    after: tuple[Arrange, ...] = ()
    gate: str = "input"
    function: str = "sales"

    def __str__(self) -> str:
        return self.name


def no(function: str, who: str) -> str:
    """Return the refusal for somebody who does not sign for a function."""
    return f"You do not sign for {function}. {who}"


HEAD = no("Sales", "Sal Sales does.")
DEPUTY = no("Sales", f"Sal Sales {AWAY}; Dee Deputy acts as the deputy.")


def outcome_of(small: Small, row: Row) -> str:
    """Arrange a case, let the person sign, and return the name printed or the refusal."""
    gate = _under_review(small, row.gate)
    for arrange in row.after:
        arrange(small, gate)
    who = Person.objects.get(pk=small.people[row.who].pk)
    try:
        return approve(gate.pk, small.functions[row.function].pk, actor=who).printed_name
    except Refusal as refusal:
        return refusal.message


def _under_review(small: Small, kind: str) -> Gate:
    launch: Launch = small.launch()
    if kind != "input":
        signed(launch, "input", small)
    return submitted(launch, kind, small)
