"""Waking the worker after a commit: a hint only, since the database says what is to be sent."""

import logging
import time

from celery import current_app

log = logging.getLogger(__name__)

TASK = "outbox.deliver_messages"
SECONDS_TO_CONNECT = 0.5
SECONDS_OF_SILENCE = 10.0

_silent_until = 0.0


def wake() -> None:
    """Tell a worker that messages wait. Never raises and never waits long; a lost call costs nothing but time.

    While the broker is down only one call in ten seconds tries it, so that clicks do not wait for it one after another.
    """
    global _silent_until
    if time.monotonic() < _silent_until:
        return
    try:
        with current_app.connection_for_write(connect_timeout=SECONDS_TO_CONNECT) as connection:
            current_app.send_task(TASK, connection=connection, retry=False, ignore_result=True)
    except Exception as error:
        _silent_until = time.monotonic() + SECONDS_OF_SILENCE
        log.warning(
            "The worker could not be woken; the next round delivers what waits. %s: %s", type(error).__name__, error
        )
