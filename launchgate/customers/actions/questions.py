"""Questions of the front line to a gate: asked, answered, withdrawn."""

from django.db import transaction

from launchgate.audit.record import words_digest
from launchgate.core import clock
from launchgate.core.once import use_once
from launchgate.core.refusals import Conflict
from launchgate.customers import rules
from launchgate.customers.models import Question
from launchgate.launches.actions.work import board_of_gate
from launchgate.launches.board import Board
from launchgate.launches.models import Turn
from launchgate.launches.news import tell
from launchgate.launches.settle import settle
from launchgate.launches.transitions import require_launch
from launchgate.launches.wants import Want
from launchgate.launches.words import checked_length, required_words
from launchgate.people.models import Person

LONGEST_QUESTION, LONGEST_ANSWER = 2000, 4000
ASK_QUESTION = "Write the question."
ASK_ANSWER = "Write the answer."


def subject_of(question: Question) -> str:
    """Return how its turn names a question."""
    return f"question:{question.pk}"


def answer_slot(question: Question) -> str:
    """Return the slot of the turn in which a question is answered."""
    return f"answer:{subject_of(question)}"


@transaction.atomic(durable=True)
def ask_gate(gate_id: int, text: str, *, actor: Person, once: str = "") -> Question:
    """Ask a gate something; its first deciding function is asked to answer."""
    use_once(once)
    words = checked_length(required_words(text, "text", ASK_QUESTION), "text", LONGEST_QUESTION)
    board, gate = board_of_gate(gate_id)
    require_asking(board, actor)
    function_id = board.deciders[gate.pk][0].function_id
    question = Question.objects.create(
        launch=board.launch, gate=gate, function_id=function_id, author=actor, text=words, asked_at=clock.now()
    )
    subject = subject_of(question)
    # On no gate: what the front line asks does not move the gate on, nor hold it up.
    board.ask(Want(Turn.Kind.ANSWER, answer_slot(question), function_id=function_id, subject=subject))
    digest = words_digest(words)
    settle(
        board,
        "question.asked",
        actor=actor,
        subject=question,
        at=question.asked_at,
        gate=gate.pk,
        function=function_id,
        digest=digest,
    )
    return question


@transaction.atomic(durable=True)
def answer_question(question_id: int, answer: str, *, actor: Person, once: str = "") -> Question:
    """Answer a question of the front line; whoever asked hears of it."""
    use_once(once)
    words = checked_length(required_words(answer, "answer", ASK_ANSWER), "answer", LONGEST_ANSWER)
    board, question = board_and_question(question_id)
    require_answering(board, question, actor)
    question.status, question.answer = Question.Status.ANSWERED, words
    question.answered_by, question.settled_at = actor, clock.now()
    question.save(update_fields=["status", "answer", "answered_by", "settled_at"])
    board.release(answer_slot(question))
    if question.author_id != actor.pk:
        tell("question.answered", board.launch, [question.author_id], subject=question, gate_id=question.gate_id)
    settle(
        board,
        "question.answered",
        actor=actor,
        subject=question,
        at=question.settled_at,
        gate=question.gate_id,
        function=question.function_id,
        digest=words_digest(words),
    )
    return question


@transaction.atomic(durable=True)
def withdraw_question(question_id: int, *, actor: Person, once: str = "") -> Question:
    """Take back a question that nobody has answered yet."""
    use_once(once)
    board, question = board_and_question(question_id)
    require_withdrawing(board, question, actor)
    question.status, question.settled_at = Question.Status.WITHDRAWN, clock.now()
    question.save(update_fields=["status", "settled_at"])
    board.release(answer_slot(question), outcome=Turn.Outcome.NOT_NEEDED)
    settle(board, "question.withdrawn", actor=actor, subject=question, gate=question.gate_id)
    return question


def board_and_question(question_id: int) -> tuple[Board, Question]:
    """Lock the launch of a question and return its board with the question, which knows its gate on the board."""
    gate_id = Question.objects.values_list("gate_id", flat=True).get(pk=question_id)
    board, gate = board_of_gate(gate_id)
    question = Question.objects.select_related("function", "author").get(pk=question_id)
    question.gate = gate
    return board, question


def require_asking(board: Board, actor: Person) -> None:
    """Raise the refusal when this person cannot ask a gate of the launch something now."""
    if refusal := rules.refusal_to_ask(actor, board.launch):
        raise refusal
    require_launch(board.launch, "hear")


def require_answering(board: Board, question: Question, actor: Person) -> None:
    """Raise the refusal when this person cannot answer a question now."""
    turn = next(iter(board.about(subject_of(question))), None)
    # Functions merge, and their turns move: the question is for the function that the turn is with.
    function_id = turn.function_id if turn and turn.function_id else question.function_id
    if refusal := rules.refusal_to_answer(actor, question, function_id, board.places, turn.passed_on if turn else []):
        raise refusal
    _require_open(board, question)


def require_withdrawing(board: Board, question: Question, actor: Person) -> None:
    """Raise the refusal when this person cannot withdraw a question now."""
    if refusal := rules.refusal_to_withdraw_question(actor, question):
        raise refusal
    _require_open(board, question)


def _require_open(board: Board, question: Question) -> None:
    require_launch(board.launch, "hear")
    if question.status != Question.Status.OPEN:
        raise Conflict(f"This question is {question.get_status_display().lower()}.")
