"""Asking about what is asked, where there is no gate to write a comment on; and the answer."""

from django.db import transaction

from launchgate.audit.record import words_digest
from launchgate.core import clock
from launchgate.core.once import use_once
from launchgate.core.refusals import Conflict, Forbidden
from launchgate.launches.about import Matter, way_to_ask
from launchgate.launches.actions.turns import require_holder
from launchgate.launches.models import Turn, TurnQuestion
from launchgate.launches.news import tell
from launchgate.launches.progress import note_question
from launchgate.launches.turn_ground import TurnGround, stand_on_turn
from launchgate.launches.words import checked_length, required_words
from launchgate.people.models import Person

ASK_QUESTION, ASK_ANSWER = "Write your question.", "Write the answer."
LONGEST_QUESTION = 5000


@transaction.atomic(durable=True)
def ask_about_turn(turn_id: int, text: str, *, actor: Person, once: str = "") -> TurnQuestion:
    """Ask whoever asked for a turn on no gate, or whom its matter belongs to, something about it; they hear of it.

    What is asked stays with its holder, and the next reminder is put off as by any progress. Raises Forbidden for
    anybody but the holder, Conflict where it is not asked any more, or there is another place or nobody to ask.
    """
    use_once(once)
    words = checked_length(required_words(text, "question", ASK_QUESTION), "question", LONGEST_QUESTION)
    ground = stand_on_turn(turn_id)
    turn, to = ground.turn, require_question(ground, actor)
    question = TurnQuestion.objects.create(turn=turn, person=actor, to=to, text=words, asked_at=clock.now())
    tell("turn.questioned", turn.launch, [to.pk], subject=question)
    ground.settle(
        "turn.questioned",
        actor=actor,
        subject=question,
        at=question.asked_at,
        turn=turn.pk,
        function=turn.function_id,
        to=to.pk,
        digest=words_digest(words),
    )
    note_question(turn, ground.matter, ground.places, question.asked_at)
    return question


@transaction.atomic(durable=True)
def answer_about_turn(question_id: int, text: str, *, actor: Person, once: str = "") -> TurnQuestion:
    """Answer a holder's question about what is asked of them; they hear of it."""
    use_once(once)
    words = checked_length(required_words(text, "answer", ASK_ANSWER), "answer", LONGEST_QUESTION)
    ground = stand_on_turn(TurnQuestion.objects.values_list("turn", flat=True).get(pk=question_id))
    question = TurnQuestion.objects.select_related("to", "person").get(pk=question_id)
    require_answer(ground, question, actor)
    question.answer, question.answered_by, question.answered_at = words, actor, clock.now()
    question.save(update_fields=["answer", "answered_by", "answered_at"])
    tell("turn.explained", ground.turn.launch, [question.person_id], subject=question)
    ground.settle(
        "turn.explained",
        actor=actor,
        subject=question,
        at=question.answered_at,
        turn=question.turn_id,
        function=ground.turn.function_id,
        to=question.person_id,
        digest=words_digest(words),
    )
    return question


def require_question(ground: TurnGround, actor: Person) -> Person:
    """Return who would answer a question about a turn; raises the refusal when its holder cannot ask one now."""
    require_holder(ground.turn, actor)
    to = asked_of(ground.turn, ground.matter, actor)
    if ground.turn.gate_id or ground.turn.condition_id:
        raise Conflict("This is about a gate. Ask there, in a comment.")
    if to == actor:
        raise Conflict("Nobody but you has asked for this, so there is nobody to answer.")
    return to


def require_answer(ground: TurnGround, question: TurnQuestion, actor: Person) -> None:
    """Raise the refusal when this person cannot answer a question about a turn now."""
    matter = ground.matter
    if actor.pk == question.person_id or actor.pk not in (question.to_id, matter.owner_id, matter.sponsor_id):
        raise Forbidden(f"This was asked of {question.to}, so they answer it.")
    if question.answered_at is not None:
        raise Conflict("This question is answered already.")
    if ground.turn.closed_at is not None:
        raise Conflict("This is not asked any more, so there is nothing to answer.")


def asked_of(turn: Turn, matter: Matter, asker: Person) -> Person:
    """Return who answers a question: who asked for the turn, else the owner, else the sponsor; the asker, for nobody.

    Rooms with questions of their own ask the owner.
    """
    people = (matter.owner,) if way_to_ask(turn.subject) else (turn.asked_by, matter.owner, matter.sponsor)
    fit = (one for one in people if one and one.is_active and one != asker)
    return next((one for one in fit if turn.launch is None or turn.launch.is_visible_to(one)), asker)
