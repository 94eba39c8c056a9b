"""A launch as it stands while a page is rendered: whose turn it is, for how long, and what is late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import prefetch_related_objects

from launchgate.core import clock
from launchgate.launches import schedule
from launchgate.launches.about import read_about
from launchgate.launches.board import Board
from launchgate.launches.models import Condition, Decision, Gate, Launch, Turn
from launchgate.people.calendar import calendar_of
from launchgate.people.company import closures_along
from launchgate.people.models import Person

# Of turns that began together, the one that moves the gate on comes first.
LEADS = (
    Turn.Kind.REPLY, Turn.Kind.ACCEPT, Turn.Kind.SIGN, Turn.Kind.CONTRIBUTE, Turn.Kind.PREPARE,
)  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """The board of a launch, read without a lock, and the moment of reading. Every part of a page shares one."""

    board: Board
    now: datetime

    @classmethod
    def load(cls, launch: Launch) -> "Reading":
        """Read a launch in few statements, however many gates and turns it has; heads come when asked for."""
        board = Board.load(launch, with_names=True)
        prefetch_related_objects(board.turns, "pauses")
        read_about(board.turns)
        return cls(board, clock.now())

    @property
    def launch(self) -> Launch:
        """Return the launch."""
        return self.board.launch

    def days(self, turn: Turn) -> float:
        """Return for how many working days of its holder a turn has run, pauses taken off."""
        calendar = calendar_of(turn.holder or self.launch.owner, self._closures)
        return schedule.run_days(turn, calendar, until=self.now)

    @cached_property
    def _closures(self) -> Sequence[str]:
        return closures_along(self.launch)

    def is_stalled(self, turn: Turn) -> bool:
        """Say whether a turn runs past the moment by which it was due."""
        return turn.is_stalled(self.now)

    def turns_of(self, gate: Gate) -> list[Turn]:
        """Return the open turns that move a gate on: those that run before those that pause, the latest first."""
        turns = [turn for turn in self.board.turns if turn.gate_id == gate.pk and not turn.subject]
        return sorted(
            turns,
            key=lambda t: (bool(t.paused_at), not self.is_stalled(t), t.opened_at, LEADS.index(Turn.Kind(t.kind))),
        )

    def conditions_of(self, gate: Gate) -> list[Condition]:
        """Return the conditions of a gate that are not settled yet, the earliest first."""
        own = [condition for condition in self.board.open_conditions() if condition.gate_id == gate.pk]
        return sorted(own, key=lambda condition: (condition.due_on, condition.pk))

    @cached_property
    def overrides(self) -> dict[int, Decision]:
        """Return by gate the sponsor's decision that let it pass without its signatures; no statement where none is."""
        gates = [gate.pk for gate in self.board.gates if gate.status == Gate.Status.OVERRIDDEN]
        if not gates:
            return {}
        rows = Decision.objects.filter(gate__in=gates, kind=Decision.Kind.OVERRIDDEN).select_related("person")
        return {decision.gate_id: decision for decision in rows.order_by("pk")}

    def next_signer(self, gate: Gate) -> Person | None:
        """Return who will be asked first to sign a gate, as far as can be told now."""
        for decider in self.board.deciders[gate.pk]:
            over, deputies = {self.launch.owner_id}, gate.deputies_sign
            places = self.board.places
            place = places.holder(decider.function_id, kind=gate.kind, passing_over=over, deputies=deputies)
            if place is not None:
                return place.person
        return None
