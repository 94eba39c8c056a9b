"""Exceptions decided once all voices are heard, and ended by their expiry."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from launchgate.audit.record import words_digest
from launchgate.core import clock
from launchgate.core.each import act_on_each
from launchgate.core.once import use_once
from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.core.templatetags.launchgate import long_day
from launchgate.customers.actions.excepting import promise_excepted, promise_exception_ended
from launchgate.customers.models import Promise
from launchgate.launches.board import Board, lock_launch
from launchgate.launches.holders import is_asked_of
from launchgate.launches.models import Decision
from launchgate.launches.phrases import listed
from launchgate.launches.settle import settle
from launchgate.launches.words import checked_length, required_words
from launchgate.offerings.actions.asking import require_undecided
from launchgate.offerings.ground import Ground, stand_on
from launchgate.offerings.models import ExceptionRequest
from launchgate.offerings.news import tell_concerned
from launchgate.people.company import company_today
from launchgate.people.models import Person

S = ExceptionRequest.Status
ASK_DECLINE = "Say why it is declined."
LONGEST_WORDS, LONGEST = 4000, timedelta(days=3 * 366)


@transaction.atomic(durable=True)
def approve_exception(
    exception_id: int, expires_on: date, conditions: str = "", *, actor: Person, seen: int = 0, once: str = ""
) -> ExceptionRequest:
    """Approve an exception until a day, under conditions if there are any; it covers its promise, if it is for one.

    `seen` is the latest statement that was on the page. Raises Forbidden for whoever may not decide it, Conflict before
    all voices are heard or when one changed since, Invalid (`expires_on`) for a day that is over or too far away.
    """
    use_once(once)
    words = checked_length(conditions, "conditions", LONGEST_WORDS)
    ground = stand_on(exception_id)
    capacity = require_deciding(ground, actor)
    require_seen(ground, seen)
    check_expiry(expires_on)
    exception = ground.exception
    exception.expires_on, exception.conditions = expires_on, words
    _decide(ground, S.APPROVED, actor, capacity)
    if ground.board is not None and exception.promise_id is not None:
        promise_excepted(ground.board, exception.promise_id, exception.subject)
    ground.settle(
        "exception.approved",
        actor=actor,
        subject=exception,
        done=[turn.slot for turn in ground.turns],
        at=exception.decided_at,
        expires_on=expires_on.isoformat(),
        capacity=capacity,
        words=words_digest(words),
    )
    tell_concerned(exception, "exception.approved", actor)
    return exception


@transaction.atomic(durable=True)
def decline_exception(
    exception_id: int, reason: str, *, actor: Person, seen: int = 0, once: str = ""
) -> ExceptionRequest:
    """Decline an exception with a reason; whoever asked hears of it. `seen` is as in approving."""
    use_once(once)
    words = checked_length(required_words(reason, "reason", ASK_DECLINE), "reason", LONGEST_WORDS)
    ground = stand_on(exception_id)
    capacity = require_deciding(ground, actor)
    require_seen(ground, seen)
    exception = ground.exception
    exception.reason = words
    _decide(ground, S.DECLINED, actor, capacity)
    ground.settle(
        "exception.declined",
        actor=actor,
        subject=exception,
        done=[turn.slot for turn in ground.turns],
        at=exception.decided_at,
        capacity=capacity,
        words=words_digest(words),
    )
    tell_concerned(exception, "exception.declined", actor)
    return exception


def expire_exceptions() -> int:
    """End each approved exception whose last day is over; return how many there were. A repeated call finds none."""
    over = ExceptionRequest.objects.filter(status=S.APPROVED, expires_on__lt=company_today())
    return act_on_each(list(over.order_by("expires_on", "pk").values_list("pk")), expire_exception)


@transaction.atomic(durable=True)
def expire_exception(exception_id: int) -> bool:
    """End an approved exception whose last day is over, and tell whoever asked; say whether it was time.

    The promise that it covered falls back on its answer, or on nothing, and somebody is asked to back it: also while
    its launch is public, for it stays promised. Nobody does this: it follows from the date, in the company's zone.
    """
    ground = stand_on(exception_id)
    exception = ground.exception
    if exception.status != S.APPROVED or exception.expires_on is None or exception.expires_on >= company_today():
        return False
    exception.status, exception.ended_at = S.EXPIRED, clock.now()
    exception.save(update_fields=["status", "ended_at"])
    if ground.board is not None and exception.promise_id is not None:
        promise_exception_ended(ground.board, exception.promise_id, exception.subject)
    ground.settle("exception.expired", actor=None, subject=exception, at=exception.ended_at)
    tell_concerned(exception, "exception.expired", None)
    return True


def uncover_promises() -> int:
    """Let each promise fall back whose exception has ended and which still counts as covered; return how many did.

    Expiring does this by itself by now; promises of public launches were once left as they were. A repeated call finds
    none.
    """
    holds = ExceptionRequest.objects.filter(promise=OuterRef("pk"), status=S.APPROVED)
    bare = Promise.objects.filter(~Exists(holds), status=Promise.Status.EXCEPTED)
    return act_on_each(list(bare.order_by("pk").values_list("pk")), uncover_promise)


@transaction.atomic(durable=True)
def uncover_promise(promise_id: int) -> bool:
    """Let a promise fall back on its answer that no exception covers any more; say whether there was one to mend."""
    launch_id = Promise.objects.values_list("launch_id", flat=True).get(pk=promise_id)
    board = Board.load(lock_launch(pk=launch_id))
    if ExceptionRequest.objects.filter(promise=promise_id, status=S.APPROVED).exists():
        return False
    promise = Promise.objects.get(pk=promise_id)
    if promise.status != Promise.Status.EXCEPTED:
        return False
    promise = promise_exception_ended(board, promise_id, promise.exception)
    settle(board, "promise.uncovered", actor=None, subject=promise, status=promise.status)
    return True


def require_deciding(ground: Ground, actor: Person) -> str:
    """Return as what this person decides; raises the refusal when they may not, or when it cannot be decided now."""
    exception = ground.exception
    capacity = capacity_to_decide(ground, actor)
    if not capacity:
        raise refusal_to_decide(ground, actor)
    require_undecided(exception)
    if exception.status != S.HEARD:
        waiting = [voice.function.name for voice in ground.voices if not voice.is_heard]
        raise Conflict(f"All three voices are heard first. {listed(waiting)} still {_has(waiting)} to answer.")
    return capacity


def require_seen(ground: Ground, seen: int) -> None:
    """Raise Conflict where a voice changed since somebody looked; 0 says that nobody looked."""
    later = [voice.function.name for voice in ground.voices if voice.statement_id and voice.statement_id > seen]
    if seen and later:
        raise Conflict(f"{listed(later)} said something else while you were deciding. Look at it first.")


def capacity_to_decide(ground: Ground, actor: Person) -> str:
    """Return as what somebody may decide: for operations while no voice says no, as an executive otherwise; or ""."""
    if actor.pk == ground.exception.requester_id or not actor.is_active:
        return ""
    if ground.operations_id is not None and not is_contested(ground):
        never = {ground.exception.requester_id}
        gone = [person_id for turn in ground.turns for person_id in turn.passed_on]
        place = ground.places.capacity_of(actor, ground.operations_id, passing_over=never, passed_on=gone)
        return place.capacity if place else ""
    turns = [turn for turn in ground.turns if turn.function_id is None]
    is_asked = actor.is_executive or any(is_asked_of(actor, turn, ground.matter, ground.places) for turn in turns)
    return Decision.Capacity.EXECUTIVE if is_asked else ""


def is_contested(ground: Ground) -> bool:
    """Say whether a voice says no, so that an executive decides."""
    return any(voice.is_against for voice in ground.voices)


def refusal_to_decide(ground: Ground, actor: Person) -> Forbidden:
    """Return why this person does not decide an exception."""
    if actor.pk == ground.exception.requester_id:
        return Forbidden("You asked for it, so somebody else decides.")
    if is_contested(ground) or ground.operations_id is None:
        return Forbidden("A voice says no, so an executive decides.")
    return Forbidden("The head of operations decides when no voice says no.")


def check_expiry(day: date) -> None:
    """Raise Invalid for a last day that is over already, or too far away."""
    if day < company_today():
        raise Invalid("Choose a day that is not over.", field="expires_on")
    if day > company_today() + LONGEST:
        raise Invalid(f"{long_day(day)} is more than three years away. Make it a standard instead.", field="expires_on")


def _decide(ground: Ground, status: str, actor: Person, capacity: str) -> None:
    exception = ground.exception
    exception.status, exception.decided_by, exception.decided_at = status, actor, clock.now()
    exception.capacity = capacity
    exception.save(
        update_fields=["status", "decided_by", "decided_at", "capacity", "expires_on", "conditions", "reason"]
    )


def _has(names: list[str]) -> str:
    return "has" if len(names) == 1 else "have"
