"""Recomputing what is cached on turns: holder, due moment, ladder. Run when places or calendars change, and nightly."""

from collections.abc import Callable, Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, prefetch_related_objects

from launchgate.core.each import act_on_each
from launchgate.launches.about import Matter, read_about
from launchgate.launches.board import Board, lock_launch
from launchgate.launches.courts import PLANNED, plan_turn, requests
from launchgate.launches.models import Decision, Launch, Step, Turn
from launchgate.launches.places import Places
from launchgate.outbox.queue import queue_messages
from launchgate.people.company import lock_company
from launchgate.people.day_changes import absences_to_follow, mark_followed, with_those_stood_in_for
from launchgate.people.hooks import follow_places

CACHED = ["holder_id", "capacity", "due_at", "next_at"]


def replan(board: Board) -> int:
    """Recompute the open turns of a locked launch and return how many changed; changes nothing when nothing changed.

    A turn that moves to another holder asks that person anew.
    """
    return _replan(board.turns, board.launch, lambda turn: plan_turn(turn, board.launch, board.places))


def _replan(turns: list[Turn], launch: Launch | None, plan: Callable[[Turn], list[Step]]) -> int:
    read_about(turns)
    prefetch_related_objects(turns, "person", "pauses")
    _hold_steps(turns)
    known = _steps_ahead(turns)
    changed, moved, steps = [], [], []
    for turn in turns:
        before = [getattr(turn, name) for name in CACHED]
        ahead = plan(turn)
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
        queue_messages(requests(launch, moved, None))
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


@transaction.atomic(durable=True)
def recompute_unlaunched() -> int:
    """Recompute the turns of matters of no single launch, and return how many changed."""
    if not Turn.objects.filter(launch=None, closed_at=None).exists():
        return 0
    lock_company()
    turns = list(Turn.objects.filter(launch=None, closed_at=None).select_related("person", "holder").order_by("pk"))
    places: dict[str, Places] = {}

    def plan(turn: Turn) -> list[Step]:
        matter = turn.matter
        known = places.setdefault(turn.subject, Places(matter, ()))
        return plan_turn(turn, matter, known)

    return _replan(turns, None, plan)


def replan_matter(turns: list[Turn], matter: Matter) -> int:
    """Recompute the open turns of one matter of no launch, under the company's lock; return how many changed."""
    places = Places(matter, ())
    return _replan(turns, None, lambda turn: plan_turn(turn, matter, places))


def recompute_running(launch_ids: Iterable[int | None] | None = None) -> int:
    """Recompute whatever has open turns (or these launches, None for what is of none); return how many turns changed.

    One transaction each.
    """
    open_turns = Turn.objects.filter(launch=OuterRef("pk"), closed_at=None)
    running = Launch.objects.filter(Q(status__in=Launch.RUNNING) | Exists(open_turns))
    chosen = None if launch_ids is None else set(launch_ids)
    if chosen is not None:
        running = running.filter(pk__in=[pk for pk in chosen if pk is not None])
    changed = act_on_each(running.order_by("pk").values_list("pk"), recompute_launch)
    return changed + (recompute_unlaunched() if chosen is None or None in chosen else 0)


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
        | Q(launch=None)
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
        follow_places([absence.person_id, *stands_in])
        mark_followed(absence)
    return len(absences)
