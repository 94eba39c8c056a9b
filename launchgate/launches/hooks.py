"""Where later rooms have their say: what blocks a submission, what blocks going live."""

from collections.abc import Callable

from launchgate.launches.models import Gate, Launch

SubmitBlocker = Callable[[Gate], list[str]]
LiveBlocker = Callable[[Launch], list[str]]

submit_blockers: list[SubmitBlocker] = []
live_blockers: list[LiveBlocker] = []


def blocks_submit(blocker: SubmitBlocker) -> SubmitBlocker:
    """Register a function that returns the sentences for which a gate may not be submitted yet."""
    submit_blockers.append(blocker)
    return blocker


def blocks_going_live(blocker: LiveBlocker) -> LiveBlocker:
    """Register a function that returns the sentences for which a launch may not go live yet."""
    live_blockers.append(blocker)
    return blocker
