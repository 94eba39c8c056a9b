"""The ground that an exception stands on: the board of its launch, or the company's chain and turns of its own.

Actions load it first, change rows, and settle it once, last; which of the two it is makes no difference to them.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from launchgate.launches.about import Matter
from launchgate.launches.board import Board, lock_launch
from launchgate.launches.models import Turn
from launchgate.launches.places import Place, Places
from launchgate.launches.recompute import replan, replan_matter
from launchgate.launches.settle import settle, settle_matter
from launchgate.launches.wants import Want
from launchgate.offerings.models import ExceptionRequest, Voice
from launchgate.offerings.rules import OPERATIONS
from launchgate.people.company import lock_company
from launchgate.people.models import Company, Person
from launchgate.people.queries import functions_by_key

S = ExceptionRequest.Status
ALONG = ("requester", "sponsor", "version", "offering__edition")


@dataclass
class Ground:
    """A locked exception with its voices and its open turns."""

    exception: ExceptionRequest
    voices: list[Voice]
    board: Board | None
    company: Company | None
    turns: list[Turn]

    @property
    def matter(self) -> Matter:
        """Return what its turns hang on."""
        return self.exception.launch or self.exception

    @cached_property
    def places(self) -> Places:
        """Return who acts for the functions concerned."""
        return self.board.places if self.board else Places(self.matter, [voice.function_id for voice in self.voices])

    @cached_property
    def operations_id(self) -> int | None:
        """Return the function that decides when no voice says no; None where the company has none."""
        return next(iter(functions_by_key(OPERATIONS)), None)

    @property
    def last_said(self) -> int:
        """Return the id of the latest statement that counts, 0 where nobody spoke: it tells whether a voice changed."""
        return max((voice.statement_id or 0 for voice in self.voices), default=0)

    def voice(self, function_id: int) -> Voice | None:
        """Return the voice of a function."""
        return next((voice for voice in self.voices if voice.function_id == function_id), None)

    def turn_of(self, voice: Voice) -> Turn | None:
        """Return the open turn in which a voice is asked for."""
        return next((turn for turn in self.turns if turn.slot == voice_slot(voice)), None)

    def place_for(self, actor: Person, voice: Voice) -> Place | None:
        """Return as what somebody may speak for a function: whoever let its time pass may still."""
        turn = self.turn_of(voice)
        gone = [*([voice.passed_from_id] if voice.passed_from_id else []), *(turn.passed_on if turn else [])]
        never = {self.exception.requester_id}
        return self.places.capacity_of(actor, voice.function_id, passing_over=never, passed_on=gone)

    def follow_voices(self) -> None:
        """Let the status follow from the voices: it can be decided once all are heard. Nothing is saved here."""
        if self.exception.is_undecided:
            is_heard = all(voice.is_heard for voice in self.voices)
            self.exception.status = S.HEARD if is_heard else S.ASKED

    def settle(
        self,
        kind: str,
        *,
        actor: Person | None,
        subject: Any,
        done: Collection[str] = (),
        at: datetime | None = None,
        **data: Any,
    ) -> None:
        """Open and close its turns and write the one event of the action; turns in `done` were done, others not."""
        wants = wants_of(self.exception, self.voices, self.operations_id)
        wanted, open_slots = {want.slot for want in wants}, {turn.slot for turn in self.turns}
        ends = {slot: Turn.Outcome.DONE if slot in done else Turn.Outcome.NOT_NEEDED for slot in open_slots - wanted}
        data |= {"exception": self.exception.pk, "status": self.exception.status}
        if self.board is not None:
            for want in wants:
                if want.slot not in open_slots:
                    self.board.ask(want)
            for slot, outcome in ends.items():
                self.board.release(slot, outcome=outcome)
            settle(self.board, kind, actor=actor, subject=subject, at=at, **data)
        elif self.company is not None:
            settle_matter(
                self.exception, self.turns, wants, kind,
                chain=self.company, actor=actor, subject=subject, released=ends, at=at, **data,
            )  # fmt: skip

    def replan(self) -> None:
        """Find anew who holds its open turns, after somebody let the time of one pass."""
        if self.board is not None:
            replan(self.board)
        else:
            replan_matter(self.turns, self.exception)


def stand_on(exception_id: int) -> Ground:
    """Lock what an exception stands on and read it; raises ExceptionRequest.DoesNotExist."""
    launch_id = ExceptionRequest.objects.values_list("launch", flat=True).get(pk=exception_id)
    board, company = lock_for(launch_id)
    exception = ExceptionRequest.objects.select_related(*ALONG).get(pk=exception_id)
    voices = list(exception.voices.select_related("function", "statement"))
    if board is not None:
        exception.launch = board.launch
        return Ground(exception, voices, board, None, board.about(exception.subject))
    turns = Turn.objects.filter(subject=exception.subject, closed_at=None).select_related("person", "holder")
    return Ground(exception, voices, None, company, list(turns.order_by("pk")))


def read_ground(exception: ExceptionRequest) -> Ground:
    """Return the ground of an exception for a page, which changes nothing: two statements."""
    rows = exception.voices.select_related("function", "statement__person", "passed_from")
    voices = list(rows.prefetch_related("statements__person"))
    turns = Turn.objects.filter(subject=exception.subject, closed_at=None).prefetch_related("pauses")
    turns = turns.select_related("holder", "function", "person", "launch").order_by("pk")
    return Ground(exception, voices, None, None, list(turns))


def lock_for(launch_id: int | None) -> tuple[Board | None, Company | None]:
    """Lock a launch and read its board, or the company where there is no launch; raises Launch.DoesNotExist."""
    if launch_id is None:
        return None, lock_company()
    return Board.load(lock_launch(pk=launch_id)), None


def wants_of(exception: ExceptionRequest, voices: Iterable[Voice], operations_id: int | None) -> list[Want]:
    """Return the turns that an exception asks for now: its voices side by side, then the decision.

    Operations decides when no voice says no, else an executive.
    """
    if not exception.is_undecided:
        return []
    subject, asks = exception.subject, exception.requester
    unheard = [voice for voice in voices if not voice.is_heard]
    if unheard:
        return [
            Want(Turn.Kind.VOICE, voice_slot(voice), function_id=voice.function_id, subject=subject, asked_by=asks)
            for voice in unheard
        ]
    if operations_id is None or any(voice.is_against for voice in voices):
        return [Want(Turn.Kind.DECIDE, f"decide:{subject}:executive", subject=subject, asked_by=asks)]
    slot = f"decide:{subject}:operations"
    return [Want(Turn.Kind.DECIDE, slot, function_id=operations_id, subject=subject, asked_by=asks)]


def voice_slot(voice: Voice) -> str:
    """Return the slot of the turn in which a function is heard on an exception."""
    return f"voice:{ExceptionRequest._meta.model_name}:{voice.exception_id}:function:{voice.function_id}"
