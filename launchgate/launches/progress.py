"""Progress: what the holder's side does on a gate puts the next reminder off, once for each step.

So does what a holder asks about a turn on no gate.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q

from launchgate.launches import schedule
from launchgate.launches.about import Matter
from launchgate.launches.board import Board
from launchgate.launches.courts import plan_turn
from launchgate.launches.holders import passing_over, policy_of
from launchgate.launches.models import Gate, Pause, Step, Turn
from launchgate.launches.places import Places
from launchgate.people.calendar import calendar_of
from launchgate.people.company import closures_along
from launchgate.people.models import Person, Seat
from launchgate.playbooks.policies import rungs

MOVED = ["progress_at", "progress_step", "delay_days", "due_at", "next_at"]


def note_progress(board: Board, gate: Gate, actor: Person, moment: datetime) -> None:
    """Say that the actor did something on a gate: turns on it that run and are of their side moved on at a moment.

    So do those about its conditions. The next step of such a turn comes when the policy's spacing has passed after it,
    all later ones are put off by as many working days, and its time without progress begins anew. A step is put off
    once. Whoever may not act on a turn (who owns the launch or submitted the gate, where it is to be signed) is not of
    its side. Call it after `settle`, under the launch's lock; one statement where no turn is concerned, five otherwise
    at most.
    """
    turns = _of_side(board, gate, actor, moment)
    if not turns:
        return
    _move_on(turns, board.launch, board.places, moment)


def note_question(turn: Turn, matter: Matter, places: Places, moment: datetime) -> None:
    """Say that a turn's holder asked something about it, which is progress too. Call it after settling."""
    running = Turn.objects.select_for_update(no_key=True).filter(pk=turn.pk, closed_at=None, paused_at=None)
    step = running.values_list("step", flat=True).first()
    if step is not None:
        turn.step = step
        _move_on([(turn, list(turn.pauses.all()))], matter, places, moment)


def _move_on(turns: list[tuple[Turn, list[Pause]]], matter: Matter, places: Places, moment: datetime) -> None:
    moved, steps = [], []
    for turn, pauses in turns:
        holder_id = turn.holder_id
        ahead = plan_turn(turn, matter, places, pauses)
        if turn.holder is None or turn.holder_id != holder_id:
            # It is somebody else's by now: whoever recomputes it moves it and asks them.
            continue
        turn.progress_at = moment
        if ahead and turn.progress_step != ahead[0].number:
            _put_off(turn, turn.holder, ahead[0], pauses, moment)
        moved.append(turn)
        steps += plan_turn(turn, matter, places, pauses)
    Turn.objects.bulk_update(moved, MOVED)
    Step.objects.bulk_create(
        steps, update_conflicts=True, unique_fields=["turn", "number"], update_fields=["kind", "at", "person"]
    )


def _of_side(board: Board, gate: Gate, actor: Person, moment: datetime) -> list[tuple[Turn, list[Pause]]]:
    """Return the running turns of a gate on whose side somebody is, with their pauses; locked against a sweep."""
    seats = Seat.objects.filter(person=actor, ended_at=None, function=OuterRef("function"))
    rows = (
        Turn.objects.select_for_update(of=("self",), no_key=True)
        .filter(launch=board.launch, closed_at=None, paused_at=None, opened_at__lt=moment, holder__isnull=False)
        .filter(Q(gate=gate) | Q(condition__gate=gate))
        .filter(Q(holder=actor) | Exists(seats))
        .annotate(paused_from=F("pauses__started_at"), paused_to=F("pauses__ended_at"))
        .order_by("pk")
    )
    on_board = {turn.pk: turn for turn in board.turns}
    steps: dict[int, int] = {}
    pauses: dict[int, list[Pause]] = defaultdict(list)
    for row in rows:
        steps[row.pk] = row.step
        if row.paused_from:
            pauses[row.pk].append(Pause(started_at=row.paused_from, ended_at=row.paused_to))
    found = []
    for turn_id, step in steps.items():
        turn = on_board[turn_id]
        turn.step = step
        if turn.kind != Turn.Kind.SIGN or actor.pk not in passing_over(gate, board.launch):
            found.append((turn, pauses[turn_id]))
    return found


def _put_off(turn: Turn, holder: Person, following: Step, pauses: Iterable[Pause], moment: datetime) -> None:
    """Add to what delays a turn, so that its next step comes when the spacing has passed after its progress."""
    policy = policy_of(turn)
    planned = next(rung.days for rung in rungs(policy) if rung.number == following.number)
    calendar = calendar_of(holder, closures_along(turn.launch))
    run = schedule.ladder_days(turn, policy, calendar, until=moment, pauses=pauses)
    days = run + policy.spacing_days - (planned + turn.delay_days)
    if days > 0:
        turn.delay_days, turn.progress_step = turn.delay_days + days, following.number
