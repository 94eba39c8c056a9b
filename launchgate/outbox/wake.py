"""Waking the worker after a commit: a hint only, since the database says what is to be sent."""

import logging
import time

from celery import current_app
from kombu.pools import producers

log = logging.getLogger(__name__)

TASK = "outbox.deliver_messages"
SECONDS_TO_CONNECT = 0.5
SECONDS_OF_SILENCE = 10.0
ONE_TRY = {"max_retries": 0, "socket_connect_timeout": SECONDS_TO_CONNECT, "socket_timeout": SECONDS_TO_CONNECT}

_silent_until = 0.0


def wake() -> None:
    """Tell a worker that messages wait. Never raises and never waits long; a lost call costs nothing but time.

    While the broker is down only one call in ten seconds tries it, so that clicks do not wait for it one after another.
    """
    global _silent_until
    if time.monotonic() < _silent_until:
        return
    try:
        broker = current_app.connection_for_write(connect_timeout=SECONDS_TO_CONNECT, transport_options=ONE_TRY)
        # Pools are kept by kombu per address and options: a click finds an open connection.
        with producers[broker].acquire(block=True, timeout=SECONDS_TO_CONNECT) as producer:
            current_app.send_task(TASK, producer=producer, retry=False, ignore_result=True)
    except Exception as error:
        _silent_until = time.monotonic() + SECONDS_OF_SILENCE
        reason = f"{type(error).__name__}: {error}"
        log.warning("The worker could not be woken; its next regular round delivers what waits. %s", reason)
