"""Celery tasks of core."""

from celery import shared_task

from launchgate.core import heartbeats


@shared_task(name="core.beat_heartbeat", ignore_result=True)
def beat_heartbeat() -> None:
    """Write down that beat sends and a worker receives: this task is both at once."""
    heartbeats.beat(heartbeats.BEAT)
