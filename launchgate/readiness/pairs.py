"""How hand-offs go between functions: how many from one to another, how often they come back, how long they take."""

from collections import defaultdict
from dataclasses import dataclass
from statistics import median
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Sum

from launchgate.launches.models import HandOff, Turn
from launchgate.readiness.elapsed import Elapsed
from launchgate.readiness.periods import Period

NAMES = (
    "from_gate__deciders__function__key", "from_gate__deciders__function__name", "function__key", "function__name",
)  # fmt: skip
FACTS = ("bounces", "status", "is_open", "receiver_days", "giver_days")


class Names(NamedTuple):
    """The two functions of a pair."""

    giver: str
    giver_name: str
    receiver: str
    receiver_name: str


class Handed(NamedTuple):
    """What is read of a hand-off."""

    bounces: int
    status: str
    is_open: bool
    receiver_days: float
    giver_days: float | None


@dataclass(frozen=True)
class Pair:
    """The hand-offs from one function to another; medians are working days, of the giver where a question came."""

    giver: str
    giver_name: str
    receiver: str
    receiver_name: str
    hand_offs: int
    at_once: int
    bounced: int
    bounces: int
    waiting: int
    receiver_median: float
    giver_median: float | None


def hand_offs_in(period: Period) -> QuerySet[HandOff]:
    """Return the hand-offs that count for a period: accepted in it, or not accepted and asked about since it began."""
    hand_offs = HandOff.objects.all()
    if period.since is None:
        return hand_offs
    asked = _asked().filter(Q(closed_at=None) | Q(closed_at__gte=period.since))
    return hand_offs.filter(Q(accepted_at=None) & Exists(asked) | Q(accepted_at__gte=period.since))


def with_clocks(hand_offs: QuerySet[HandOff], elapsed: Elapsed) -> QuerySet[HandOff]:
    """Annotate hand-offs with the days they were with the receiver, and with the giver where a question came.

    One that is not accepted is open only while somebody is asked: its launch may have stopped, or its gate have passed
    without it.
    """
    return hand_offs.annotate(
        is_open=Exists(_asked().filter(closed_at=None)),
        receiver_days=_days(elapsed, Turn.Kind.ACCEPT),
        giver_days=_days(elapsed, Turn.Kind.REPLY),
    )


def _asked() -> QuerySet[Turn]:
    return Turn.objects.filter(hand_off=OuterRef("pk"))


def _days(elapsed: Elapsed, kind: str) -> Subquery:
    turns = _asked().filter(kind=kind).order_by().values("hand_off")
    return Subquery(turns.annotate(days=Sum(elapsed.of_turn())).values("days"))


def read_pairs(period: Period, elapsed: Elapsed, **only: Any) -> list[Pair]:
    """Return the pairs of functions between which something was handed over, in one statement.

    A gate may be several functions' own: what it hands on counts for each of them. `only` names one pair.
    """
    rows: dict[Names, list[Handed]] = defaultdict(list)
    hand_offs = with_clocks(hand_offs_in(period), elapsed).filter(**only).order_by(*NAMES)
    for *names, bounces, status, is_open, receiver_days, giver_days in hand_offs.values_list(*NAMES, *FACTS):
        rows[Names(*names)].append(Handed(bounces, status, is_open, receiver_days or 0.0, giver_days))
    return [_pair(names, handed) for names, handed in rows.items()]


def _pair(names: Names, handed: list[Handed]) -> Pair:
    accepted = [row for row in handed if row.status == HandOff.Status.ACCEPTED]
    asked = [row.giver_days for row in handed if row.giver_days is not None]
    return Pair(
        *names,
        hand_offs=len(handed),
        at_once=sum(not row.bounces for row in accepted),
        bounced=sum(bool(row.bounces) for row in handed),
        bounces=sum(row.bounces for row in handed),
        waiting=sum(row.is_open for row in handed),
        receiver_median=median(row.receiver_days for row in handed),
        giver_median=median(asked) if asked else None,
    )
