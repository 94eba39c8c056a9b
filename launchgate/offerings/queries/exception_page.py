"""What the page of one exception shows: its voices as a track, what is waited for, what its reader can do."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from launchgate.core import clock
from launchgate.core.templatetags.launchgate import day, days, long_day
from launchgate.launches import schedule
from launchgate.launches.models import PassedOn, Rest, Turn, TurnQuestion
from launchgate.launches.phrases import listed
from launchgate.launches.rests import standing_of
from launchgate.offerings.actions.asking import refusal_to_withdraw
from launchgate.offerings.actions.deciding import capacity_to_decide, is_contested
from launchgate.offerings.forms.exceptions import ApproveForm, DeclineForm, VoiceForm
from launchgate.offerings.ground import Ground, read_ground
from launchgate.offerings.likeness import similar_to
from launchgate.offerings.models import ExceptionRequest, Statement, Voice
from launchgate.offerings.queries.exceptions import CHIPS, FACES, A, S, face_of, value_of
from launchgate.offerings.rules import why_silent
from launchgate.people.calendar import calendar_of
from launchgate.people.company import closures_along
from launchgate.people.models import Person

DID = {A.YES: "said yes for {}", A.YES_IF: "said yes, on a condition, for {}", A.NO: "said no for {}"}


@dataclass(frozen=True)
class Station:
    """One voice on the track: who has it, since when, and what was said."""

    name: str
    state: str
    word: str
    person: Person | None
    before: str
    meta: str
    age: str = ""
    quote: str = ""
    is_waiting: bool = False


@dataclass(frozen=True)
class Entry:
    """One thing that happened."""

    at: datetime
    actor: str
    state: str
    words: str
    quote: str = ""


@dataclass
class ExceptionPage:
    """An exception as one reader sees it; `bound` holds a form that was sent and did not fit, by what it does."""

    exception: ExceptionRequest
    reader: Person
    bound: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def ground(self) -> Ground:
        """Return its voices and open turns."""
        return read_ground(self.exception)

    @property
    def chip(self) -> tuple[str, str]:
        """Return state and words of its chip."""
        return CHIPS[S(self.exception.status)]

    @property
    def value(self) -> str:
        """Return what it is worth."""
        return value_of(self.exception)

    @cached_property
    def stations(self) -> list[Station]:
        """Return its voices as a track."""
        return [self._station(voice) for voice in self.ground.voices]

    @property
    def finding(self) -> str:
        """Return in a sentence where it stands."""
        row = self.exception
        if row.status == S.ASKED:
            names = [voice.function.name for voice in self.ground.voices if not voice.is_heard]
            return f"{listed(names)} {'has' if len(names) == 1 else 'have'} not answered yet."
        if row.status == S.HEARD:
            who = self.decider.name if self.decider else "an executive"
            why = "a voice says no" if is_contested(self.ground) else "no voice says no"
            return f"All are heard, and {why}: {who} decides."
        told = {
            S.APPROVED: f"Approved until {long_day(row.expires_on)}.",
            S.DECLINED: f"{row.decided_by} declined it.",
            S.WITHDRAWN: f"{row.requester} withdrew it.",
            S.EXPIRED: f"It expired: its last day was {long_day(row.expires_on)}.",
            S.STOPPED: "It ended with its launch.",
        }
        return told[S(row.status)]

    @cached_property
    def decider(self) -> Person | None:
        """Return who is asked to decide, if somebody is."""
        return next((turn.holder for turn in self.ground.turns if turn.kind == Turn.Kind.DECIDE), None)

    @property
    def decider_standing(self) -> str:
        """Return why the decision is with whom it is, and until when it rests; "" when there is nothing to say."""
        deciding = [turn for turn in self.ground.turns if turn.kind == Turn.Kind.DECIDE]
        return " ".join(standing_of(deciding, reader=self.reader).values())

    @property
    def my_turns(self) -> list[Turn]:
        """Return what is asked of the reader."""
        return [turn for turn in self.ground.turns if turn.holder_id == self.reader.pk]

    @cached_property
    def my_voices(self) -> list[tuple[Voice, VoiceForm]]:
        """Return the voices that the reader may give or change now, each with its form; those that wait come first."""
        if not self.exception.is_undecided:
            return []
        mine = [voice for voice in self.ground.voices if self.ground.place_for(self.reader, voice)]
        mine.sort(key=lambda voice: voice.is_heard)
        return [(voice, self._voice_form(voice)) for voice in mine]

    @cached_property
    def may_decide(self) -> bool:
        """Say whether the reader can decide now."""
        return self.exception.status == S.HEARD and bool(capacity_to_decide(self.ground, self.reader))

    @cached_property
    def approve(self) -> ApproveForm:
        """Return the form that approves, with the conditions that voices set filled in."""
        return self.bound.get("approve") or ApproveForm(initial={"conditions": self._conditions, **self._seen})

    @cached_property
    def decline(self) -> DeclineForm:
        """Return the form that declines."""
        return self.bound.get("decline") or DeclineForm(initial=self._seen)

    @property
    def may_withdraw(self) -> bool:
        """Say whether the reader can withdraw it."""
        return self.exception.is_undecided and refusal_to_withdraw(self.reader, self.exception) is None

    @cached_property
    def similar(self) -> list[tuple[ExceptionRequest, tuple[str, str]]]:
        """Return others like it that the reader may see, each with its chip."""
        others = ExceptionRequest.objects.visible_to(self.reader).exclude(pk=self.exception.pk)
        return [(row, CHIPS[S(row.status)]) for row in similar_to(self.exception.what, others)]

    @cached_property
    def history(self) -> list[Entry]:
        """Return what happened, newest first, from the rows that keep it."""
        row = self.exception
        entries = [Entry(row.requested_at, row.requester.name, "question", "asked for it", row.why)]
        for voice in self.ground.voices:
            entries += _entries_of(voice)
        entries += _answers_about(row)
        if row.decided_at and row.decided_by:
            entries.append(_decision(row))
        if row.ended_at:
            ended = {
                S.WITHDRAWN: (row.requester.name, "stopped", "withdrew it"),
                S.EXPIRED: ("LaunchGate", "clock", "ended it: its last day is over"),
                S.STOPPED: ("LaunchGate", "stopped", "ended it with its launch"),
            }
            entries.append(Entry(row.ended_at, *ended[S(row.status)]))
        return sorted(entries, key=lambda entry: entry.at, reverse=True)

    @property
    def _seen(self) -> dict[str, int]:
        return {"seen": self.ground.last_said}

    @property
    def _conditions(self) -> str:
        said = [voice.statement for voice in self.ground.voices if voice.statement]
        return "\n".join(statement.words for statement in said if statement.answer == A.YES_IF)

    def _voice_form(self, voice: Voice) -> VoiceForm:
        said = voice.statement
        initial = {"answer": said.answer, "words": said.words} if said else {}
        form = self.bound.get(voice.function.key) or VoiceForm(initial=initial)
        form.auto_id = f"id_{voice.function.key}_%s"
        return form

    def _station(self, voice: Voice) -> Station:
        state, word = face_of(voice, self.exception)
        name, said, turn = voice.function.name, voice.statement, self.ground.turn_of(voice)
        if said is not None:
            meta = f"{said.get_capacity_display()}, {long_day(said.given_at)}"
            return Station(name, state, word, said.person, "Said by", meta, quote=said.words)
        if turn is None:
            since = f"On {long_day(voice.silent_at)}: {_why_silent(voice)}" if voice.silent_at else ""
            return Station(name, state, word, None, "", since)
        is_late = turn.is_stalled(clock.now())
        meta = standing_of([turn]).get(turn.pk) or f"asked on {long_day(turn.opened_at)}"
        return Station(
            name,
            "stalled" if is_late else state,
            "No answer yet" if is_late else word,
            turn.holder,
            "Waits for",
            meta,
            age=self._age(turn),
            is_waiting=True,
        )

    def _age(self, turn: Turn) -> str:
        calendar = calendar_of(turn.holder or self.reader, closures_along(self.exception))
        return days(schedule.run_days(turn, calendar, until=clock.now()))


def _entries_of(voice: Voice) -> list[Entry]:
    name = voice.function.name
    entries = [_said(statement, name) for statement in voice.statements.all()]
    if voice.passed_at and voice.passed_from:
        words = f"passed the voice of {name} on from {voice.passed_from}, who had not answered"
        entries.append(Entry(voice.passed_at, "LaunchGate", "handoff", words))
    if voice.silent_at:
        words = f"counted {name} as silent: {_why_silent(voice)}"
        entries.append(Entry(voice.silent_at, "LaunchGate", "stalled", words))
    return entries


def _why_silent(voice: Voice) -> str:
    return why_silent(was_passed=voice.passed_at is not None)


def _answers_about(row: ExceptionRequest) -> list[Entry]:
    """Return who asked for time or about it, and who passed something on."""
    rests = Rest.objects.filter(turn__subject=row.subject).select_related("person")
    passed = PassedOn.objects.filter(turn__subject=row.subject).select_related("person")
    asked = TurnQuestion.objects.filter(turn__subject=row.subject).select_related("person", "to", "answered_by")
    return [
        *(Entry(q.asked_at, q.person.name, "question", f"asked {q.to.name} about it", q.text) for q in asked),
        *(
            Entry(q.answered_at, q.answered_by.name, "question", f"answered {q.person.name}", q.answer)
            for q in asked
            if q.answered_at and q.answered_by
        ),
        *(Entry(r.asked_at, r.person.name, "clock", f"asked for time until {day(r.until)}", r.reason) for r in rests),
        *(Entry(p.said_at, p.person.name, "people", "passed on what was asked of them", p.reason) for p in passed),
    ]


def _said(statement: Statement, function: str) -> Entry:
    answer = A(statement.answer)
    return Entry(
        statement.given_at, statement.printed_name, FACES[answer][0], DID[answer].format(function), statement.words
    )


def _decision(row: ExceptionRequest) -> Entry:
    assert row.decided_at is not None and row.decided_by is not None  # noqa: S101, PT018 - asked before
    if row.status == S.DECLINED:
        return Entry(row.decided_at, row.decided_by.name, "returned", "declined it", row.reason)
    words = f"approved it until {long_day(row.expires_on)}"
    return Entry(row.decided_at, row.decided_by.name, "approved", words, row.conditions)
