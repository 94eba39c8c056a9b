"""What lessons are learned from: a review, a stop, a gate that was sent back, a promise that was broken."""

from dataclasses import dataclass

from django.urls import reverse

from launchgate.core.refusals import Invalid
from launchgate.customers.models import Promise
from launchgate.launches.models import Decision, Launch
from launchgate.reviews.models import Review


@dataclass(frozen=True)
class Source:
    """Where a lesson comes from: its launch, how the page calls it, where it is seen, and the words to begin with."""

    name: str
    launch_id: int
    title: str
    path: str
    happened: str = ""
    gate_kind: str = ""


def source_of(name: str) -> Source | None:
    """Return what a lesson is learned from by its name, such as "review:3"; None where nothing can be learned."""
    kind, _, pk = name.partition(":")
    finder = FINDERS.get(kind)
    return finder(int(pk)) if finder and pk.isdecimal() and len(pk) < LONGEST_ID else None


def require_source(name: str, launch: Launch) -> Source:
    """Return what a lesson is learned from; raises Invalid where that is nothing of this launch."""
    source = source_of(name)
    if source is None or source.launch_id != launch.pk:
        raise Invalid("Say what this was learned from: a review, a stop, a gate that was sent back, a broken promise.")
    return source


def _review(pk: int) -> Source | None:
    row = Review.objects.filter(pk=pk).first()
    if row is None:
        return None
    path = reverse("reviews:review", args=[f"L-{row.launch_id}", row.day])
    return Source(f"review:{pk}", row.launch_id, f"the {row}", path, row.learned)


def _stop(pk: int) -> Source | None:
    row = Launch.objects.filter(pk=pk, status=Launch.Status.STOPPED).first()
    return Source(f"launch:{pk}", pk, "the stop", row.get_absolute_url(), row.stop_reason) if row else None


def _sent_back(pk: int) -> Source | None:
    row = Decision.objects.filter(pk=pk, kind=Decision.Kind.SENT_BACK).select_related("gate").first()
    if row is None:
        return None
    gate = row.gate
    title = f"{gate.name}, which was sent back"
    return Source(f"decision:{pk}", gate.launch_id, title, gate.get_absolute_url(), row.reason, gate.kind)


def _broken_promise(pk: int) -> Source | None:
    broken = Promise.objects.filter(pk=pk, status=Promise.Status.BROKEN).select_related("customer", "item__gate")
    row = broken.first()
    if row is None:
        return None
    gate_kind = row.item.gate.kind if row.item else ""
    title = f"the promise to {row.customer.name} that was broken"
    return Source(f"promise:{pk}", row.launch_id, title, row.get_absolute_url(), row.words, gate_kind)


LONGEST_ID = 12
FINDERS = {"review": _review, "launch": _stop, "decision": _sent_back, "promise": _broken_promise}
