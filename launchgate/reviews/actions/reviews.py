"""A review: values are read, what was signed is compared, functions have their say, and it is closed."""

from decimal import Decimal
from typing import Any

from django.db import transaction

from launchgate.audit.record import words_digest
from launchgate.core import clock
from launchgate.core.once import use_once
from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.launches import rules, transitions
from launchgate.launches.board import Board, lock_launch
from launchgate.launches.models import Launch, Turn
from launchgate.launches.phrases import listed
from launchgate.launches.places import Places
from launchgate.launches.proofs import value_digest
from launchgate.launches.settle import settle
from launchgate.launches.values import clean_value
from launchgate.launches.words import checked_length, one_line, required_words
from launchgate.people.models import Person
from launchgate.reviews.actions.opening import contribution_slot, review_slot
from launchgate.reviews.actions.targets import check_scale
from launchgate.reviews.facts import reviewed_items
from launchgate.reviews.models import Contribution, Outcome, Review, Target, TargetValue
from launchgate.reviews.numbers import checked_number, plain

ASK_VALUE_SOURCE = "Say where this value was read."
ASK_ACTUAL = "Say what it really was."
ASK_CONTRIBUTION = "Say what you would do differently, or that you would do it all the same again."
ASK_LEARNED = "Say in a few words what was learned. It is what the next launch begins with."
ASK_END = "Say why no further review is needed."
LONGEST_REASON = 2000


@transaction.atomic(durable=True)
def read_target(
    review_id: int, target_id: int, value: Decimal, source: str, *, actor: Person, once: str = ""
) -> TargetValue:
    """Write down the value of a target at a review; a later value takes the place of an earlier one."""
    use_once(once)
    board, review = _board_and_review(review_id, actor)
    words = one_line(source, "source", 300)
    if not words:
        raise Invalid(ASK_VALUE_SOURCE, field="source")
    value = checked_number(value, "value")
    target = Target.objects.filter(launch=board.launch, ended_at=None, pk=target_id).first()
    if target is None:
        raise Conflict("This is not a target of the launch.")
    check_scale(target.kind, target.unit, value, "value")
    now = clock.now()
    TargetValue.objects.filter(review=review, target=target, ended_at=None).update(ended_at=now)
    reading = TargetValue.objects.create(
        review=review, target=target, value=value, source=words, author=actor, read_at=now
    )
    settle(
        board,
        "target.read",
        actor=actor,
        subject=reading,
        at=now,
        review=review.pk,
        target=target.pk,
        value=plain(value),
        digest=words_digest(words),
    )
    return reading


@transaction.atomic(durable=True)
def find_outcome(review_id: int, item_id: int, actual: Any, *, is_held: bool, actor: Person, once: str = "") -> Outcome:
    """Set what really was beside a fact that was signed, and say whether it held.

    What it was is given as an answer to the item is; a later finding takes the place of an earlier one.
    """
    use_once(once)
    board, review = _board_and_review(review_id, actor)
    item = reviewed_items(board.launch).filter(pk=item_id).first()
    if item is None:
        raise Conflict("This is no fact that was signed.")
    value = clean_value(item, actual)
    if value is None:
        raise Invalid(ASK_ACTUAL, field="actual")
    now = clock.now()
    Outcome.objects.filter(review=review, item=item, ended_at=None).update(ended_at=now)
    outcome = Outcome.objects.create(
        review=review, item=item, actual=value, is_held=is_held, author=actor, found_at=now
    )
    settle(
        board,
        "outcome.found",
        actor=actor,
        subject=outcome,
        at=now,
        gate=item.gate_id,
        review=review.pk,
        item=item.pk,
        held=is_held,
        digest=value_digest(value),
    )
    return outcome


@transaction.atomic(durable=True)
def contribute(contribution_id: int, text: str, *, actor: Person, once: str = "") -> Contribution:
    """Say for a function what it would do differently; its turn ends with that."""
    use_once(once)
    words = required_words(text, "text", ASK_CONTRIBUTION)
    launch_id = Contribution.objects.values_list("review__launch_id", flat=True).get(pk=contribution_id)
    board = Board.load(lock_launch(pk=launch_id))
    part = Contribution.objects.select_related("review", "function").get(pk=contribution_id)
    if refusal := refusal_to_contribute(actor, part, board.launch):
        raise refusal
    require_open(part.review, board.launch)
    if part.written_at is not None:
        raise Conflict(f"{part.function} has said it already.")
    part.text, part.author, part.written_at = words, actor, clock.now()
    part.save(update_fields=["text", "author", "written_at"])
    board.release(contribution_slot(part))
    settle(
        board,
        "contribution.written",
        actor=actor,
        subject=part,
        at=part.written_at,
        review=part.review_id,
        function=part.function_id,
        digest=words_digest(words),
    )
    return part


@transaction.atomic(durable=True)
def close_review(review_id: int, learned: str, *, actor: Person, end_reason: str = "", once: str = "") -> Review:
    """Close a review once every target was read; functions that said nothing are asked no more.

    The third one makes the launch reviewed, and so does an earlier one with a reason why no further review is needed.
    """
    use_once(once)
    words = required_words(learned, "learned", ASK_LEARNED)
    reason = checked_length(end_reason, "end_reason", LONGEST_REASON)
    board, review = _board_and_review(review_id, actor)
    launch = board.launch
    require_all_read(review)
    is_last = review.day == Review.DAYS[-1] or bool(reason)
    others = Review.objects.filter(launch=launch, closed_at=None).exclude(pk=review.pk)
    if is_last and (open_days := list(others.values_list("day", flat=True))):
        raise Conflict(f"The {open_days[0]}-day review is still open. Close that one first.")
    review.learned, review.end_reason = words, reason
    review.closed_by, review.closed_at = actor, clock.now()
    review.save(update_fields=["learned", "end_reason", "closed_by", "closed_at"])
    unsaid = Contribution.objects.filter(review=review, written_at=None)
    board.release(*map(contribution_slot, unsaid), outcome=Turn.Outcome.NOT_NEEDED)
    board.release(review_slot(review))
    if is_last:
        launch.status = Launch.Status.REVIEWED
    settle(
        board,
        "review.closed",
        actor=actor,
        subject=review,
        at=review.closed_at,
        saves=("status",) if is_last else (),
        day=review.day,
        last=is_last,
        digest=review_digest(review),
    )
    return review


def review_digest(review: Review) -> str:
    """Return the digest by which an event proves the words of a closed review."""
    return words_digest(review.learned, review.end_reason)


def require_all_read(review: Review) -> None:
    """Raise Conflict naming the targets that were not read yet."""
    targets = Target.objects.filter(launch=review.launch_id, ended_at=None)
    unread = targets.exclude(readings__in=TargetValue.objects.filter(review=review, ended_at=None))
    if names := list(unread.order_by("pk").values_list("name", flat=True)):
        raise Conflict(f"{listed(names)} {'was' if len(names) == 1 else 'were'} not read yet. Enter what it came to.")


def refusal_to_contribute(actor: Person, part: Contribution, launch: Launch) -> Forbidden | None:
    """Refuse unless this person acts for the function: head, deputy, delegate, or whoever stands in."""
    if Places(launch, [part.function_id]).capacity_of(actor, part.function_id):
        return None
    return Forbidden(f"Only the head of {part.function}, a deputy or who stands in can say this.")


def refusal_to_review(actor: Person, launch: Launch) -> Forbidden | None:
    """Refuse unless the owner or the sponsor reviews."""
    return rules.refusal_unless_owner_or_sponsor(actor, launch, "review it")


def require_open(review: Review, launch: Launch) -> None:
    """Raise Conflict unless the review is still open."""
    transitions.require_launch(launch, "review")
    if review.closed_at is not None:
        raise Conflict(f"The {review} is closed already.")


def _board_and_review(review_id: int, actor: Person) -> tuple[Board, Review]:
    launch_id = Review.objects.values_list("launch_id", flat=True).get(pk=review_id)
    board = Board.load(lock_launch(pk=launch_id))
    review = Review.objects.get(pk=review_id)
    if refusal := refusal_to_review(actor, board.launch):
        raise refusal
    require_open(review, board.launch)
    return board, review
