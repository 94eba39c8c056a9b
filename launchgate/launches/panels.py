"""What later rooms show on pages of this one: each registers what it has to say there, and by which template."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from launchgate.launches.models import Gate, Item, Launch
from launchgate.launches.openings import Opening
from launchgate.people.models import Person


@dataclass(frozen=True)
class Panel:
    """A part of a page: the template that is included and, as `panel`, what it shows.

    On the page of a launch `is_beside` puts it into the narrow column beside the work.
    """

    template: str
    shows: Any = field(default=None)
    is_beside: bool = False


OnLaunch = Callable[[Launch, Person], Panel | None]
OnGate = Callable[[Gate, Person], Panel | None]
# By what is known of a launch that somebody is about to open.
OnOpening = Callable[[Opening, Person], Panel | None]
# By the answers that a signature would vouch for.
OnSigning = Callable[[Sequence[Item], Person], Panel | None]
# By the words that somebody searches for.
OnSearch = Callable[[str, Person], Panel | None]

_on_launch: list[OnLaunch] = []
_on_gate: list[OnGate] = []
_on_opening: list[OnOpening] = []
_on_signing: list[OnSigning] = []
_on_search: list[OnSearch] = []


def shows_on_launch(show: OnLaunch) -> OnLaunch:
    """Register a part of the launch page; it is read in a fixed number of statements, None where it says nothing."""
    _on_launch.append(show)
    return show


def shows_on_gate(show: OnGate) -> OnGate:
    """Register a part of the gate page; it is read in a fixed number of statements, None where it says nothing."""
    _on_gate.append(show)
    return show


def shows_on_opening(show: OnOpening) -> OnOpening:
    """Register a part of the page that opens a launch, by what was filled in so far."""
    _on_opening.append(show)
    return show


def shows_on_signing(show: OnSigning) -> OnSigning:
    """Register a part of what a signature vouches for, by its answers; None where it says nothing."""
    _on_signing.append(show)
    return show


def shows_on_search(show: OnSearch) -> OnSearch:
    """Register a part of what a search over everything finds; None where it finds nothing."""
    _on_search.append(show)
    return show


def panels_on_launch(launch: Launch, reader: Person) -> list[Panel]:
    """Return what later rooms show on a launch to this reader."""
    return [panel for show in _on_launch if (panel := show(launch, reader))]


def panels_on_gate(gate: Gate, reader: Person) -> list[Panel]:
    """Return what later rooms show on a gate to this reader."""
    return [panel for show in _on_gate if (panel := show(gate, reader))]


def panels_on_opening(opening: Opening, reader: Person) -> list[Panel]:
    """Return what later rooms show to somebody who opens such a launch."""
    return [panel for show in _on_opening if (panel := show(opening, reader))]


def panels_on_signing(items: Sequence[Item], reader: Person) -> list[Panel]:
    """Return what later rooms show beside the answers that a signature would vouch for."""
    return [panel for show in _on_signing if (panel := show(items, reader))]


def panels_on_search(words: str, reader: Person) -> list[Panel]:
    """Return what later rooms find for these words."""
    return [panel for show in _on_search if (panel := show(words, reader))]
