"""What must hold of hand-offs: they hand on what was submitted, and questions are about a part of it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, F, QuerySet

from launchgate.core.invariants import Checked, shows
from launchgate.launches.models import HandOff, HandOffNote, Submission


@shows(4, "hand-offs hand on what was submitted, questions are about a part of it (trace)", things="hand-offs")
def hand_offs_are_whole() -> Checked:
    """Look for parts that are missing, hand-offs of another gate's submission, and questions about others' parts."""
    found = Checked(HandOff.objects.count())
    told = Submission.objects.annotate(parts_there=Count("parts")).exclude(told=F("parts_there"))
    strange = HandOff.objects.exclude(submission=None).exclude(submission__gate=F("from_gate"))
    astray = HandOffNote.objects.exclude(part=None).exclude(part__submission=F("hand_off__submission"))
    found.note(_said(told, "gate", "submission {1} does not have the parts that it counts"))
    found.note(_said(strange, "to_gate", "hand-off {1} hands on the submission of another gate"))
    found.note(_said(astray, "hand_off__to_gate", "question {1} is about a part of another hand-off"))
    return found


def _said(rows: QuerySet[Any], gate: str, words: str) -> Iterable[str]:
    return [f"L-{launch}: {words.format(launch, pk)}" for launch, pk in rows.values_list(f"{gate}__launch", "pk")]
