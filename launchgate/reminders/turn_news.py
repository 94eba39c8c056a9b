"""News for whom a turn's launch belongs to, or its matter of no launch: who asked for time, who passed something on."""

from collections.abc import Callable
from dataclasses import replace

from launchgate.core import clock
from launchgate.core.templatetags.launchgate import day, long_day
from launchgate.launches.models import Launch, PassedOn, Rest, Turn
from launchgate.launches.phrases import name_of, path_of, task_of
from launchgate.outbox.models import Message
from launchgate.outbox.rendering import Rendered, Way, renders

ALONG = ("person", "turn__launch", "turn__gate", "turn__condition__gate", "turn__holder")
Telling = Callable[[Message], Rendered | None]


def _tells(event: str) -> Callable[[Telling], Telling]:
    """Register the words for an event on a turn; what is on no launch may be seen by all."""

    def register(telling: Telling) -> Telling:
        @renders(f"news.{event}")
        def render_news(message: Message) -> Rendered | None:
            launch_id, seen = message.data["launch"], Launch.objects.visible_to(message.person)
            if launch_id is not None and not seen.filter(pk=launch_id).exists():
                return None
            words = telling(message)
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
