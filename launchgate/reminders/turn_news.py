"""News for whom a turn's launch belongs to, or its matter of no launch: who asked for time, who passed something on.

A question about a turn is a mail of its own, as whatever speaks to its reader in person.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.urls import reverse

from launchgate.core import clock
from launchgate.core.templatetags.launchgate import day, long_day
from launchgate.launches.holders import policy_of
from launchgate.launches.models import Launch, PassedOn, Rest, Turn, TurnQuestion
from launchgate.launches.phrases import name_of, path_of, task_of
from launchgate.outbox.models import Message
from launchgate.outbox.rendering import NotBefore, Rendered, Way, renders
from launchgate.people.company import closures_along
from launchgate.reminders.facts import TurnFacts
from launchgate.reminders.quiet import wait_of

ALONG = ("person", "turn__launch", "turn__gate", "turn__condition__gate", "turn__holder")
Telling = Callable[[Message], Rendered | None]


def _may_see(message: Message) -> bool:
    launch_id, seen = message.data["launch"], Launch.objects.visible_to(message.person)
    return launch_id is None or seen.filter(pk=launch_id).exists()


def _tells(event: str) -> Callable[[Telling], Telling]:
    """Register the words for an event on a turn; what is on no launch may be seen by all."""

    def register(telling: Telling) -> Telling:
        @renders(f"news.{event}")
        def render_news(message: Message) -> Rendered | None:
            words = telling(message) if _may_see(message) else None
            return words and replace(words, way=Way.INBOX)

        return telling

    return register


@_tells("turn.rested")
def turn_rested(message: Message) -> Rendered | None:
    """Tell that a holder asked for time, until when and why, while the turn rests."""
    resting = Rest.objects.filter(turn__closed_at=None, turn__rests_until__gt=clock.now())
    rest = resting.filter(pk=_row_id(message)).select_related(*ALONG).first()
    if rest is None or rest.turn.holder_id != rest.person_id:
        return None
    name = rest.person.name
    lead = f"No reminder goes to {name} before {long_day(rest.until)}. When it is due has not changed."
    return _rendered(f"{name} asked for time until {day(rest.until)}", lead, rest.turn, rest.reason)


@_tells("turn.passed_on")
def turn_passed_on(message: Message) -> Rendered | None:
    """Tell who passed a turn on, to whom it went and why, while it is open."""
    said = PassedOn.objects.filter(turn__closed_at=None, turn__holder__isnull=False)
    passed = said.filter(pk=_row_id(message)).select_related(*ALONG).first()
    if passed is None:
        return None
    name = passed.person.name
    lead = f"{name} says that it is not theirs. {passed.turn.holder} is asked instead."
    return _rendered(f"{name} passed on what was asked", lead, passed.turn, passed.reason)


@renders("news.turn.questioned")
def turn_questioned(message: Message) -> Rendered | NotBefore | None:
    """Ask somebody in person what a turn's holder wants to know, until it is answered or the turn is done."""
    question = _question(message, turn__closed_at=None, answered_at=None)
    if question is None or not _may_see(message):
        return None
    name = question.person.name
    words = Rendered(
        subject=f"{name} asks you about {name_of(question.turn)}",
        lead=f"{name} is asked to {TurnFacts(question.turn).doing}, and has a question first.",
        path=f"{reverse('reminders:turn', args=[question.turn_id])}#question-{question.pk}",
        rows=[("Question", question.text)],
        button="Answer",
        foot="What is asked stays with them; your answer helps them to do it.",
        context={"eyebrow": "Question"},
    )
    return wait_of(message, policy_of(question.turn), closures_along(question.turn.launch)) or words


@renders("news.turn.explained")
def turn_explained(message: Message) -> Rendered | None:
    """Show the answer to who asked, while the turn is open."""
    question = _question(message, turn__closed_at=None, answered_at__isnull=False)
    if question is None or question.answered_by is None:
        return None
    return Rendered(
        subject=f"{name_of(question.turn)}: {question.answered_by.name} answered your question",
        lead=f"You are asked to {TurnFacts(question.turn).doing}.",
        path=reverse("reminders:turn", args=[question.turn_id]),
        rows=[("Your question", question.text), ("The answer", question.answer)],
        button="See what is asked",
        foot="You asked it.",
        way=Way.INBOX,
        context={"eyebrow": "News"},
    )


def _question(message: Message, **filters: Any) -> TurnQuestion | None:
    rows = TurnQuestion.objects.filter(pk=_row_id(message), **filters)
    along = (f"turn__{name}" for name in ("launch__version", "gate", "condition__gate", "holder"))
    return rows.select_related("person", "answered_by", *along).first()


def _rendered(said: str, lead: str, turn: Turn, reason: str) -> Rendered:
    gate = turn.gate or (turn.condition.gate if turn.condition else None)
    task, name = task_of(turn, gate.name if gate else ""), name_of(turn)
    return Rendered(
        subject=f"{name}: {said}",
        lead=lead,
        path=path_of(turn),
        rows=[("What waits", task[0].upper() + task[1:]), ("Why", reason)],
        button="See where it stands",
        foot=f"You own {name}." if turn.launch else "You asked for it.",
        context={"eyebrow": "News"},
    )


def _row_id(message: Message) -> int:
    return int(message.subject.partition(":")[2])
