"""Messages for tests."""

from typing import Any

from launchgate.outbox.models import Message
from launchgate.outbox.queue import Queued, queue_messages
from launchgate.people.models import Person
from tests.factories import make_person


def queue_message(person: Person | None = None, *, kind: str = "test.plain", once: str = "", **data: Any) -> Message:
    """Return a message written the way actions write it; `delay` apart, everything named goes into its data."""
    person = person or make_person()
    number = Message.objects.count() + 1
    delay = {"delay": data.pop("delay")} if "delay" in data else {}
    once = once or f"test:{number}"
    queue_messages([Queued(kind=kind, person_id=person.pk, subject="test:1", once=once, data=data, **delay)])
    return Message.objects.get(once=once)
