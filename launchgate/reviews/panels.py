"""What this room shows on the pages of launches and gates."""

from launchgate.launches.models import Gate, Launch
from launchgate.launches.panels import Panel, shows_on_gate, shows_on_launch
from launchgate.people.models import Person
from launchgate.reviews.queries.targets import aims_of


@shows_on_launch
def targets_on_launch(launch: Launch, reader: Person) -> Panel | None:
    """Show the targets that every function of the launch carries."""
    aims = aims_of(launch)
    return Panel("reviews/panels/_targets.html", aims) if aims else None


@shows_on_gate
def targets_on_gate(gate: Gate, reader: Person) -> Panel | None:
    """Show the same targets to whoever decides on a gate."""
    aims = aims_of(gate.launch)
    return Panel("reviews/panels/_gate_targets.html", aims) if aims else None
