"""The voices on an exception: given, changed, gone to the deputy, and counted as silent."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from launchgate.audit.record import words_digest
from launchgate.core import clock
from launchgate.core.each import act_on_each
from launchgate.core.once import use_once
from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.core.text import is_unseen
from launchgate.launches.holders import gone_by, policy_of
from launchgate.launches.models import Step, Turn
from launchgate.launches.places import Capacity, Place
from launchgate.launches.words import checked_length
from launchgate.offerings.actions.asking import require_undecided
from launchgate.offerings.ground import Ground, stand_on, voice_slot
from launchgate.offerings.models import ExceptionRequest, Statement, Voice
from launchgate.offerings.rules import LAST_DAYS
from launchgate.people.calendar import calendar_of
from launchgate.people.company import closures_along, the_company
from launchgate.people.models import Person

LONGEST_WORDS = 4000
ASK = {Statement.Answer.YES_IF: "Say under which condition.", Statement.Answer.NO: "Say why not."}
IN_PLACE = (Capacity.DEPUTY, Capacity.DELEGATE, Capacity.HEAD)


@transaction.atomic(durable=True)
def say_voice(
    exception_id: int, function_id: int, answer: str, words: str = "", *, actor: Person, once: str = ""
) -> Statement:
    """Say for a function what it thinks of an exception, or change what it said; a silent one may still speak.

    Raises Forbidden for whoever does not act for the function and for whoever asked, Conflict once it is decided, and
    Invalid (`words`) for a condition or a no that says nothing.
    """
    use_once(once)
    check_words(answer, words)
    said = checked_length(words, "words", LONGEST_WORDS)
    ground = stand_on(exception_id)
    voice, place = require_speaking(ground, function_id, actor)
    if voice.statement is not None and (voice.statement.answer, voice.statement.words) == (answer, said):
        raise Conflict(f"{voice.function} has said exactly this already.")
    statement = Statement.objects.create(
        voice=voice,
        answer=answer,
        words=said,
        person=actor,
        printed_name=place.printed_name,
        capacity=place.capacity,
        given_at=clock.now(),
    )
    voice.statement = statement
    voice.save(update_fields=["statement"])
    _save_status(ground)
    ground.settle(
        "exception.voiced",
        actor=actor,
        subject=statement,
        done=[voice_slot(voice)],
        at=statement.given_at,
        voice=voice.pk,
        function=function_id,
        says=answer,
        words=digest_of(statement),
    )
    return statement


def pass_silent_voices() -> int:
    """Let each voice whose deputy was told go on to the deputy; return how many did. A repeated call finds none."""
    told = Step.objects.filter(turn=OuterRef("pk"), kind=Step.Kind.DEPUTY, at__lte=clock.now())
    turns = Turn.objects.filter(Exists(told), kind=Turn.Kind.VOICE, closed_at=None, paused_at=None)
    return act_on_each([(pk,) for pk, _ in _voices_of(turns, passed_at=None)], pass_voice)


@transaction.atomic(durable=True)
def pass_voice(voice_id: int) -> bool:
    """Let an unanswered voice go to the next of its function once the policy has told them; say whether it did.

    Nobody does this: it follows from the time that passed. Whoever had it may still speak.
    """
    ground, voice, turn = _voice(voice_id)
    if turn is None or turn.holder is None or turn.paused_at or voice.passed_at:
        return False
    told = turn.steps.filter(kind=Step.Kind.DEPUTY, at__lte=clock.now())
    gone = [*gone_by(turn), turn.holder.pk]
    following = ground.places.after(voice.function_id, "", {ground.exception.requester_id}, True, gone)
    if not told.exists() or following is None or following.capacity not in IN_PLACE:
        return False
    voice.passed_from, voice.passed_at = turn.holder, clock.now()
    voice.save(update_fields=["passed_from", "passed_at"])
    ground.settle(
        "exception.voice_passed",
        actor=None,
        subject=voice,
        at=voice.passed_at,
        function=voice.function_id,
        before=turn.holder.pk,
        to=following.person.pk,
    )
    ground.replan()
    return True


def count_silent_voices() -> int:
    """Count each voice as silent that let all its time pass; return how many were. A repeated call finds none."""
    over = Q(next_at=None, due_at__lte=clock.now()) | Q(holder=None)
    turns = Turn.objects.filter(over, kind=Turn.Kind.VOICE, closed_at=None, paused_at=None)
    found = _voices_of(turns.select_related("holder", "launch").prefetch_related("steps"))
    return act_on_each([(pk,) for pk, turn in found if over_at(turn) <= clock.now()], count_silent)


@transaction.atomic(durable=True)
def count_silent(voice_id: int) -> bool:
    """Count a voice as silent, on the record, a working day after its last reminder; say whether it was time.

    Nobody does this: it follows from the time that passed.
    """
    ground, voice, turn = _voice(voice_id)
    if turn is None or turn.paused_at or over_at(turn) > clock.now():
        return False
    voice.silent_at = clock.now()
    voice.save(update_fields=["silent_at"])
    _save_status(ground)
    ground.settle(
        "exception.silent",
        actor=None,
        subject=voice,
        at=voice.silent_at,
        function=voice.function_id,
        passed=voice.passed_at is not None,
    )
    return True


def over_at(turn: Turn) -> datetime:
    """Return when an open voice counts as silent: after its last step and its due moment, and one working day more.

    Where nobody can speak for the function, after the days in which it would have been due.
    """
    if turn.holder is None or turn.due_at is None:
        return calendar_of(the_company()).add_days(turn.opened_at, policy_of(turn).due_days)
    last = max([turn.due_at, *(step.at for step in turn.steps.all())])
    return calendar_of(turn.holder, closures_along(turn.holder)).add_days(last, LAST_DAYS)


def check_words(answer: str, words: str) -> None:
    """Raise Invalid where an answer is none, or where its words are needed and missing."""
    if answer not in Statement.Answer.values:
        raise Invalid("Choose yes, yes if, or no.", field="answer")
    ask = ASK.get(Statement.Answer(answer))
    if ask and is_unseen(words):
        raise Invalid(ask, field="words")


def require_speaking(ground: Ground, function_id: int, actor: Person) -> tuple[Voice, Place]:
    """Return the voice of a function, and as what this person gives it; raises the refusal when they cannot now."""
    voice = ground.voice(function_id)
    if voice is None:
        raise Conflict("That function is not heard on this exception.")
    place = ground.place_for(actor, voice)
    if place is None:
        raise refusal_to_speak(actor, ground.exception, voice)
    require_undecided(ground.exception)
    return voice, place


def refusal_to_speak(actor: Person, exception: ExceptionRequest, voice: Voice) -> Forbidden:
    """Return why this person does not speak for a function."""
    if actor.pk == exception.requester_id:
        return Forbidden("You asked for it, so somebody else speaks for your function.")
    return Forbidden(f"Only the head of {voice.function}, or whoever stands in, speaks for {voice.function} here.")


def digest_of(statement: Statement) -> str:
    """Return the digest by which an event proves what was said, by whom and as what."""
    return words_digest(*proven_words(statement))


def proven_words(statement: Statement) -> tuple[str, ...]:
    """Return what was said, by whom and as what, as its event proves it."""
    return statement.words, statement.printed_name, statement.capacity


def _voices_of(turns: QuerySet[Turn], **which: Any) -> list[tuple[int, Turn]]:
    """Return the ids of the unheard voices that these turns ask for, each with its turn.

    The voices are found first: they are few, and turns and their steps are all that ever were.
    """
    unheard = Voice.objects.filter(statement=None, silent_at=None, **which)
    by_slot = {voice_slot(voice): voice.pk for voice in unheard}
    return [(by_slot[turn.slot], turn) for turn in turns.filter(slot__in=by_slot).order_by("pk")]


def _voice(voice_id: int) -> tuple[Ground, Voice, Turn | None]:
    exception_id = Voice.objects.values_list("exception", flat=True).get(pk=voice_id)
    ground = stand_on(exception_id)
    voice = next(voice for voice in ground.voices if voice.pk == voice_id)
    return ground, voice, ground.turn_of(voice)


def _save_status(ground: Ground) -> None:
    ground.follow_voices()
    ground.exception.save(update_fields=["status"])
