"""Reviews open by themselves: 30, 60 and 90 days after going public, on a working day of the owner."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Count, Q

from launchgate.core import clock
from launchgate.core.each import act_on_each
from launchgate.launches.board import Board, lock_launch
from launchgate.launches.models import Launch, Turn
from launchgate.launches.settle import settle
from launchgate.launches.wants import Want
from launchgate.people.calendar import WorkingCalendar, calendar_of
from launchgate.people.company import closures_along
from launchgate.reviews.models import Contribution, Review

# How long a review may take, in the owner's working days.
TAKES = 5
A_DAY = timedelta(days=1)


def open_due_reviews() -> int:
    """Open each review that is due, one action per launch and review; return how many there were.

    A repeated or late call, or a second worker at the same moment, finds nothing left to do; after an outage each
    review that fell due meanwhile is opened once.
    """
    now, public = clock.now(), Launch.objects.filter(status=Launch.Status.LIVE)
    missing = []
    for day in Review.DAYS:
        # No zone is more than a day ahead of UTC; when exactly it is due, the owner's calendar says.
        old = public.filter(live_at__lte=now - day * A_DAY + A_DAY)
        old = old.annotate(opened=Count("reviews", filter=Q(reviews__day=day))).filter(opened=0)
        missing += [(launch_id, day) for launch_id in old.order_by("pk").values_list("pk", flat=True)]
    return act_on_each(missing, open_review)


@transaction.atomic(durable=True)
def open_review(launch_id: int, day: int) -> Review | None:
    """Open a review and ask its owner for it, and each deciding function for its part; None where it is not due.

    Nobody does this: it follows from the day on which the launch went public.
    """
    board = Board.load(lock_launch(pk=launch_id))
    launch = board.launch
    if launch.status != Launch.Status.LIVE or Review.objects.filter(launch=launch, day=day).exists():
        return None
    calendar = calendar_of(launch.owner, closures_along(launch))
    due_on = review_day(launch, day, calendar)
    if clock.now() < _morning(due_on, calendar):
        return None
    planned_for = calendar.shift(_today(calendar), TAKES)
    review = Review.objects.create(launch=launch, day=day, planned_for=planned_for, opened_at=clock.now())
    asked = _ask(board, review)
    settle(
        board,
        "review.opened",
        actor=None,
        subject=review,
        at=review.opened_at,
        day=day,
        contributions=[contribution.pk for contribution in asked],
    )
    return review


def review_day(launch: Launch, day: int, calendar: WorkingCalendar) -> date:
    """Return the working day of its owner on which a public launch is reviewed for the first, second or third time."""
    assert launch.live_at is not None, "Only a public launch is reviewed."  # noqa: S101
    return calendar.shift(launch.live_at.astimezone(calendar.zone).date() + timedelta(days=day), 0)


def review_slot(review: Review) -> str:
    """Return the slot of the turn in which the owner reviews."""
    return f"review:review:{review.pk}"


def contribution_slot(contribution: Contribution) -> str:
    """Return the slot of the turn in which a function says what it would do differently."""
    return f"review:contribution:{contribution.pk}"


def _ask(board: Board, review: Review) -> list[Contribution]:
    functions = list(dict.fromkeys(decider.function_id for decider in board.all_deciders()))
    asked = Contribution.objects.bulk_create(
        Contribution(review=review, function_id=function_id) for function_id in functions
    )
    kind, day = Turn.Kind.REVIEW, review.planned_for
    board.ask(Want(kind, review_slot(review), subject=f"review:{review.pk}", planned_for=day))
    for part in asked:
        slot, subject = contribution_slot(part), f"contribution:{part.pk}"
        board.ask(Want(kind, slot, function_id=part.function_id, subject=subject, planned_for=day))
    return asked


def _today(calendar: WorkingCalendar) -> date:
    return clock.now().astimezone(calendar.zone).date()


def _morning(day: date, calendar: WorkingCalendar) -> datetime:
    return datetime.combine(day, calendar.hours.day_starts, calendar.zone)
