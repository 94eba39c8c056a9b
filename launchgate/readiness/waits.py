"""Open turns as the dashboard reads them: each with its pauses, its holder and what it is about, in one statement."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from launchgate.launches import schedule
from launchgate.launches.models import Decider, Decision, Turn
from launchgate.people.calendar import WorkingCalendar, calendar_of

HOURS = ("time_zone", "country", "subdivision", "weekdays", "day_starts", "day_ends")
FIELDS = (
    *("kind", "launch_id", "gate_id", "function_id", "planned_for"),
    *("opened_at", "closed_at", "paused_at", "due_at"),
    *(f"holder__{name}" for name in ("name", *HOURS)),
)
LAUNCH = ("name", "status", "target_date", "next_planned_for")
NAMES = ("gate_name", "gate_kind", "launch_name", "due_days")


class Span(NamedTuple):
    """A pause of a turn."""

    started_at: datetime
    ended_at: datetime | None


@dataclass
class Wait:
    """An open turn, for how long it has run, and the words that name what it is about."""

    turn: Turn
    on_gate: int | None
    sent_back_by: str
    look_again_on: date | None
    gate_name: str = ""
    gate_kind: str = ""
    launch_name: str = ""
    due_days: int = 0
    pauses: list[Span] = field(default_factory=list)
    days: float = 0.0
    is_stalled: bool = False

    @property
    def path(self) -> str:
        """Return the path of the page on which it is acted."""
        key = f"L-{self.turn.launch_id}"
        if self.gate_kind:
            return reverse("launches:gate", args=[key, self.gate_kind])
        return reverse("launches:detail", args=[key])

    @property
    def holder_name(self) -> str:
        """Return who holds it, in full."""
        return self.turn.holder.name if self.turn.holder else "nobody"

    @property
    def holder_first_name(self) -> str:
        """Return who holds it, as short as a cell needs it."""
        return self.holder_name.split()[0]

    @property
    def state(self) -> str:
        """Return the word for glyph and colour."""
        if self.is_stalled:
            return "stalled"
        if self.sent_back_by:
            return "returned"
        return "review" if self.turn.kind == Turn.Kind.SIGN else "open"


def read_waits(turns: QuerySet[Turn], now: datetime, otherwise: WorkingCalendar, *, named: bool = False) -> list[Wait]:
    """Return open turns, oldest first, in one statement: pauses come joined, so a turn may come in several rows.

    Days are counted in the holder's calendar, in `otherwise` where nobody holds the turn. `named` brings what names a
    turn where its launch does not stand beside it, launch and function included; every join is time to plan.
    """
    sent_back = Decider.objects.filter(gate=OuterRef("gate"), decision__kind=Decision.Kind.SENT_BACK)
    rows = (
        turns.select_related("holder")
        .only(*FIELDS)
        .annotate(
            on_gate=Coalesce("gate_id", "condition__gate_id"),
            look_again_on=F("hold__look_again_on"),
            sent_back_by=Subquery(sent_back.order_by("-decision").values("function__name")[:1]),
            pause_from=F("pauses__started_at"),
            pause_to=F("pauses__ended_at"),
        )
        .order_by("opened_at", "pk")
    )
    waits: dict[int, Wait] = {}
    for turn in _with_names(rows) if named else rows:
        row = vars(turn)
        wait = waits.get(turn.pk)
        if wait is None:
            wait = waits[turn.pk] = Wait(
                turn=turn,
                on_gate=row["on_gate"],
                sent_back_by=_sent_back_by(turn, row["sent_back_by"]),
                look_again_on=row["look_again_on"],
                **{name: row[name] for name in NAMES if row.get(name)},
            )
        if row["pause_from"]:
            wait.pauses.append(Span(row["pause_from"], row["pause_to"]))
    for wait in waits.values():
        calendar = calendar_of(wait.turn.holder) if wait.turn.holder else otherwise
        wait.days = schedule.run_days(wait.turn, calendar, until=now, pauses=wait.pauses)
        wait.is_stalled = not wait.turn.paused_at and wait.turn.due_at is not None and wait.turn.due_at < now
    return list(waits.values())


def _with_names(turns: QuerySet[Turn]) -> QuerySet[Turn]:
    return (
        turns.select_related("holder", "function", "launch")
        .only(*FIELDS, "function__name", *(f"launch__{name}" for name in LAUNCH))
        .annotate(
            gate_name=Coalesce("gate__name", "condition__gate__name"),
            gate_kind=Coalesce("gate__kind", "condition__gate__kind"),
            launch_name=F("launch__name"),
            due_days=F("launch__version__due_days"),
        )
    )


def _sent_back_by(turn: Turn, function: str | None) -> str:
    """Return who sent the gate back, for the turns that prepare it anew."""
    return function or "" if turn.kind in (Turn.Kind.PREPARE, Turn.Kind.CONTRIBUTE) else ""


def lead_of(waits: Iterable[Wait]) -> Wait | None:
    """Return the turn that says most of where things stand: one that runs, stalled before others, the oldest."""
    return min(waits, key=_weight, default=None)


def by_gate(waits: Iterable[Wait]) -> dict[int | None, list[Wait]]:
    """Return the turns by the gate that they are about; those about the launch itself under None."""
    found: dict[int | None, list[Wait]] = defaultdict(list)
    for wait in waits:
        found[wait.on_gate].append(wait)
    return found


LEADS = (Turn.Kind.REPLY, Turn.Kind.ACCEPT, Turn.Kind.SIGN, Turn.Kind.CONTRIBUTE, Turn.Kind.PREPARE)


def _weight(wait: Wait) -> tuple[bool, bool, bool, datetime, int]:
    turn = wait.turn
    rank = LEADS.index(Turn.Kind(turn.kind)) if turn.kind in LEADS else len(LEADS)
    return bool(turn.paused_at), rank == len(LEADS), not wait.is_stalled, turn.opened_at, rank
