"""The page of a launch: who holds what now, what it waits for, and what the reader may do about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects
from django.utils import timezone

from launchgate.core.templatetags.launchgate import day, duration
from launchgate.launches import rules, transitions
from launchgate.launches.actions.lifecycle import blockers
from launchgate.launches.models import Condition, Follow, Gate, Hold, Launch, Pause, Revision, Turn
from launchgate.launches.phrases import (
    ASKS,
    listed,
    overridden,
    path_of,
    task_of,
    time_told,
    unbacked,
    what_ends,
    why_on_hold,
)
from launchgate.launches.places import Capacity
from launchgate.launches.queries.gathered import Gathered, gather
from launchgate.launches.queries.launches import chip_of
from launchgate.launches.queries.reading import Reading
from launchgate.launches.queries.revised import proposal_of, undecided_version
from launchgate.launches.rests import standing_of
from launchgate.launches.risk import HOLDS_UP, Yardstick
from launchgate.people.company import calendar_along
from launchgate.people.models import Person
from launchgate.playbooks.models import Version


@dataclass(frozen=True)
class Waiting:
    """One open turn as the page shows it."""

    turn: Turn
    state: str
    what: str
    since: str
    cause: str
    age: float
    pause: str
    path: str
    button: str
    capacity: str
    why: str


@dataclass(frozen=True)
class May:
    """What the reader may do with a launch now."""

    edit: bool
    hand_over: bool
    hold: bool
    move_target: bool
    resume: bool
    stop: bool
    go_live: bool
    who: str


@dataclass(frozen=True)
class Stop:
    """Why a launch is on hold, and what ends that; `path` leads to the condition that was missed, if one was."""

    hold: Hold
    why: str
    ends: str
    path: str


@dataclass(frozen=True)
class LaunchPage:
    """What the page of a launch shows beside its track and its history."""

    launch: Launch
    reading: Reading
    chips: list[tuple[str, str]]
    plan: str
    is_behind: bool
    days_left: int
    waiting: list[Waiting]
    gathered: list[Gathered]
    yours: list[Waiting]
    holds: list[Stop]
    conditions: list[Condition]
    blockers: list[str]
    is_running: bool
    may: May
    today: date
    newer: Version | None
    proposal: Revision | None


@dataclass(frozen=True)
class Facts:
    """What stands under the name of a launch on each of its pages."""

    chips: list[tuple[str, str]]
    plan: str
    is_behind: bool
    days_left: int


def facts_of(reading: Reading) -> Facts:
    """Return the line of facts about a launch as it stands today in the reader's zone."""
    launch, today = reading.launch, timezone.localtime(reading.now).date()
    yardstick = Yardstick(reading.now, calendar_along(launch))
    return Facts(
        chips=_chips(reading, yardstick),
        plan=_plan(reading, yardstick),
        is_behind=yardstick.slip(launch) > 0,
        days_left=(launch.target_date - today).days,
    )


def read_launch(launch: Launch, reader: Person) -> LaunchPage:
    """Return what the page of a launch shows, in a number of statements that does not depend on the launch."""
    reading = Reading.load(launch)
    board, today = reading.board, timezone.localtime(reading.now).date()
    holds, conditions = board.open_holds(), sorted(board.open_conditions(), key=lambda each: (each.due_on, each.pk))
    prefetch_related_objects(holds, "held_by")
    prefetch_related_objects(conditions, "owner", "function")
    names = {gate.pk: gate for gate in board.gates}
    for condition in conditions:
        condition.gate = names[condition.gate_id]
    shown, gathered = gather(sorted(board.turns, key=_holding_up_first), reader)
    why = standing_of(shown, reader=reader)
    waiting = [_waiting(reading, turn, why.get(turn.pk, "")) for turn in shown]
    is_running = launch.status in Launch.RUNNING
    facts = facts_of(reading)
    return LaunchPage(
        launch=launch,
        reading=reading,
        chips=facts.chips,
        plan=facts.plan,
        is_behind=facts.is_behind,
        days_left=facts.days_left,
        waiting=waiting,
        gathered=gathered,
        yours=[row for row in waiting if row.turn.holder_id == reader.pk and not row.turn.paused_at],
        holds=[_stop(hold, launch) for hold in holds],
        conditions=conditions,
        blockers=blockers(board) if is_running else [],
        is_running=is_running,
        may=may_do(launch, reader),
        today=today,
        newer=undecided_version(launch) if is_running else None,
        proposal=proposal_of(launch) if is_running else None,
    )


def _stop(hold: Hold, launch: Launch) -> Stop:
    path = f"{hold.condition.gate.get_absolute_url()}#conditions" if hold.condition else ""
    return Stop(hold, why_on_hold(hold), what_ends(hold, launch), path)


def may_do(launch: Launch, reader: Person) -> May:
    """Return what the reader may do with a launch in the state that it is in."""

    def can(verb: str) -> bool:
        return launch.status in transitions.LAUNCH_VERBS[verb][1]

    leads = rules.refusal_unless_owner_or_sponsor(reader, launch, "do this") is None
    return May(
        edit=leads and can("edit"),
        hand_over=rules.refusal_to_hand_over(reader, launch, "launch") is None,
        hold=leads and can("hold"),
        move_target=leads and can("move_target"),
        resume=leads and can("resume"),
        stop=leads and can("stop"),
        go_live=leads and can("go_live"),
        who=f"{launch.owner.name}, the owner, or {launch.sponsor.name}, the sponsor",
    )


def followers_of(launch: Launch) -> list[Follow]:
    """Return who follows a launch, with their persons, the first to follow first."""
    return list(Follow.objects.filter(launch=launch).select_related("person").order_by("since", "pk"))


def _holding_up_first(turn: Turn) -> tuple:
    """Sort what holds the launch up before what is asked beside its gates, and what pauses last."""
    return bool(turn.paused_at), turn.kind not in HOLDS_UP, turn.opened_at, turn.pk


def _waiting(reading: Reading, turn: Turn, why: str) -> Waiting:
    ask, condition = ASKS[turn.kind], turn.condition
    gates = {gate.pk: gate for gate in reading.board.gates}
    gate = gates.get(turn.gate_id or 0)
    if condition is not None:
        gate = condition.gate = gates[condition.gate_id]
    elif gate is not None:
        turn.gate = gate
    what = task_of(turn, gate.name if gate else "") + (f": {condition.text.rstrip('.')}" if condition else "")
    is_stalled = turn.is_stalled(reading.now)
    state = "stalled" if is_stalled else "held" if turn.paused_at else ask.state
    due = f", due {day(turn.due_at)}" if turn.due_at and not turn.paused_at else ""
    if condition is not None:
        due = f", {'was due' if reading.board.is_held_by(condition) else 'due'} {day(condition.due_on)}"
    elif turn.hold is not None:
        due = f", to look again on {day(turn.hold.look_again_on)}"
    return Waiting(
        turn=turn,
        state=state,
        what=what,
        since=f"Since {day(turn.opened_at)}{due}",
        cause=time_told(turn, is_stalled=is_stalled),
        age=reading.days(turn),
        pause=_pause(turn.pauses.all()) if turn.paused_at else "",
        path=path_of(turn),
        button=ask.button,
        capacity="" if turn.capacity in ("", Capacity.HEAD) else Capacity(turn.capacity).label.lower(),
        why=why,
    )


def _pause(pauses: Iterable[Pause]) -> str:
    return next((pause.get_cause_display() for pause in pauses if pause.ended_at is None), "Paused")


def _chips(reading: Reading, yardstick: Yardstick) -> list[tuple[str, str]]:
    state, words = chip_of(reading.launch, yardstick.standing(reading.launch, reading.board.turns))
    passed = [gate.status for gate in reading.board.gates]
    open_promises = unbacked(reading.launch.open_promises)
    chips = [
        (state, words),
        ("conditions", open_promises),
        ("overridden", overridden(passed.count(Gate.Status.OVERRIDDEN))),
    ]
    return [(state, words) for state, words in chips if words]


def _plan(reading: Reading, yardstick: Yardstick) -> str:
    """Return where the launch stands against its plan, in a few words; empty when it no longer runs."""
    launch, gates = reading.launch, reading.board.gates
    if launch.status not in Launch.RUNNING:
        return ""
    ahead, slip = [gate for gate in gates if not gate.is_passed], yardstick.slip(launch)
    if slip and ahead:
        behind = [gate.name for gate in ahead if gate.planned_for < yardstick.today]
        return f"{listed(behind)} {duration(slip)} past plan"
    if slip:
        return f"{duration(slip).capitalize()} past its target date"
    return f"On plan, {ahead[0].name} by {day(ahead[0].planned_for)}" if ahead else "All gates passed"
