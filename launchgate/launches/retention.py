"""Retention: what need not be kept for ever after a launch is over is deleted by a nightly task."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from launchgate.audit.record import record
from launchgate.core import clock
from launchgate.launches.models import Launch
from launchgate.outbox.models import Message
from launchgate.people.company import lock_company

SETTLED = (Message.Status.SENT, Message.Status.DROPPED, Message.Status.FAILED)
TOGETHER = 100


def purge_finished() -> int:
    """Delete the messages of launches that ended so many days ago as the setting says, and return how many.

    Signatures, answers, proofs and the record stay. Nothing happens while the setting is 0.
    """
    if not settings.MESSAGE_RETENTION_DAYS:
        return 0
    before = clock.now() - timedelta(days=settings.MESSAGE_RETENTION_DAYS)
    ended = Launch.objects.filter(Q(live_at__lt=before) | Q(stopped_at__lt=before)).order_by("pk")
    ids = list(ended.values_list("pk", flat=True))
    return sum(_purge(ids[at : at + TOGETHER]) for at in range(0, len(ids), TOGETHER))


@transaction.atomic(durable=True)
def _purge(launches: list[int]) -> int:
    company = lock_company()
    found = Message.objects.filter(data__launch__in=launches, status__in=SETTLED)
    concerned = sorted(set(found.values_list("data__launch", flat=True)))
    deleted, _ = found.delete()
    if deleted:
        record("messages.purged", chain=company, actor=None, launches=concerned, messages=deleted)
    return deleted
