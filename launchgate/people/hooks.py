"""What later rooms do when places change: they register at start-up, since people may not import them."""

from collections.abc import Callable, Iterable

from django.db import transaction

PlacesChanged = Callable[[frozenset[int], frozenset[int]], None]

_callbacks: list[PlacesChanged] = []


def on_places_changed(callback: PlacesChanged) -> PlacesChanged:
    """Have `callback(person_ids, function_ids)` run after each change of seats, absences, calendars or activity."""
    if callback not in _callbacks:
        _callbacks.append(callback)
    return callback


def places_changed(*, person_ids: Iterable[int] = (), function_ids: Iterable[int] = ()) -> None:
    """Tell the registered rooms once the transaction commits.

    Robust: a callback that fails is logged and neither undoes the change nor stops the others; the nightly recompute
    mends what it left.
    """
    people, functions = frozenset(person_ids), frozenset(function_ids)
    if people or functions:
        for callback in _callbacks:
            _on_commit(callback, people, functions)


def _on_commit(callback: PlacesChanged, people: frozenset[int], functions: frozenset[int]) -> None:
    def tell() -> None:
        callback(people, functions)

    transaction.on_commit(tell, robust=True)
