"""Answering what is asked: not before a day, or not mine."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction

from launchgate.audit.record import words_digest
from launchgate.core import clock
from launchgate.core.once import use_once
from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.core.templatetags.launchgate import day, long_day
from launchgate.launches.holders import gone_by, kind_of, passing_over, passing_over_condition, policy_of
from launchgate.launches.models import PassedOn, Rest, Turn
from launchgate.launches.news import tell
from launchgate.launches.phrases import counted
from launchgate.launches.places import Place
from launchgate.launches.schedule import over_at
from launchgate.launches.turn_ground import TurnGround, stand_on_turn
from launchgate.launches.words import checked_length, required_words
from launchgate.people.calendar import WorkingCalendar, calendar_of
from launchgate.people.company import closures_along
from launchgate.people.models import Person
from launchgate.people.rules import today_of

ASK_REST = "Say why it has to wait."
ASK_PASS_ON = "Say why it is not yours."  # noqa: S105 - a sentence
LONGEST_REASON = 500
# How what is asked of somebody in person reaches somebody else: it is never just passed on.
INSTEAD = {
    Turn.Kind.REPLY: "You gave this hand-off, so its question comes to you. {owner}, the owner, can answer it too.",
    Turn.Kind.TIER: "Only the sponsor lets a launch be checked for less risk. Hand the sponsorship over, or leave it.",
    Turn.Kind.EXTEND: "Only the sponsor sets a later date. Hand the sponsorship over, or talk to {owner}.",
    Turn.Kind.RESUME: "The owner and the sponsor can both look again at a hold. Talk to the other of the two.",
    Turn.Kind.BACK: "You recorded this promise. Enter an absence and say who stands in, or talk to {owner}.",
    Turn.Kind.KEEP: "You recorded this promise. Enter an absence and say who stands in, or talk to {owner}.",
    Turn.Kind.DECIDE: "Only an executive decides this. Enter an absence and say who stands in, or talk to {owner}.",
    Turn.Kind.ACKNOWLEDGE: "You are asked to read it yourself, so nobody else can do it for you.",
}
OWNERS = "This is asked of you as the owner. Hand the launch over, or enter an absence and say who stands in."


@transaction.atomic(durable=True)
def rest_turn(turn_id: int, until: date, reason: str, *, actor: Person, once: str = "") -> Rest:
    """Have no reminder come before a working day of the holder; its owner hears why, and the ledger goes on counting.

    The steps ahead move by as many working days; when it is due stays. The rest ends when the turn goes to somebody
    else. Raises Forbidden for anybody but the holder, Conflict when it is not asked any more, stands still or has
    rested as often as the playbook allows, Invalid (`until`, `reason`) for what does not fit.
    """
    use_once(once)
    words = checked_length(required_words(reason, "reason", ASK_REST), "reason", LONGEST_REASON)
    ground = stand_on_turn(turn_id)
    turn, number = ground.turn, require_resting(ground, actor)
    check_until(turn, until)
    rest = Rest.objects.create(turn=turn, person=actor, until=until, reason=words, asked_at=clock.now())
    _put_off(turn, until)
    ground.settle(
        "turn.rested",
        actor=actor,
        subject=rest,
        at=rest.asked_at,
        turn=turn.pk,
        gate=_gate_id(turn),
        function=turn.function_id,
        until=until.isoformat(),
        number=number,
        most=policy_of(turn).snooze_cap,
        reason=words_digest(words),
    )
    _tell_owner(ground, "turn.rested", rest, but=[actor.pk])
    return rest


@transaction.atomic(durable=True)
def pass_turn_on(turn_id: int, reason: str, *, actor: Person, once: str = "") -> PassedOn:
    """Say that what is asked is not one's own: whoever comes next is asked anew, and the owner hears why.

    A function's turn goes to the next who acts for it, as far as the sponsor; a condition to the launch's owner. It
    takes nobody the right to act. Raises Forbidden for anybody but the holder, Conflict, with whom to talk to instead,
    where it is asked in person or nobody comes next.
    """
    use_once(once)
    words = checked_length(required_words(reason, "reason", ASK_PASS_ON), "reason", LONGEST_REASON)
    ground = stand_on_turn(turn_id)
    turn, following = ground.turn, require_passing_on(ground, actor)
    passed = PassedOn.objects.create(turn=turn, person=actor, reason=words, said_at=clock.now())
    turn.passed_on = [*turn.passed_on, actor.pk]
    Turn.objects.filter(pk=turn.pk).update(passed_on=turn.passed_on)
    ground.settle(
        "turn.passed_on",
        actor=actor,
        subject=passed,
        at=passed.said_at,
        turn=turn.pk,
        gate=_gate_id(turn),
        function=turn.function_id,
        to=following.person.pk,
        reason=words_digest(words),
    )
    _tell_owner(ground, "turn.passed_on", passed, but=[actor.pk, following.person.pk])
    return passed


def require_resting(ground: TurnGround, actor: Person) -> int:
    """Return which of the turn's rests this would be; raises the refusal when there can be none now."""
    turn, owner = ground.turn, ground.matter.owner
    require_holder(turn, actor)
    if turn.paused_at is not None:
        raise Conflict("This stands still at present, so nobody is reminded of it. It can rest when it runs on.")
    most, number = policy_of(turn).snooze_cap, turn.rests.count() + 1
    if number > most:
        times = counted(most, "time").lower()
        raise Conflict(
            f"It has rested {times}, which is the most. Do it, delegate it, or talk to {owner}."
            if most
            else f"Its playbook lets nothing rest. Delegate it, or talk to {owner}."
        )
    return number


def last_rest_day(turn: Turn) -> date:
    """Return the latest day until which its holder can let a turn rest, by their own calendar."""
    return _calendar(turn).shift(today_of(_holder(turn)), max(policy_of(turn).snooze_days, 1))


def check_until(turn: Turn, until: date) -> None:
    """Raise Invalid when the holder cannot let a turn rest until this day."""
    calendar, today, latest = _calendar(turn), today_of(_holder(turn)), last_rest_day(turn)
    if until <= today:
        raise Invalid("Choose a day after today.", field="until")
    if until > latest:
        raise Invalid(f"It can rest until {long_day(latest)} at most.", field="until")
    if not calendar.is_working_day(until):
        following = long_day(calendar.shift(until, 1))
        raise Invalid(
            f"You do not work on {long_day(until)}. Choose a working day, such as {following}.", field="until"
        )
    if turn.rests_until is not None and _morning(turn, until) <= turn.rests_until:
        raise Invalid(f"It rests until {day(turn.rests_until)} already.", field="until")


def require_passing_on(ground: TurnGround, actor: Person) -> Place:
    """Return to whom a turn would go; raises the refusal when the actor cannot pass it on now."""
    turn, owner = ground.turn, ground.matter.owner
    require_holder(turn, actor)
    if turn.function_id is None and turn.kind != Turn.Kind.CLEAR:
        raise Conflict(INSTEAD.get(Turn.Kind(turn.kind), OWNERS).format(owner=owner))
    following = _following(ground, actor)
    if following is None:
        whom = "the function that set the condition" if turn.kind == Turn.Kind.CLEAR else _named(owner, turn)
        raise Conflict(f"Nobody comes after you here. Talk to {whom}.")
    return following


def _named(owner: Person, turn: Turn) -> str:
    return f"{owner}, who {'owns the launch' if turn.launch_id else 'asked for it'}"


def _following(ground: TurnGround, actor: Person) -> Place | None:
    turn, matter = ground.turn, ground.matter
    passed_on = [*gone_by(turn), actor.pk]
    if turn.function_id is None:
        owner = matter.owner
        return None if owner.pk in passed_on or not owner.is_active else Place(owner, "")
    over, deputies, gate = set[int](), True, turn.gate
    if turn.kind == Turn.Kind.SIGN and gate is not None:
        over, deputies = passing_over(gate, matter), gate.deputies_sign
    elif turn.condition is not None:
        over = passing_over_condition(turn.condition, matter)
    elif turn.subject:
        over = set(turn.about.never)
    return ground.places.after(turn.function_id, kind_of(turn), over, deputies, passed_on)


def require_holder(turn: Turn, actor: Person) -> None:
    """Raise the refusal unless a turn is open and asked of this person."""
    if turn.holder_id != actor.pk:
        raise Forbidden(f"This is asked of {turn.holder or 'nobody'}, so only they can answer for it.")
    if turn.closed_at is not None:
        raise Conflict("This is not asked any more, so there is nothing to answer.")


def _tell_owner(ground: TurnGround, kind: str, subject: Rest | PassedOn, *, but: Collection[int]) -> None:
    """Tell whom the turn's matter belongs to what its holder answered, but not those who know or are asked."""
    turn, owner_id = ground.turn, ground.matter.owner_id
    if owner_id not in but:
        tell(kind, turn.launch, [owner_id], subject=subject, gate_id=_gate_id(turn))


def _put_off(turn: Turn, until: date) -> None:
    """Move the steps ahead so that the next one comes when the rest is over; only forwards."""
    wakes_at = _morning(turn, until)
    if turn.next_at is not None and turn.next_at < wakes_at:
        days = _calendar(turn).days_between(max(turn.next_at, clock.now()), wakes_at)
        goes_on = turn.rests_until is not None and turn.rests_until > clock.now()
        turn.delay_days, turn.rest_days = turn.delay_days + days, days + (turn.rest_days if goes_on else 0.0)
    turn.rests_until = wakes_at
    Turn.objects.filter(pk=turn.pk).update(
        delay_days=turn.delay_days, rest_days=turn.rest_days, rests_until=turn.rests_until
    )


def _morning(turn: Turn, until: date) -> datetime:
    return over_at(until - timedelta(days=1), _calendar(turn))


def _calendar(turn: Turn) -> WorkingCalendar:
    return calendar_of(_holder(turn), closures_along(turn.launch))


def _holder(turn: Turn) -> Person:
    assert turn.holder is not None  # noqa: S101 - whoever answers for a turn holds it
    return turn.holder


def _gate_id(turn: Turn) -> int | None:
    return turn.gate_id or (turn.condition.gate_id if turn.condition else None)
