"""What a person's calendar shows: their open turns, and the days of the launches that they have a part in."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Case, CharField, DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, TruncDate
from django.utils import timezone

from launchgate.audit.models import Event
from launchgate.core import clock
from launchgate.core.templatetags.launchgate import long_day, moment
from launchgate.launches.about import read_about
from launchgate.launches.models import Condition, Follow, Gate, Hold, Launch, Turn
from launchgate.launches.phrases import listed, path_of, shortened, task_of, why_on_hold
from launchgate.launches.queries.turns import on_seen
from launchgate.people.company import the_company
from launchgate.people.models import Person
from launchgate.people.rules import today_of

MOST = 300
# What was due longer ago is looked for on the desk, not in a calendar.
DAYS_BACK = 92
LONGEST_TITLE = 160


@dataclass(frozen=True)
class Entry:
    """One day of a calendar: plain words, and from which revision of the record they come."""

    uid: str
    day: date
    title: str
    words: tuple[str, ...]
    path: str
    is_tentative: bool
    revision: int
    changed_at: datetime


@dataclass(frozen=True)
class Revision:
    """How far the record of a launch and of the company had come, and when it came there."""

    number: int
    reached_at: datetime


def entries_of(person: Person) -> list[Entry]:
    """Return at most 300 entries by day: of the coming ones the nearest, then what was due within three months.

    Only what the person may see now. Days are those of the person's zone. The number of statements is always the same.
    """
    with timezone.override(ZoneInfo(person.time_zone)):
        today = today_of(person)
        turns = _nearest(_turns_of(person), "on_day", today)
        launches = _nearest(_launches_of(person).select_related("owner"), "target_date", today)
        theirs = _launches_of(person).values("pk")
        holds = _nearest(_other_holds(theirs, turns), "look_again_on", today)
        conditions = _nearest(_other_conditions(theirs, turns), "due_on", today)
        facts = _Facts.of([*launches, *(row.launch for row in [*turns, *holds]), *(c.gate.launch for c in conditions)])
        read_about(turns)
        entries = [
            *map(facts.of_turn, turns),
            *map(facts.of_launch, launches),
            *map(facts.of_hold, holds),
            *map(facts.of_condition, conditions),
        ]
    nearest = sorted(entries, key=lambda entry: (entry.day < today, abs(entry.day - today), entry.uid))[:MOST]
    return sorted(nearest, key=lambda entry: (entry.day, entry.uid))


def _nearest(rows: QuerySet, field: str, today: date) -> list:
    """Return rows by the date in a field: coming ones first, the nearest of them before others."""
    is_over = Case(When(**{f"{field}__lt": today}, then=1), default=0)
    near = rows.filter(**{f"{field}__gte": today - timedelta(days=DAYS_BACK)})
    return list(near.order_by(is_over, field, "pk")[:MOST])


def _turns_of(person: Person) -> QuerySet[Turn]:
    """Return the open turns of a person that have a day: the planned one, else that by which they are due."""
    related = "launch", "gate", "function", "asked_by", "condition__gate", "condition__owner", "hold"
    day = Case(
        When(condition__isnull=False, kind=Turn.Kind.CLEAR, then=F("condition__due_on")),
        When(hold__look_again_on__isnull=False, then=F("hold__look_again_on")),
        default=Coalesce("planned_for", TruncDate("due_at")),
        output_field=DateField(),
    )
    turns = on_seen(Turn.objects.filter(holder=person, closed_at=None), person)
    return turns.annotate(on_day=day).exclude(on_day=None).select_related(*related)


def _launches_of(person: Person) -> QuerySet[Launch]:
    """Return the running launches that a person owns, sponsors, follows or holds a turn on, as far as they see them."""
    seen = Launch.objects.visible_to(person).filter(status__in=Launch.RUNNING)
    turns = Turn.objects.filter(launch=OuterRef("pk"), holder=person, closed_at=None)
    follows = Follow.objects.filter(launch=OuterRef("pk"), person=person)
    return seen.filter(Q(owner=person) | Q(sponsor=person) | Exists(turns) | Exists(follows))


def _other_holds(launches: QuerySet, turns: Iterable[Turn]) -> QuerySet[Hold]:
    """Return the open holds with a day to look again that are nobody's turn among these."""
    own = {turn.hold_id for turn in turns if turn.hold_id}
    holds = Hold.objects.filter(launch__in=launches, closed_at=None).exclude(pk__in=own)
    return holds.select_related("launch", "held_by")


def _other_conditions(launches: QuerySet, turns: Iterable[Turn]) -> QuerySet[Condition]:
    """Return the open conditions that are nobody's turn among these."""
    own = {turn.condition_id for turn in turns if turn.condition_id}
    conditions = Condition.objects.filter(gate__launch__in=launches, status=Condition.Status.OPEN)
    return conditions.exclude(pk__in=own).select_related("gate__launch", "owner")


@dataclass(frozen=True)
class _Facts:
    """What entries say beside their own rows, read for all of them in two statements."""

    gates: dict[int, list[Gate]]
    revisions: dict[int | None, Revision]

    @classmethod
    def of(cls, launches: Collection[Launch | None]) -> "_Facts":
        """Read the gates of launches, and how far their records and the company's had come; None is on no launch."""
        ids = {launch.pk if launch else None for launch in launches}
        gates = defaultdict(list)
        for gate in Gate.objects.filter(launch__in=[pk for pk in ids if pk]).order_by("order", "pk").defer("statement"):
            gates[gate.launch_id].append(gate)
        return cls(gates, _revisions_of(ids))

    def of_turn(self, turn: Turn) -> Entry:
        """Return the entry of something that the person has to do."""
        gate = turn.gate or (turn.condition.gate if turn.condition else None)
        task = task_of(turn, gate.name if gate else "")
        words = []
        if turn.condition is not None:
            words.append(turn.condition.text)
        if turn.asked_by is not None and turn.asked_by_id != turn.holder_id:
            words.append(f"Asked by {turn.asked_by.name}.")
        if gate is not None and (waiting := self._waiting_for(gate)):
            words.append(f"{listed(waiting)} {'wait' if len(waiting) > 1 else 'waits'} for it.")
        if turn.launch is not None:
            words.append(_standing(turn.launch))
        if turn.due_at is not None:
            words.append(f"Counts as stalled after {moment(turn.due_at)}.")
        if turn.paused_at is not None:
            words.append("It pauses: the launch is on hold, or an earlier gate is open again.")
        return self._entry(
            turn,
            turn.launch,
            turn.on_day,  # type: ignore[attr-defined]
            title=f"{task[0].upper()}{task[1:]}{_of(turn, task)}",
            words=words,
            path=path_of(turn),
            is_tentative=turn.paused_at is not None,
        )

    def of_launch(self, launch: Launch) -> Entry:
        """Return the entry of the day on which a launch is to go public."""
        ahead = [gate.name for gate in self.gates[launch.pk] if not gate.is_passed]
        is_held = launch.status == Launch.Status.HELD
        stands = f"Not passed yet: {listed(ahead)}." if ahead else "Every gate is passed."
        return self._entry(
            launch,
            launch,
            launch.target_date,
            title=f"Launch: {launch.name}",
            words=[stands, f"Owned by {launch.owner.name}.", *(["It is on hold."] if is_held else [])],
            path=launch.get_absolute_url(),
            is_tentative=is_held,
        )

    def of_hold(self, hold: Hold) -> Entry:
        """Return the entry of the day on which a hold is looked at again."""
        by = f"Held by {hold.held_by.name}." if hold.held_by else ""
        return self._entry(
            hold,
            hold.launch,
            hold.look_again_on or hold.launch.target_date,
            title=f"Look again at the hold: {hold.launch.name}",
            words=[why_on_hold(hold), *([by] if by else [])],
            path=f"{hold.launch.get_absolute_url()}#holds",
        )

    def of_condition(self, condition: Condition) -> Entry:
        """Return the entry of the day by which a condition has to be met."""
        gate = condition.gate
        return self._entry(
            condition,
            gate.launch,
            condition.due_on,
            title=f"Condition of {gate.name} due: {gate.launch.name}",
            words=[condition.text, f"{condition.owner.name} has to meet it."],
            path=f"{gate.get_absolute_url()}#conditions",
        )

    def _waiting_for(self, gate: Gate) -> list[str]:
        if gate.is_passed:
            return []
        return [other.name for other in self.gates[gate.launch_id] if other.order > gate.order and not other.is_passed]

    def _entry(
        self,
        row: Turn | Launch | Hold | Condition,
        launch: Launch | None,
        day: date,
        *,
        title: str,
        words: list[str],
        path: str,
        is_tentative: bool = False,
    ) -> Entry:
        revision = self.revisions[launch.pk if launch else None]
        return Entry(
            uid=f"{row._meta.model_name}-{row.pk}",
            day=day,
            title=shortened(title, LONGEST_TITLE),
            words=tuple(words),
            path=path,
            is_tentative=is_tentative,
            revision=revision.number,
            changed_at=revision.reached_at,
        )


def _revisions_of(launch_ids: Collection[int | None]) -> dict[int | None, Revision]:
    """Return the revision of each launch: a change of its own or of the company's calendar makes a later one.

    What is on no launch has the company's.
    """
    company = the_company()
    at = Event.objects.filter(chain=company.chain_key, number=company.chain_count).values("recorded_at")
    key = Concat(Value("launch:"), Cast(OuterRef("pk"), CharField()), output_field=CharField())
    own = Event.objects.filter(chain=key, number=OuterRef("chain_count")).values("recorded_at")
    rows = Launch.objects.filter(pk__in=[pk for pk in launch_ids if pk]).annotate(
        own_at=Subquery(own), company_at=Subquery(at)
    )
    revisions: dict[int | None, Revision] = {
        pk: Revision(count + company.chain_count, max(filter(None, (own_at, company_at, opened_at))))
        for pk, count, own_at, company_at, opened_at in rows.values_list(
            "pk", "chain_count", "own_at", "company_at", "opened_at"
        )
    }
    if None not in launch_ids:
        return revisions
    reached_at = at.values_list("recorded_at", flat=True).first() or clock.now()
    return revisions | {None: Revision(company.chain_count, reached_at)}


def _of(turn: Turn, task: str) -> str:
    """Return the launch behind what a turn asks, unless that names it already."""
    if turn.launch is None or (turn.subject and turn.launch.name in task):
        return ""
    return f": {turn.launch.name}"


def _standing(launch: Launch) -> str:
    if launch.live_at is not None:
        return f"{launch.name} is public since {long_day(launch.live_at)}."
    return f"{launch.name} is planned for {long_day(launch.target_date)}."
