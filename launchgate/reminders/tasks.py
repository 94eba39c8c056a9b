"""Celery tasks of the reminders."""

from celery import shared_task

from launchgate.core import heartbeats
from launchgate.reminders import sweep


@shared_task(name="reminders.sweep", ignore_result=True)
def sweep_reminders() -> None:
    """Write the reminders that are due; a repeated or late call finds nothing to do."""
    sweep.sweep_reminders()
    heartbeats.beat(heartbeats.SWEEP)
