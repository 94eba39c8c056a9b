"""The heat map: running launches by their gates, page by page, prepared as strings."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict

from launchgate.core.paging import Page, keyset_page
from launchgate.core.templatetags.launchgate import days
from launchgate.core.templatetags.launchgate import slip as slip_words
from launchgate.launches.models import Gate, Launch, Turn
from launchgate.launches.phrases import unbacked
from launchgate.launches.queries.thirty import day_of_thirty
from launchgate.launches.risk import AT_RISK_DAYS, HOLDS_UP, PLANNED
from launchgate.people.models import Person
from launchgate.playbooks.default import default_playbook
from launchgate.readiness.cells import Cell, GateRow, cells_of
from launchgate.readiness.filters import OWNERS_COURT, Chosen
from launchgate.readiness.kept import keep
from launchgate.readiness.paths import launch_path
from launchgate.readiness.plan import Plan
from launchgate.readiness.waits import Wait, by_gate, lead_of, read_waits

ROWS = 25
# The line of the plan stands at this percentage of a drawing, and one working day of slip is so many more.
PLAN_AT, DAY_WIDE, FURTHEST = 20.0, 5.0, 96.0


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the heat map; `short` is for narrow screens."""

    name: str
    short: str
    icon: str


@dataclass(frozen=True, slots=True)
class Row:
    """One launch. `dot` and `bar` are percentages of the drawing of plan against projection."""

    name: str
    path: str
    about: str
    target: str
    cells: list[Cell | None]
    is_late: bool
    slip: str
    projection: str
    dot: str
    bar: str
    promises: str
    is_confidential: bool


@dataclass(frozen=True)
class HeatMap:
    """One page of launches by gates."""

    columns: list[Column]
    rows: list[Row]
    page: Page[Launch]

    @property
    def has_confidential(self) -> bool:
        """Say whether one of the rows is not for everybody."""
        return any(row.is_confidential for row in self.rows)


def launches_shown(reader: Person, chosen: Chosen, plan: Plan) -> QuerySet[Launch]:
    """Return the running launches that a reader may see, narrowed by the filters."""
    launches = Launch.objects.visible_to(reader).filter(status__in=Launch.RUNNING)
    if chosen.until is not None:
        launches = launches.filter(target_date__lte=chosen.until)
    if chosen.tier:
        launches = launches.filter(tier=chosen.tier)
    if chosen.owner:
        launches = launches.filter(owner=chosen.owner)
    if chosen.court:
        turns = Turn.objects.filter(launch=OuterRef("pk"), closed_at=None, paused_at=None, kind__in=HOLDS_UP)
        own = Q(function=None) if chosen.court == OWNERS_COURT else Q(function=chosen.court)
        launches = launches.filter(Exists(turns.filter(own)))
    if chosen.is_held:
        launches = launches.filter(status=Launch.Status.HELD)
    if chosen.is_at_risk:
        launches = launches.annotate(planned=PLANNED).filter(plan.at_risk())
    return launches


def read_heat_map(launches: QuerySet[Launch], query: QueryDict, plan: Plan, head: str) -> HeatMap:
    """Return one page of launches by target date: one statement finds them, two more those rows that are not kept.

    Which launches are shown is asked for each reader anew; a row holds nothing of its reader but their time zone.
    """
    fields = (
        "name",
        "tier",
        "status",
        "opened_at",
        "target_date",
        "next_planned_for",
        "is_confidential",
        "open_promises",
        "owner__name",
    )
    page = keyset_page(launches.select_related("owner").only(*fields), query, fields=("target_date", "pk"), size=ROWS)
    ids, zone = tuple(launch.pk for launch in page.rows), str(plan.readers_zone)
    rows = keep("rows", zone, ids, head=head, now=plan.now, make=lambda: _rows(page.rows, plan))
    return HeatMap(_columns(max((len(row.cells) for row in rows), default=0)), rows, page)


def _rows(launches: Sequence[Launch], plan: Plan) -> list[Row]:
    gates: dict[int, list[GateRow]] = defaultdict(list)
    waits: dict[int, list[Wait]] = defaultdict(list)
    for gate in _gates(launches):
        gates[gate.launch_id].append(gate)
    for wait in read_waits(Turn.objects.filter(launch__in=launches, closed_at=None), plan.now, plan.calendar):
        waits[wait.launch_id].append(wait)
    width = max([len(default_playbook()["gates"]), *(len(own) for own in gates.values())])
    return [_row(launch, gates[launch.pk], waits[launch.pk], width, plan) for launch in launches]


def _gates(launches: Sequence[Launch]) -> Iterable[GateRow]:
    fields = ("pk", "launch_id", "kind", "name", "order", "status", "settled_at")
    gates = Gate.objects.filter(launch__in=launches).order_by("order", "pk")
    return (GateRow(*values) for values in gates.values_list(*fields))


def _columns(most: int) -> list[Column]:
    """Return the gates of the default playbook, and more where a launch has more."""
    columns = [Column(gate["name"], gate["name"].split()[0], gate["icon"]) for gate in default_playbook()["gates"]]
    return columns + [Column(f"Gate {place}", f"{place}", "flag") for place in range(len(columns) + 1, most + 1)]


def _row(launch: Launch, gates: list[GateRow], waits: list[Wait], width: int, plan: Plan) -> Row:
    slip = plan.slip(launch)
    projected = plan.projected(launch)
    thirty = day_of_thirty(launch, plan.today, plan.calendar)
    dot = min(PLAN_AT + slip * DAY_WIDE, FURTHEST)
    return Row(
        name=launch.name,
        path=launch_path(launch.pk),
        about=f"Tier {launch.tier} · {thirty} · {_note(launch, waits, plan) or launch.owner.name}",
        target=plan.day(launch.target_date),
        cells=_placed(launch, gates, by_gate(waits), plan, width),
        is_late=slip >= AT_RISK_DAYS,
        slip=slip_words(slip),
        projection=f"Projected for {plan.day(projected)}" if slip else "As planned",
        dot=f"{dot:.1f}",
        bar=f"{dot - PLAN_AT:.1f}" if slip else "",
        promises=unbacked(launch.open_promises),
        is_confidential=launch.is_confidential,
    )


def _note(launch: Launch, waits: list[Wait], plan: Plan) -> str:
    """Return what the gates do not show: that a launch is on hold, or ready for the public."""
    if launch.status == Launch.Status.HELD:
        if any(wait.kind == Turn.Kind.EXTEND for wait in waits):
            return "on hold, a condition was missed"
        hold = next((wait for wait in waits if wait.look_again_on), None)
        return f"on hold until {plan.day(hold.look_again_on)}" if hold and hold.look_again_on else "on hold"
    lead = lead_of(wait for wait in waits if wait.kind == Turn.Kind.GO_LIVE)
    if lead is None:
        return ""
    return f"ready, {days(lead.days)} with {lead.holder_first_name}"


def _placed(
    launch: Launch, gates: list[GateRow], waits: dict[int | None, list[Wait]], plan: Plan, width: int
) -> list[Cell | None]:
    """Return the cells in the columns of the page: gates of the default kinds in their own, others in their order."""
    own_place = {gate["kind"]: place for place, gate in enumerate(default_playbook()["gates"])}
    is_default = all(gate.kind in own_place for gate in gates)
    cells: list[Cell | None] = [None] * width
    for place, cell in enumerate(cells_of(launch, gates, waits, plan, named=not is_default)):
        cells[own_place[gates[place].kind] if is_default else place] = cell
    return cells
