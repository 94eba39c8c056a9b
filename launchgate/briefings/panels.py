"""What a launch and its internal-launch gate show of the briefings: how far they are read, and the waivers for ever."""

from dataclasses import dataclass

from launchgate.briefings.models import Briefing
from launchgate.briefings.publishing import INTERNAL
from launchgate.briefings.queries.customers import Plans, plans_of, saved_plans
from launchgate.launches.export.adding import Entry, adds_to_launch_file
from launchgate.launches.models import Gate, Launch
from launchgate.launches.panels import Panel, shows_on_gate, shows_on_launch
from launchgate.people.models import Person


@dataclass(frozen=True)
class Internal:
    """The state of briefings and hand-over plans, for the page of a gate."""

    launch: Launch
    briefings: list[Briefing]
    plans: Plans


@shows_on_launch
def waivers(launch: Launch, reader: Person) -> Panel | None:
    """Show the locks that the sponsor waived, for ever, with who has still not read the briefing."""
    waived = Briefing.objects.filter(launch=launch, waived_at__isnull=False).select_related("waived_by")
    rows = list(waived)
    return Panel("briefings/panels/_waivers.html", rows) if rows else None


@shows_on_launch
def hand_over(launch: Launch, reader: Person) -> Panel | None:
    """Show what comes next in the hand-over to customers, what is late, and who has no plan yet."""
    saved = saved_plans(launch)
    return Panel("briefings/panels/_hand_over.html", plans_of(launch, saved)) if saved else None


@adds_to_launch_file
def waivers_in_file(launch: Launch) -> list[Entry]:
    """Add the locks that the sponsor waived to the launch file."""
    waived = Briefing.objects.filter(launch=launch, waived_at__isnull=False).select_related("waived_by")
    return [
        Entry(f"Lock of “{one.title}” waived", one.waived_by.name, one.waived_at, one.waive_reason)
        for one in waived
        if one.waived_by is not None and one.waived_at is not None
    ]


@shows_on_gate
def internal_launch(gate: Gate, reader: Person) -> Panel | None:
    """Show on the internal-launch gate how far its briefings and the customers' hand-over plans are."""
    if gate.kind != INTERNAL:
        return None
    briefings = Briefing.objects.filter(launch=gate.launch).exclude(status=Briefing.Status.DROPPED)
    shown = Internal(gate.launch, list(briefings), plans_of(gate.launch, saved_plans(gate.launch)))
    return Panel("briefings/panels/_internal.html", shown)
