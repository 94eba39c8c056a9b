"""The mail by which somebody asks a reader again; everything else about a turn is told as for all turns."""

from launchgate.briefings.models import ReaderNudge
from launchgate.launches.models import Turn
from launchgate.outbox.models import Message
from launchgate.outbox.rendering import NotBefore, Rendered, renders
from launchgate.reminders.rendering import asked_again


@renders("briefing.nudged")
def reader_nudged(message: Message) -> Rendered | NotBefore | None:
    """Ask a reader again, unless they have read it meanwhile or are not asked any more."""
    nudge = ReaderNudge.objects.filter(pk=message.data["nudge"]).select_related("reading", "nudged_by").first()
    turn = Turn.objects.filter(slot=nudge.reading.slot, closed_at=None).first() if nudge else None
    return asked_again(message, turn, nudge.nudged_by.name) if nudge and turn else None
