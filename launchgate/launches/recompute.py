"""Recomputing what is cached on turns: holder, due moment, ladder. Run when places or calendars change, and nightly."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from launchgate.launches.board import Board, lock_launch
from launchgate.launches.models import Decision, Launch, Step, Turn
from launchgate.launches.settle import PLANNED, plan_turn, requests
from launchgate.outbox.queue import queue_messages
from launchgate.people.day_changes import absences_to_follow, mark_followed, with_those_stood_in_for

CACHED = ["holder_id", "capacity", "due_at", "next_at"]


def replan(board: Board) -> int:
    """Recompute the open turns of a locked launch and return how many changed; changes nothing when nothing changed.

    A turn that moves to another holder asks that person anew.
    """
    _hold_steps(board.turns)
    known = _steps_ahead(board.turns)
    changed, moved, steps = [], [], []
    for turn in board.turns:
        before = [getattr(turn, name) for name in CACHED]
        ahead = plan_turn(turn, board.launch, board.places)
        rows = [(step.number, step.kind, step.at, step.person_id) for step in ahead]
        if before == [getattr(turn, name) for name in CACHED] and rows == known.get(turn.pk, []):
            continue
        changed.append(turn)
        steps += ahead
        if turn.holder_id != before[0]:
            moved.append(turn)
    if changed:
        for turn in changed:
            Step.objects.filter(turn=turn, number__gt=turn.step).delete()
        Step.objects.bulk_create(steps)
        Turn.objects.bulk_update(changed, PLANNED)
        queue_messages(requests(board.launch, moved, None))
    return len(changed)


def _hold_steps(turns: list[Turn]) -> None:
    """Lock the rows of turns, which a sweep locks too, and read how far it has taken their ladders meanwhile."""
    steps = dict(
        Turn.objects.select_for_update(no_key=True)
        .filter(pk__in=[turn.pk for turn in turns])
        .order_by("pk")
        .values_list("pk", "step")
    )
    for turn in turns:
        turn.step = steps[turn.pk]


def _steps_ahead(turns: list[Turn]) -> dict[int, list[tuple]]:
    taken = {turn.pk: turn.step for turn in turns}
    rows: dict[int, list[tuple]] = {}
    for step in Step.objects.filter(turn__in=turns).order_by("turn", "number"):
        if step.number > taken[step.turn_id]:
            rows.setdefault(step.turn_id, []).append((step.number, step.kind, step.at, step.person_id))
    return rows


@transaction.atomic(durable=True)
def recompute_launch(launch_id: int) -> int:
    """Recompute the turns of one launch under its lock, and return how many changed. The state does not change."""
    return replan(Board.load(lock_launch(pk=launch_id)))


def recompute_running(launch_ids: Iterable[int] | None = None) -> int:
    """Recompute all running launches (or these), one transaction each, and return how many turns changed."""
    running = Launch.objects.filter(status__in=Launch.RUNNING)
    if launch_ids is not None:
        running = running.filter(pk__in=launch_ids)
    return sum(recompute_launch(pk) for pk in running.order_by("pk").values_list("pk", flat=True))


def after_places_changed(person_ids: frozenset[int], function_ids: frozenset[int]) -> None:
    """Recompute the launches on which these people or functions hold a turn, stand in, own or sponsor.

    With them, everybody for whom they stand in: where a delegate comes or goes, a turn of the absent moves.
    """
    people = with_those_stood_in_for(person_ids)
    turns = Turn.objects.filter(closed_at=None).filter(
        Q(holder__in=people)
        | Q(person__in=people)
        | Q(function__in=function_ids)
        | Q(function__seats__person__in=people)
        | Q(function__merged_into__isnull=False)
        | Q(launch__owner__in=people)
        | Q(launch__sponsor__in=people)
        | Q(holder=None)
        | Q(capacity=Decision.Capacity.EXECUTIVE)
    )
    recompute_running(turns.values_list("launch_id", flat=True).distinct())


def follow_absences() -> int:
    """Move turns away from people whose absence began and back to those whose absence ended, by their own days.

    Returns how many absences were followed. Each is marked after its launches were recomputed, so that a run that dies
    is made good by the next; a second run finds nothing to do.
    """
    absences = absences_to_follow()
    for absence in absences:
        stands_in = [absence.delegate_id] if absence.delegate_id else []
        after_places_changed(frozenset([absence.person_id, *stands_in]), frozenset())
        mark_followed(absence)
    return len(absences)
