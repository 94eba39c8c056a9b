"""The lock of the public launch: readers are asked again, and the sponsor waives it."""

from collections.abc import Collection

from django.db import transaction

from launchgate.audit.record import words_digest
from launchgate.briefings import rules
from launchgate.briefings.actions.write import board_of_briefing
from launchgate.briefings.models import Briefing, ReaderNudge, Reading
from launchgate.core import clock
from launchgate.core.once import use_once
from launchgate.core.refusals import Conflict
from launchgate.launches import transitions
from launchgate.launches.board import Board
from launchgate.launches.models import Launch
from launchgate.launches.rules import refusal_unless_sponsor
from launchgate.launches.settle import settle
from launchgate.launches.words import checked_length, required_words
from launchgate.outbox.queue import Queued, queue_messages
from launchgate.people.company import company_today
from launchgate.people.models import Person

ASK_WAIVE = "Say why the public may hear of it before enough colleagues have read it."


@transaction.atomic(durable=True)
def waive_lock(briefing_id: int, reason: str, *, actor: Person, once: str = "") -> Briefing:
    """Let the launch go public though too few have read a briefing, as the sponsor alone may; it shows for ever."""
    use_once(once)
    words = checked_length(required_words(reason, "reason", ASK_WAIVE), "reason", 2000)
    board, briefing = board_of_briefing(briefing_id)
    require_waiving(board, briefing, actor)
    briefing.waived_by, briefing.waived_at, briefing.waive_reason = actor, clock.now(), words
    briefing.save(update_fields=["waived_by", "waived_at", "waive_reason"])
    counted = Reading.objects.filter(briefing=briefing, out="")
    settle(
        board,
        "briefing.waived",
        actor=actor,
        subject=briefing,
        at=briefing.waived_at,
        read=counted.filter(is_read=True).count(),
        counted=counted.count(),
        share=briefing.share,
        reason=words_digest(words),
    )
    return briefing


def require_waiving(board: Board, briefing: Briefing, actor: Person) -> None:
    """Raise the refusal when this person cannot waive the lock of a briefing now."""
    if refusal := refusal_unless_sponsor(actor, board.launch, "waive this lock"):
        raise refusal
    transitions.require_launch(board.launch, "brief")
    rules.require_published(briefing)
    if briefing.waived_at is not None:
        raise Conflict("This lock is waived already.")
    if not briefing.share:
        raise Conflict("This briefing locks nothing, so there is nothing to waive.")


@transaction.atomic(durable=True)
def nudge_readers(
    briefing_id: int, *, actor: Person, reading_ids: Collection[int] | None = None, once: str = ""
) -> list[ReaderNudge]:
    """Ask those who have not read a briefing again, by a mail of its own, once a day each.

    Without `reading_ids`, all of them. Raises Conflict when there is nobody left to ask today.
    """
    use_once(once)
    board, briefing = board_of_briefing(briefing_id)
    readings = Reading.objects.filter(briefing=briefing).select_related("person").order_by("pk")
    chosen = list(readings if reading_ids is None else readings.filter(pk__in=reading_ids))
    require_nudging(board, briefing, [] if reading_ids is None else chosen, actor)
    today = company_today()
    asked = set(ReaderNudge.objects.filter(reading__in=chosen, nudged_on=today).values_list("reading_id", flat=True))
    ahead = [reading for reading in chosen if reading.is_asked and reading.pk not in asked]
    if not ahead:
        raise Conflict("Whoever has not read it was asked again today already. Ask once more tomorrow.")
    nudges = ReaderNudge.objects.bulk_create(
        ReaderNudge(reading=reading, nudged_by=actor, nudged_on=today) for reading in ahead
    )
    queue_messages([_mail_of(nudge, board.launch) for nudge in nudges])
    settle(board, "briefing.nudged", actor=actor, subject=briefing, readers=[reading.pk for reading in ahead])
    return nudges


def require_nudging(board: Board, briefing: Briefing, readings: Collection[Reading], actor: Person) -> None:
    """Raise the refusal when this person cannot ask these readers (none: all of them) again now."""
    launch = board.launch
    refusals = [rules.refusal_to_nudge(actor, reading, launch) for reading in readings]
    if refusal := next(filter(None, refusals or [rules.refusal_to_write(actor, launch, "ask readers again")]), None):
        raise refusal
    transitions.require_launch(launch, "acknowledge")
    rules.require_published(briefing)


def _mail_of(nudge: ReaderNudge, launch: Launch) -> Queued:
    return Queued(
        kind="briefing.nudged",
        person_id=nudge.reading.person_id,
        subject=nudge.reading.subject,
        once=f"nudged:{nudge.reading_id}:{nudge.nudged_on}",
        data={"launch": launch.pk, "nudge": nudge.pk},
    )
