"""Signs of life of the processes beside the web server, and of their regular rounds: rows that /readyz reads."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from launchgate.core import clock
from launchgate.core.models import Heartbeat

WORKER, BEAT, SWEEP, DELIVERY, PAST = "worker", "beat", "sweep", "delivery", "past"
EVERY_SECONDS = 15
SILENT_AFTER = timedelta(seconds=60)
# A sweep is due every minute; several may be missed while a machine is busy.
SWEEP_LATE_AFTER = timedelta(minutes=5)
# A command that tells a past and dies leaves the workers waiting so long.
LONGEST_PAST = timedelta(minutes=30)


def beat(name: str) -> None:
    """Write down that a process of this name is alive now, or a round done, by the machine's own time."""
    now = clock.wall()
    if not Heartbeat.objects.filter(name=name, beat_at__gte=now - SILENT_AFTER).update(beat_at=now):
        Heartbeat.objects.update_or_create(name=name, defaults={"beat_at": now, "since": now})


def beat_at_times(name: str) -> None:
    """Write down a round that comes every few seconds: once in a quarter of a minute is enough to know."""
    due_since = clock.wall() - timedelta(seconds=EVERY_SECONDS)
    if not Heartbeat.objects.filter(name=name, beat_at__gt=due_since).exists():
        beat(name)


def heard() -> dict[str, Heartbeat]:
    """Return the last sign of life of everything that ever gave one, by its name; one statement."""
    return Heartbeat.objects.in_bulk()


def silence_of(name: str, heartbeats: dict[str, Heartbeat]) -> str:
    """Return what is wrong with a process, in a sentence; empty when it was heard of within a minute."""
    last = heartbeats.get(name)
    if last is None:
        return f"The {name} has not been heard of yet; after a start that takes up to a minute."
    silence = clock.wall() - last.beat_at
    if silence > SILENT_AFTER:
        return f"The {name} was last heard of {int(silence.total_seconds())} seconds ago."
    return ""


def lateness_of_sweep(heartbeats: dict[str, Heartbeat]) -> str:
    """Return in a sentence that no sweep ran for some minutes although beat did; else an empty text."""
    beat_, now = heartbeats.get(BEAT), clock.wall()
    if beat_ is None or beat_.since is None or silence_of(BEAT, heartbeats) or now - beat_.since < SWEEP_LATE_AFTER:
        return ""
    last = heartbeats.get(SWEEP)
    if last is None:
        return "No sweep for reminders has run yet."
    minutes = int((now - last.beat_at).total_seconds() // 60)
    return f"The last sweep for reminders was {minutes} minutes ago." if now - last.beat_at > SWEEP_LATE_AFTER else ""


@contextmanager
def telling_the_past() -> Iterator[None]:
    """Let workers rest while the block acts under a clock of the past.

    A sweep of the present would take what is half told for months late, and remind of it.
    """
    ends_at = clock.wall() + LONGEST_PAST
    Heartbeat.objects.update_or_create(name=PAST, defaults={"beat_at": ends_at, "since": None})
    try:
        yield
    finally:
        Heartbeat.objects.filter(name=PAST).delete()


def is_past_told() -> bool:
    """Say whether a command is telling a past just now."""
    return Heartbeat.objects.filter(name=PAST, beat_at__gt=clock.wall()).exists()
