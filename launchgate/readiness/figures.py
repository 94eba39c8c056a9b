"""The figures over all running launches, and what public ones owe, in four statements, whatever their number."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import (
    BooleanField,
    Case,
    Count,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce, RowNumber

from launchgate.customers.models import Promise
from launchgate.launches.models import Gate, Launch, Turn
from launchgate.launches.risk import HOLDS_UP, PLANNED
from launchgate.readiness.plan import Plan
from launchgate.readiness.waits import Wait, read_waits

SOON_DAYS = 30
MOST_AT_RISK = 4
OLDEST_EACH = 6
OWNERS = "Launch owners"
OWING = "owing"


@dataclass(frozen=True)
class Court:
    """What waits in one function's court; `function_id` is None for what the owners of launches are asked.

    `launches_behind` counts the launches behind plan that wait for it, `launches_stalled` those on which it is late.
    """

    function_id: int | None
    name: str
    waiting: int
    to_sign: int
    stalled: int
    launches_behind: int
    launches_stalled: int


@dataclass(frozen=True)
class Figures:
    """Numbers over the running launches that one scope of readers may see. Each launch has one standing."""

    standing: Counter[str]
    behind: int
    ready: int
    overridden: int
    soon: int
    soon_at_risk: int
    owners: list[tuple[int, str]]
    courts: list[Court]
    waits: list[Wait]
    # The launches at risk that come first, each with its open turns.
    risky: list[tuple[Launch, list[Wait]]]
    # Names of public launches, each with how many promises to customers nothing backs any more.
    owing: list[tuple[str, int]] = field(default_factory=list)

    @property
    def running(self) -> int:
        """Return how many launches run."""
        return self.standing.total()


def read_figures(plan: Plan, *, sees_confidential: bool) -> Figures:
    """Return the figures for readers who see confidential launches, or for those who see the open ones."""
    launches = Launch.objects.filter(status__in=Launch.RUNNING).annotate(planned=PLANNED)
    if not sees_confidential:
        launches = launches.filter(is_confidential=False)
    standing: Counter[str] = Counter()
    owners: dict[int, str] = {}
    behind = ready = soon = soon_at_risk = overridden = 0
    for owner_id, name, status, is_ready, is_behind, is_at_risk, is_soon, count, gates in _counted(launches, plan):
        owners[owner_id] = name
        is_held = status == Launch.Status.HELD
        standing[_standing(is_at_risk=is_at_risk, is_held=is_held, is_behind=is_behind)] += count
        overridden += gates
        behind += count * is_behind
        ready += count * is_ready
        soon += count * is_soon
        soon_at_risk += count * (is_soon and is_at_risk)
    waits, risky, owing = _waits(plan, launches.filter(plan.at_risk()), sees_confidential=sees_confidential)
    return Figures(
        standing=standing,
        behind=behind,
        ready=ready,
        overridden=overridden,
        soon=soon,
        soon_at_risk=soon_at_risk,
        owners=sorted(owners.items(), key=lambda owner: (owner[1], owner[0])),
        courts=_courts(plan, sees_confidential=sees_confidential),
        waits=waits,
        risky=risky,
        owing=owing,
    )


def _standing(*, is_at_risk: bool, is_held: bool, is_behind: bool) -> str:
    if is_at_risk:
        return "at risk"
    if is_held:
        return "held"
    return "behind" if is_behind else "on track"


def _counted(launches: QuerySet[Launch], plan: Plan) -> QuerySet:
    """Return the launches counted by owner, status, and whether they are ready, behind, at risk and due soon.

    The last number of each row counts their overridden gates.
    """
    gates = Gate.objects.filter(launch=OuterRef("pk"), status=Gate.Status.OVERRIDDEN).order_by().values("launch")
    return (
        launches.annotate(
            overridden=Coalesce(Subquery(gates.annotate(times=Count("pk")).values("times")), 0),
            is_ready=_as_boolean(Q(next_planned_for=None)),
            is_behind=_as_boolean(plan.behind()),
            is_at_risk=_as_boolean(plan.at_risk()),
            is_soon=_as_boolean(Q(target_date__lte=plan.today + timedelta(days=SOON_DAYS))),
        )
        .order_by()
        .values_list("owner_id", "owner__name", "status", "is_ready", "is_behind", "is_at_risk", "is_soon")
        .annotate(count=Count("pk"), by_override=Sum("overridden"))
    )


def _as_boolean(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def _running_turns(*, sees_confidential: bool) -> QuerySet[Turn]:
    """Return the turns that hold up a launch and run."""
    turns = Turn.objects.filter(closed_at=None, paused_at=None, kind__in=HOLDS_UP, launch__status__in=Launch.RUNNING)
    return turns if sees_confidential else turns.filter(launch__is_confidential=False)


def _courts(plan: Plan, *, sees_confidential: bool) -> list[Court]:
    late = Launch.objects.filter(status__in=Launch.RUNNING).annotate(planned=PLANNED).filter(plan.behind()).values("pk")
    rows = (
        _running_turns(sees_confidential=sees_confidential)
        .order_by()
        .values_list("function_id", "function__name")
        .annotate(
            waiting=Count("pk"),
            to_sign=Count("pk", filter=Q(kind=Turn.Kind.SIGN)),
            stalled=Count("pk", filter=plan.stalled()),
            launches_behind=Count("launch", filter=Q(launch__in=late), distinct=True),
            launches_stalled=Count("launch", filter=plan.stalled(), distinct=True),
        )
    )
    courts = [Court(function_id, name or OWNERS, *numbers) for function_id, name, *numbers in rows]
    return sorted(courts, key=lambda court: (court.function_id is None, court.name))


def _waits(
    plan: Plan, at_risk: QuerySet[Launch], *, sees_confidential: bool
) -> tuple[list[Wait], list[tuple[Launch, list[Wait]]], list[tuple[str, int]]]:
    """Return the oldest turns of each court, the launches at risk that come first with their turns, and what is owed.

    Two statements: the first finds ids, because a database that knows them reads the second through its indexes. It
    brings along the public launches with open promises; those are few.
    """
    place = Window(RowNumber(), partition_by=[F("function_id")], order_by=["opened_at", "pk"])
    oldest = _running_turns(sees_confidential=sees_confidential).annotate(place=place).filter(place__lte=OLDEST_EACH)
    soonest = Launch.objects.filter(pk__in=at_risk.order_by("target_date", "pk").values("pk")[:MOST_AT_RISK])
    ids: dict[str, list[int]] = {"launch": [], "turn": []}
    owing: list[tuple[str, int]] = []
    found = _ids("launch", soonest).union(_ids("turn", oldest), _owing(sees_confidential=sees_confidential), all=True)
    for kind, pk, name, number in found:
        if kind == OWING:
            owing.append((name, number))
        else:
            ids[kind].append(pk)
    chosen = Turn.objects.filter(Q(pk__in=ids["turn"]) | Q(launch__in=ids["launch"]), closed_at=None)
    waits: list[Wait] = []
    risky: dict[int, list[Wait]] = {pk: [] for pk in ids["launch"]}
    for wait in read_waits(chosen, plan.now, plan.calendar, named=True):
        if wait.pk in ids["turn"]:
            waits.append(wait)
        if wait.launch_id in risky:
            risky[wait.launch_id].append(wait)
    cards = [(own[0].about.launch, own) for own in risky.values() if own]
    at_risk_first = sorted(cards, key=lambda card: (card[0].target_date, card[0].pk))
    return waits, at_risk_first, sorted(owing, key=lambda one: (-one[1], one[0]))


def _ids(kind: str, rows: QuerySet) -> QuerySet:
    named = rows.annotate(of=Value(kind), said=Value(""), number=Value(0)).order_by()
    return named.values_list("of", "pk", "said", "number")


def _owing(*, sees_confidential: bool) -> QuerySet:
    """Return the public launches with open promises, each with its name and how many there are."""
    promises = Promise.objects.filter(status__in=Promise.OPEN, launch__live_at__isnull=False)
    if not sees_confidential:
        promises = promises.filter(launch__is_confidential=False)
    rows = promises.order_by().values("launch").annotate(of=Value(OWING), said=F("launch__name"), number=Count("pk"))
    return rows.values_list("of", "launch", "said", "number")
