"""The invariants of a launch that the database can show: 1, 2, 3, 5 and 7 of the design. Set by set, never row by row.

The traces of invariant 4, which read the events, are in `traces.py`.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.db.models import (
    DateTimeField,
    Exists,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    RowRange,
    Subquery,
    Value,
    Window,
)
from django.db.models.functions import Coalesce, TruncDate

from launchgate.core.invariants import Checked, shows
from launchgate.launches import hand_off_invariants, hooks, vouching  # noqa: F401 - registers its own
from launchgate.launches.models import (
    Condition,
    Decider,
    Decision,
    Evidence,
    Gate,
    HandOff,
    Hold,
    Item,
    Launch,
    Offer,
    Pause,
    Revision,
    Submission,
    Turn,
)
from launchgate.launches.traces import ownership, steps_to_signed
from launchgate.people.models import Absence, Function, Seat

G, K, C = Gate.Status, Decision.Kind, Decision.Capacity
FOR_EVER = datetime(9999, 1, 1, tzinfo=UTC)
UNMET = (Condition.Status.OPEN, Condition.Status.DONE)
BINDING = (K.APPROVED, K.CONDITIONS, K.SENT_BACK, K.NOT_APPLICABLE)


def _said(rows: Iterable[tuple], sentence: str) -> list[str]:
    return [sentence.format(*row) for row in rows]


@shows(1, "signed in order, with required answers and proof", things="signed gates")
def signed_gates() -> Checked:
    """Check that signed gates had every gate before them passed, and lack no required answer and no proof."""
    found = Checked(Gate.objects.filter(status=G.SIGNED).count())
    became = Condition.objects.filter(item=OuterRef("pk")).exclude(status=Condition.Status.VOID)
    owed = Item.objects.filter(gate__status=G.SIGNED, is_required=True, is_answered=False).exclude(Exists(became))
    found.note(_said(_places(owed), "L-{0} {1}: “{2}” is required, and neither answered nor a condition"))
    proof = Evidence.objects.filter(item=OuterRef("pk"), removed_at=None)
    bare = Item.objects.filter(gate__status=G.SIGNED, is_answered=True, needs_evidence=True).exclude(Exists(proof))
    bare = bare.filter(is_not_applicable=False)
    found.note(_said(_places(bare), "L-{0} {1}: the proof of “{2}” is missing"))
    emptied = Item.objects.filter(Q(answer__value__isnull=True) | Q(answer__value=None), is_answered=True)
    found.note(_said(_places(emptied), "L-{0} {1}: “{2}” counts as answered and is empty"))
    found.note(
        f"L-{step.launch_id} {step.kind}: signed by event {step.number} while {step.unpassed} was not passed"
        for step in steps_to_signed()
        if step.unpassed
    )
    return found


@shows(2, "public with every gate passed and nothing open", things="public launches")
def public_launches() -> Checked:
    """Check that public launches have every gate passed, no stale signature and no open condition."""
    live = (Launch.Status.LIVE, Launch.Status.REVIEWED)
    found = Checked(Launch.objects.filter(status__in=live).count())
    ahead = Gate.objects.filter(launch__status__in=live).exclude(status__in=Gate.PASSED)
    found.note(_said(ahead.values_list("launch_id", "kind", "status"), "L-{0}: public, but {1} is {2}"))
    stale = Decider.objects.filter(gate__launch__status__in=live, gate__status=G.SIGNED, is_through=False)
    rows = stale.values_list("gate__launch_id", "gate__kind", "function__name")
    found.note(_said(rows, "L-{0} {1}: public with a stale signature of {2}"))
    unmet = Condition.objects.filter(gate__launch__status__in=live, status__in=UNMET)
    found.note(_said(unmet.values_list("gate__launch_id", "pk"), "L-{0}: public with condition {1} open"))
    return found


@shows(3, "decided by who may, never by owner or submitter", things="decisions")
def decisions() -> Checked:
    """Check that whoever decided had the place that is printed, and neither owned the launch nor submitted the gate."""
    found = Checked(Decision.objects.count())
    decided = Decision.objects.filter(kind__in=BINDING)
    owners, sponsors = ownership("owner"), ownership("sponsor")
    own = Q(person=F("gate__launch__owner"))
    moved = decided.filter(gate__launch__in=owners.launches)
    suspects = (decided.filter(own) | moved).values_list("pk", "gate__launch_id", "person_id", "decided_at")
    owns = [row for row in suspects if owners.at(row[1], row[3], of="owner") == {row[2]}]
    found.note(_said(owns, "L-{1}: decision {0} was made by the owner"))
    in_force = Submission.objects.filter(gate=OuterRef("gate"), submitted_at__lte=OuterRef("decided_at"))
    submitted = decided.exclude(kind=K.NOT_APPLICABLE).annotate(
        submitter=Subquery(in_force.order_by("-number").values("submitter")[:1])
    )
    self_decided = submitted.filter(Q(submitter=F("person")) | Q(submitter=None)).values_list("gate__launch_id", "pk")
    found.note(_said(self_decided, "L-{0}: decision {1} was made by the submitter, or about nothing submitted"))
    found.note(_said(_seatless(decided), "L-{0}: decision {1} was made without the place that is printed ({2})"))
    acting = Decision.objects.filter(capacity__in=[C.ACTING, C.SPONSOR])
    moved = acting.filter(gate__launch__in=sponsors.launches) | acting.exclude(person=F("gate__launch__sponsor"))
    rows = moved.values_list("pk", "gate__launch_id", "person_id", "decided_at")
    others = [row for row in rows if row[2] not in sponsors.at(row[1], row[3], of="sponsor")]
    found.note(_said(others, "L-{1}: decision {0} was made as sponsor by somebody else"))
    return found


@shows(5, "through exactly while the facts are those signed", things="places of functions on gates")
def standings() -> Checked:
    """Check that functions are through exactly while what they vouch for is unchanged, and gates follow from that."""
    found = Checked(Decider.objects.count())
    lets_pass, moved = Q(decision__kind__in=Decision.LETS_PASS), vouching.stale().values("pk")
    stale = Decider.objects.filter(is_through=True).exclude(lets_pass & ~Q(pk__in=moved))
    found.note(_said(_deciders(stale), "L-{0} {1}: {2} counts as through, and its signature is not current"))
    current = Decider.objects.filter(lets_pass, is_through=False).exclude(pk__in=moved)
    found.note(_said(_deciders(current), "L-{0} {1}: {2} has a current signature and does not count as through"))
    behind = Exists(Decider.objects.filter(gate=OuterRef("pk"), is_through=False))
    rows = Gate.objects.filter(behind, status=G.SIGNED).values_list("launch_id", "kind")
    found.note(_said(rows, "L-{0} {1}: signed, though not every function is through"))
    rest = Gate.objects.filter(status__in=[G.IN_REVIEW, G.CHANGED], launch__status__in=Launch.RUNNING)
    rows = rest.exclude(behind | _blocked() | _offers()).values_list("launch_id", "kind")
    found.note(_said(rows, "L-{0} {1}: every function is through, and it is not signed"))
    return found


@shows(7, "somebody has the ball, without a gap", things="running launches")
def turns() -> Checked:
    """Check that each running launch is in somebody's court, that the right turns run, and that none runs elsewhere."""
    running = Launch.objects.filter(status__in=Launch.RUNNING)
    found = Checked(running.count())
    turn = Turn.objects.filter(closed_at=None)
    nobody = running.exclude(Exists(turn.filter(launch=OuterRef("pk"))))
    found.note(_said(nobody.values_list("pk"), "L-{0}: runs, and nobody has the ball"))
    may_run = Q(launch=None) | Q(launch__status__in=Launch.RUNNING)
    may_run |= Q(launch__live_at__isnull=False, kind__in=Turn.WHILE_PUBLIC)
    after = turn.exclude(may_run).values_list("launch_id", "slot")
    found.note(_said(after, "L-{0}: {1} runs on, though the launch does not"))
    rows = turn.filter(Q(holder=None) | Q(holder__is_active=False)).values_list("launch_id", "slot")
    found.note(_said(rows, "L-{0}: {1} is held by nobody who can act"))
    held = Exists(Hold.objects.filter(launch=OuterRef("pk"), closed_at=None))
    unlike = (running.filter(status="held").exclude(held) | running.filter(held, status="active")).values_list("pk")
    found.note(_said(unlike, "L-{0}: its holds and its state say different things"))
    settled = Hold.objects.filter(closed_at=None, condition__isnull=False).exclude(condition__status__in=UNMET)
    found.note(
        _said(settled.values_list("launch_id", "condition"), "L-{0}: on hold for condition {1}, which is settled")
    )
    found.note(_gate_turns_missing(turn))
    found.note(_pauses_wrong(turn))
    found.note(_gaps())
    return found


def _gate_turns_missing(turn: QuerySet[Turn]) -> list[str]:
    """Return what asks for a turn and has none."""
    K = Turn.Kind
    here = turn.filter(gate=OuterRef("pk"))
    opened = Gate.objects.filter(launch__status__in=Launch.RUNNING, status=G.OPEN)
    work = opened.exclude(Exists(here.filter(kind__in=[K.PREPARE, K.ACCEPT, K.REPLY]))).values_list("launch_id", "kind")
    sign = turn.filter(kind=K.SIGN, gate=OuterRef("gate"), function=OuterRef("function"))
    asked = Decider.objects.filter(
        gate__launch__status__in=Launch.RUNNING, gate__status__in=[G.IN_REVIEW, G.CHANGED], is_through=False
    ).exclude(Exists(sign))
    unmet = Condition.objects.filter(gate__launch__status__in=Launch.RUNNING, status__in=UNMET)
    unasked = unmet.exclude(Exists(turn.filter(condition=OuterRef("pk")))).values_list("gate__launch_id", "pk")
    given = HandOff.objects.filter(to_gate__launch__status__in=Launch.RUNNING, to_gate__status=G.OPEN)
    given = given.exclude(status=HandOff.Status.ACCEPTED).exclude(Exists(turn.filter(hand_off=OuterRef("pk"))))
    holds = Hold.objects.filter(closed_at=None, launch__status__in=Launch.RUNNING)
    holds = holds.exclude(Exists(turn.filter(kind__in=Turn.ENDS_A_HOLD, hold=OuterRef("pk"))))
    offered = Revision.objects.filter(status__in=Revision.UNDECIDED, launch__status__in=Launch.RUNNING)
    offered = offered.exclude(Exists(turn.filter(revision=OuterRef("pk"))))
    ready = Launch.objects.filter(status__in=Launch.RUNNING).exclude(Exists(_ahead())).exclude(Exists(_unmet()))
    unasked_ready = ready.exclude(Exists(turn.filter(kind=K.GO_LIVE, launch=OuterRef("pk"))))
    ready_ids = [(one.pk,) for one in unasked_ready if not any(blocks(one) for blocks in hooks.live_blockers)]
    return [
        *_said(work, "L-{0} {1}: open, and nobody is asked to prepare it"),
        *_said(_deciders(asked), "L-{0} {1}: {2} has to sign and is not asked"),
        *_said(unasked, "L-{0}: nobody is asked about condition {1}"),
        *_said(given.values_list("to_gate__launch_id", "pk"), "L-{0}: nobody is asked about hand-off {1}"),
        *_said(holds.values_list("launch_id", "pk"), "L-{0}: nobody looks again at hold {1}"),
        *_said(offered.values_list("launch_id", "pk"), "L-{0}: nobody is asked about revision {1}"),
        *_said(ready_ids, "L-{0}: ready to go public, and nobody is asked to"),
    ]


def _pauses_wrong(turn: QuerySet[Turn]) -> list[str]:
    """Return the open turns that pause or run when they should not."""
    pause = Exists(Pause.objects.filter(turn=OuterRef("pk"), ended_at=None))
    torn = turn.filter(pause, paused_at=None) | turn.exclude(pause).exclude(paused_at=None)
    missed = Hold.objects.filter(condition=OuterRef("condition"), closed_at=None)
    ends_hold = Q(kind__in=Turn.ENDS_A_HOLD) | Exists(missed)
    held = Q(launch__status=Launch.Status.HELD) & ~ends_hold
    blocked = Q(kind=Turn.Kind.SIGN) & Exists(
        Gate.objects.filter(launch=OuterRef("launch"), order__lt=OuterRef("gate__order")).exclude(
            status__in=Gate.PASSED
        )
    )
    runs = turn.filter(held | blocked, paused_at=None)
    stands = turn.exclude(held | blocked).exclude(paused_at=None)
    closed = Pause.objects.filter(ended_at=None).exclude(turn__closed_at=None)
    on_hold = Q(turn__launch__status=Launch.Status.HELD)
    now = Pause.objects.filter(ended_at=None, turn__closed_at=None)
    wrong = now.filter(on_hold).exclude(cause=Pause.Cause.HELD) | now.filter(~on_hold, cause=Pause.Cause.HELD)
    return [
        *_said(torn.values_list("launch_id", "slot"), "L-{0}: {1} and its pauses say different things"),
        *_said(runs.values_list("launch_id", "slot"), "L-{0}: {1} runs, though nobody can act on it"),
        *_said(stands.values_list("launch_id", "slot"), "L-{0}: {1} pauses without a cause"),
        *_said(wrong.values_list("turn__launch_id", "turn__slot"), "L-{0}: {1} pauses for another cause than it says"),
        *_said(closed.values_list("turn__launch_id", "turn__slot"), "L-{0}: {1} is closed, but pauses on"),
    ]


def _gaps() -> list[str]:
    """Return the launches with a time in which nobody had the ball: every turn before the next one had closed."""
    last_before = Window(
        Max(Coalesce("closed_at", Value(FOR_EVER, output_field=DateTimeField()))),
        partition_by=F("launch"),
        order_by=["opened_at", "pk"],
        frame=RowRange(start=None, end=-1),
    )
    running = Turn.objects.filter(launch__isnull=False).exclude(opened_at__gt=F("launch__live_at"))
    gaps = running.annotate(until=last_before).filter(until__lt=F("opened_at"))
    first = Subquery(Turn.objects.filter(launch=OuterRef("pk")).order_by("opened_at").values("opened_at")[:1])
    unstarted = Launch.objects.annotate(first=first).exclude(first=F("opened_at"))
    return [
        *_said(gaps.values_list("launch_id", "until"), "L-{0}: nobody had the ball after {1:%Y-%m-%d %H:%M}"),
        *_said(unstarted.values_list("pk"), "L-{0}: nobody had the ball when it was opened"),
    ]


def _places(items: QuerySet[Item]) -> QuerySet:
    return items.values_list("gate__launch_id", "gate__kind", "key")


def _deciders(deciders: QuerySet[Decider]) -> QuerySet:
    return deciders.values_list("gate__launch_id", "gate__kind", "function__name")


def _ahead() -> QuerySet[Gate]:
    return Gate.objects.filter(launch=OuterRef("pk")).exclude(status__in=Gate.PASSED)


def _unmet() -> QuerySet[Condition]:
    return Condition.objects.filter(gate__launch=OuterRef("pk"), status__in=UNMET)


def _blocked() -> Exists:
    before = Gate.objects.filter(launch=OuterRef("launch"), order__lt=OuterRef("order"))
    return Exists(before.exclude(status__in=Gate.PASSED))


def _offers() -> Exists:
    return Exists(Offer.objects.filter(submission=OuterRef("submission"), status=Offer.Status.OPEN))


def _seatless(decided: QuerySet[Decision]) -> list[tuple]:
    """Return the decisions whose printed capacity no seat or absence of that moment bears out."""
    then = Q(ended_at=None) | Q(ended_at__gte=OuterRef("decided_at"))
    seat = Seat.objects.filter(
        then,
        person=OuterRef("person"),
        rank=OuterRef("capacity"),
        started_at__lte=OuterRef("decided_at"),
    )
    seated = decided.filter(capacity__in=[C.HEAD, C.DEPUTY]).exclude(Exists(seat.filter(_in_it_or_its_heirs())))
    day = timedelta(days=1)  # More or less: the days of an absence are those of the absent.
    near = decided.annotate(
        latest=TruncDate(F("decided_at") + day, tzinfo=UTC), earliest=TruncDate(F("decided_at") - day, tzinfo=UTC)
    )
    away = Absence.objects.filter(
        Q(ended_early_at=None) | Q(ended_early_at__gte=OuterRef("decided_at")),
        delegate=OuterRef("person"),
        entered_at__lte=OuterRef("decided_at"),
        starts_on__lte=OuterRef("latest"),
        ends_on__gte=OuterRef("earliest"),
    )
    delegates = near.filter(capacity=C.DELEGATE).exclude(Exists(away))
    return [row for rows in (seated, delegates) for row in rows.values_list("gate__launch_id", "pk", "capacity")]


def _in_it_or_its_heirs() -> Q:
    """Return the seats in the outer row's function, or in any that it ended up in: an heir is merged in its turn."""
    into = dict(Function.objects.exclude(merged_into=None).values_list("pk", "merged_into"))
    inherits, path, heirs = Q(function=OuterRef("function")), "function", set(into.values())
    while heirs:
        path += "__merged"
        inherits |= Q(**{path: OuterRef("function")})
        heirs = {into[heir] for heir in heirs if heir in into}
    return inherits
