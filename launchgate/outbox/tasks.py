"""Celery tasks of the outbox."""

from celery import shared_task

from launchgate.core import heartbeats
from launchgate.outbox import delivery


@shared_task(name="outbox.deliver_messages", ignore_result=True)
def deliver_messages() -> None:
    """Run one delivery round; a repeated or late call finds nothing to do."""
    delivery.deliver_messages()
    heartbeats.beat_at_times(heartbeats.DELIVERY)
