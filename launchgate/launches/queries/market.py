"""The go-to-market track: the questions of strategy, messaging, sales tactics and media that hang on every gate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from launchgate.core import clock
from launchgate.launches import transitions, values
from launchgate.launches.forms import market_filter as filters
from launchgate.launches.forms.gate_answers import AnswerForm
from launchgate.launches.models import Decider, Gate, Item, Launch, Turn
from launchgate.launches.queries.launches import DOTS
from launchgate.launches.queries.reading import Reading
from launchgate.launches.queries.search import launch_match
from launchgate.people.company import calendar_along, hours_along
from launchgate.people.models import Person, Seat
from launchgate.playbooks.models import ItemKind, Track

BY_PLANNED_DAY = ("gate__planned_for", "pk")


@dataclass(frozen=True)
class MarketRow:
    """One question of the track; `form` is there for those who may answer it here, `holder` has the turn to."""

    item: Item
    path: str
    words: str
    state: str
    is_late: bool
    holder: Person | None
    form: AnswerForm | None


@dataclass(frozen=True)
class MarketCount:
    """How many questions of running launches are open, and how many of them are late."""

    open: int
    late: int


@dataclass(frozen=True)
class MarketStop:
    """The track at one gate of a launch: how many questions, how many answered, and the next that is open."""

    gate: Gate
    state: str
    asked: int
    answered: int
    next: Item | None
    path: str
    is_late: bool


def market_items(reader: Person) -> QuerySet[Item]:
    """Return the go-to-market questions of the running launches that a person may see."""
    launches = Launch.objects.visible_to(reader).filter(status__in=Launch.RUNNING)
    return Item.objects.filter(track=Track.MARKET, gate__launch__in=launches)


def still_open(today: date, *, late: bool = False) -> Q:
    """Return the condition for questions without an answer on gates not passed; `late`: whose planned day is over."""
    unanswered = Q(is_answered=False) & ~Q(gate__status__in=Gate.PASSED)
    return unanswered & Q(gate__planned_for__lt=today) if late else unanswered


def market_shown(reader: Person, chosen: Mapping[str, Any], today: date) -> QuerySet[Item]:
    """Return the questions narrowed by what the filter form says; open ones unless asked."""
    items = market_items(reader)
    match chosen.get("state"):
        case filters.ANSWERED:
            items = items.filter(is_answered=True)
        case filters.LATE:
            items = items.filter(still_open(today, late=True))
        case filters.ALL:
            pass
        case _:
            items = items.filter(still_open(today))
    if words := chosen.get("q"):
        items = items.filter(gate__launch__in=Launch.objects.filter(launch_match(words)))
    if kind := chosen.get("gate"):
        items = items.filter(gate__kind=kind)
    if function := chosen.get("function"):
        items = items.filter(function=function)
    return _with_rights(items, reader).select_related("gate__launch", "function", "answer")


def count_market(reader: Person, today: date) -> MarketCount:
    """Return how many questions are open and late, in one statement."""
    late = Count("pk", filter=still_open(today, late=True))
    counted = market_items(reader).aggregate(open=Count("pk", filter=still_open(today)), late=late)
    return MarketCount(**counted)


def market_rows(items: Sequence[Item], today: date) -> list[MarketRow]:
    """Return the rows of one page, in one statement more however many they are."""
    asked = Turn.objects.filter(kind=Turn.Kind.CONTRIBUTE, closed_at=None, gate__in={item.gate_id for item in items})
    holders = (
        {(turn.gate_id, turn.function_id): turn.holder for turn in asked.select_related("holder")} if items else {}
    )
    return [_row(item, holders.get((item.gate_id, item.function_id)), today) for item in items]


def today_of_company(reader: Person) -> date:
    """Return the day in the company's zone, in one statement."""
    row = Person.objects.filter(pk=reader.pk).annotate(**hours_along()).get()
    return clock.now().astimezone(calendar_along(row).zone).date()


def market_track(reading: Reading, today: date) -> list[MarketStop]:
    """Return the track across the gates of a launch, in one statement; gates that ask nothing are left out."""
    gates = {gate.pk: gate for gate in reading.board.gates}
    items = Item.objects.filter(track=Track.MARKET, gate__in=gates).select_related("function")
    of_gate: dict[int, list[Item]] = {pk: [] for pk in gates}
    for item in items.order_by("position", "pk"):
        of_gate[item.gate_id].append(item)
    runs = reading.launch.status in Launch.RUNNING
    return [_stop(gates[pk], asked, today, runs=runs) for pk, asked in of_gate.items() if asked]


def _stop(gate: Gate, asked: list[Item], today: date, *, runs: bool) -> MarketStop:
    answered = [item for item in asked if item.is_answered]
    following = next((item for item in asked if not item.is_answered), None) if not gate.is_passed else None
    place = f"#item-{following.key}" if following else "#checklist"
    return MarketStop(
        gate=gate,
        state="approved" if len(answered) == len(asked) else DOTS[gate.status],
        asked=len(asked),
        answered=len(answered),
        next=following,
        path=f"{gate.get_absolute_url()}{place}",
        is_late=runs and following is not None and gate.planned_for < today,
    )


def _with_rights(items: QuerySet[Item], reader: Person) -> QuerySet[Item]:
    """Annotate who may answer here: as owner, sponsor, or from a seat; who stands in does it on the gate's page."""
    seats = Seat.objects.filter(person=reader, ended_at=None)
    decides = Decider.objects.filter(gate=OuterRef("gate"), function__in=seats.values("function"))
    return items.annotate(
        is_own=Exists(seats.filter(function=OuterRef("function"))),
        decides=Exists(decides),
        leads=Exists(Launch.objects.filter(Q(owner=reader) | Q(sponsor=reader), pk=OuterRef("gate__launch"))),
    )


def _row(item: Any, holder: Person | None, today: date) -> MarketRow:
    gate = item.gate
    is_late = not item.is_answered and not gate.is_passed and gate.planned_for < today
    return MarketRow(
        item=item,
        path=f"{gate.get_absolute_url()}#item-{item.key}",
        words=values.words_for(item, item.value) if item.is_answered else "",
        state="approved" if item.is_answered else "stalled" if is_late else DOTS[gate.status],
        is_late=is_late,
        holder=holder,
        form=_form(item) if item.is_own or item.decides or item.leads else None,
    )


def _form(item: Item) -> AnswerForm | None:
    """Return the form for a question that is open and can be answered in a line."""
    may = item.gate.status in transitions.GATE_VERBS["answer"][1]
    if item.is_answered or not may or item.kind == ItemKind.FILE:
        return None
    form = AnswerForm(item)
    form.auto_id = f"item-{item.pk}-%s"
    return form
