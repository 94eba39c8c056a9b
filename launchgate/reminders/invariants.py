"""The trace of invariant 8 in the database: nudges were written once, for turns that ran."""

from django.db.models import CharField, Exists, F, OuterRef, Value
from django.db.models.functions import Cast, Concat

from launchgate.core.invariants import Checked, shows
from launchgate.outbox.models import Message
from launchgate.reminders.models import Nudge


@shows(8, "each nudge once, while its turn ran, with its message (trace)", things="nudges")
def nudges() -> Checked:
    """Check that nudges were written when due and while their turn was open, each with its message."""
    found = Checked(Nudge.objects.count())
    late = Nudge.objects.filter(written_at__gt=F("turn__closed_at")).values_list("turn_id", "step")
    found.note(f"turn {turn}: step {step} was written after the turn had closed" for turn, step in late)
    early = Nudge.objects.filter(written_at__lt=F("due_at")).values_list("turn_id", "step")
    found.note(f"turn {turn}: step {step} was written before it was due" for turn, step in early)
    ahead = Nudge.objects.filter(step__gt=F("turn__step")).values_list("turn_id", "step")
    found.note(f"turn {turn}: step {step} was written, and the turn does not count it" for turn, step in ahead)
    once = Concat(
        Value("nudge:"),
        Cast(OuterRef("turn_id"), CharField()),
        Value(":"),
        Cast(OuterRef("step"), CharField()),
        Value(":"),
        Cast(OuterRef("person_id"), CharField()),
    )
    mute = Nudge.objects.exclude(Exists(Message.objects.filter(once=once))).values_list("turn_id", "step")
    found.note(f"turn {turn}: step {step} has no message" for turn, step in mute)
    return found
