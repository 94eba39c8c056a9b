"""The one clock of the product: every moment that is stored or compared comes from here."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_set_to: ContextVar[datetime | None] = ContextVar("launchgate_clock", default=None)


def now() -> datetime:
    """Return the present moment in UTC, or the moment that `at` has set."""
    return _set_to.get() or wall()


def wall() -> datetime:
    """Return the machine's own time in UTC, whatever `at` has set: the time at which a thing is recorded."""
    return datetime.now(UTC)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Set the clock to an aware moment for the actions inside the block (demo, replay, simulation)."""
    if moment.tzinfo is None:
        raise ValueError("The clock takes aware moments only.")
    token = _set_to.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _set_to.reset(token)
