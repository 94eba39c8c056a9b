"""What exceptions say to launches: an undecided one blocks the public, and one whose launch stops ends with it."""

from launchgate.core import clock
from launchgate.launches.board import Board
from launchgate.launches.hooks import blocks_going_live, follows
from launchgate.launches.models import Launch
from launchgate.offerings.about import title_of
from launchgate.offerings.models import ExceptionRequest
from launchgate.people.models import Person


@blocks_going_live
def undecided(launch: Launch) -> list[str]:
    """Return a sentence for each exception of a launch that is not decided."""
    rows = ExceptionRequest.objects.filter(launch=launch, status__in=ExceptionRequest.UNDECIDED).order_by("pk")
    return [f"The exception {title_of(row)} is not decided." for row in rows]


@follows
def end_with_launch(board: Board, kind: str, gates: dict[int, str], actor: Person | None) -> None:
    """End the undecided exceptions of a launch that stops; those that are decided stay as they are."""
    if board.launch.status == Launch.Status.STOPPED:
        rows = ExceptionRequest.objects.filter(launch=board.launch, status__in=ExceptionRequest.UNDECIDED)
        rows.update(status=ExceptionRequest.Status.STOPPED, ended_at=board.launch.stopped_at or clock.now())
