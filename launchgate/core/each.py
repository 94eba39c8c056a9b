"""One action for each of many rows, of which one that fails holds up no other."""

import logging
from collections.abc import Callable, Iterable
from typing import Any

log = logging.getLogger(__name__)


def act_on_each(rows: Iterable[tuple[Any, ...]], action: Callable[..., Any]) -> int:
    """Act on each row with its values as arguments, and return for how many there was something to do.

    An action that returns None or False had nothing to do; one that returns a number did so many. Raises the first
    error once all were tried; the others are in the log.
    """
    done, first = 0, None
    for row in rows:
        try:
            result = action(*row)
        except Exception as error:
            log.exception("%s failed for %s.", action.__name__, row)
            first = first or error
            continue
        done += int(result) if isinstance(result, int) else result is not None
    if first is not None:
        raise first
    return done
