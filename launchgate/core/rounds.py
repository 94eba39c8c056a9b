"""What all tasks have in common."""

from typing import Any

from celery import Task

from launchgate.core.heartbeats import is_past_told

AT_ALL_TIMES = {"core.beat_heartbeat"}


class Round(Task):
    """A task that does nothing while a past is told; what it leaves out is due still when it is called again."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if self.name not in AT_ALL_TIMES and is_past_told():
            return None
        return super().__call__(*args, **kwargs)
