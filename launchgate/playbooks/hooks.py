"""Where later rooms have their say: they register at start-up, since playbooks may not import them."""

from collections.abc import Callable

from django.db import transaction

Published = Callable[[int], None]

_callbacks: list[Published] = []


def on_published(callback: Published) -> Published:
    """Have `callback(version_id)` run after each publication of a version."""
    if callback not in _callbacks:
        _callbacks.append(callback)
    return callback


def published(version_id: int) -> None:
    """Tell the registered rooms once the transaction commits; one that fails is logged and stops no other."""
    for callback in _callbacks:
        _on_commit(callback, version_id)


def _on_commit(callback: Published, version_id: int) -> None:
    def tell() -> None:
        callback(version_id)

    transaction.on_commit(tell, robust=True)
