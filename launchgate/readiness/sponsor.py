"""The page of a sponsor: what was escalated to them, what waits for them, what they decided alone and how it ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.http import QueryDict
from django.utils.text import capfirst

from launchgate.briefings.models import Briefing
from launchgate.core import clock
from launchgate.core.paging import Page, keyset_page
from launchgate.core.templatetags.launchgate import day
from launchgate.launches.about import read_about
from launchgate.launches.models import Condition, Decision, Gate, Hold, Launch, Step, Turn
from launchgate.launches.phrases import ASKS, name_of, path_of, task_of
from launchgate.launches.queries.launches import Row, launch_rows
from launchgate.people.company import hours_along
from launchgate.people.models import Person
from launchgate.reminders.models import Nudge

NEWEST_FIRST = ("-written_at", "-pk")
MOST = 25
RELATED = ("launch", "gate", "function", "holder", "condition__gate", "hold", "revision")


@dataclass(frozen=True)
class Asked:
    """Something that waits for the sponsor: its task, where it is done, and since when."""

    name: str
    task: str
    path: str
    button: str
    state: str
    since: datetime


@dataclass(frozen=True)
class Escalated:
    """A turn of somebody else of which the sponsor was told, and how it stands since."""

    name: str
    task: str
    path: str
    who: str
    told_at: datetime
    state: str
    ended: str


@dataclass(frozen=True)
class Alone:
    """What the sponsor decided alone: an override, a later date, a lock that was waived; why, and how it ended."""

    launch: str
    path: str
    did: str
    reason: str
    at: datetime
    ended: str
    state: str


@dataclass(frozen=True)
class SponsorPage:
    """All that the page shows to one person about themselves."""

    headline: str
    urgent: str
    asked: list[Asked]
    escalated: list[Escalated]
    page: Page[Nudge]
    alone: list[Alone]
    launches: list[Row]

    @property
    def is_empty(self) -> bool:
        """Say whether this person has never been a sponsor in anything."""
        return not (self.asked or self.escalated or self.alone or self.launches)


def read_sponsor(person: Person, query: QueryDict) -> SponsorPage:
    """Return the page of a person as a sponsor; the number of statements does not depend on how much there is."""
    asked = _asked(person)
    seen = Q(turn__launch=None) | Q(turn__launch__in=Launch.objects.visible_to(person))
    told = Nudge.objects.filter(seen, kind=Step.Kind.SPONSOR, person=person)
    along = told.select_related("turn", *(f"turn__{name}" for name in RELATED))
    page = keyset_page(along, query, fields=NEWEST_FIRST)
    escalated = _escalated(page.rows)
    still = sum(not row.ended for row in escalated)
    running = Launch.objects.filter(sponsor=person, status__in=Launch.RUNNING).select_related("owner")
    launches = list(running.annotate(**hours_along()).order_by("target_date", "pk")[: MOST + 1])
    return SponsorPage(
        headline=_headline(len(asked), len(launches)),
        urgent=_urgent(still, has_more=bool(page.next_query)),
        asked=asked[:MOST],
        escalated=escalated,
        page=page,
        alone=_alone(person),
        launches=launch_rows(launches[:MOST]),
    )


def _headline(asked: int, launches: int) -> str:
    sponsored = f"You sponsor {_as_shown(launches)} running launch{'' if launches == 1 else 'es'}"
    if not asked:
        return f"{sponsored}; nothing waits for you as their sponsor." if launches else "You sponsor no running launch."
    waits = "decision waits" if asked == 1 else "decisions wait"
    return f"{_as_shown(asked).capitalize()} {waits} for you as a sponsor."


def _as_shown(count: int) -> str:
    """Return a number as far as the page goes."""
    return str(count) if count <= MOST else f"more than {MOST}"


def _urgent(still: int, *, has_more: bool) -> str:
    if not still:
        return ""
    if still == 1 and not has_more:
        return "One turn that was escalated to you still waits."
    return f"{'More than ' if has_more else ''}{still} turns that were escalated to you still wait."


def _asked(person: Person) -> list[Asked]:
    own = Q(function=None, launch__sponsor=person) | Q(capacity__in=["sponsor", "acting"])
    turns = Turn.objects.filter(own, holder=person, closed_at=None, paused_at=None).select_related(*RELATED)
    rows = list(turns.order_by("opened_at", "pk")[: MOST + 1])
    read_about(rows)
    return [
        Asked(name_of(turn), _task(turn), path_of(turn), ASKS[turn.kind].button, ASKS[turn.kind].state, turn.held_since)
        for turn in rows
    ]


def _task(turn: Turn) -> str:
    gate = turn.gate or (turn.condition.gate if turn.condition else None)
    return task_of(turn, gate.name if gate else "")


def _escalated(nudges: Sequence[Nudge]) -> list[Escalated]:
    now = clock.now()
    read_about([nudge.turn for nudge in nudges])
    return [_told(nudge, now) for nudge in nudges]


def _told(nudge: Nudge, now: datetime) -> Escalated:
    turn = nudge.turn
    names = [turn.function.name if turn.function else "", turn.holder.name if turn.holder else ""]
    ended = f"{turn.get_outcome_display()} on {day(turn.closed_at)}" if turn.closed_at else ""
    open_state = "held" if turn.paused_at else "stalled" if turn.is_stalled(now) else "open"
    return Escalated(
        name=name_of(turn),
        task=_task(turn),
        path=path_of(turn),
        who=", ".join(filter(None, names)),
        told_at=nudge.written_at,
        state="approved" if ended else open_state,
        ended=ended,
    )


def _alone(person: Person) -> list[Alone]:
    """Return what the sponsor decided alone, the newest first, in three statements."""
    seen = Launch.objects.visible_to(person)
    overrides = Decision.objects.filter(gate__launch__in=seen, person=person, kind=Decision.Kind.OVERRIDDEN).order_by(
        "-pk"
    )[:MOST]
    extended = (
        Hold.objects.filter(launch__in=seen, closed_by=person).exclude(end_reason="").order_by("-closed_at")[:MOST]
    )
    waived = Briefing.objects.filter(launch__in=seen, waived_by=person).order_by("-waived_at")[:MOST]
    rows = [
        *(_override(row) for row in overrides.select_related("gate__launch")),
        *(_extension(row) for row in extended.select_related("launch", "condition__gate", "condition__owner")),
        *(_waiver(row) for row in waived.select_related("launch")),
    ]
    return sorted(rows, key=lambda row: row.at, reverse=True)[:MOST]


def _override(decision: Decision) -> Alone:
    gate = decision.gate
    stands = gate.status == Gate.Status.OVERRIDDEN
    how = "The override stands" if stands else f"{gate.name} is {gate.get_status_display().lower()} now"
    return Alone(
        launch=gate.launch.name,
        path=gate.get_absolute_url(),
        did=f"let {gate.name} pass without its signatures",
        reason=decision.reason,
        at=decision.decided_at,
        ended=f"{how}; {_launch_stands(gate.launch)}.",
        state="overridden",
    )


def _extension(hold: Hold) -> Alone:
    condition = hold.condition
    told = {
        Condition.Status.CLEARED: "It was met and confirmed",
        Condition.Status.VOID: "It is no longer needed",
        Condition.Status.DONE: "It was done and waits to be confirmed",
    }
    open_until = f"It is open until {day(condition.due_on)}" if condition else ""
    return Alone(
        launch=hold.launch.name,
        path=f"{condition.gate.get_absolute_url()}#conditions" if condition else hold.launch.get_absolute_url(),
        did=f"gave “{condition.text.rstrip('.')}” a later date" if condition else "ended a hold",
        reason=hold.end_reason,
        at=hold.closed_at or hold.opened_at,
        ended=f"{told.get(Condition.Status(condition.status), open_until) if condition else ''}; "
        f"{_launch_stands(hold.launch)}.",
        state="conditions",
    )


def _waiver(briefing: Briefing) -> Alone:
    return Alone(
        launch=briefing.launch.name,
        path=briefing.launch.get_absolute_url(),
        did="waived the share of readers that a briefing has to reach",
        reason=briefing.waive_reason,
        at=briefing.waived_at or briefing.launch.opened_at,
        ended=f"{capfirst(_launch_stands(briefing.launch))}.",
        state="overridden",
    )


def _launch_stands(launch: Launch) -> str:
    if launch.live_at is not None:
        return f"the launch is public since {day(launch.live_at)}"
    if launch.stopped_at is not None:
        return f"the launch was stopped on {day(launch.stopped_at)}"
    return "the launch is on hold" if launch.status == Launch.Status.HELD else "the launch is on its way"
