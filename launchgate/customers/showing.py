"""What the customers room shows on pages of earlier rooms: the launch, its gates, what is signed, and the search."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, Exists, OuterRef, When

from launchgate.customers.models import Insight, Promise, Question
from launchgate.customers.queries.insights import Entry, Heard, entries_of, heard_on, newest_of_voices, with_all
from launchgate.customers.queries.overall import first_found, first_promised
from launchgate.customers.queries.promises import Row, finding_of, rows_of, statuses_of
from launchgate.customers.queries.promises import with_all as promises_with_all
from launchgate.customers.queries.questions import Questions, questions_on
from launchgate.customers.rules import front_line
from launchgate.launches.models import Follow, Gate, Item, Launch
from launchgate.launches.panels import (
    Panel,
    shows_on_gate,
    shows_on_launch,
    shows_on_search,
    shows_on_signing,
)
from launchgate.launches.transitions import LAUNCH_VERBS
from launchgate.people.models import Person

MOST = 5
# Whoever signs sees more of what hangs on it.
MOST_SIGNED = 12


@dataclass(frozen=True)
class OnLaunch:
    """How customers stand on a launch: what was heard, and the promises that nothing backs."""

    launch: Launch
    heard: Heard
    promises: str
    open: list[Row]


@dataclass(frozen=True)
class OnGate:
    """What a gate has to do with customers: what they said of it, who asks, and what was promised on its answers."""

    gate: Gate
    entries: list[Entry]
    questions: Questions
    may_ask: bool
    promises: list[Row]


@dataclass(frozen=True)
class OnSigning:
    """The promises that stand on what is signed, those that nothing backs first."""

    launch: Launch
    promises: list[Row]
    has_more: bool


@dataclass(frozen=True)
class Found:
    """What a search finds among what customers said and were promised."""

    text: str
    entries: list[Entry]
    promises: list[Row]


@shows_on_launch
def on_launch(launch: Launch, reader: Person) -> Panel | None:
    """Show what was heard on a launch and which promises are open; one statement where there is neither."""
    there = Launch.objects.filter(pk=launch.pk).values_list(
        Exists(Insight.objects.filter(launch=OuterRef("pk"))),
        Exists(Promise.objects.filter(launch=OuterRef("pk"))),
        Exists(Gate.objects.filter(launch=OuterRef("pk"), insight_kinds__gt=0).exclude(status__in=Gate.PASSED)),
    )
    is_heard, is_promised, is_asked_for = there.get()
    if not (is_heard or is_promised or is_asked_for):
        return None
    counts = statuses_of(Promise.objects.filter(launch=launch)) if is_promised else {}
    rows: list[Row] = []
    if launch.open_promises:
        is_open = Promise.objects.filter(launch=launch, status__in=Promise.OPEN)
        rows = rows_of(promises_with_all(is_open).order_by("pk")[:MOST])
    said = finding_of(counts) if counts else ""
    return Panel("customers/_on_launch.html", OnLaunch(launch, heard_on(launch), said, rows))


@shows_on_gate
def on_gate(gate: Gate, reader: Person) -> Panel | None:
    """Show what customers said of a gate, the questions to it, and the promises on its answers.

    One statement finds what there is; what there is not is not read.
    """
    there = Gate.objects.filter(pk=gate.pk).values_list(
        Exists(Insight.objects.filter(gate=OuterRef("pk"), ended_at=None)),
        Exists(Question.objects.filter(gate=OuterRef("pk"))),
        Exists(Promise.objects.filter(item__gate=OuterRef("pk"), status__in=Promise.STANDING)),
        Exists(front_line(reader)),
        Exists(Follow.objects.filter(launch=OuterRef("launch"), person=reader)),
    )
    is_heard, is_asked, is_promised, is_front_line, follows = there.get()
    entries: list[Entry] = []
    if is_heard:
        said = newest_of_voices(Insight.objects.filter(gate=gate, ended_at=None))
        entries = entries_of(list(with_all(said).order_by("-added_at", "-pk")[:MOST]))
    promises: list[Row] = []
    if is_promised:
        linked = promises_with_all(Promise.objects.filter(item__gate=gate, status__in=Promise.STANDING))
        promises = rows_of(linked.order_by("pk")[:MOST])
    may_ask = (is_front_line or follows) and gate.launch.status in LAUNCH_VERBS["hear"][1]
    questions = questions_on(gate) if is_asked else Questions([], 0, has_more=False)
    return Panel("customers/_on_gate.html", OnGate(gate, entries, questions, may_ask, promises))


@shows_on_signing
def on_signing(items: Sequence[Item], reader: Person) -> Panel | None:
    """Show the promises that stand on the answers that a signature would vouch for."""
    linked = Promise.objects.filter(item__in=[item.pk for item in items], status__in=Promise.STANDING)
    open_first = linked.order_by(Case(When(status__in=Promise.OPEN, then=0), default=1), "pk")
    rows = rows_of(promises_with_all(open_first)[: MOST_SIGNED + 1])
    if not rows:
        return None
    shown = OnSigning(rows[0].promise.launch, rows[:MOST_SIGNED], has_more=len(rows) > MOST_SIGNED)
    return Panel("customers/_on_signing.html", shown)


@shows_on_search
def on_search(words: str, reader: Person) -> Panel | None:
    """Show which customers said something with these words, or were promised it."""
    found = Found(words, first_found(reader, words), first_promised(reader, words))
    return Panel("customers/_found.html", found) if found.entries or found.promises else None
