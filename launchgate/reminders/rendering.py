"""The single mails about turns: a new request, and the last reminder; everything else is told in digests.

| kind | to | subject | data |
|---|---|---|---|
| `turn.asked` | the holder | `turn:ID` | `launch` |
| `turn.reminder` | the holder, for the last time | `turn:ID` | `launch`, `step` |

Each is dropped when its turn is closed or no longer theirs; it waits while its turn pauses, and for the reader's
working day.
"""

from django.db.models import QuerySet

from launchgate.core import clock
from launchgate.core.templatetags.launchgate import long_day
from launchgate.launches.models import PassedOn, Step, Turn
from launchgate.outbox.mail import absolute
from launchgate.outbox.models import Message
from launchgate.outbox.rendering import NotBefore, Rendered, Way, renders
from launchgate.reminders.digests import ROLES, told_sentence
from launchgate.reminders.facts import TurnFacts
from launchgate.reminders.links import link_to_turn, ways_to_answer
from launchgate.reminders.models import Nudge
from launchgate.reminders.quiet import LOOKS_AGAIN, Hours, opening, wait_of


@renders("turn.asked")
def turn_asked(message: Message) -> Rendered | NotBefore | None:
    """Ask the holder of a new turn, unless a reminder has overtaken the request."""
    facts = _facts(message)
    if facts is None or _nudges(message).exists():
        return None
    if wait := _wait(message, facts):
        return wait
    lead = f"You are asked to {facts.doing_by}"
    return _to_holder(facts, subject=facts.task, lead=lead, eyebrow="New request", way=Way.BOTH)


@renders("turn.reminder")
def turn_reminder(message: Message) -> Rendered | NotBefore | None:
    """Remind the holder for the last time."""
    facts = _facts(message)
    if facts is None:
        return None
    nudge = _nudges(message).filter(step=message.data["step"]).first()
    if nudge is None:
        return None
    if wait := _wait(message, facts):
        return wait
    number = _nudges(message).filter(kind__in=(Step.Kind.REMIND, Step.Kind.LAST), step__lte=nudge.step).count()
    return _to_holder(
        facts,
        subject=f"Last reminder: {facts.task}",
        lead=f"You were asked on {long_day(facts.turn.held_since)} to {facts.doing_by}",
        eyebrow=f"Reminder {number}, the last",
        foot=f"This is the last reminder. {_then(facts)} {_told(facts)}".strip(),
        way=Way.BOTH,
    )


def asked_again(message: Message, turn: Turn, by: str) -> Rendered | NotBefore | None:
    """Return the words by which somebody asks the holder of an open turn again, in person, or when they may leave."""
    facts = _facts(message, f"turn:{turn.pk}")
    if facts is None:
        return None
    if wait := _wait(message, facts):
        return wait
    lead = f"{by} asks you again to {facts.doing_by}"
    return _to_holder(facts, subject=f"Asked again: {facts.task}", lead=lead, eyebrow="Asked again", way=Way.BOTH)


def _to_holder(
    facts: TurnFacts, *, subject: str, lead: str, eyebrow: str, foot: str = "", way: Way = Way.CHOSEN
) -> Rendered:
    turn, holder = facts.turn, facts.holder
    context = {"eyebrow": eyebrow, "late": facts.is_late, "ways": ways_to_answer(turn, holder)}
    if turn.kind == Turn.Kind.SIGN:
        # Most signatures can be given on the turn's own page, which fits a phone.
        context["url"] = absolute(link_to_turn(turn.pk, holder.pk))
    return Rendered(
        subject=subject[0].upper() + subject[1:],
        lead=f"{lead}. {facts.blocks}",
        path=facts.path,
        rows=_with_passing(turn, facts.rows()),
        button=facts.button,
        foot=foot,
        way=way,
        context=context,
    )


def _with_passing(turn: Turn, rows: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the rows of a mail, and who passed the turn on to its reader, and why."""
    if not turn.passed_on:
        return rows
    said = PassedOn.objects.filter(turn=turn).select_related("person").latest("said_at", "pk")
    return [rows[0], ("Passed on", f"{said.person.name} says that it is not theirs: {said.reason}"), *rows[1:]]


def _then(facts: TurnFacts) -> str:
    """Return what follows where nobody acts."""
    ends = facts.turn.about.ends if facts.turn.subject else ""
    return ends or "It shows as stalled until somebody acts."


def _told(facts: TurnFacts) -> str:
    """Return who else was told."""
    told = facts.turn.nudges.filter(kind__in=ROLES).select_related("person").order_by("step")
    return " ".join(told_sentence(nudge) for nudge in told)


def _facts(message: Message, subject: str = "") -> TurnFacts | None:
    """Return the facts of a message's turn while it is open and the reader's, and they may see its launch.

    What is asked in person has a page of its own, which its reader sees whoever may see the launch.
    """
    facts = TurnFacts.of_subject(subject or message.subject)
    if facts is None or facts.holder.pk != message.person_id:
        return None
    is_in_person = facts.turn.kind in Turn.NOBODY_ELSE
    if facts.launch is not None and not is_in_person and not facts.launch.is_visible_to(message.person):
        return None
    return facts


def _wait(message: Message, facts: TurnFacts) -> NotBefore | None:
    """Return until when a mail has to wait: for its turn to run on, and for its reader's day; None to leave now."""
    if facts.turn.paused_at is None:
        return wait_of(message, facts.policy, facts.closures)
    hours = Hours.of(facts.policy)
    return NotBefore(opening(message.person, clock.now() + LOOKS_AGAIN, hours, facts.closures))


def _nudges(message: Message) -> QuerySet[Nudge]:
    return Nudge.objects.filter(turn=int(message.subject.removeprefix("turn:")), person=message.person_id)
