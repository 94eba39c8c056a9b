"""What follows for promises and questions when answers change, or when a launch goes public or stops."""

from datetime import date

from launchgate.core import clock
from launchgate.customers.ledger import count_open, follow_answer, keep_day
from launchgate.customers.models import Promise, Question
from launchgate.launches.board import Board
from launchgate.launches.hooks import blocks_going_live, follows, follows_facts
from launchgate.launches.models import Item, Launch
from launchgate.launches.news import tell
from launchgate.launches.phrases import counted
from launchgate.people.models import Person

FOLLOWING = (*Promise.OPEN, Promise.Status.BACKED)
NAMED = 3


@follows_facts
def promises_follow(board: Board, item: Item, actor: Person) -> None:
    """Compare the promises that an answer backs with what it says now; one statement where there are none."""
    linked = Promise.objects.filter(item=item.pk, status__in=FOLLOWING).select_related("customer", "recorder")
    for promise in linked.order_by("pk"):
        promise.item, before = item, promise.status
        follow_answer(board, promise)
        if promise.is_open and promise.status != before:
            concerned = {promise.recorder_id, board.launch.owner_id} - {actor.pk}
            tell("promise.collides", board.launch, concerned, subject=promise, gate_id=item.gate_id)


@follows
def ends_follow(board: Board, kind: str, gates: dict[int, str], actor: Person | None) -> None:
    """Set the days on which promises are kept when a launch went public; end what is open when it was stopped."""
    launch = board.launch
    if launch.status == board.stood:
        return
    if launch.status == Launch.Status.LIVE:
        for promise in Promise.objects.filter(launch=launch, status__in=Promise.COVERED, keep_on=None):
            promise.keep_on = keep_day(promise, launch)
            promise.save(update_fields=["keep_on"])
    elif launch.status == Launch.Status.STOPPED:
        now = clock.now()
        standing = Promise.objects.filter(launch=launch, status__in=Promise.STANDING)
        standing.update(status=Promise.Status.ENDED, settled_at=now)
        Question.objects.filter(launch=launch, status=Question.Status.OPEN).update(
            status=Question.Status.ENDED, settled_at=now
        )
        count_open(board)


@blocks_going_live
def open_promises(launch: Launch) -> list[str]:
    """Say which promises keep a launch from the public; no statement is needed where its own count says none."""
    if not launch.open_promises:
        return []
    rows = Promise.objects.filter(launch=launch, status__in=Promise.OPEN).select_related("customer")
    customers = [promise.customer.name for promise in rows.order_by("pk")[:NAMED]]
    more = launch.open_promises - len(customers)
    names = ", ".join(customers) + (f" and {more} more" if more > 0 else "")
    is_one = launch.open_promises == 1
    return [
        f"{counted(launch.open_promises, 'promise')} to customers {'is' if is_one else 'are'} not backed, "
        f"or {'collides' if is_one else 'collide'} with an answer: {names}."
    ]


def days_to_keep(today: date) -> list[int]:
    """Return the promises on public launches whose day has come and about which nobody is asked yet, backed or not."""
    due = Promise.objects.filter(status__in=Promise.STANDING, keep_on__lte=today, launch__live_at__isnull=False)
    return list(due.filter(asked_at=None).order_by("pk").values_list("pk", flat=True))
