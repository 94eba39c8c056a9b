"""Launches that are public, and their reviews, reached through the real actions."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from launchgate.core import clock
from launchgate.launches.actions.exceptions import override_gate
from launchgate.launches.actions.lifecycle import go_live
from launchgate.launches.models import Gate, Launch
from launchgate.reviews.actions.opening import open_due_reviews
from launchgate.reviews.models import Contribution, Review
from tests.launches.small import Small
from tests.launches.stages import gate_in, gate_of

A_DAY = timedelta(days=1)


def public(small: Small) -> Launch:
    """Return a launch whose first gate is signed and which is public."""
    gate = gate_in(Gate.Status.SIGNED, small)
    return publish(small, gate.launch_id)


def publish(small: Small, launch_id: int) -> Launch:
    """Let the gates ahead pass by an override, and make the launch public."""
    for gate in Gate.objects.filter(launch=launch_id).exclude(status__in=Gate.PASSED).order_by("order", "pk"):
        override_gate(gate.pk, "It is small.", actor=small.sponsor)
    return go_live(launch_id, actor=small.owner)


@contextmanager
def days_later(days: float) -> Iterator[datetime]:
    """Move the clock on."""
    moment = clock.now() + days * A_DAY
    with clock.at(moment):
        yield moment


def opened(launch: Launch, day: int = 30) -> Review:
    """Open what is due, and return one of the reviews of a launch."""
    open_due_reviews()
    return Review.objects.get(launch=launch, day=day)


def part_of(review: Review, function: str) -> Contribution:
    """Return what is asked of a function in a review."""
    return Contribution.objects.get(review=review, function__key=function)


__all__ = ["days_later", "gate_of", "opened", "part_of", "public", "publish"]
