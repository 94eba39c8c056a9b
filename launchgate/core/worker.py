"""What a Celery worker does beside its tasks: it gives a sign of life every quarter of a minute."""

import logging
from typing import Any

from celery import bootsteps
from django.db import DatabaseError, connection

from launchgate.core import heartbeats

log = logging.getLogger(__name__)


class SignOfLife(bootsteps.StartStopStep):
    """Writes the worker's heartbeat by a timer of its own, so that it does not depend on beat or on the queue."""

    requires = {"celery.worker.components:Timer"}

    def __init__(self, worker: Any, **options: Any):
        self._timer: Any = None

    def start(self, worker: Any) -> None:
        """Give the first sign of life and go on with it."""
        self._give()
        self._timer = worker.timer.call_repeatedly(heartbeats.EVERY_SECONDS, self._give, priority=10)

    def stop(self, worker: Any) -> None:
        """End the timer."""
        if self._timer is not None:
            self._timer.cancel()

    def _give(self) -> None:
        try:
            heartbeats.beat(heartbeats.WORKER)
        except DatabaseError as problem:
            log.warning("No sign of life could be written: %s", problem)
        finally:
            # Processes that the worker forks later must not share this connection.
            connection.close()
