"""Celery tasks of core."""

from celery import shared_task

from launchgate.core import heartbeats, once


@shared_task(name="core.beat_heartbeat", ignore_result=True)
def beat_heartbeat() -> None:
    """Write down that beat sends and a worker receives: this task is both at once."""
    heartbeats.beat(heartbeats.BEAT)


@shared_task(name="core.forget_old_keys", ignore_result=True)
def forget_old_keys() -> None:
    """Forget every night which forms were sent long ago, so that their keys do not pile up."""
    once.forget_old_keys()
