"""Sentences of events in which somebody answered for a turn without doing what it asks."""

from datetime import date
from typing import Any

from launchgate.core.templatetags.launchgate import day
from launchgate.launches.telling import GONE, Fact, Lookup, Sentence, Told


def _rested(fact: Fact, rows: Lookup) -> Told:
    data = fact["data"]
    until, times = day(date.fromisoformat(data["until"])), f"{data['number']} of {data['most']}"
    return Told("clock", f"asked for time until {until}{_on(fact, rows)} ({times})", _reason(fact, rows))


def _passed_on(fact: Fact, rows: Lookup) -> Told:
    to = rows.person(fact["data"]["to"])
    words = f"passed on what was asked of them{_on(fact, rows)}; {to} is asked instead"
    return Told("people", words, _reason(fact, rows))


def _questioned(fact: Fact, rows: Lookup) -> Told:
    row = rows.subject(fact)
    return Told("question", f"asked {rows.person(fact['data']['to'])} about what is asked of them", _text(row, "text"))


def _explained(fact: Fact, rows: Lookup) -> Told:
    row = rows.subject(fact)
    return Told("question", f"answered {rows.person(fact['data']['to'])}", _text(row, "answer"))


def _on(fact: Fact, rows: Lookup) -> str:
    gate_id = fact["data"]["gate"]
    return f" on {rows.gate_name(gate_id)}" if gate_id else ""


def _reason(fact: Fact, rows: Lookup) -> str:
    return _text(rows.subject(fact), "reason")


def _text(row: Any, field: str) -> str:
    return getattr(row, field) if row is not None else GONE


TURN_SENTENCES: dict[str, Sentence] = {
    "turn.rested": _rested,
    "turn.passed_on": _passed_on,
    "turn.questioned": _questioned,
    "turn.explained": _explained,
}
