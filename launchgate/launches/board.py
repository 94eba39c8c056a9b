"""A locked launch in memory: its gates, deciders and open turns, and the one place where state follows from state."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, prefetch_related_objects

from launchgate.core import clock
from launchgate.core.prepared import PreparedQuery
from launchgate.core.refusals import Conflict
from launchgate.launches import transitions
from launchgate.launches.models import (
    Condition,
    Decider,
    Decision,
    Follow,
    Gate,
    HandOff,
    Hold,
    Item,
    Launch,
    Offer,
    Revision,
    Turn,
)
from launchgate.launches.places import Places
from launchgate.people.company import closures_beside

if TYPE_CHECKING:
    from launchgate.launches.wants import Want

UNDER_REVIEW = frozenset({Gate.Status.IN_REVIEW, Gate.Status.CHANGED})

LOCKED = (
    Launch.objects.select_for_update(of=("self",), no_key=True)
    .select_related("owner", "sponsor", "version")
    .annotate(
        has_followers=Exists(Follow.objects.filter(launch=OuterRef("pk"))),
        company_closures=closures_beside(),
    )
)
DECIDERS = Decider.objects.select_related("gate__submission", "decision").order_by()
OPEN_TURNS = Turn.objects.filter(closed_at=None).order_by()
DECIDERS_OF = PreparedQuery(lambda launch_id: DECIDERS.filter(gate__launch=launch_id))
NAMED_DECIDERS_OF = PreparedQuery(
    lambda launch_id: DECIDERS.filter(gate__launch=launch_id).select_related("function", "decision__person")
)
OPEN_TURNS_OF = PreparedQuery(lambda launch_id: OPEN_TURNS.filter(launch=launch_id))
NAMED_OPEN_TURNS_OF = PreparedQuery(
    lambda launch_id: OPEN_TURNS.filter(launch=launch_id).select_related("function", "holder")
)


def lock_launch(**which: int) -> Launch:
    """Lock a launch's row, which is the lock of everything on it; call it first in an action.

    `which` names the launch, for example by pk=12 or gates=34; raises Launch.DoesNotExist. It knows `has_followers`, so
    that the news of most launches asks no further.
    """
    [(name, row_id)] = which.items()
    for launch in _locked_by(name).rows(row_id):
        return launch
    raise Launch.DoesNotExist(f"There is no launch with {name} {row_id}.")


@lru_cache
def _locked_by(name: str) -> PreparedQuery[Launch]:
    return PreparedQuery(lambda row_id: LOCKED.filter(**{name: row_id}))


@dataclass
class Board:
    """What decides whose turn it is. Load it under the launch's lock, change it, then `settle` it."""

    launch: Launch
    gates: list[Gate]
    deciders: dict[int, list[Decider]]
    turns: list[Turn]
    statuses: dict[int, str]
    hand_offs: list[HandOff] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)
    holds: list[Hold] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)
    # What a later room asks for now, and by slot how its turns end that it asks for no more.
    asked: "list[Want]" = field(default_factory=list)
    released: dict[str, str] = field(default_factory=dict)
    # What later rooms did in this action, for its event: ids, numbers and digests only.
    facts: dict[str, Any] = field(default_factory=dict)
    stood: str = field(init=False)

    def __post_init__(self) -> None:
        """Remember how the launch stood before anything changed, as `statuses` does for its gates."""
        self.stood = self.launch.status

    @cached_property
    def places(self) -> Places:
        """Return the heads and deputies of functions on this launch, read when they are first asked for.

        Those that may be asked next are read together: of the open turns, and of the gates that are not passed up to
        the second in order. Others are read if they are asked for.
        """
        ahead = [gate for gate in self.gates if not gate.is_passed]
        last = sorted({gate.order for gate in ahead})[:2][-1:]
        near = [gate.pk for gate in ahead if [gate.order] <= last]
        functions = {decider.function_id for gate_id in near for decider in self.deciders[gate_id]}
        return Places(self.launch, functions | {turn.function_id for turn in self.turns if turn.function_id})

    @cached_property
    def offers(self) -> list[Offer]:
        """Return what the gates under review offer as conditions; no statement is needed where nothing was offered."""
        standing = [gate.submission for gate in self.gates if gate.status in UNDER_REVIEW and gate.submission]
        offering = [submission.pk for submission in standing if submission.offered]
        return list(Offer.objects.filter(submission__in=offering).select_related("item")) if offering else []

    @classmethod
    def load(cls, launch: Launch, *, with_names: bool = False) -> "Board":
        """Read the board of a locked launch: gates and deciders, turns, and what there is of what turns are about.

        An unsettled hand-off, condition or hold, or an undecided revision, always has an open turn, so the turns bring
        them along. `with_names` reads the people and functions too that a page names.
        """
        gates: dict[int, Gate] = {}
        deciders: dict[int, list[Decider]] = defaultdict(list)
        rows = (NAMED_DECIDERS_OF if with_names else DECIDERS_OF).rows(launch.pk)
        turns = (NAMED_OPEN_TURNS_OF if with_names else OPEN_TURNS_OF).rows(launch.pk)
        # Sorted here: to say the order in SQL is a fifth of what these two statements cost.
        for decider in sorted(rows, key=lambda row: (row.gate.order, row.gate_id, row.pk)):
            decider.gate = gates.setdefault(decider.gate_id, decider.gate)
            decider.gate.launch = launch
            deciders[decider.gate_id].append(decider)
        return cls._of(launch, gates, deciders, sorted(turns, key=lambda turn: turn.pk))

    @classmethod
    def _of(
        cls, launch: Launch, gates: dict[int, Gate], deciders: dict[int, list[Decider]], turns: list[Turn]
    ) -> "Board":
        names = ("hand_off", "condition", "hold", "revision")
        about = [name for name in names if any(getattr(turn, f"{name}_id") for turn in turns)]
        if about:
            prefetch_related_objects(turns, *about)
        for turn in turns:
            turn.launch, turn.gate = launch, gates.get(turn.gate_id or 0)
            if turn.condition is not None:
                turn.condition.gate = gates[turn.condition.gate_id]
        board = cls(launch, list(gates.values()), deciders, turns, {gate.pk: gate.status for gate in gates.values()})
        board.hand_offs = list({t.hand_off_id: t.hand_off for t in turns if t.hand_off}.values())
        board.conditions = list({t.condition_id: t.condition for t in turns if t.condition}.values())
        board.holds = list({t.hold_id: t.hold for t in turns if t.hold}.values())
        board.revisions = [turn.revision for turn in turns if turn.revision]
        known = {condition.pk: condition for condition in board.conditions}
        for hold in board.holds:
            hold.condition = known.get(hold.condition_id or 0)
        return board

    def gate(self, gate_id: int) -> Gate:
        """Return a gate of this launch; raises Conflict when it is no longer there."""
        for gate in self.gates:
            if gate.pk == gate_id:
                return gate
        raise Conflict("This gate is not on the launch any more.")

    def decider(self, gate: Gate, function_id: int) -> Decider:
        """Return a function's place on a gate; raises Conflict when it does not decide there."""
        for decider in self.deciders[gate.pk]:
            if decider.function_id == function_id:
                return decider
        raise Conflict(f"That function does not decide on {gate.name}.")

    def is_blocked(self, gate: Gate) -> bool:
        """Say whether a gate of a lower order number is not passed."""
        return bool(self.blocking(gate))

    def blocking(self, gate: Gate) -> list[Gate]:
        """Return the gates that block this one."""
        return [other for other in self.gates if other.order < gate.order and not other.is_passed]

    def all_deciders(self) -> Iterator[Decider]:
        """Yield every function's place on every gate."""
        for rows in self.deciders.values():
            yield from rows

    def open_hand_offs(self, gate: Gate) -> list[HandOff]:
        """Return the hand-offs to a gate that are not accepted yet."""
        return [h for h in self.hand_offs if h.to_gate_id == gate.pk and h.status != HandOff.Status.ACCEPTED]

    def open_offers(self, gate: Gate) -> list[Offer]:
        """Return the items that a gate's submission offers as conditions and that have not become any yet."""
        return [o for o in self.offers if o.submission_id == gate.submission_id and o.status == Offer.Status.OPEN]

    def open_conditions(self) -> list[Condition]:
        """Return the conditions that are neither cleared nor void."""
        return [condition for condition in self.conditions if not condition.is_settled]

    def open_holds(self) -> list[Hold]:
        """Return the holds that keep the launch."""
        return [hold for hold in self.holds if hold.closed_at is None]

    def ask(self, want: "Want") -> None:
        """Ask for a turn of a later room; it stands until it is released, or the launch ends."""
        self.asked.append(want)

    def release(self, *slots: str, outcome: str = Turn.Outcome.DONE) -> None:
        """Close turns of a later room when the board is settled."""
        self.released |= dict.fromkeys(slots, outcome)

    def about(self, subject: str) -> list[Turn]:
        """Return the open turns that are about a row of a later room."""
        return [turn for turn in self.turns if turn.subject == subject]

    def passed_on(self, slot: str) -> list[int]:
        """Return who said of the open turn in a slot that it is not theirs, the first of them first."""
        return next((turn.passed_on for turn in self.turns if turn.slot == slot), [])

    def is_held_by(self, condition: Condition | None) -> bool:
        """Say whether the launch is on hold because this condition was missed."""
        return condition is not None and any(hold.condition_id == condition.pk for hold in self.open_holds())


def follow_states(board: Board) -> dict[int, str]:
    """Let gates follow from what was decided: signed, changed, not applicable, opened.

    Return the statuses that differ from those the board was loaded with. Nothing is saved here. A gate never becomes
    signed while a gate before it is not passed, or while a required item is only offered as a condition.
    """
    if board.launch.status not in Launch.RUNNING:
        return {}
    for gate in board.gates:
        rows = board.deciders[gate.pk]
        is_through, is_blocked = all(row.is_through for row in rows), board.is_blocked(gate)
        if gate.status == Gate.Status.WAITING and not is_blocked:
            gate.status = Gate.Status.OPEN
        elif gate.status == Gate.Status.SIGNED and not is_through:
            gate.status = Gate.Status.CHANGED
        elif gate.status in (Gate.Status.OPEN, Gate.Status.IN_REVIEW) and all(
            row.decision and row.decision.kind == Decision.Kind.NOT_APPLICABLE for row in rows
        ):
            gate.status = Gate.Status.NOT_APPLICABLE
        elif gate.status in UNDER_REVIEW and is_through and not is_blocked and not board.open_offers(gate):
            gate.status = Gate.Status.SIGNED
    return {gate.pk: gate.status for gate in board.gates if gate.status != board.statuses[gate.pk]}


def follow_holds(board: Board) -> list[Hold]:
    """End the holds of settled conditions and return them, unsaved; the launch is held while any hold is open."""
    launch = board.launch
    if launch.status not in Launch.RUNNING:
        return []
    ended = [hold for hold in board.open_holds() if hold.condition is not None and hold.condition.is_settled]
    for hold in ended:
        hold.closed_at = clock.now()
    launch.status = Launch.Status.HELD if board.open_holds() else Launch.Status.ACTIVE
    return ended


def owed_answers(board: Board) -> dict[int, set[int]]:
    """Return the functions that still owe required answers, per open gate on which work has begun.

    A function that the gate does not concern owes none. On a gate that every function has signed, and that still
    offers items as conditions, nobody is left to take them: they are owed again. No statement is needed when there is
    no such gate.
    """
    begun = [gate for gate in board.gates if gate.status == Gate.Status.OPEN and not board.open_hand_offs(gate)]
    open_ids = [gate.pk for gate in begun]
    owed: dict[int, set[int]] = defaultdict(set)
    if open_ids:
        items = Item.objects.filter(gate__in=open_ids, is_required=True, is_answered=False)
        for gate_id, function_id in items.order_by().values_list("gate_id", "function_id").distinct():
            owed[gate_id].add(function_id)
        for gate in begun:
            owed[gate.pk] -= {
                row.function_id for row in board.deciders[gate.pk] if row.is_through and not row.is_signed
            }
    for gate in board.gates:
        if gate.status in UNDER_REVIEW and all(row.is_through for row in board.deciders[gate.pk]):
            owed[gate.pk] |= {offer.item.function_id for offer in board.open_offers(gate)}
    return owed


def require_work(board: Board, gate: Gate, verb: str) -> None:
    """Raise Conflict unless the launch is active and the gate's status allows the verb."""
    transitions.require_launch(board.launch, "work")
    transitions.require_gate(gate, verb)
