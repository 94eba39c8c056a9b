"""A launch of the demo company on its way: what its people do, one small step after the other.

A step is a generator that yields how many working days pass before it goes on; `simulate` runs many side by side.
"""

import heapq
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from importlib.resources import files
from random import Random
from typing import Any

import yaml
from django.core.files.base import ContentFile

from launchgate.core import clock
from launchgate.demo.telling import INTERNAL, tell_own_people
from launchgate.demo.voices import voices_for
from launchgate.launches.actions.answers import answer_item
from launchgate.launches.actions.decide import Wish, approve, approve_with_conditions
from launchgate.launches.actions.evidence import add_evidence, prove_by_file, prove_by_note
from launchgate.launches.actions.hand_offs import accept_hand_off, bounce_hand_off, reply_to_bounce
from launchgate.launches.actions.open_launch import LaunchFacts, open_launch
from launchgate.launches.actions.submit import OfferedItem, submit_gate
from launchgate.launches.models import Decider, Decision, Gate, HandOff, Item, Launch, SubmissionPart, Turn
from launchgate.offerings.actions.standards import choose_offering
from launchgate.offerings.models import Offering
from launchgate.people.calendar import WorkingCalendar
from launchgate.people.models import Function, Person
from launchgate.playbooks.models import ItemKind, Version

Steps = Generator[float, None, None]
BRIEFING = (
    b"%PDF-1.4\n% The internal briefing of the demo company.\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n"
)
SAYS_SOMETHING = 0.8
NOTES = (
    "",
    "Please read the note on languages first; everything else is as discussed on Tuesday.",
    "The pilot customers expect a named contact. Ask Kofi before you change the date.",
    "Nothing is promised beyond the pilot. The open risk is the carrier contract.",
    "Numbers are from last month. If the price moves, tell us: the demand was asked at this price.",
)


@lru_cache(maxsize=1)
def plausible_answers() -> dict[str, list[Any]]:
    """Return what the demo company may answer, per item key."""
    return yaml.safe_load((files(__package__) / "answers.yaml").read_text("utf-8"))


@dataclass
class World:
    """What all launches of the demo share."""

    people: dict[str, Person]
    version: Version
    calendar: WorkingCalendar
    functions: dict[str, Function] = field(default_factory=dict)

    def head(self, function_key: str) -> Person:
        """Return who signs for a function; the addresses of heads are those of their functions."""
        return self.people[{"customer-care": "care"}.get(function_key, function_key)]


@dataclass
class Walk:
    """One launch and who works on it."""

    world: World
    rng: Random
    owner: Person
    sponsor: Person
    launch: Launch = field(init=False)

    def open(
        self,
        name: str,
        summary: str,
        audience: str,
        *,
        tier: int,
        target: date,
        confidential: bool = False,
        offering: str = "",
    ) -> None:
        """Open the launch, which may change a standard offering."""
        facts = LaunchFacts(name, summary, audience, tier, self.sponsor.pk, target, confidential)
        answers = {"offering": offering_id(offering)} if offering else {}
        self.launch = open_launch(self.world.version.pk, facts, actor=self.owner, answers=answers)

    def change_offering(self, name: str) -> None:
        """Say which standard offering the launch changes."""
        choose_offering(self.launch.pk, offering_id(name), actor=self.owner)

    def gate(self, kind: str) -> Gate:
        """Return a gate, fresh from the database."""
        return Gate.objects.get(launch=self.launch, kind=kind)

    def item(self, key: str) -> Item:
        """Return an item of the launch."""
        return Item.objects.select_related("function", "gate").get(gate__launch=self.launch, key=key)

    def accept(self, kind: str) -> Steps:
        """Accept what was handed over to a gate."""
        hand_offs = HandOff.objects.filter(to_gate=self.gate(kind)).exclude(status=HandOff.Status.ACCEPTED)
        for hand_off in hand_offs.select_related("function"):
            yield self.rng.uniform(0.05, 0.8)
            accept_hand_off(hand_off.pk, actor=self.world.head(hand_off.function.key))

    def bounce(self, kind: str, question: str, *, about: str) -> None:
        """Bounce what was handed over to a gate with a question, about the part whose prompt has a word, or all."""
        hand_off = self._handed_over(kind)
        part = SubmissionPart.objects.filter(submission=hand_off.submission_id, prompt__contains=about).first()
        head = self.world.head(hand_off.function.key)
        bounce_hand_off(hand_off.pk, question, part_id=part.pk if part else None, actor=head)

    def reply(self, kind: str, words: str) -> None:
        """Answer the question with which a hand-off to a gate was bounced."""
        reply_to_bounce(self._handed_over(kind).pk, words, actor=self.owner)

    def _handed_over(self, kind: str) -> HandOff:
        hand_offs = HandOff.objects.filter(to_gate=self.gate(kind)).exclude(status=HandOff.Status.ACCEPTED)
        return hand_offs.select_related("function").earliest("pk")

    def fill(self, kind: str, *, days: float = 2, leave: Sequence[str] = ()) -> Steps:
        """Answer the items of a gate over some days, leaving those whose keys are named."""
        gate = self.gate(kind)
        items = list(gate.items.filter(is_answered=False).exclude(key__in=leave).select_related("function"))
        heard = voices_for(self.launch, gate)
        for item in items:
            yield days / max(len(items), 1) * self.rng.uniform(0.4, 1.5)
            if voice := next(heard, None):
                voice.add(self.launch, self.world.people)
            self.answer(item)
        for voice in heard:
            voice.add(self.launch, self.world.people)

    def answer(self, item: Item, value: Any = None) -> None:
        """Answer an item as its function would, with proof where it is needed."""
        actor = self.world.head(item.function.key)
        if item.kind == ItemKind.FILE:
            file = ContentFile(BRIEFING, f"{self.launch.name} briefing.pdf")
            add_evidence(item.pk, prove_by_file(file), actor=actor)
            return
        if item.needs_evidence and not item.evidence_count:
            title, note = self.rng.choice(plausible_answers()["proof"])
            add_evidence(item.pk, prove_by_note(note, title), actor=actor)
        if value is None:
            value = self.rng.choice(plausible_answers()[item.key])
        if item.kind == ItemKind.DATE:
            value = self.day(value)
        words = value.replace("{name}", self.launch.name) if isinstance(value, str) else value
        answer_item(item.pk, words, actor=actor)

    def day(self, days: int) -> str:
        """Return the working day so many days from the target date, as an answer has it."""
        return self.world.calendar.shift(self.launch.target_date + timedelta(days=days), 0).isoformat()

    def until_target(self) -> Steps:
        """Let the day come for which the launch is planned, where it is still ahead."""
        morning = datetime.combine(self.launch.target_date, time(8), UTC)
        yield max(self.world.calendar.days_between(clock.now(), morning), 0.0)

    def submit(self, kind: str, *, offers: Iterable[OfferedItem] = ()) -> None:
        """Put a gate forward, with what those who come next must know; some have nothing to say on a prompt.

        The last one goes with what our own people read first.
        """
        if kind == INTERNAL and not self.launch.briefings.exists():
            tell_own_people(self)
        gate = Gate.objects.select_related("template").get(launch=self.launch, kind=kind)
        told = plausible_answers()["handed_on"]
        parts = {
            prompt: self.rng.choice(told[number])
            for number, prompt in enumerate(gate.template.prompts)
            if not number or self.rng.random() < SAYS_SOMETHING
        }
        submit_gate(gate.pk, actor=self.owner, note=self.rng.choice(NOTES), parts=parts, offers=list(offers))

    def sign(self, kind: str, *, days: float = 1, only: Sequence[str] = ()) -> Steps:
        """Have each function that still has to sign do so, one after the other."""
        waiting = Decider.objects.filter(gate=self.gate(kind), is_through=False).select_related("function", "gate")
        for decider in waiting:
            if not only or decider.function.key in only:
                yield days * self.rng.uniform(0.4, 1.4)
                head, means = self.world.head(decider.function.key), means_for(decider.gate)
                approve(decider.gate_id, decider.function_id, actor=head, means=means)

    def sign_on_condition(self, kind: str, function: str, *conditions: tuple[str, str, int]) -> None:
        """Sign with conditions: each a text, the key of who sees to it, and days from now."""
        today = clock.now().date()
        wishes = [
            Wish(text, self.world.people[owner].pk, min(today + timedelta(days=days), self.launch.target_date))
            for text, owner, days in conditions
        ]
        gate = self.gate(kind)
        approve_with_conditions(
            gate.pk,
            self.world.functions[function].pk,
            actor=self.world.head(function),
            wishes=wishes,
            means=means_for(gate),
        )

    def through(self, kind: str, *, days: float = 4, sign_days: float = 1) -> Steps:
        """Take a gate all the way: accept, answer, submit, sign."""
        yield from self.accept(kind)
        yield from self.fill(kind, days=days)
        yield 0.1
        self.submit(kind)
        yield from self.sign(kind, days=sign_days)

    def turns(self) -> list[Turn]:
        """Return the open turns of the launch."""
        return list(Turn.objects.filter(launch=self.launch, closed_at=None))


def offering_id(name: str) -> int:
    """Return the id of a standard offering by its name."""
    return Offering.objects.get(edition__name=name).pk


def means_for(gate: Gate) -> str:
    """Return by what means the people of the demo sign a gate: as it asks for."""
    return Decision.Means.PASSWORD if gate.asks_password else Decision.Means.SESSION


def simulate(
    walks: Iterable[tuple[datetime, Steps]], calendar: WorkingCalendar, until: datetime, each_day: Any
) -> None:
    """Run launches side by side in the order of time, each step at its moment within working hours.

    `each_day` is called in the morning of every day under its clock, to remind and to deliver. What would come after
    `until` does not happen.
    """
    queue = [(start, number, steps) for number, (start, steps) in enumerate(walks)]
    heapq.heapify(queue)
    today = queue[0][0].date() if queue else until.date()
    while queue and queue[0][0] < until:
        moment, number, steps = heapq.heappop(queue)
        while _morning(today, until) <= moment:
            _run(_morning(today, until), each_day)
            today += timedelta(days=1)
        with clock.at(moment):
            try:
                days = next(steps)
            except StopIteration:
                continue
        later = calendar.add_days(moment, days) + timedelta(seconds=61)
        heapq.heappush(queue, (later, number, steps))
    while today <= until.date():
        _run(min(_morning(today, until), until), each_day)
        today += timedelta(days=1)


def _morning(day: date, until: datetime) -> datetime:
    """Return a moment of a day at which everybody of the demo company, from London to Tokyo, may get mails."""
    return datetime(day.year, day.month, day.day, 9, 30, tzinfo=until.tzinfo)


def _run(moment: datetime, each_day: Any) -> None:
    with clock.at(moment):
        each_day()
