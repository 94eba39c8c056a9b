"""Doubled and replayed posts: a form carries a key, and an action that makes something new uses it up."""

from launchgate.core import clock
from launchgate.core.models import Once
from launchgate.core.refusals import Conflict


def use_once(key: str) -> None:
    """Use up a form's key in the caller's transaction; an empty key (scripts, replay) asks for nothing.

    Raises Conflict when the key was used before, so that a double click or a reload saves once.
    """
    if not key:
        return
    _, is_new = Once.objects.get_or_create(key=key[:80], defaults={"used_at": clock.now()})
    if not is_new:
        raise Conflict("You have already sent this form. It was saved once, and nothing was saved twice.")
