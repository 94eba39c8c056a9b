"""News for the owner of a launch about those who hold its turns: who asked for time, and who passed something on."""

from launchgate.core import clock
from launchgate.core.templatetags.launchgate import day, long_day
from launchgate.launches.models import Launch, PassedOn, Rest, Turn
from launchgate.launches.phrases import path_of, task_of
from launchgate.outbox.models import Message
from launchgate.outbox.rendering import Rendered
from launchgate.reminders.news import tells

ALONG = ("person", "turn__gate", "turn__condition__gate", "turn__holder")


@tells("turn.rested")
def turn_rested(launch: Launch, message: Message) -> Rendered | None:
    """Tell that a holder asked for time, until when and why, while the turn rests."""
    resting = Rest.objects.filter(turn__closed_at=None, turn__rests_until__gt=clock.now())
    rest = resting.filter(pk=_row_id(message)).select_related(*ALONG).first()
    if rest is None or rest.turn.holder_id != rest.person_id:
        return None
    name = rest.person.name
    lead = f"No reminder goes to {name} before {long_day(rest.until)}. When it is due has not changed."
    return _rendered(f"{name} asked for time until {day(rest.until)}", lead, launch, rest.turn, rest.reason)


@tells("turn.passed_on")
def turn_passed_on(launch: Launch, message: Message) -> Rendered | None:
    """Tell who passed a turn on, to whom it went and why, while it is open."""
    said = PassedOn.objects.filter(turn__closed_at=None, turn__holder__isnull=False)
    passed = said.filter(pk=_row_id(message)).select_related(*ALONG).first()
    if passed is None:
        return None
    name = passed.person.name
    lead = f"{name} says that it is not theirs. {passed.turn.holder} is asked instead."
    return _rendered(f"{name} passed on what was asked", lead, launch, passed.turn, passed.reason)


def _rendered(said: str, lead: str, launch: Launch, turn: Turn, reason: str) -> Rendered:
    gate = turn.gate or (turn.condition.gate if turn.condition else None)
    task = task_of(turn, gate.name if gate else "")
    return Rendered(
        subject=f"{launch.name}: {said}",
        lead=lead,
        path=path_of(turn),
        rows=[("What waits", task[0].upper() + task[1:]), ("Why", reason)],
        button="See where it stands",
        foot=f"You own {launch.name}.",
        context={"eyebrow": "News"},
    )


def _row_id(message: Message) -> int:
    return int(message.subject.partition(":")[2])
