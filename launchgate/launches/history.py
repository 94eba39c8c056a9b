"""The history of a launch: audited events put into sentences, with the words that their rows still hold."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.http import QueryDict
from django.utils import timezone

from launchgate.audit.models import Event
from launchgate.core.paging import Page, keyset_page
from launchgate.launches import models
from launchgate.launches.models import Gate, Launch
from launchgate.launches.sentences import SENTENCES, Told, in_its_own_word
from launchgate.people.models import Function, Person

NEWEST_FIRST = ("-number",)
BECAME = {
    Gate.Status.OPEN: "is open",
    Gate.Status.IN_REVIEW: "is in review",
    Gate.Status.SIGNED: "is signed",
    Gate.Status.CHANGED: "is signed, then changed",
    Gate.Status.NOT_APPLICABLE: "is not applicable",
    Gate.Status.OVERRIDDEN: "is overridden",
}
# What is loaded with the rows that events are about, so that a page costs the same however many there are.
ALONG: dict[str, tuple[str, ...]] = {
    "condition": ("owner",),
    "evidence": ("item",),
    "handoff": ("from_gate",),
    "handoffnote": ("hand_off__from_gate",),
}


@dataclass(frozen=True)
class Entry:
    """One event as people read it: who, what, when, in which words, and what followed."""

    number: int
    at: datetime
    actor: str
    told: Told
    follows: str
    path: str


@dataclass(frozen=True)
class Day:
    """The entries of one day in the reader's zone, newest first."""

    day: date
    entries: list[Entry]


@dataclass(frozen=True)
class History:
    """One page of a history."""

    days: list[Day]
    page: Page[Event]


def read_history(launch: Launch, query: QueryDict, *, gate: Gate | None = None, size: int = 25) -> History:
    """Return one page of what happened on a launch, or on one gate of it, grouped by the reader's days."""
    page = keyset_page(_events(launch, gate), query, fields=NEWEST_FIRST, size=size)
    days: list[Day] = []
    for entry in _entries(launch, page.rows):
        day = timezone.localtime(entry.at).date()
        if not days or days[-1].day != day:
            days.append(Day(day, []))
        days[-1].entries.append(entry)
    return History(days, page)


def latest_entries(launch: Launch, *, gate: Gate | None = None, most: int = 8) -> list[Entry]:
    """Return the latest entries of a launch, or of one gate of it, newest first."""
    return _entries(launch, list(_events(launch, gate).order_by(*NEWEST_FIRST)[:most]))


def _events(launch: Launch, gate: Gate | None) -> QuerySet[Event]:
    events = Event.objects.filter(chain=launch.chain_key).select_related("actor")
    if gate is None:
        return events
    # The canonical text has no spaces: `"gate":12` names the gate concerned, `"12":"open"` one whose state followed.
    concerned = Q(text__contains=f'"gate":{gate.pk},') | Q(text__contains=f'"gate":{gate.pk}}}')
    return events.filter(concerned | Q(text__contains=f'"{gate.pk}":"'))


@dataclass
class Rows:
    """What the events of one page speak of, read in bulk: one statement for each kind of thing."""

    launch: Launch
    gates: dict[int, Gate]
    functions: dict[int, Function]
    people: dict[int, Person]
    subjects: dict[str, dict[int, Model]] = field(default_factory=dict)

    @classmethod
    def of(cls, launch: Launch, facts: Sequence[dict[str, Any]]) -> "Rows":
        """Read the rows behind these facts."""
        wanted: dict[str, set[int]] = defaultdict(set)
        for fact in facts:
            name, _, pk = fact["subject"].partition(":")
            if name not in ("", "launch"):
                wanted[name].add(int(pk))
            if answer := fact["data"].get("answer"):
                wanted["answer"].add(answer)
        people = {fact["data"].get(name) for fact in facts for name in ("to", "before", "person", "owner", "sponsor")}
        functions = {fact["data"].get("function") for fact in facts}
        return cls(
            launch,
            gates={gate.pk: gate for gate in Gate.objects.filter(launch=launch).defer("statement")},
            functions=Function.objects.in_bulk([pk for pk in functions if pk]),
            people=Person.objects.in_bulk([pk for pk in people if isinstance(pk, int)]),
            subjects={name: _bulk(name, pks) for name, pks in wanted.items()},
        )

    def subject(self, fact: dict[str, Any]) -> Any:
        """Return the row that an event is about, or None where it was erased."""
        name, _, pk = fact["subject"].partition(":")
        return self.launch if name == "launch" else self.subjects.get(name, {}).get(int(pk)) if pk else None

    def answer(self, fact: dict[str, Any]) -> models.Answer | None:
        """Return the version of an answer that an event gave."""
        return self.subjects.get("answer", {}).get(fact["data"].get("answer"))  # type: ignore[return-value]

    def person(self, pk: Any) -> str:
        """Return a person's name."""
        return self.people[pk].name if pk in self.people else "somebody"

    def gate_name(self, pk: Any) -> str:
        """Return a gate's name."""
        return self.gates[pk].name if pk in self.gates else "a gate"

    def function_name(self, fact: dict[str, Any]) -> str:
        """Return the name of the function that an event concerns, or an empty text."""
        function = self.functions.get(fact["data"].get("function"))
        return function.name if function else ""


def _bulk(name: str, pks: Iterable[int]) -> dict[int, Model]:
    model = {each.__name__.lower(): each for each in (getattr(models, name) for name in models.__all__)}[name]
    return model.objects.select_related(*ALONG.get(name, ())).in_bulk(pks)  # type: ignore[attr-defined]


def _entries(launch: Launch, events: Sequence[Event]) -> list[Entry]:
    facts = [json.loads(event.text) for event in events]
    rows = Rows.of(launch, facts)
    return [_entry(event, fact, rows) for event, fact in zip(events, facts, strict=True)]


def _entry(event: Event, fact: dict[str, Any], rows: Rows) -> Entry:
    told = SENTENCES.get(event.kind, in_its_own_word)(fact, rows)
    actor = event.actor.name if event.actor else "LaunchGate"
    gate = rows.gates.get(fact["data"].get("gate"))
    path = gate.get_absolute_url() if gate else ""
    return Entry(event.number, event.happened_at, actor, told, _follows(fact, rows), path)


def _follows(fact: dict[str, Any], rows: Rows) -> str:
    """Return what followed for the gates, such as "Operations is signed. Finance & pricing is open."."""
    changes = fact["data"].get("gates", {})
    ordered = sorted(changes, key=lambda pk: rows.gates[int(pk)].order if int(pk) in rows.gates else 0)
    return " ".join(f"{rows.gate_name(int(pk))} {BECAME[changes[pk]]}." for pk in ordered if changes[pk] in BECAME)
