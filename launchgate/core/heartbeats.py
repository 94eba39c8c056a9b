"""Signs of life of the processes beside the web server, kept as rows that /readyz and health checks read."""

from datetime import timedelta

from launchgate.core import clock
from launchgate.core.models import Heartbeat

WORKER, BEAT = "worker", "beat"
EVERY_SECONDS = 15
SILENT_AFTER = timedelta(seconds=60)


def beat(name: str) -> None:
    """Write down that a process of this name is alive now, by the machine's own time."""
    Heartbeat.objects.update_or_create(name=name, defaults={"beat_at": clock.wall()})


def silence_of(name: str) -> str:
    """Return what is wrong with a process, in a sentence; empty when it was heard of within a minute."""
    last = Heartbeat.objects.filter(name=name).values_list("beat_at", flat=True).first()
    if last is None:
        return f"The {name} has not been heard of yet."
    silence = clock.wall() - last
    if silence > SILENT_AFTER:
        return f"The {name} was last heard of {int(silence.total_seconds())} seconds ago."
    return ""
