"""Celery tasks of the offerings room."""

from celery import shared_task

from launchgate.offerings.actions.deciding import expire_exceptions, uncover_promises
from launchgate.offerings.actions.voices import count_silent_voices, pass_silent_voices


@shared_task(name="offerings.follow_voices", ignore_result=True)
def follow_voices() -> None:
    """Let unanswered voices go to the deputy, then count as silent; a repeated or late call finds nothing to do."""
    pass_silent_voices()
    count_silent_voices()


@shared_task(name="offerings.expire_exceptions", ignore_result=True)
def end_exceptions() -> None:
    """End approved exceptions whose last day is over, and let no promise count as covered by one that has ended.

    A repeated or late call finds nothing to do.
    """
    expire_exceptions()
    uncover_promises()
