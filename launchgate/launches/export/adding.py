"""What later rooms add to a launch file: short entries that stand below the facts of the launch, for ever."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from launchgate.launches.models import Launch


class Entry(NamedTuple):
    """Something that was decided beside the gates: what, by whom, when, and why."""

    what: str
    by: str
    at: datetime
    why: str


Adder = Callable[[Launch], list[Entry]]
_adders: list[Adder] = []


def adds_to_launch_file(adder: Adder) -> Adder:
    """Register what a later room adds to the launch file of a launch."""
    _adders.append(adder)
    return adder


def entries_of(launch: Launch) -> list[dict[str, str]]:
    """Return what later rooms add about a launch, as plain data, the earliest first."""
    entries = sorted((entry for adder in _adders for entry in adder(launch)), key=lambda entry: entry.at)
    return [entry._asdict() | {"at": entry.at.isoformat(timespec="microseconds")} for entry in entries]
