"""Where later rooms have their say: what blocks a submission or going live, and what follows from what happens."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from launchgate.launches.models import Gate, Item, Launch
from launchgate.people.models import Person

if TYPE_CHECKING:
    from launchgate.launches.board import Board

SubmitBlocker = Callable[[Gate], list[str]]
LiveBlocker = Callable[[Launch], list[str]]
FactFollower = Callable[["Board", Item, Person], None]
# The kind of event, and the gates with the status that they reached.
Follower = Callable[["Board", str, dict[int, str], Person | None], None]

submit_blockers: list[SubmitBlocker] = []
live_blockers: list[LiveBlocker] = []
fact_followers: list[FactFollower] = []
followers: list[Follower] = []


def blocks_submit(blocker: SubmitBlocker) -> SubmitBlocker:
    """Register a function that returns the sentences for which a gate may not be submitted yet."""
    submit_blockers.append(blocker)
    return blocker


def blocks_going_live(blocker: LiveBlocker) -> LiveBlocker:
    """Register a function that returns the sentences for which a launch may not go live yet.

    It is asked only when every gate is passed, and on the page of the launch.
    """
    live_blockers.append(blocker)
    return blocker


def follows_facts(follower: FactFollower) -> FactFollower:
    """Register what follows, in the same action, when an answer changed: it changes rows and asks on the board."""
    fact_followers.append(follower)
    return follower


def follows(follower: Follower) -> Follower:
    """Register what follows, in the same action, from an event: it changes rows, asks or releases on the board.

    It is called when gates changed their status or the launch did, before turns are opened and closed.
    """
    followers.append(follower)
    return follower
