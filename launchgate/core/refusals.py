"""Refusals: what an action raises instead of doing half of something; each says why in words fit for the screen."""

from collections.abc import Callable
from typing import Any

Show = Callable[[Any, Any], Any]


class Refusal(Exception):
    """A request that was understood and is not carried out; nothing has changed.

    What was written for it is handed back, unless it `was_saved` before.
    """

    status = 400
    was_saved = False

    def __init__(self, message: str, *, field: str | None = None):
        super().__init__(message)
        self.message = message
        self.field = field


class Forbidden(Refusal):
    """This person may not do it."""

    status = 403


class Conflict(Refusal):
    """It cannot happen now: the state has moved, or does not allow it."""

    status = 409


class Invalid(Refusal):
    """What was given does not fit; `field` names the input concerned, where there is one."""

    status = 422


_views: dict[type[Refusal], Show] = {}


def shown_by(kind: type[Refusal]) -> Callable[[Show], Show]:
    """Register a view that answers one kind of refusal in its own way; it takes the request and the refusal."""

    def register(show: Show) -> Show:
        _views[kind] = show
        return show

    return register


def view_of(refusal: Refusal) -> Show | None:
    """Return the view registered for exactly this kind of refusal, or None."""
    return _views.get(type(refusal))
