"""Where later rooms have their say: they register at start-up, since playbooks may not import them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from launchgate.people.models import Person
from launchgate.playbooks.models import Version


@dataclass(frozen=True)
class Panel:
    """A part of a version's page: the template that is included and, as `panel`, what it shows."""

    template: str
    shows: Any


Published = Callable[[int], None]
OnVersion = Callable[[Version, Person], Panel | None]

_callbacks: list[Published] = []
_on_version: list[OnVersion] = []


def shows_on_version(show: OnVersion) -> OnVersion:
    """Register a part of the page of a version; it is read in a fixed number of statements, None without anything."""
    _on_version.append(show)
    return show


def panels_on_version(version: Version, reader: Person) -> list[Panel]:
    """Return what later rooms show on a version to this reader."""
    return [panel for show in _on_version if (panel := show(version, reader))]


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
