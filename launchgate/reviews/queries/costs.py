"""Which gate's misses cost customers most: the reviews of all launches rolled up, worst first.

The cost of a gate is added up over all launches that were reviewed. On each launch every miss of the gate counts one
for itself, and once more for each shared target that this launch missed:

    cost = misses x (1 + targets missed)

A miss is a signed fact that did not hold, a promise backed by the gate that was broken, a time that the gate was sent
back, or an override. So the same miss weighs more where customers felt it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, F, Max, Q, QuerySet

from launchgate.customers.models import Promise
from launchgate.launches.models import Decision, Launch
from launchgate.launches.phrases import counted
from launchgate.people.models import Person
from launchgate.playbooks.queries import gate_kinds
from launchgate.reviews.models import Outcome, Review, TargetValue

FACTS, PROMISES, SENT_BACK, OVERRIDDEN = "facts", "promises", "sent_back", "overridden"
DECIDED = {Decision.Kind.SENT_BACK: SENT_BACK, Decision.Kind.OVERRIDDEN: OVERRIDDEN}
MOST_LAUNCHES = 10


@dataclass(frozen=True)
class Share:
    """What one launch adds to the cost of a gate."""

    launch: Launch
    day: int
    misses: int
    targets_missed: int

    @property
    def cost(self) -> int:
        """Return misses x (1 + targets missed)."""
        return self.misses * (1 + self.targets_missed)


@dataclass
class GateCost:
    """A gate with its misses over all launches; `shares` are the launches that cost most."""

    kind: str
    name: str
    misses: Counter[str] = field(default_factory=Counter)
    cost: int = 0
    shares: list[Share] = field(default_factory=list)
    others: int = 0


@dataclass(frozen=True)
class Costs:
    """What the page shows: the finding, the gates, worst first, and over how many launches and targets."""

    finding: str
    gates: list[GateCost]
    launches: int
    targets_missed: int


def read_costs(reader: Person) -> Costs:
    """Return what costs customers most, over the reviewed launches that the reader may see; eight statements."""
    reviewed = Review.objects.exclude(closed_at=None).filter(launch__in=Launch.objects.visible_to(reader))
    days = dict(reviewed.order_by().values_list("launch").annotate(Max("day")))
    missed = _missed_targets(reviewed)
    misses = _misses(reviewed)
    launches = Launch.objects.in_bulk({launch_id for rows in misses.values() for launch_id in rows})
    names = gate_kinds()
    gates = []
    for kind, by_launch in misses.items():
        gate = GateCost(kind, names.get(kind, kind.replace("-", " ").capitalize()))
        shares = [
            Share(launches[launch_id], days[launch_id], sum(counts.values()), missed.get(launch_id, 0))
            for launch_id, counts in by_launch.items()
        ]
        shares.sort(key=lambda share: (-share.cost, -share.launch.pk))
        gate.cost, gate.shares = sum(share.cost for share in shares), shares[:MOST_LAUNCHES]
        gate.others = len(shares) - len(gate.shares)
        for counts in by_launch.values():
            gate.misses.update(counts)
        gates.append(gate)
    gates.sort(key=lambda gate: (-gate.cost, gate.name))
    return Costs(_finding(gates, len(days)), gates, len(days), sum(missed.values()))


def _finding(gates: list[GateCost], launches: int) -> str:
    if not launches:
        return "No launch has been reviewed yet."
    if not gates:
        return f"{counted(launches, 'launch was', 'launches were')} reviewed, and nothing that was signed was missed."
    worst = [gate.name for gate in gates if gate.cost == gates[0].cost]
    return f"Misses of {worst[0]} cost customers most." if len(worst) == 1 else f"{len(worst)} gates cost the same."


def _missed_targets(reviewed: QuerySet[Review]) -> dict[int, int]:
    """Return by launch how many targets were missed at a closed review."""
    fell_short = Q(target__is_higher_better=True, value__lt=F("target__goal"))
    fell_short |= Q(target__is_higher_better=False, value__gt=F("target__goal"))
    rows = TargetValue.objects.filter(fell_short, review__in=reviewed, ended_at=None).order_by()
    return dict(rows.values_list("review__launch").annotate(Count("target", distinct=True)))


def _misses(reviewed: QuerySet[Review]) -> dict[str, dict[int, Counter[str]]]:
    """Return by kind of gate and launch how often what was missed."""
    misses: dict[str, dict[int, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    facts = Outcome.objects.filter(review__in=reviewed, ended_at=None, is_held=False).order_by()
    found = facts.values_list("item__gate__kind", "item__gate__launch").annotate(Count("item", distinct=True))
    _add(misses, FACTS, found)
    broken = Promise.objects.filter(launch__in=reviewed.values("launch"), status=Promise.Status.BROKEN)
    backed = broken.exclude(item=None).order_by()
    _add(misses, PROMISES, backed.values_list("item__gate__kind", "launch").annotate(Count("pk")))
    decided = Decision.objects.filter(gate__launch__in=reviewed.values("launch"), kind__in=DECIDED).order_by()
    for decision_kind, name in DECIDED.items():
        _add(
            misses,
            name,
            decided.filter(kind=decision_kind).values_list("gate__kind", "gate__launch").annotate(Count("pk")),
        )
    return misses


def _add(misses: dict[str, dict[int, Counter[str]]], name: str, rows: Iterable[tuple[str, int, int]]) -> None:
    for kind, launch_id, count in rows:
        misses[kind][launch_id][name] += count
