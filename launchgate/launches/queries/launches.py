"""The list of launches: what it filters by, and its rows."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from launchgate.core import clock
from launchgate.core.templatetags.launchgate import day, days, short_day
from launchgate.launches import schedule
from launchgate.launches.about import read_about
from launchgate.launches.models import Follow, Gate, Launch, Turn
from launchgate.launches.phrases import task_of
from launchgate.launches.queries.search import launch_match
from launchgate.launches.queries.thirty import day_of_thirty
from launchgate.launches.risk import Standing, Yardstick
from launchgate.people.calendar import calendar_of
from launchgate.people.company import calendar_along, closures_along, hours_along
from launchgate.people.models import Person

LIVE = (Launch.Status.LIVE, Launch.Status.REVIEWED)
DOTS: dict[str, str] = {
    Gate.Status.WAITING: "waiting",
    Gate.Status.OPEN: "open",
    Gate.Status.IN_REVIEW: "review",
    Gate.Status.SIGNED: "approved",
    Gate.Status.CHANGED: "changed",
    Gate.Status.NOT_APPLICABLE: "not_applicable",
    Gate.Status.OVERRIDDEN: "overridden",
}
STANDS = {
    Standing.AT_RISK: "stalled",
    Standing.BEHIND: "conditions",
}


def launches_shown(person: Person, chosen: Mapping[str, Any]) -> QuerySet[Launch]:
    """Return the launches that a person may see, narrowed by what the filter form says; running ones unless asked."""
    launches = Launch.objects.visible_to(person).select_related("owner").annotate(**hours_along())
    narrow = {
        "": Q(status__in=Launch.RUNNING),
        "all": Q(),
        "live": Q(status__in=LIVE),
    }
    status = chosen.get("status") or ""
    launches = launches.filter(narrow.get(status, Q(status=status)))
    if words := chosen.get("q"):
        launches = launches.filter(launch_match(words))
    if tier := chosen.get("tier"):
        launches = launches.filter(tier=tier)
    if owner := chosen.get("owner"):
        launches = launches.filter(owner=owner)
    if court := chosen.get("court"):
        turns = Turn.objects.filter(launch=OuterRef("pk"), function=court, closed_at=None)
        launches = launches.filter(Exists(turns))
    match chosen.get("whose"):
        case "mine":
            launches = launches.filter(Q(owner=person) | Q(sponsor=person))
        case "followed":
            launches = launches.filter(Exists(Follow.objects.filter(launch=OuterRef("pk"), person=person)))
    return launches


def order_of(chosen: Mapping[str, Any]) -> tuple[str, str]:
    """Return the order of the list: running launches by target date, the others newest first."""
    return ("-opened_at", "-pk") if chosen.get("status") in ("all", "live", "stopped") else ("target_date", "pk")


@dataclass(frozen=True)
class Dot:
    """One gate in a row: its state, and the words for it."""

    state: str
    words: str


@dataclass(frozen=True)
class Row:
    """One launch in the list, every word of it prepared."""

    key: str
    name: str
    path: str
    audience: str
    chip: tuple[str, str]
    dots: list[Dot]
    holder: Person | None
    waits: str
    age: str
    owner: Person
    target: str
    thirty: str
    is_late: bool
    is_confidential: bool


def launch_rows(launches: Sequence[Launch]) -> list[Row]:
    """Return the rows of one page of the list: three statements, however many launches.

    One more for each later room with a row that one of them waits on.
    """
    if not launches:
        return []
    gates, turns = defaultdict(list), defaultdict(list)
    for gate in Gate.objects.filter(launch__in=launches).order_by("order", "pk").defer("statement"):
        gates[gate.launch_id].append(gate)
    waiting = Turn.objects.filter(launch__in=launches, closed_at=None).select_related("holder", "condition", "hold")
    for turn in waiting.prefetch_related("pauses").order_by("opened_at", "pk"):
        turns[turn.launch_id].append(turn)
    read_about(filter(None, (_lead(launch, turns[launch.pk]) for launch in launches)))
    yardstick = Yardstick(clock.now(), calendar_along(launches[0]))
    return [_row(launch, gates[launch.pk], turns[launch.pk], yardstick) for launch in launches]


def _row(launch: Launch, gates: list[Gate], turns: list[Turn], yardstick: Yardstick) -> Row:
    now = yardstick.now
    stalled = {turn.gate_id for turn in turns if turn.is_stalled(now)}
    conditions = {turn.condition.gate_id for turn in turns if turn.condition}
    lead = _lead(launch, turns)
    holders = calendar_of(lead.holder or launch.owner if lead else launch.owner, closures_along(launch))
    names = {gate.pk: gate.name for gate in gates}
    return Row(
        key=launch.key,
        name=launch.name,
        path=launch.get_absolute_url(),
        audience=launch.audience,
        chip=chip_of(launch, yardstick.standing(launch, turns)),
        dots=[_dot(gate, stalled, conditions) for gate in gates],
        holder=lead.holder if lead else None,
        waits=_waits(launch, lead, names),
        age=days(schedule.run_days(lead, holders, until=now)) if lead else "",
        owner=launch.owner,
        target=day(launch.target_date),
        thirty=day_of_thirty(launch, yardstick.today, yardstick.calendar),
        is_late=yardstick.slip(launch) > 0,
        is_confidential=launch.is_confidential,
    )


def chip_of(launch: Launch, standing: Standing) -> tuple[str, str]:
    """Return state and words of the chip that stands by a launch's name; empty while all goes to plan."""
    match launch.status:
        case Launch.Status.HELD:
            return "held", "On hold"
        case Launch.Status.STOPPED:
            return "stopped", "Stopped"
        case Launch.Status.LIVE | Launch.Status.REVIEWED:
            return "live", "Public"
    return (STANDS[standing], standing.value) if standing in STANDS else ("", "")


def _lead(launch: Launch, turns: list[Turn]) -> Turn | None:
    """Return the turn that a launch waits on: what ends the hold, else the oldest that runs."""
    ahead = [turn for turn in turns if turn.kind in Turn.ENDS_A_HOLD] if launch.status == Launch.Status.HELD else turns
    running = [turn for turn in ahead if not turn.paused_at]
    return min(running, key=lambda turn: (_is_beside(turn), turn.opened_at, turn.pk), default=None)


def _is_beside(turn: Turn) -> bool:
    """Say whether a turn goes on beside the gates: a launch is said to wait on it only where nothing else is open."""
    return turn.condition_id is not None or bool(turn.subject)


def _waits(launch: Launch, lead: Turn | None, names: dict[int, str]) -> str:
    if launch.live_at is not None:
        return f"Public since {short_day(launch.live_at)}"
    if launch.stopped_at is not None:
        return f"Stopped on {short_day(launch.stopped_at)}"
    if lead is None:
        return "Nobody holds a turn"
    if lead.hold is not None and lead.hold.look_again_on is not None:
        return f"looks again on {short_day(lead.hold.look_again_on)}"
    gate_id = lead.condition.gate_id if lead.condition else lead.gate_id
    return f"to {task_of(lead, names.get(gate_id or 0, 'a gate'))}"


def _dot(gate: Gate, stalled: set[int | None], conditions: set[int]) -> Dot:
    state, words = DOTS[gate.status], gate.get_status_display()
    if gate.status in (Gate.Status.OPEN, Gate.Status.IN_REVIEW) and gate.pk in stalled:
        state, words = "stalled", f"{words}, stalled"
    elif gate.status == Gate.Status.SIGNED and gate.pk in conditions:
        state, words = "conditions", "Signed with conditions"
    return Dot(state, f"{gate.name}: {words}")
