"""The ground on which a turn is answered: the board of its launch, or the company's chain where it is on none."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from launchgate.audit.record import record
from launchgate.launches.about import Matter
from launchgate.launches.board import Board, lock_launch
from launchgate.launches.models import Turn
from launchgate.launches.places import Places
from launchgate.launches.recompute import replan, replan_matter
from launchgate.launches.settle import settle
from launchgate.people.company import lock_company
from launchgate.people.models import Company, Person


@dataclass
class TurnGround:
    """A turn, and what it stands on: locked in an action, and only read for a page."""

    turn: Turn
    board: Board | None = None
    company: Company | None = None

    @property
    def matter(self) -> Matter:
        """Return what the turn hangs on."""
        return self.board.launch if self.board else self.turn.matter

    @cached_property
    def places(self) -> Places:
        """Return who acts for the functions concerned."""
        return self.board.places if self.board else Places(self.matter, ())

    def settle(self, kind: str, *, actor: Person, subject: Any, at: datetime, **data: Any) -> None:
        """Write the one event of an answer that opens and closes nothing, and find anew who holds the turn, and when.

        Call it once, last.
        """
        if self.board is not None:
            settle(self.board, kind, actor=actor, subject=subject, at=at, **data)
            replan(self.board)
        elif self.company is not None:
            record(kind, chain=self.company, actor=actor, subject=subject, at=at, **data)
            replan_matter([self.turn], self.matter)


def stand_on_turn(turn_id: int) -> TurnGround:
    """Lock what a turn hangs on, and return it with the turn, which may be closed; raises Turn.DoesNotExist."""
    launch_id = Turn.objects.values_list("launch", flat=True).get(pk=turn_id)
    rows = Turn.objects.select_related("holder", "person", "launch")
    if launch_id is None:
        company = lock_company()
        return TurnGround(rows.get(pk=turn_id), company=company)
    board = Board.load(lock_launch(pk=launch_id))
    on_board = next((turn for turn in board.turns if turn.pk == turn_id), None)
    return TurnGround(on_board or rows.get(pk=turn_id), board)
