"""What was prepared once and is kept for everybody who would read the same, until something is recorded."""

from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TypeVar

from django.core.cache import cache

Made = TypeVar("Made")

LONGEST = timedelta(seconds=30)


def keep(*what: object, head: str, now: datetime, make: Callable[[], Made]) -> Made:
    """Return what was made for `what` under this head within the last 30 seconds, else make and keep it.

    `head` is the digest of the latest event: no page shows the state before an action that its reader took. What time
    alone changes (a turn becomes stalled) shows within the 30 seconds. `what` has to name all else that the result
    depends on, first of all what its readers may see.
    """
    key = f"readiness:{sha256(repr((head, *what)).encode()).hexdigest()}"
    moment, made = cache.get(key) or (None, None)
    if moment is None or made is None or abs(now - moment) >= LONGEST:
        made = make()
        cache.set(key, (now, made), LONGEST.total_seconds())
    return made
