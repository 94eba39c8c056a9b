"""What later rooms add to a launch file and to the pack of a gate, below the facts of the launch, for ever."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.utils import timezone

from launchgate.launches.models import Gate, Launch


class Entry(NamedTuple):
    """Something that was decided beside the gates: what, by whom, when, and why."""

    what: str
    by: str
    at: datetime
    why: str


class Proven(NamedTuple):
    """Words that an event proves: its subject and kind, and the key under which it keeps their digest."""

    subject: str
    kind: str
    key: str
    words: tuple[Any, ...]


class Line(NamedTuple):
    """One thing in a section: what it is, its state in a word, its words, more facts, and what events prove of it.

    Words in Markdown are shown as it reads.
    """

    what: str
    state: str
    words: str
    facts: list[tuple[str, str]]
    proven: list[Proven]
    is_markdown: bool = False


class Section(NamedTuple):
    """What a room has to say of a launch, or of a gate, under one heading."""

    title: str
    lines: list[Line]


Adder = Callable[[Launch], list[Entry]]
FileFiller = Callable[[Launch], Section]
PackFiller = Callable[[Gate], Section]
_adders: list[Adder] = []
_of_file: list[FileFiller] = []
_of_pack: list[PackFiller] = []


def adds_to_launch_file(adder: Adder) -> Adder:
    """Register what a later room adds to what was decided on a launch beside its gates."""
    _adders.append(adder)
    return adder


def fills_launch_file(filler: FileFiller) -> FileFiller:
    """Register a section of the launch file; one without lines is left out."""
    _of_file.append(filler)
    return filler


def fills_gate_pack(filler: PackFiller) -> PackFiller:
    """Register a section of the gate pack, in a fixed number of statements; one without lines is left out."""
    _of_pack.append(filler)
    return filler


def entries_of(launch: Launch) -> list[dict[str, str]]:
    """Return what later rooms add about a launch, as plain data, the earliest first."""
    entries = sorted((entry for adder in _adders for entry in adder(launch)), key=lambda entry: entry.at)
    return [entry._asdict() | {"at": entry.at.isoformat(timespec="microseconds")} for entry in entries]


def sections_of(launch: Launch) -> list[dict[str, Any]]:
    """Return the sections of later rooms on a launch, as plain data, with all times in UTC."""
    with timezone.override(UTC):
        sections = [filler(launch) for filler in _of_file]
    return [
        {"title": section.title, "lines": [_plain(line) for line in section.lines]}
        for section in sections
        if section.lines
    ]


def sections_in_pack(gate: Gate) -> list[Section]:
    """Return the sections of later rooms in the pack of a gate."""
    return [section for filler in _of_pack if (section := filler(gate)).lines]


def stated(*facts: tuple[str, Any]) -> list[tuple[str, str]]:
    """Return those of these facts about which there is something to say."""
    return [(label, str(text)) for label, text in facts if text]


def _plain(line: Line) -> dict[str, Any]:
    proven = [one._asdict() | {"words": [str(word) for word in one.words]} for one in line.proven]
    return line._asdict() | {"facts": [list(fact) for fact in line.facts], "proven": proven}
