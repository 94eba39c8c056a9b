"""The mails about turns: a new request, reminders, and word to deputy and sponsor, of which the holder hears too.

| kind | to | subject | data |
|---|---|---|---|
| `turn.asked` | the holder | `turn:ID` | `launch` |
| `turn.reminder` | the person of a step of the ladder | `turn:ID` | `launch`, `step` |
| `turn.escalated` | the holder, when deputy or sponsor was told | `turn:ID` | `launch`, `step` |

Each is dropped when its turn is closed, pauses or is no longer theirs, and when something newer says the same.
"""

from django.db.models import QuerySet

from launchgate.core.templatetags.launchgate import long_day
from launchgate.launches.models import Step, Turn
from launchgate.outbox.models import Message
from launchgate.outbox.rendering import Rendered, renders
from launchgate.people.models import Seat
from launchgate.reminders.facts import TurnFacts
from launchgate.reminders.models import Nudge

ROLES: dict[str, str] = {Step.Kind.DEPUTY: "deputy", Step.Kind.SPONSOR: "sponsor"}


@renders("turn.asked")
def turn_asked(message: Message) -> Rendered | None:
    """Ask the holder of a new turn, unless a reminder has overtaken the request."""
    facts = _facts(message)
    if facts is None or message.person_id != facts.holder.pk or _nudges(message).exists():
        return None
    lead = f"You are asked to {facts.doing_by}"
    return _to_holder(facts, subject=facts.task, lead=lead, eyebrow="New request")


@renders("turn.reminder")
def turn_reminder(message: Message) -> Rendered | None:
    """Remind the holder, or tell deputy or sponsor that the holder does not answer; the newest reminder counts."""
    facts = _facts(message)
    if facts is None or _nudges(message).filter(step__gt=message.data["step"]).exists():
        return None
    nudge = _nudges(message).filter(step=message.data["step"]).first()
    if nudge is None:
        return None
    return _reminder(facts, nudge) if nudge.kind == Step.Kind.REMIND else _escalation(facts, nudge)


@renders("turn.escalated")
def turn_escalated(message: Message) -> Rendered | None:
    """Tell the holder that deputy or sponsor was told, unless a reminder of the same sweep says so already."""
    facts = _facts(message)
    if facts is None or message.person_id != facts.holder.pk:
        return None
    told = facts.turn.nudges.filter(step=message.data["step"]).select_related("person").first()
    if told is None or _nudges(message).filter(kind=Step.Kind.REMIND, written_at__gte=told.written_at).exists():
        return None
    role = ROLES[told.kind]
    return _to_holder(
        facts,
        subject=f"The {role} was told that {facts.about} waits for you",
        lead=f"{told.person.name}, {role}, was told, because you were asked to {facts.doing_by}",
        eyebrow=f"The {role} was told",
    )


def _reminder(facts: TurnFacts, nudge: Nudge) -> Rendered | None:
    if nudge.person_id != facts.holder.pk:
        return None
    number = facts.turn.nudges.filter(kind=Step.Kind.REMIND, person=nudge.person_id, step__lte=nudge.step).count()
    steps_ahead = list(facts.turn.steps.filter(number__gt=nudge.step).select_related("person"))
    is_last = all(step.kind != Step.Kind.REMIND for step in steps_ahead)
    called = "Last reminder" if is_last else "Reminder"
    return _to_holder(
        facts,
        subject=f"{called}: {facts.task}",
        lead=f"You were asked on {long_day(facts.turn.opened_at)} to {facts.doing_by}",
        eyebrow=f"Reminder {number}{', the last' if is_last else ''}",
        foot=_told_and_to_be_told(facts, steps_ahead),
    )


def _to_holder(facts: TurnFacts, *, subject: str, lead: str, eyebrow: str, foot: str = "") -> Rendered:
    return Rendered(
        subject=subject[0].upper() + subject[1:],
        lead=f"{lead}. {facts.blocks}",
        path=facts.path,
        rows=facts.rows(),
        button=facts.button,
        foot=foot,
        context={"eyebrow": eyebrow, "late": facts.is_late},
    )


def _escalation(facts: TurnFacts, nudge: Nudge) -> Rendered | None:
    if nudge.person_id == facts.holder.pk or not _still_has_the_role(facts, nudge):
        return None
    holder, role = facts.holder.name, ROLES[nudge.kind]
    lead = f"{holder} was asked on {long_day(facts.turn.opened_at)} to {facts.doing_by}"
    return Rendered(
        subject=f"{facts.about} waits for {holder}, {facts.waited}",
        lead=f"{lead}. It still waits. {facts.blocks}",
        path=facts.path,
        rows=[*facts.rows(), ("What you can do", _remedy(facts, nudge.kind))],
        button="See where it stands",
        foot=f"You are told as {role}. {holder} was told that you are.",
        context={"eyebrow": f"Told to the {role}", "late": True},
    )


def _remedy(facts: TurnFacts, kind: str) -> str:
    turn, gate = facts.turn, facts.gate
    if kind == Step.Kind.SPONSOR:
        overrides = " You can also override the gate and say why." if gate and not gate.is_passed else ""
        return f"Talk to {facts.holder.name}.{overrides}"
    if turn.kind != Turn.Kind.SIGN or (gate and gate.deputies_sign):
        return f"Do it in place of {facts.holder.name}, or talk to them."
    return f"Talk to {facts.holder.name}; only the head signs this gate."


def _still_has_the_role(facts: TurnFacts, nudge: Nudge) -> bool:
    if nudge.kind == Step.Kind.SPONSOR:
        return facts.launch.sponsor_id == nudge.person_id
    ranks = [Seat.Rank.HEAD, Seat.Rank.DEPUTY]
    seats = Seat.objects.filter(person=nudge.person_id, function=facts.turn.function_id, ended_at=None, rank__in=ranks)
    return seats.exists()


def _told_and_to_be_told(facts: TurnFacts, steps_ahead: list[Step]) -> str:
    """Return who else was told already, and who is told next if it goes on waiting."""
    told = facts.turn.nudges.exclude(kind=Step.Kind.REMIND).select_related("person").order_by("step")
    sentences = [
        f"{nudge.person.name}, {ROLES[nudge.kind]}, was told on {long_day(nudge.written_at)}." for nudge in told
    ]
    following = next((step for step in steps_ahead if step.kind in ROLES), None)
    if following is not None:
        who = f"{following.person.name}, {ROLES[following.kind]},"
        sentences.append(f"If it still waits on {long_day(following.at)}, {who} is told.")
    return " ".join(sentences)


def _facts(message: Message) -> TurnFacts | None:
    """Return the facts of a message's turn while it runs and the reader may see its launch."""
    facts = TurnFacts.of_subject(message.subject)
    if facts is None or not facts.launch.is_visible_to(message.person):
        return None
    return facts


def _nudges(message: Message) -> QuerySet[Nudge]:
    return Nudge.objects.filter(turn=int(message.subject.removeprefix("turn:")), person=message.person_id)
