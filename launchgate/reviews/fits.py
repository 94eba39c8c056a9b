"""Lessons that fit a launch are put before its owner when it opens, and have to be looked at first."""

from collections.abc import Iterable

from launchgate.launches.board import Board
from launchgate.launches.hooks import blocks_submit, follows
from launchgate.launches.models import Gate, Launch, Turn
from launchgate.launches.phrases import counted
from launchgate.launches.wants import Want
from launchgate.offerings.hooks import follows_choice
from launchgate.offerings.opening import NAME as OFFERING
from launchgate.people.models import Person
from launchgate.reviews.actions.lessons import lessons_slot
from launchgate.reviews.matching import fitting_lessons, lessons_of_offering
from launchgate.reviews.models import Fit, Lesson


@follows
def put_before_the_owner(board: Board, kind: str, gates: dict[int, str], actor: Person | None) -> None:
    """Keep the lessons that fit a launch that opens, and ask its owner to look; nobody asks once it is public."""
    launch = board.launch
    if kind == "launch.went_live" and any(turn.slot == lessons_slot(launch) for turn in board.turns):
        board.release(lessons_slot(launch), outcome=Turn.Outcome.NOT_NEEDED)
    if kind == "launch.opened":
        words = f"{launch.name} {launch.summary} {launch.audience}"
        _ask_to_look(board, fitting_lessons(words, launch.owner, board.facts.get(OFFERING)))


@follows_choice
def put_those_of_the_offering_too(board: Board, offering_id: int) -> None:
    """Put the lessons of other launches with the same offering before an owner who says only later what it is."""
    launch = board.launch
    known = set(Fit.objects.filter(launch=launch).values_list("lesson", flat=True))
    lessons = lessons_of_offering(offering_id, launch.owner)
    _ask_to_look(board, [row for row in lessons if row.launch_id != launch.pk and row.pk not in known])


def _ask_to_look(board: Board, lessons: Iterable[Lesson]) -> None:
    fits = Fit.objects.bulk_create(Fit(launch=board.launch, lesson=lesson) for lesson in lessons)
    if fits:
        slot, subject = lessons_slot(board.launch), f"lessons:{board.launch.pk}"
        board.ask(Want(Turn.Kind.ACKNOWLEDGE, slot, subject=subject))


@blocks_submit
def unread_lessons(gate: Gate) -> list[str]:
    """Return why the first gate may not be submitted yet: a lesson that fits was not looked at."""
    count = Fit.objects.filter(launch=gate.launch_id, looked_at=None).count()
    if not count or Gate.objects.filter(launch=gate.launch_id, order__lt=gate.order).exists():
        return []
    words = counted(count, "lesson")
    return [f"{words} of earlier launches {'fits' if count == 1 else 'fit'} this one and must be looked at first."]


def unread_launches() -> set[int]:
    """Return the running launches with a lesson that nobody has looked at."""
    unread = Fit.objects.filter(looked_at=None, launch__status__in=Launch.RUNNING).order_by()
    return set(unread.values_list("launch_id", flat=True))
