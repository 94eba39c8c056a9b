"""Writing a briefing: a draft, further editions of it, and corrections once it is published."""

from django.db import transaction

from launchgate.audit.record import words_digest
from launchgate.briefings import rules
from launchgate.briefings.actions.words import (
    BriefingWords,
    checked_change,
    checked_text,
    checked_words,
    words_of,
)
from launchgate.briefings.blockers import gate_left_without
from launchgate.briefings.models import Briefing, BriefingText, Reading
from launchgate.briefings.publishing import ask_to_read, publish, publishing_gate, share_asked
from launchgate.core import clock
from launchgate.core.once import use_once
from launchgate.core.refusals import Conflict, Invalid
from launchgate.launches import transitions
from launchgate.launches.board import Board, lock_launch
from launchgate.launches.news import tell
from launchgate.launches.settle import settle
from launchgate.people.models import Person


@transaction.atomic(durable=True)
def write_briefing(launch_id: int, words: BriefingWords, *, actor: Person, once: str = "") -> Briefing:
    """Write a new briefing as a draft; it is published when the internal-launch gate is signed."""
    use_once(once)
    board = Board.load(lock_launch(pk=launch_id))
    require_writing(board, actor)
    briefing = Briefing(launch=board.launch, created_by=actor, created_at=clock.now())
    _write(board, briefing, checked_words(words), actor)
    return briefing


@transaction.atomic(durable=True)
def rewrite_briefing(
    briefing_id: int, words: BriefingWords, *, actor: Person, seen: int = 0, once: str = ""
) -> Briefing:
    """Write a further edition of a draft, and choose its audience anew; the same words again change nothing.

    `seen` is the number of the edition that was on the page; raises Conflict when there is a later one by now.
    """
    use_once(once)
    board, briefing = board_of_briefing(briefing_id)
    require_rewriting(board, briefing, actor)
    require_seen(briefing, seen)
    checked = checked_words(words)
    if words_of(briefing) != checked:
        _write(board, briefing, checked, actor)
    return briefing


@transaction.atomic(durable=True)
def drop_briefing(briefing_id: int, *, actor: Person, once: str = "") -> Briefing:
    """Drop a draft: nobody reads it, and its editions stay on the record.

    Raises Conflict for the last briefing of a gate that was submitted with one: the public would hear of it first.
    """
    use_once(once)
    board, briefing = board_of_briefing(briefing_id)
    require_rewriting(board, briefing, actor)
    briefing.status = Briefing.Status.DROPPED
    briefing.save(update_fields=["status"])
    if gate := gate_left_without(board):
        raise Conflict(f"{gate.name} was submitted with this briefing. Write another one before you drop it.")
    settle(board, "briefing.dropped", actor=actor, subject=briefing)
    return briefing


@transaction.atomic(durable=True)
def publish_briefing(briefing_id: int, *, actor: Person, once: str = "") -> Briefing:
    """Publish a draft that was written after its gate had passed; before that, the gate publishes it."""
    use_once(once)
    board, briefing = board_of_briefing(briefing_id)
    require_publishing(board, briefing, actor)
    gate = publishing_gate(board.gates)
    facts = publish(board, [briefing], share_asked(gate) if gate else 0)
    settle(board, "briefing.published", actor=actor, subject=briefing, briefings=facts)
    return briefing


@transaction.atomic(durable=True)
def correct_briefing(
    briefing_id: int,
    text: str,
    change: str,
    *,
    actor: Person,
    is_material: bool = False,
    seen: int = 0,
    once: str = "",
) -> BriefingText:
    """Publish a corrected edition of a published briefing, with what changed; also after the launch went public.

    Whoever has read an earlier one is told and sees the difference; they are asked to read again if it is material.
    `seen` is the number of the edition that was on the page; raises Conflict when there is a later one by now.
    """
    use_once(once)
    board, briefing = board_of_briefing(briefing_id)
    require_correcting(board, briefing, actor)
    require_seen(briefing, seen)
    words, said = checked_text(text), checked_change(change)
    if words == briefing.latest.text:
        raise Invalid("This is word for word what is published already.", field="text")
    edition = _add_edition(briefing, words, actor, change=said, is_material=is_material)
    if is_material:
        again = _ask_again(board, briefing)
    else:
        again = []
        _tell_readers(board, edition, actor)
    settle(
        board,
        "briefing.corrected",
        actor=actor,
        subject=edition,
        at=edition.written_at,
        briefing=briefing.pk,
        edition=edition.number,
        material=is_material,
        readers=again,
        digest=words_digest(words),
        change=words_digest(said),
    )
    return edition


def require_writing(board: Board, actor: Person) -> None:
    """Raise the refusal when this person cannot write briefings of the launch now."""
    if refusal := rules.refusal_to_write(actor, board.launch, "write its briefings"):
        raise refusal
    transitions.require_launch(board.launch, "brief")


def require_rewriting(board: Board, briefing: Briefing, actor: Person) -> None:
    """Raise the refusal when this person cannot change a draft now."""
    require_writing(board, actor)
    rules.require_draft(briefing)


def require_publishing(board: Board, briefing: Briefing, actor: Person) -> None:
    """Raise the refusal when this person cannot publish a draft by hand now."""
    require_rewriting(board, briefing, actor)
    gate = publishing_gate(board.gates)
    if gate is not None and not gate.is_passed:
        raise Conflict(f"It is published by itself when {gate.name} is signed.")


def require_correcting(board: Board, briefing: Briefing, actor: Person) -> None:
    """Raise the refusal when this person cannot correct a briefing now."""
    if refusal := rules.refusal_to_write(actor, board.launch, "correct its briefings"):
        raise refusal
    transitions.require_launch(board.launch, "correct")
    rules.require_published(briefing)


def require_seen(briefing: Briefing, seen: int) -> None:
    """Raise Conflict for what was written from an earlier edition than the latest; 0 says that nobody looked."""
    if seen and seen != briefing.latest.number:
        raise Conflict(f"{briefing.latest.author.name} saved another edition meanwhile. Look at it, then write yours.")


def board_of_briefing(briefing_id: int) -> tuple[Board, Briefing]:
    """Lock the launch of a briefing and return its board, and the briefing read under the lock."""
    board = Board.load(lock_launch(briefings=briefing_id))
    return board, Briefing.objects.get(pk=briefing_id)


def _ask_again(board: Board, briefing: Briefing) -> list[int]:
    """Have everybody who has read an earlier edition read again, and return the ids of their readings."""
    read = list(Reading.objects.filter(briefing=briefing, is_read=True).select_related("person"))
    for reading in read:
        reading.is_read = False
    Reading.objects.filter(pk__in=[reading.pk for reading in read]).update(is_read=False)
    ask_to_read(board, read)
    return [reading.pk for reading in read]


def _tell_readers(board: Board, edition: BriefingText, actor: Person) -> None:
    """Tell those who have read an earlier edition what changed; nothing more is asked of them."""
    read = Reading.objects.filter(briefing=edition.briefing_id, is_read=True, person__is_active=True)
    readers = set(read.values_list("person_id", flat=True)) - {actor.pk}
    tell("briefing.corrected", board.launch, readers, subject=edition)


def _write(board: Board, briefing: Briefing, words: BriefingWords, actor: Person) -> None:
    """Write an edition of a draft and the event that proves it."""
    briefing.title = words.title
    briefing.save()
    briefing.functions.set(words.function_ids)
    briefing.people.set(words.person_ids)
    edition = _add_edition(briefing, words.text, actor)
    settle(
        board,
        "briefing.written",
        actor=actor,
        subject=edition,
        at=edition.written_at,
        briefing=briefing.pk,
        edition=edition.number,
        functions=list(words.function_ids),
        people=list(words.person_ids),
        digest=words_digest(edition.text),
    )


def _add_edition(
    briefing: Briefing, text: str, actor: Person, *, change: str = "", is_material: bool = False
) -> BriefingText:
    number = (briefing.edition.number if briefing.edition else 0) + 1
    edition = BriefingText.objects.create(
        briefing=briefing,
        number=number,
        text=text,
        change=change,
        is_material=is_material,
        author=actor,
        written_at=clock.now(),
    )
    briefing.edition = edition
    briefing.save(update_fields=["edition"])
    return edition
