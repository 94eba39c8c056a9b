"""Doubled and replayed posts: a form carries a key, and an action that makes something new uses it up."""

from datetime import timedelta

from launchgate.core import clock
from launchgate.core.models import Once
from launchgate.core.refusals import Conflict

# Longer than anybody keeps a filled-in form open.
KEPT_FOR = timedelta(days=7)


def use_once(key: str) -> None:
    """Use up a form's key in the caller's transaction; an empty key (scripts, replay) asks for nothing.

    Raises Conflict when the key was used before, so that a double click or a reload saves once.
    """
    if not key:
        return
    _, is_new = Once.objects.get_or_create(key=key[:80], defaults={"used_at": clock.now()})
    if not is_new:
        raise Conflict("You have already sent this form. It was saved once, and nothing was saved twice.")


def forget_old_keys() -> int:
    """Delete the keys that were used more than a week ago, and return how many they were."""
    return Once.objects.filter(used_at__lt=clock.now() - KEPT_FOR).delete()[0]
