"""A launch in review on a Monday morning, and the mails that it causes."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from launchgate.core import clock
from launchgate.outbox.models import Message
from launchgate.outbox.rendering import Rendered, render
from launchgate.people.models import Person

MONDAY = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)

Words = Callable[[str, Person], Rendered | None]


@pytest.fixture
def on_monday() -> Iterator[None]:
    """Set the clock to a Monday, 9:00 in Berlin."""
    with clock.at(MONDAY):
        yield


@pytest.fixture
def words() -> Words:
    """Return a function that renders the latest message of a kind to a person, as it would be sent now."""

    def latest(kind: str, person: Person) -> Rendered | None:
        messages = Message.objects.select_related("person").filter(kind=kind, person=person)
        return render(messages.latest("pk"))

    return latest
