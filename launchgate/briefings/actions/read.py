"""What readers do: acknowledge by name, and ask; and how the owner answers."""

from django.db import transaction

from launchgate.audit.record import words_digest
from launchgate.briefings import rules
from launchgate.briefings.models import ReaderQuestion, Reading, Receipt
from launchgate.core import clock
from launchgate.core.once import use_once
from launchgate.core.refusals import Conflict, Forbidden
from launchgate.launches import transitions
from launchgate.launches.board import Board, lock_launch
from launchgate.launches.models import Turn
from launchgate.launches.news import tell
from launchgate.launches.progress import note_question
from launchgate.launches.rules import is_owner
from launchgate.launches.settle import settle
from launchgate.launches.wants import Want
from launchgate.launches.words import checked_length, required_words
from launchgate.people.models import Person

ASK_QUESTION = "Write your question."
ASK_ANSWER = "Write the answer."


@transaction.atomic(durable=True)
def acknowledge_briefing(reading_id: int, *, actor: Person, seen: int = 0, once: str = "") -> Receipt:
    """Say by name that one has read the latest edition of a briefing.

    `seen` is the number of the edition that the page showed; raises Conflict when there is a later one by now.
    """
    use_once(once)
    board, reading = board_of_reading(reading_id)
    require_reading(board, reading, actor)
    edition = reading.briefing.latest
    if seen and seen != edition.number:
        raise Conflict(f"A corrected edition was published while you were reading. {edition.change}".strip())
    receipt = Receipt.objects.create(reading=reading, edition=edition, printed_name=actor.name, read_at=clock.now())
    reading.is_read = True
    reading.save(update_fields=["is_read"])
    board.release(reading.slot)
    settle(
        board,
        "briefing.acknowledged",
        actor=actor,
        subject=receipt,
        at=receipt.read_at,
        briefing=reading.briefing_id,
        reading=reading.pk,
        edition=edition.number,
        reader=words_digest(receipt.printed_name),
    )
    return receipt


@transaction.atomic(durable=True)
def ask_about_briefing(reading_id: int, text: str, *, actor: Person, once: str = "") -> ReaderQuestion:
    """Ask the launch's owner something about a briefing; all its readers see the question and its answer."""
    use_once(once)
    words = checked_length(required_words(text, "question", ASK_QUESTION), "question", 2000)
    board, reading = board_of_reading(reading_id)
    require_asking(board, reading, actor)
    question = ReaderQuestion.objects.create(reading=reading, text=words, asked_at=clock.now())
    board.ask(Want(Turn.Kind.ANSWER, question.slot, subject=question.subject))
    settle(
        board,
        "briefing.asked",
        actor=actor,
        subject=question,
        at=question.asked_at,
        briefing=reading.briefing_id,
        digest=words_digest(words),
    )
    for turn in board.about(reading.subject):
        note_question(turn, board.launch, board.places, question.asked_at)
    return question


@transaction.atomic(durable=True)
def answer_reader(question_id: int, text: str, *, actor: Person, once: str = "") -> ReaderQuestion:
    """Answer a reader's question, where all readers of the briefing see it; whoever asked hears of it."""
    use_once(once)
    words = checked_length(required_words(text, "answer", ASK_ANSWER), "answer", 4000)
    board = Board.load(lock_launch(briefings__readings__questions=question_id))
    question = ReaderQuestion.objects.select_related("reading__briefing").get(pk=question_id)
    require_answering(board, question, actor)
    question.answer, question.answered_by, question.answered_at = words, actor, clock.now()
    question.save(update_fields=["answer", "answered_by", "answered_at"])
    board.release(question.slot)
    if question.reading.person_id != actor.pk:
        tell("briefing.answered", board.launch, [question.reading.person_id], subject=question)
    settle(
        board,
        "briefing.answered",
        actor=actor,
        subject=question,
        at=question.answered_at,
        briefing=question.reading.briefing_id,
        digest=words_digest(words),
    )
    return question


def require_reading(board: Board, reading: Reading, actor: Person) -> None:
    """Raise the refusal when this person cannot acknowledge the briefing now."""
    require_asking(board, reading, actor)
    if reading.is_read:
        raise Conflict("You have acknowledged this briefing already.")


def require_asking(board: Board, reading: Reading, actor: Person) -> None:
    """Raise the refusal when this person cannot ask something about the briefing now."""
    rules.require_reader(reading, actor)
    transitions.require_launch(board.launch, "acknowledge")


def require_answering(board: Board, question: ReaderQuestion, actor: Person) -> None:
    """Raise the refusal unless the owner, who stands in for them, or the sponsor answers an open question."""
    launch = board.launch
    if actor.pk != launch.sponsor_id and not is_owner(actor, launch):
        raise Forbidden(f"Only {launch.owner}, the owner, or {launch.sponsor}, the sponsor, can answer this.")
    transitions.require_launch(launch, "acknowledge")
    if question.answered_at is not None:
        raise Conflict("This question is answered already.")


def board_of_reading(reading_id: int) -> tuple[Board, Reading]:
    """Lock the launch of a reading and return its board, and the reading with its briefing, read under the lock."""
    board = Board.load(lock_launch(briefings__readings=reading_id))
    return board, Reading.objects.select_related("briefing", "person").get(pk=reading_id)
