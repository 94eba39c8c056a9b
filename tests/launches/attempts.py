"""Somebody else at the same time: an action tried in a thread while the test holds the lock that it waits for."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import connection, transaction

from launchgate.core import clock
from launchgate.core.refusals import Refusal
from launchgate.launches.models import Launch
from tests.launches.small import START


class Attempt:
    """An action that another person tries in a thread of their own; `said` is "done" or the words of the refusal."""

    def __init__(self, action: Callable[..., Any], *args: Any, **kwargs: Any):
        self.said = ""
        self._thread = threading.Thread(target=self._run, args=(action, args, kwargs))
        self._thread.start()

    def _run(self, action: Callable[..., Any], args: tuple, kwargs: dict) -> None:
        try:
            with clock.at(START + timedelta(hours=2)):
                action(*args, **kwargs)
            self.said = "done"
        except Refusal as refusal:
            self.said = refusal.message
        finally:
            connection.close()

    def must_wait(self) -> None:
        """Fail unless the action is still waiting for the lock."""
        self._thread.join(0.6)
        assert self._thread.is_alive(), f"it did not wait: {self.said}"

    def ends(self) -> str:
        """Return what came of it."""
        self._thread.join(15)
        assert not self._thread.is_alive()
        return self.said


@contextmanager
def holding(launch: Launch) -> Iterator[None]:
    """Hold a launch's row as an action does, and commit what the block did when it ends."""
    with transaction.atomic():
        Launch.objects.select_for_update(no_key=True).get(pk=launch.pk)
        yield


def within(action: Callable[..., Any]) -> Callable[..., Any]:
    """Return an action without its transaction, to happen inside the one that holds the lock."""
    return action.__wrapped__  # type: ignore[attr-defined,no-any-return]
