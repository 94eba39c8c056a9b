"""Where later rooms have their say: what follows when a launch says which standard offering it changes."""

from collections.abc import Callable

from launchgate.launches.board import Board

Follow = Callable[[Board, int], None]
choice_followers: list[Follow] = []


def follows_choice(follow: Follow) -> Follow:
    """Register what follows, in the same action, when an offering is chosen for a launch that is on its way."""
    choice_followers.append(follow)
    return follow
