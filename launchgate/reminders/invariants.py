"""The trace of invariant 8 in the database: nudges were written once, for turns that ran."""

from django.db.models import CharField, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat

from launchgate.core.invariants import Checked, shows
from launchgate.launches.models import Step
from launchgate.outbox.models import Message
from launchgate.reminders.gathering import KIND
from launchgate.reminders.models import Nudge


@shows(8, "each nudge once, while its turn ran, with its mail or digest (trace)", things="nudges")
def nudges() -> Checked:
    """Check that nudges were written when due and while their turn was open, each told by a mail or in a digest."""
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
    # A digest tells what came due before it left.
    digests = Message.objects.filter(kind=KIND, person=OuterRef("person"), created_at__lte=OuterRef("written_at"))
    in_time = Q(settled_at=None) | Q(settled_at__gte=OuterRef("written_at"))
    is_last = Q(kind=Step.Kind.LAST)
    told = (is_last & Exists(Message.objects.filter(once=once))) | (~is_last & Exists(digests.filter(in_time)))
    mute = Nudge.objects.exclude(told).values_list("turn_id", "step")
    found.note(f"turn {turn}: step {step} is in no message" for turn, step in mute)
    return found
