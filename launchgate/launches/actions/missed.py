"""Conditions that were missed: the launch goes on hold by itself, and the sponsor may set a later date."""

from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef

from launchgate.audit.record import words_digest
from launchgate.core import clock
from launchgate.core.each import act_on_each
from launchgate.core.once import use_once
from launchgate.core.refusals import Conflict, Invalid
from launchgate.launches import rules, schedule, transitions
from launchgate.launches.actions.conditions import board_and_condition
from launchgate.launches.actions.submit import checked_due
from launchgate.launches.board import Board
from launchgate.launches.models import Condition, Hold, Launch, Turn
from launchgate.launches.places import stand_in_for_sponsor
from launchgate.launches.settle import settle
from launchgate.launches.words import checked_length, required_words
from launchgate.people.calendar import calendar_of
from launchgate.people.company import closures_along
from launchgate.people.models import Person

ASK_EXTEND = "Say why it may take longer."
LONGEST_REASON = 2000


def hold_for_missed_conditions() -> int:
    """Put each running launch with a missed condition on hold, one action per condition; return how many there were.

    A repeated or late call, or a second worker at the same moment, finds nothing left to do.
    """
    asked = Turn.objects.filter(condition=OuterRef("pk"), kind=Turn.Kind.CLEAR, closed_at=None)
    missed = (
        Condition.objects.filter(status=Condition.Status.OPEN, gate__launch__status__in=Launch.RUNNING)
        # No zone is more than a day ahead of UTC; when exactly the day is over, the turn says.
        .filter(Exists(asked.filter(due_at__lte=clock.now())), due_on__lte=clock.now().date())
        .exclude(Exists(Hold.objects.filter(condition=OuterRef("pk"), closed_at=None)))
    )
    return act_on_each(list(missed.order_by("due_on", "pk").values_list("pk")), hold_for_condition)


@transaction.atomic(durable=True)
def hold_for_condition(condition_id: int) -> Hold | None:
    """Put a launch on hold because a condition was not reported as done by its date, and ask the sponsor about it.

    Nobody does this: it follows from the date, in the working calendar of the condition's owner. Return None when that
    is not so, or no longer.
    """
    board, condition = board_and_condition(condition_id)
    if not is_missed(board, condition) or board.is_held_by(condition):
        return None
    hold = Hold.objects.create(launch=board.launch, condition=condition, opened_at=clock.now())
    board.holds.append(hold)
    settle(
        board,
        "launch.held",
        actor=None,
        subject=hold,
        gate=condition.gate_id,
        condition=condition.pk,
        due_on=condition.due_on.isoformat(),
        reason=words_digest(hold.reason),
    )
    return hold


def is_missed(board: Board, condition: Condition) -> bool:
    """Say whether a condition's date is over and nobody has said that it is met; one to be confirmed is not missed."""
    is_asked = board.launch.status in Launch.RUNNING and condition.status == Condition.Status.OPEN
    return is_asked and _is_over(board, condition, condition.due_on)


def _is_over(board: Board, condition: Condition, day: date) -> bool:
    """Say whether a day is over for whoever sees to a condition."""
    calendar = calendar_of(condition.owner, closures_along(board.launch))
    return schedule.over_at(day, calendar) <= clock.now()


@transaction.atomic(durable=True)
def extend_condition(condition_id: int, due_on: date, reason: str, *, actor: Person, once: str = "") -> Condition:
    """Give a missed condition a later date, as the sponsor may; its hold ends, and its owner is asked anew.

    Where it was reported as done meanwhile, it still waits to be confirmed, and holds nothing any more. Raises Invalid
    for a day that is over for the condition's owner, or after the target date.
    """
    use_once(once)
    words = checked_length(required_words(reason, "reason", ASK_EXTEND), "reason", LONGEST_REASON)
    board, condition = board_and_condition(condition_id)
    hold = require_extending(board, condition, actor)
    checked_due(board.launch, due_on, "due_on")
    if _is_over(board, condition, due_on):
        raise Invalid(f"That day is already over for {condition.owner}.", field="due_on")
    before, condition.due_on = condition.due_on, due_on
    condition.save(update_fields=["due_on"])
    hold.closed_at, hold.closed_by, hold.end_reason = clock.now(), actor, words
    hold.save(update_fields=["closed_at", "closed_by", "end_reason"])
    settle(
        board,
        "condition.extended",
        actor=actor,
        subject=hold,
        gate=condition.gate_id,
        condition=condition.pk,
        before=before.isoformat(),
        after=due_on.isoformat(),
        reason=words_digest(words),
    )
    return condition


def require_extending(board: Board, condition: Condition, actor: Person) -> Hold:
    """Return the hold that extending this condition ends; raises the refusal when this person cannot extend it now."""
    launch = board.launch
    if refusal := rules.refusal_to_extend(actor, launch, stand_in_for_sponsor(launch, condition.gate.kind).pk):
        raise refusal
    transitions.require_launch(launch, "extend")
    for hold in board.open_holds():
        if hold.condition_id == condition.pk:
            return hold
    raise Conflict("This condition was not missed, so it keeps its date.")
