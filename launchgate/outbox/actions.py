"""What administrators do with messages that did not leave."""

from collections.abc import Collection

from django.db import transaction

from launchgate.audit.record import record
from launchgate.core import clock
from launchgate.core.once import use_once
from launchgate.core.refusals import Conflict, Forbidden
from launchgate.outbox.models import Message
from launchgate.outbox.wake import wake
from launchgate.people.company import lock_company
from launchgate.people.models import Person


@transaction.atomic(durable=True)
def retry_messages(message_ids: Collection[int], *, actor: Person, once: str = "") -> int:
    """Queue failed messages once more, with all their attempts before them, and return how many there were.

    What they say is made anew when they are sent. Raises Forbidden for anybody but an administrator, Conflict when none
    of the messages has failed.
    """
    use_once(once)
    company = lock_company()
    if not actor.is_administrator:
        raise Forbidden("Only administrators may try a message again.")
    failed = Message.objects.filter(pk__in=message_ids, status=Message.Status.FAILED).order_by("pk")
    retried = list(failed.select_for_update().values_list("pk", flat=True))
    if not retried:
        raise Conflict("None of these messages has failed, so there is nothing to try again.")
    Message.objects.filter(pk__in=retried).update(
        status=Message.Status.QUEUED, not_before=clock.now(), attempts=0, claimed_at=None, settled_at=None
    )
    record("messages.retried", chain=company, actor=actor, messages=retried)
    transaction.on_commit(wake)
    return len(retried)
