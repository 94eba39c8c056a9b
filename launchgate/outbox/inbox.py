"""The inbox: the messages that were sent to a person, and which of them the person has put aside as read.

Reading is the reader's own bookkeeping: it changes nothing for anybody else, so it leaves no event behind.
"""

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404

from launchgate.core import clock
from launchgate.outbox.models import Message
from launchgate.people.models import Person


def messages_of(person: Person) -> QuerySet[Message]:
    """Return the messages that were sent to a person."""
    return Message.objects.filter(person=person, status=Message.Status.SENT)


def unread_count(person: Person) -> int:
    """Return how many messages sent to a person are not read; one statement on a partial index."""
    return messages_of(person).filter(read_at=None).count()


def newest_id(person: Person) -> int:
    """Return the id of the newest message sent to a person, 0 when there is none."""
    return messages_of(person).order_by("-pk").values_list("pk", flat=True).first() or 0


@transaction.atomic(durable=True)
def mark_read(message_id: int, *, reader: Person) -> None:
    """Mark one message of the reader as read; again is no change. Raises Http404 for a message of somebody else."""
    mine = messages_of(reader).filter(pk=message_id)
    if not mine.filter(read_at=None).update(read_at=clock.now()) and not mine.exists():
        raise Http404("There is no such message among yours.")


@transaction.atomic(durable=True)
def mark_all_read(*, reader: Person, up_to: int) -> None:
    """Mark what the reader was shown as read: messages up to this id, not those that came since."""
    messages_of(reader).filter(read_at=None, pk__lte=up_to).update(read_at=clock.now())
