"""Open turns as the dashboard reads them: each with its pauses, its holder and what it is about, in one statement."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery

from launchgate.launches.models import Decider, Decision, Launch, Turn
from launchgate.launches.schedule import days_run
from launchgate.people.calendar import WorkingCalendar, calendar_of
from launchgate.people.models import Person
from launchgate.readiness.paths import gate_path, launch_path

TURN = (
    "pk", "kind", "launch_id", "gate_id", "function_id", "opened_at", "held_at", "paused_at", "due_at", "planned_for",
    "step", "next_at", "progress_at",
)  # fmt: skip
BESIDE = ("condition__gate_id", "hold__look_again_on", "pauses__started_at", "pauses__ended_at")
HOLDER = ("pk", "name", "time_zone", "country", "subdivision", "weekdays", "day_starts", "day_ends")
LAUNCH = ("pk", "name", "status", "target_date", "next_planned_for")
GATE = ("gate__name", "gate__kind", "condition__gate__name", "condition__gate__kind")
NAMES = (*GATE, "function__name", "launch__version__due_days", *(f"launch__{name}" for name in LAUNCH))
ANEW = (Turn.Kind.PREPARE, Turn.Kind.CONTRIBUTE)
LEADS = (Turn.Kind.REPLY, Turn.Kind.ACCEPT, Turn.Kind.SIGN, Turn.Kind.CONTRIBUTE, Turn.Kind.PREPARE)


class Span(NamedTuple):
    """A pause of a turn."""

    started_at: datetime
    ended_at: datetime | None


@dataclass(slots=True)
class Names:
    """What a turn is about, for where its launch does not stand beside it."""

    launch: Launch
    gate: str
    gate_kind: str
    function: str
    due_days: int


@dataclass(slots=True)
class Wait:
    """An open turn: `days` are the working days of its holder for which it has run, pauses taken off."""

    pk: int
    kind: str
    launch_id: int
    gate_id: int | None
    function_id: int | None
    opened_at: datetime
    held_at: datetime | None
    paused_at: datetime | None
    due_at: datetime | None
    planned_for: date | None
    step: int
    next_at: datetime | None
    progress_at: datetime | None
    look_again_on: date | None
    sent_back_by: str
    holder: Person | None
    names: Names | None = None
    pauses: list[Span] = field(default_factory=list)
    days: float = 0.0
    is_stalled: bool = False

    @property
    def about(self) -> Names:
        """Return what it is about; read with `named=True`."""
        if self.names is None:
            raise LookupError("This turn was read without its names.")
        return self.names

    @property
    def path(self) -> str:
        """Return the path of the page on which it is acted."""
        kind = self.about.gate_kind
        return gate_path(self.launch_id, kind) if kind else launch_path(self.launch_id)

    @property
    def holder_name(self) -> str:
        """Return who holds it, in full."""
        return self.holder.name if self.holder else "nobody"

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
        return "review" if self.kind == Turn.Kind.SIGN else "open"


def read_waits(turns: QuerySet[Turn], now: datetime, otherwise: WorkingCalendar, *, named: bool = False) -> list[Wait]:
    """Return open turns, oldest first, in one statement: pauses come joined, so a turn may come in several rows.

    Days are counted in the holder's calendar, in `otherwise`, the company's, where nobody holds the turn. `named` reads
    what names a turn too, which doubles the joins.
    """
    fields = (*TURN, *BESIDE, *(f"holder__{name}" for name in HOLDER), *(NAMES if named else ()))
    sent_back = Decider.objects.filter(gate=OuterRef("gate"), decision__kind=Decision.Kind.SENT_BACK)
    by = Subquery(sent_back.order_by("-decision_id").values("function__name")[:1])
    waits: dict[int, Wait] = {}
    people: dict[int, Person] = {}
    launches: dict[int, Launch] = {}
    for *values, sent_back_by in turns.order_by("opened_at", "pk").values_list(*fields, by):
        row = dict(zip(fields, values, strict=True))
        wait = waits.get(row["pk"])
        if wait is None:
            wait = waits[row["pk"]] = _wait(row, sent_back_by, people)
            if named:
                wait.names = _names(row, launches)
        if row["pauses__started_at"]:
            wait.pauses.append(Span(row["pauses__started_at"], row["pauses__ended_at"]))
    for wait in waits.values():
        calendar = calendar_of(wait.holder, otherwise.closures) if wait.holder else otherwise
        wait.days = days_run(wait.opened_at, now, calendar, wait.pauses)
        wait.is_stalled = not wait.paused_at and wait.due_at is not None and wait.due_at < now
    return list(waits.values())


def _wait(row: dict[str, Any], sent_back_by: str | None, people: dict[int, Person]) -> Wait:
    holder_id = row["holder__pk"]
    if holder_id is not None and holder_id not in people:
        people[holder_id] = Person(**{name: row[f"holder__{name}"] for name in HOLDER})
    return Wait(
        **{name: row[name] for name in TURN if name != "gate_id"},
        gate_id=row["gate_id"] or row["condition__gate_id"],
        look_again_on=row["hold__look_again_on"],
        sent_back_by=sent_back_by or "" if row["kind"] in ANEW else "",
        holder=people.get(holder_id),
    )


def _names(row: dict[str, Any], launches: dict[int, Launch]) -> Names:
    launch_id = row["launch_id"]
    if launch_id not in launches:
        launches[launch_id] = Launch(**{name: row[f"launch__{name}"] for name in LAUNCH})
    return Names(
        launch=launches[launch_id],
        gate=row["gate__name"] or row["condition__gate__name"] or "",
        gate_kind=row["gate__kind"] or row["condition__gate__kind"] or "",
        function=row["function__name"] or "",
        due_days=row["launch__version__due_days"],
    )


def lead_of(waits: Iterable[Wait]) -> Wait | None:
    """Return the turn that says most of where things stand: one that runs, stalled before others, the oldest."""
    return min(waits, key=_weight, default=None)


def by_gate(waits: Iterable[Wait]) -> dict[int | None, list[Wait]]:
    """Return the turns by the gate that they are about; those about the launch itself under None."""
    found: dict[int | None, list[Wait]] = defaultdict(list)
    for wait in waits:
        found[wait.gate_id].append(wait)
    return found


def _weight(wait: Wait) -> tuple[bool, bool, bool, datetime, int]:
    rank = LEADS.index(Turn.Kind(wait.kind)) if wait.kind in LEADS else len(LEADS)
    return bool(wait.paused_at), rank == len(LEADS), not wait.is_stalled, wait.opened_at, rank
