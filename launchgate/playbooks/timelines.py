"""The reminders of a playbook as timelines: for whom, and in words what happens on which working day."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import time

from launchgate.playbooks.models import GateTemplate, Version
from launchgate.playbooks.policies import (
    DEPUTY,
    LAST,
    REMIND,
    SPONSOR,
    TIMES,
    Otherwise,
    Policy,
    policy_for,
    rungs,
)
from launchgate.playbooks.rules import TIERS

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
STALLED, ASKED = "stalled", "asked"
# Marks of the same day stand one above the other, in pixels of a drawing that is 64 high.
LINE, HIGHER = 40, 14
INSET, WIDTH = 4, 92


@dataclass(frozen=True)
class Mark:
    """Something on a day: its kind, its words, and where it is drawn (x in percent)."""

    day: int
    kind: str
    words: str
    x: str
    y: int


@dataclass(frozen=True)
class Timeline:
    """A policy, for which gates and tiers it holds, and its marks in their order."""

    title: str
    policy: Policy
    marks: list[Mark]
    summary: str
    stalled_from: str
    stalled_wide: str

    @property
    def days(self) -> list[tuple[int, str]]:
        """Return the days that have a mark, with where they are drawn."""
        return list(dict.fromkeys((mark.day, mark.x) for mark in self.marks))


def timelines_of(version: Version, gates: Sequence[GateTemplate]) -> list[Timeline]:
    """Return the timeline of each policy that holds for some gate in some tier, the most common first."""
    held: dict[Policy, list[tuple[GateTemplate, int]]] = defaultdict(list)
    for gate in gates:
        for tier in TIERS:
            held[policy_for(version, gate.kind, tier)].append((gate, tier))
    if not held:
        return [_timeline("Every gate", policy_for(version))]
    ranked = sorted(held.items(), key=lambda row: -len(row[1]))
    whole = len(gates) * len(TIERS)
    return [_timeline(_title(pairs, whole), policy) for policy, pairs in ranked]


def said_of(row: Otherwise) -> str:
    """Return what differs for a gate or a tier, in words."""
    fields = {field.name: str(field.verbose_name) for field in Version._meta.concrete_fields}
    values = {name: _hour(value) if name in TIMES else str(value) for name, value in row.values.items()}
    return ", ".join(f"{fields[name]} {value}" for name, value in values.items())


def summary_of(policy: Policy) -> str:
    """Return a policy in one line, such as "first reminder after 2 working days, deputy after 5, sponsor after 7"."""
    last = next((f", last after {rung.days}" for rung in rungs(policy) if rung.kind == LAST), "")
    first = f"first reminder after {_days(policy.grace_days)}" if policy.reminder_cap else "no reminder"
    return f"{first}, deputy after {policy.deputy_days}, sponsor after {policy.sponsor_days}{last}"


def _title(pairs: Iterable[tuple[GateTemplate, int]], whole: int) -> str:
    pairs = list(pairs)
    if len(pairs) == whole:
        return "Every gate"
    tiers: dict[str, list[int]] = defaultdict(list)
    for gate, tier in pairs:
        tiers[gate.name].append(tier)
    if len(set(map(tuple, tiers.values()))) == 1:
        each = next(iter(tiers.values()))
        return _joined(list(tiers)) + _in_tiers(each)
    return "; ".join(f"{name}{_in_tiers(each)}" for name, each in tiers.items())


def _in_tiers(tiers: Sequence[int]) -> str:
    if len(tiers) == len(TIERS):
        return ""
    return f" in tier{'s' if len(tiers) > 1 else ''} {_joined([str(tier) for tier in tiers])}"


def _timeline(title: str, policy: Policy) -> Timeline:
    facts = [(0, ASKED, "asked, by a mail of its own")]
    reminders = 0
    for rung in rungs(policy):
        if rung.kind in (REMIND, LAST):
            facts.append((rung.days, rung.kind, _reminder(reminders, rung.kind, policy.digest_at)))
            reminders += 1
        else:
            facts.append((rung.days, rung.kind, f"the {rung.kind} is told, and whoever was asked hears that"))
    facts.append(
        (
            policy.due_days,
            STALLED,
            "stalled, if nothing happened since it was asked; before, once its planned day is over",
        )
    )
    facts.sort(key=lambda fact: (fact[0], fact[1] == STALLED))
    longest = max(day for day, _, _ in facts)
    drawn: dict[int, int] = defaultdict(int)
    marks = []
    for day, kind, words in facts:
        marks.append(Mark(day, kind, words, f"{_x(day, longest):.2f}", LINE - HIGHER * drawn[day]))
        drawn[day] += 1
    stalled = _x(policy.due_days, longest)
    said = [f"day {mark.day} {mark.words}" for mark in marks if mark.kind in (ASKED, REMIND, LAST, DEPUTY, SPONSOR)]
    return Timeline(title, policy, marks, ", ".join(said), f"{stalled:.2f}", f"{100 - stalled:.2f}")


def _reminder(number: int, kind: str, hour: time) -> str:
    if kind == LAST:
        return f"last reminder at {_hour(hour)}, by a mail of its own"
    return f"{ORDINALS[number]} reminder at {_hour(hour)}"


def _x(day: int, longest: int) -> float:
    return INSET + WIDTH * day / max(longest, 1)


def _hour(hour: time) -> str:
    return f"{hour.hour}:{hour:%M}"


def _days(count: int) -> str:
    return f"{count} working day{'s' if count != 1 else ''}"


def _joined(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
