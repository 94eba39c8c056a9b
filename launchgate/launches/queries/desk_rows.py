"""The rows of the desk: each turn in words, with what waits behind it and how far its checklist is."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Count, Q, prefetch_related_objects
from django.utils import timezone
from django.utils.text import capfirst

from launchgate.core import clock
from launchgate.core.templatetags.launchgate import day, days, duration
from launchgate.launches import schedule
from launchgate.launches.about import read_about
from launchgate.launches.models import Decision, Gate, Item, Launch, Turn
from launchgate.launches.phrases import (
    ASKS,
    listed,
    name_of,
    overridden,
    path_of,
    shortened,
    task_of,
    time_told,
)
from launchgate.launches.rests import standing_of
from launchgate.people.calendar import WorkingCalendar, calendar_of
from launchgate.people.company import closures_along
from launchgate.people.models import Person


@dataclass(frozen=True)
class Row:
    """One turn on the desk, every word of it prepared."""

    number: int
    state: str
    title: str
    path: str
    about: str
    effect: str
    button: str
    age: str
    is_late: bool
    why: str = ""
    done: int = 0
    total: int = 0


class Counts(NamedTuple):
    """How many items of a checklist a function has answered, of how many: all of them, and those that are needed."""

    done: int = 0
    total: int = 0
    needed_done: int = 0
    needed: int = 0


@dataclass
class Facts:
    """What the rows of one page need beside the turns, read in bulk."""

    person: Person
    now: datetime
    today: date
    calendar: WorkingCalendar
    gates: dict[int, list[Gate]] = field(default_factory=lambda: defaultdict(list))
    items: dict[int, dict[int, "Counts"]] = field(default_factory=lambda: defaultdict(dict))
    sent_back: dict[int, Decision] = field(default_factory=dict)
    why: dict[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, person: Person, turns: list[Turn]) -> "Facts":
        """Read pauses, gates, the state of the checklists and who sent a gate back: four statements.

        Where somebody stands in for somebody, a few more say why.
        """
        now = clock.now()
        calendar = calendar_of(person, closures_along(turns[0]) if turns else ())
        facts = cls(person, now, timezone.localtime(now).date(), calendar)
        read_about(turns)
        facts.why = standing_of(turns, reader=person)
        prefetch_related_objects(turns, "pauses")
        gates = Gate.objects.filter(launch__in={turn.launch_id for turn in turns}).order_by("order", "pk")
        for gate in gates.only("launch_id", "name", "order", "status"):
            facts.gates[gate.launch_id].append(gate)
        own = {turn.gate_id for turn in turns if turn.gate_id}
        backs = Decision.objects.filter(kind=Decision.Kind.SENT_BACK, gate__in=own).select_related("person")
        facts.sent_back = {decision.gate_id: decision for decision in backs.order_by("pk")}
        items = Item.objects.filter(gate__in=own)
        needed = Q(is_required=True)
        counts = items.values_list("gate", "function").annotate(
            done=Count("pk", filter=Q(is_answered=True)),
            total=Count("pk"),
            needed_done=Count("pk", filter=Q(is_answered=True) & needed),
            needed=Count("pk", filter=needed),
        )
        for gate_id, function_id, *numbers in counts.order_by():
            facts.items[gate_id][function_id] = Counts(*numbers)
        return facts

    def row(self, turn: Turn, *, to_others: bool) -> Row:
        """Return a turn as the desk shows it."""
        ask, condition = ASKS[turn.kind], turn.condition
        is_stalled = turn.is_stalled(self.now)
        is_behind = turn.gate is not None and turn.planned_for is not None and turn.planned_for < self.today
        age = days(self._days(turn))
        if condition is not None:
            left = self.calendar.working_days(self.today, condition.due_on)
            age = f"{-left} d late" if left < 0 else f"{left} d left"
        done, total = self._progress(turn)
        return Row(
            number=turn.pk,
            state=self._state(turn, is_stalled=is_stalled),
            title=condition.text if condition else capfirst(turn.about.title) if turn.subject else name_of(turn),
            path=path_of(turn),
            about=self._asked_of_others(turn) if to_others else self._about(turn),
            effect=f"{self._effect(turn, is_stalled=is_stalled)} {time_told(turn, is_stalled=is_stalled)}".strip(),
            button="Open" if to_others else ask.button,
            age=age,
            is_late=is_stalled or is_behind,
            why=self.why.get(turn.pk, ""),
            done=done,
            total=total,
        )

    def _state(self, turn: Turn, *, is_stalled: bool) -> str:
        if turn.paused_at:
            return "held"
        if is_stalled:
            return "stalled"
        return "returned" if self._back(turn) else ASKS[turn.kind].state

    def _days(self, turn: Turn) -> float:
        calendar = calendar_of(turn.holder or self.person, self.calendar.closures)
        return schedule.run_days(turn, calendar, until=self.now)

    def _progress(self, turn: Turn) -> tuple[int, int]:
        """Return how many items are answered, of how many: a function's own needed ones where it is asked for those."""
        if turn.kind not in (Turn.Kind.SIGN, Turn.Kind.PREPARE, Turn.Kind.CONTRIBUTE):
            return 0, 0
        own = self.items[turn.gate_id or 0]
        if turn.kind == Turn.Kind.CONTRIBUTE:
            count = own.get(turn.function_id or 0, Counts())
            return count.needed_done, count.needed
        return sum(count.done for count in own.values()), sum(count.total for count in own.values())

    def _back(self, turn: Turn) -> Decision | None:
        """Return the decision that sent a gate back and so asked its owner to prepare it again."""
        decision = self.sent_back.get(turn.gate_id or 0)
        is_cause = decision is not None and decision.decided_at == turn.opened_at
        return decision if turn.kind == Turn.Kind.PREPARE and is_cause else None

    def _about(self, turn: Turn) -> str:
        kind, gate, since = Turn.Kind, turn.gate, day(turn.opened_at)
        if turn.condition is not None:
            where = f"Condition on {name_of(turn)}, {turn.condition.gate.name}"
            says = f". {turn.condition.owner} says it is met" if turn.kind == kind.CONFIRM else ""
            missed = f". {turn.condition.owner} missed it" if turn.kind == kind.EXTEND else ""
            return where + says + missed
        if turn.subject:
            asked = f"Asked by {self._asker(turn)}, {since}"
            if turn.launch is None:
                return f"{turn.get_kind_display()}. {asked}"
            if turn.kind == kind.REVIEW:
                return f"Review of {turn.launch.name}. {asked}"
            return f"{turn.get_kind_display()} on {turn.launch.name}. {asked}"
        if gate is None:
            return f"{ASKS[turn.kind].about}Since {since}"
        match turn.kind:
            case kind.ACCEPT if turn.hand_off is not None:
                return f"{gate.name}. Hand-off from {turn.hand_off.from_gate.name}, {since}"
            case kind.REPLY:
                return f"{gate.name}. Question from {turn.asked_by or 'a colleague'}, {since}"
            case kind.PREPARE if back := self._back(turn):
                return f"{gate.name}. Sent back by {back.person}, {since}"
            case kind.PREPARE:
                return f"{gate.name}, to prepare and submit. Open since {since}"
            case kind.CONTRIBUTE:
                return f"{gate.name}, for {turn.function}. Asked by {self._asker(turn)}, {since}"
        function = turn.function.name if turn.function else ""
        for_whom = "" if function in gate.name else f" for {function}"
        return f"{gate.name}{for_whom}. Asked by {self._asker(turn)}, {since}"

    def _asker(self, turn: Turn) -> str:
        if turn.asked_by is None:
            return "LaunchGate"
        return "you" if turn.asked_by_id == self.person.pk else turn.asked_by.name

    def _asked_of_others(self, turn: Turn) -> str:
        gate = turn.condition.gate if turn.condition else turn.gate
        task = task_of(turn, gate.name if gate else "")
        if turn.holder is None:
            return f"Nobody can {task}: an administrator has to seat somebody"
        return f"{turn.holder.name}, to {task}. Asked {day(turn.held_since)}"

    def _effect(self, turn: Turn, *, is_stalled: bool) -> str:
        """Return what waits behind a turn, and by when it is needed."""
        if back := self._back(turn):
            return shortened(back.reason, 120)
        if turn.paused_at:
            return "Paused: the launch is on hold, or an earlier gate is open again."
        if turn.subject or turn.launch is None:
            return turn.about.effect
        if turn.condition is not None and turn.launch.status == Launch.Status.HELD:
            return f"Was due {day(turn.condition.due_on)}. The launch is on hold for it."
        if turn.condition is not None:
            return f"Due {day(turn.condition.due_on)}"
        if turn.hold is not None:
            return f"On hold. Look again on {day(turn.hold.look_again_on)}."
        if turn.kind == Turn.Kind.GO_LIVE:
            statuses = [gate.status for gate in self.gates[turn.launch.pk]]
            how = overridden(statuses.count(Gate.Status.OVERRIDDEN))
            return f"All gates are passed{how and f', {how}'}. Target {day(turn.launch.target_date)}."
        if turn.planned_for is None or turn.gate is None:
            return ""
        holds_up = f"Holds up {listed(self._next_after(turn.gate))}."
        if turn.planned_for >= self.today:
            by = day(turn.planned_for)
            return f"{holds_up} Needed by {by}." if is_stalled else f"On plan, needed by {by}."
        behind = self.calendar.working_days(turn.planned_for, self.today)
        return f"{holds_up} {duration(behind)} past plan."

    def _next_after(self, gate: Gate) -> list[str]:
        later = [other for other in self.gates[gate.launch_id] if other.order > gate.order and not other.is_passed]
        return [other.name for other in later if other.order == later[0].order] or ["going public"]
