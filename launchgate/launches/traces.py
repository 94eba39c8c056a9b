"""What the events of launches prove: the trace of invariant 4, and the order in which gates were signed."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import CharField, Count, Model, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from launchgate.audit.models import Event
from launchgate.core.invariants import Checked, shows
from launchgate.launches.models import (
    Answer,
    Comment,
    ConditionProof,
    Decision,
    Evidence,
    Gate,
    HandOffNote,
    Hold,
    Launch,
    PassedOn,
    Rest,
    Revision,
    Submission,
    Turn,
    TurnQuestion,
)

BATCH = 2000
CHAIN = "launch:"
COLUMNS = ("chain", "number", "kind", "text")

# Rows that are written once, each by one action, whose event names them as its subject.
WITNESSED: dict[type[Model], tuple[str, ...]] = {
    Decision: (),
    Submission: ("gate.submitted",),
    HandOffNote: (),
    Hold: ("launch.held",),
    Comment: (),
    Evidence: ("evidence.added",),
    Rest: ("turn.rested",),
    PassedOn: ("turn.passed_on",),
    TurnQuestion: ("turn.questioned",),
}


@dataclass(frozen=True)
class Change:
    """A gate that an event of a kind gave a new status, and the gate before it that was not passed then, if any."""

    launch_id: int
    number: int
    event: str
    gate_id: int
    kind: str
    before: str
    status: str
    unpassed: str


def gate_changes() -> Iterator[Change]:
    """Yield every change of a gate's status in the order in which the events of each launch tell them."""
    gates: dict[int, dict[int, tuple[int, str]]] = defaultdict(dict)
    for gate_id, launch_id, order, kind in Gate.objects.values_list("pk", "launch_id", "order", "kind"):
        gates[launch_id][gate_id] = (order, kind)
    launch, statuses = "", {}
    events = Event.objects.filter(chain__startswith=CHAIN, text__contains='"gates":').order_by("chain", "number")
    for chain, number, event, text in events.values_list(*COLUMNS).iterator(chunk_size=BATCH):
        launch_id = int(chain.removeprefix(CHAIN))
        known = gates.get(launch_id, {})
        if chain != launch:
            launch, statuses = chain, dict.fromkeys(known, str(Gate.Status.WAITING))
        changes = {int(key): status for key, status in json.loads(text)["data"].get("gates", {}).items()}
        former = {gate_id: statuses.get(gate_id, "") for gate_id in changes}
        statuses |= changes
        for gate_id, status in changes.items():
            order, kind = known.get(gate_id, (0, "a gate that is gone"))
            before = (other for other, (place, _) in known.items() if place < order)
            unpassed = next((known[other][1] for other in before if statuses[other] not in Gate.PASSED), "")
            yield Change(launch_id, number, event, gate_id, kind, former[gate_id], status, unpassed)


def steps_to_signed() -> Iterator[Change]:
    """Yield the changes by which gates became signed."""
    return (change for change in gate_changes() if change.status == Gate.Status.SIGNED)


@dataclass
class Ownership:
    """Who owned or sponsored the launches that were handed over; of the others the row itself tells."""

    launches: set[int] = field(default_factory=set)
    changes: dict[int, list[tuple[datetime, int]]] = field(default_factory=lambda: defaultdict(list))
    present: dict[int, int] = field(default_factory=dict)

    def at(self, launch_id: int, moment: datetime, *, of: str) -> set[int]:
        """Return who held the role at a moment: two people at the very moment of handing over."""
        holders = set()
        for until, person_id in self.changes.get(launch_id, ()):
            if moment <= until:
                holders.add(person_id)
            if moment < until:
                return holders
        if launch_id not in self.present:
            self.present[launch_id] = Launch.objects.values_list(f"{of}_id", flat=True).get(pk=launch_id)
        return holders | {self.present[launch_id]}


def ownership(role: str) -> Ownership:
    """Return who held a role (owner or sponsor) when, as the events of handing over tell."""
    known = Ownership()
    events = Event.objects.filter(chain__startswith=CHAIN, kind="launch.handed_over").order_by("chain", "number")
    for chain, happened_at, text in events.values_list("chain", "happened_at", "text"):
        data, launch_id = json.loads(text)["data"], int(chain.removeprefix(CHAIN))
        if data["role"] == role:
            known.launches.add(launch_id)
            known.changes[launch_id].append((happened_at, data["before"]))
    return known


@shows(4, "each change has its one event, each event its change (trace)", things="events of launches")
def events() -> Checked:
    """Check that rows which actions write have exactly one event each, and that gates stand as the events say."""
    found = Checked(Event.objects.filter(chain__startswith=CHAIN).count())
    for model, kinds in WITNESSED.items():
        found.note(_witnessed(model._default_manager.all(), kinds))
    for kind, rows in _revisions():
        found.note(_witnessed(rows, (kind,)))
    found.note(_answers())
    found.note(_proofs())
    found.note(_statuses())
    found.note(_passed_on())
    return found


def _revisions() -> Iterator[tuple[str, QuerySet]]:
    """Yield what was proposed, taken and left, each with its kind of event: a proposal has one more when it ends."""
    of = Revision.Status
    yield "revision.proposed", Revision.objects.exclude(proposed_at=None).exclude(proposed_by=None)
    yield "revision.offered", Revision.objects.exclude(proposed_at=None).filter(proposed_by=None)
    yield "launch.revised", Revision.objects.filter(status=of.TAKEN)
    yield "revision.left", Revision.objects.filter(status=of.LEFT)


def _witnessed(rows: QuerySet, kinds: tuple[str, ...]) -> Iterator[str]:
    """Tell the rows without an event, the events without a row, and what happened twice."""
    label = rows.model._meta.model_name
    told = Event.objects.filter(subject__startswith=f"{label}:")
    if kinds:
        told = told.filter(kind__in=kinds)
    named = rows.annotate(
        named=Concat(Value(f"{label}:"), Cast("pk", CharField()), output_field=CharField(max_length=60))
    ).values_list("named", flat=True)
    subjects: QuerySet = told.values_list("subject", flat=True)
    yield from (f"{subject} has no event" for subject in named.order_by().difference(subjects))
    yield from (f"{subject} is gone, and its event is not" for subject in subjects.difference(named.order_by()))
    twice = told.values("subject").annotate(times=Count("pk")).filter(times__gt=1)
    yield from (f"{subject} has {times} events" for subject, times in twice.values_list("subject", "times"))


def _answers() -> Iterator[str]:
    """Compare per launch the versions of answers with the events that gave them, or that asked otherwise."""
    given = Q(kind__startswith="answer.") | Q(kind="evidence.added", text__contains='"answer_digest":')
    told = Event.objects.filter(given, chain__startswith=CHAIN).values("chain").annotate(times=Count("pk"))
    counts = defaultdict(int, told.values_list("chain", "times"))
    revised = Event.objects.filter(kind="launch.revised", chain__startswith=CHAIN)
    for chain, text in revised.values_list("chain", "text").iterator(chunk_size=BATCH):
        counts[chain] += len(json.loads(text)["data"]["answers"])
    written = Answer.objects.values("item__gate__launch").annotate(times=Count("pk")).order_by()
    for launch_id, times in written.values_list("item__gate__launch", "times"):
        events_of = counts.pop(f"{CHAIN}{launch_id}", 0)
        if times != events_of:
            yield f"L-{launch_id}: {times} versions of answers, {events_of} events of answers"
    yield from (f"{chain}: {times} events of answers and no answer" for chain, times in counts.items() if times)


def _passed_on() -> Iterator[str]:
    """Compare who passed a turn on, as the turn keeps it, with what each of them said."""
    said: dict[int, list[int]] = defaultdict(list)
    for turn_id, person_id in PassedOn.objects.order_by("said_at", "pk").values_list("turn", "person"):
        said[turn_id].append(person_id)
    kept = Turn.objects.filter(Q(pk__in=PassedOn.objects.values("turn")) | ~Q(passed_on=[]))
    for pk, launch_id, slot, people in kept.values_list("pk", "launch_id", "slot", "passed_on"):
        if said[pk] != people:
            yield f"{f'L-{launch_id}: ' if launch_id else ''}{slot} and who passed it on say different things"


def _statuses() -> Iterator[str]:
    """Compare gates and launches with the status that the events left them in."""
    said = {change.gate_id: change.status for change in gate_changes()}
    for gate_id, launch_id, kind, status in Gate.objects.values_list("pk", "launch_id", "kind", "status"):
        expected = said.get(gate_id, str(Gate.Status.WAITING))
        if status != expected:
            yield f"L-{launch_id} {kind}: it is {status}, and the events leave it {expected}"
    last = _last_statuses()
    for pk, status in Launch.objects.values_list("pk", "status"):
        expected = last.get(f"{CHAIN}{pk}", "without an event")
        if status != expected and (status, expected) != (Launch.Status.REVIEWED, Launch.Status.LIVE):
            yield f"L-{pk}: it is {status}, and the events leave it {expected}"


def _last_statuses() -> dict[str, str]:
    """Return the status in which the events left each launch: held and active follow from whatever ended a hold."""
    S = Launch.Status
    ways = {"launch.opened": S.ACTIVE, "launch.went_live": S.LIVE, "launch.stopped": S.STOPPED}
    told = Q(kind__in=ways) | Q(text__contains=f'"launch":"{S.HELD}"') | Q(text__contains=f'"launch":"{S.ACTIVE}"')
    moves = Event.objects.filter(told, chain__startswith=CHAIN).order_by("chain", "number")
    rows = moves.values_list("chain", "kind", "text").iterator(chunk_size=BATCH)
    return {chain: ways.get(kind) or json.loads(text)["data"]["launch"] for chain, kind, text in rows}


def _proofs() -> Iterator[str]:
    """Compare per launch the proofs of conditions with the events of conditions that were reported with one."""
    told = Event.objects.filter(chain__startswith=CHAIN, kind="condition.done", text__contains='"proof":')
    counts = dict(told.values("chain").annotate(times=Count("pk")).values_list("chain", "times"))
    given = ConditionProof.objects.values("condition__gate__launch").annotate(times=Count("pk")).order_by()
    for launch_id, times in given.values_list("condition__gate__launch", "times"):
        events_of = counts.pop(f"{CHAIN}{launch_id}", 0)
        if times != events_of:
            yield f"L-{launch_id}: {times} proofs of conditions, {events_of} events that tell of one"
    yield from (
        f"{chain}: {times} events tell of a condition's proof, and there is none" for chain, times in counts.items()
    )
