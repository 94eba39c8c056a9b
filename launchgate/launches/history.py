"""The history of a launch: audited events put into sentences, with the words that their rows still hold."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any, cast

from django.db.models import Model, Q, QuerySet
from django.http import QueryDict
from django.utils import timezone

from launchgate.audit.models import Event
from launchgate.core.paging import Page, keyset_page
from launchgate.launches import models
from launchgate.launches.models import Gate, Launch, Turn
from launchgate.launches.phrases import counted, listed
from launchgate.launches.revision_sentences import REVISION_SENTENCES
from launchgate.launches.sentences import SENTENCES
from launchgate.launches.telling import FOLLOWED, Told, in_its_own_word, rows_of
from launchgate.launches.turn_sentences import TURN_SENTENCES
from launchgate.people.models import Function, Person

NEWEST_FIRST = ("-number",)
# Answers and proofs come in runs; so many events are read for each entry that is wanted.
WORK, RUN = ("check", "attach"), 5
# What an event and a turn may both be about.
OF_TURN = ("gate", "function")
BECAME = {
    Gate.Status.OPEN: "is open",
    Gate.Status.SIGNED: "is signed",
    Gate.Status.CHANGED: "is signed, then changed",
    Gate.Status.NOT_APPLICABLE: "is not applicable",
    Gate.Status.OVERRIDDEN: "is overridden",
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
    gate_name: str
    parts: tuple["Entry", ...] = ()


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
    for entry in gathered(_entries(launch, page.rows)):
        day = timezone.localtime(entry.at).date()
        if not days or days[-1].day != day:
            days.append(Day(day, []))
        days[-1].entries.append(entry)
    return History(days, page)


def latest_entries(launch: Launch, *, gate: Gate | None = None, most: int = 8) -> list[Entry]:
    """Return the latest entries of a launch, or of one gate of it, newest first."""
    events = _events(launch, gate).order_by(*NEWEST_FIRST)[: most * RUN]
    return gathered(_entries(launch, list(events)))[:most]


def entries_about(launch: Launch, *subjects: str) -> list[Entry]:
    """Return what is recorded of matters of a launch, each such as "promise:12", newest first."""
    events = Event.objects.filter(chain=launch.chain_key, subject__in=filter(None, subjects)).select_related("actor")
    return _entries(launch, list(events.order_by(*NEWEST_FIRST)))


def end_of(turn: Turn) -> Entry | None:
    """Return the entry of what closed a turn: of all that happened on its launch then, what concerns it most."""
    if turn.launch is None or turn.closed_at is None:
        return None
    events = Event.objects.filter(chain=turn.launch.chain_key, happened_at=turn.closed_at).select_related("actor")
    nearest = max(events.order_by(*NEWEST_FIRST), key=lambda event: _concern(event, turn), default=None)
    return _entries(turn.launch, [nearest])[0] if nearest else None


def _concern(event: Event, turn: Turn) -> int:
    fact = json.loads(event.text)
    own = ((fact["subject"], turn.subject), *((fact["data"].get(n), getattr(turn, f"{n}_id")) for n in OF_TURN))
    return sum(bool(about) and said == about for said, about in own)


def gathered(entries: Sequence[Entry]) -> list[Entry]:
    """Return entries with each run of answers and proofs, by one person on one gate and day, told as one."""
    runs = groupby(entries, key=lambda entry: _run_of(entry) or entry.number)
    told: list[Entry] = []
    for _, run in runs:
        parts = tuple(run)
        told.append(_as_one(parts) if len(parts) > 1 else parts[0])
    return told


def _run_of(entry: Entry) -> tuple[str, str, date] | None:
    is_work = entry.told.state in WORK and not entry.follows
    return (entry.actor, entry.path, timezone.localtime(entry.at).date()) if is_work else None


def _as_one(parts: tuple[Entry, ...]) -> Entry:
    count, gate = sum(part.told.state == "check" for part in parts), parts[0].gate_name
    answers = counted(count, "question").lower() if count else ""
    proofs = counted(len(parts) - count, "proof").lower() if len(parts) > count else ""
    done = " and ".join(filter(None, [answers and f"answered {answers}", proofs and f"attached {proofs}"]))
    return replace(parts[0], told=Told("check" if count else "attach", f"{done} on {gate}"), parts=parts)


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
        functions = {pk for fact in facts for pk in _functions_in(fact["data"])}
        return cls(
            launch,
            gates={gate.pk: gate for gate in Gate.objects.filter(launch=launch).defer("statement")},
            functions=Function.objects.in_bulk(functions),
            people=Person.objects.in_bulk([pk for pk in people if isinstance(pk, int)]),
            subjects={name: rows_of(name, pks) for name, pks in wanted.items()},
        )

    def subject(self, fact: dict[str, Any]) -> Any:
        """Return the row that an event is about, or None where it was erased."""
        name, _, pk = fact["subject"].partition(":")
        return self.launch if name == "launch" else self.subjects.get(name, {}).get(int(pk)) if pk else None

    def answer(self, fact: dict[str, Any]) -> models.Answer | None:
        """Return the version of an answer that an event gave."""
        return cast("models.Answer | None", self.subjects.get("answer", {}).get(fact["data"].get("answer")))

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

    def functions_named(self, pks: Iterable[int]) -> str:
        """Return the names of functions as a list in words."""
        return listed(sorted(self.functions[pk].name for pk in pks if pk in self.functions))


def _functions_in(data: dict[str, Any]) -> set[int]:
    """Return the functions that the data of an event names."""
    named = [data.get("function"), *data.get("rest", ())]
    return {pk for pk in named if pk} | {pk for name in ("again", "back") for _, pk in data.get(name, ())}


def _entries(launch: Launch, events: Sequence[Event]) -> list[Entry]:
    facts = [json.loads(event.text) for event in events]
    rows = Rows.of(launch, facts)
    return [_entry(event, fact, rows) for event, fact in zip(events, facts, strict=True)]


def _entry(event: Event, fact: dict[str, Any], rows: Rows) -> Entry:
    told = (SENTENCES | REVISION_SENTENCES | TURN_SENTENCES).get(event.kind, in_its_own_word)(fact, rows)
    actor = event.actor.name if event.actor else "LaunchGate"
    gate = rows.gates.get(fact["data"].get("gate"))
    path = gate.get_absolute_url() if gate else ""
    return Entry(event.number, event.happened_at, actor, told, _follows(fact, rows), path, gate.name if gate else "")


def _follows(fact: dict[str, Any], rows: Rows) -> str:
    """Return what followed for the gates, such as "Operations is signed. Finance & pricing is open.".

    That a gate is open which somebody sent back, and the like, is said by the sentence itself.
    """
    own, said = fact["data"].get("gate"), (Gate.Status.OPEN, Gate.Status.OVERRIDDEN)
    changes = {int(pk): status for pk, status in fact["data"].get("gates", {}).items()}
    gates = sorted((gate for gate in rows.gates.values() if gate.pk in changes), key=lambda gate: gate.order)
    became = [
        f"{gate.name} {BECAME[changes[gate.pk]]}."
        for gate in gates
        if changes[gate.pk] in BECAME and not (gate.pk == own and changes[gate.pk] in said)
    ]
    if fact["kind"].startswith("condition.") and fact["data"].get("launch") == Launch.Status.ACTIVE:
        became.append("The launch goes on.")
    became += [tell(fact) for key, tell in FOLLOWED.items() if key in fact["data"]]
    return " ".join(became)
