"""Lessons: written from what went wrong, taken into a playbook, kept there, and looked at by the launches they fit."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from launchgate.audit.record import record, words_digest
from launchgate.core import clock
from launchgate.core.once import use_once
from launchgate.core.refusals import Conflict, Invalid
from launchgate.launches import rules
from launchgate.launches.board import Board, lock_launch
from launchgate.launches.models import Gate, Launch, Turn
from launchgate.launches.settle import settle
from launchgate.launches.transitions import require_launch
from launchgate.launches.words import checked_length, one_line, required_words
from launchgate.people.company import lock_company
from launchgate.people.models import Function, Person
from launchgate.playbooks.actions.drafts import locked_draft
from launchgate.playbooks.actions.items import take_out
from launchgate.playbooks.contents import ItemContent, free_key, write_items
from launchgate.playbooks.models import GateTemplate, ItemKind, ItemTemplate, Version
from launchgate.playbooks.rules import check_item, require_editor
from launchgate.reviews.catches import Catches, catches_of
from launchgate.reviews.matching import words_of_lesson
from launchgate.reviews.models import Fit, Lesson, LessonWord
from launchgate.reviews.sources import require_source

ASK_HAPPENED = "Say what happened."
ASK_WHY = "Say why it happened, as far as you know."
ASK_NEXT = "Say what to ask next time, as a question for the checklist."
ASK_KEEP = "Say why the question stays though it has caught nothing."
ASK_APPLIES = "Say what you do about it."
ASK_APPLIES_NOT = "Say why it does not apply here."
LONGEST_REASON, LONGEST_TAG, MOST_TAGS = 2000, 40, 8
# A file is attached, and a choice needs its options: neither is asked by a lesson.
KINDS = tuple(kind for kind in ItemKind if kind not in (ItemKind.FILE, ItemKind.CHOICE))


@dataclass(frozen=True)
class LessonFacts:
    """What is given for a lesson; the question is proposed for the gate that should have caught it."""

    source: str
    happened: str
    why: str
    item_text: str
    gate_kind: str
    function_id: int
    item_kind: str = ItemKind.YES_NO
    tags: tuple[str, ...] = ()


@transaction.atomic(durable=True)
def write_lesson(launch_id: int, facts: LessonFacts, *, actor: Person, once: str = "") -> Lesson:
    """Write down what a launch taught, for everybody who opens a similar one; anybody who sees the launch may."""
    use_once(once)
    board = Board.load(lock_launch(pk=launch_id))
    lesson = _checked(facts, board.launch, actor)
    lesson.save()
    LessonWord.objects.bulk_create(words_of_lesson(lesson))
    settle(
        board,
        "lesson.written",
        actor=actor,
        subject=lesson,
        at=lesson.written_at,
        source=lesson.source,
        function=lesson.function_id,
        digest=lesson_digest(lesson),
    )
    return lesson


@transaction.atomic(durable=True)
def take_lesson(lesson_id: int, draft_id: int, *, actor: Person, once: str = "") -> ItemTemplate:
    """Take the question that a lesson proposes into a draft of the playbook; the item knows which lesson wrote it."""
    use_once(once)
    company, draft = locked_draft(draft_id, actor)
    lesson = Lesson.objects.select_related("launch__version").get(pk=lesson_id)
    gate = require_taking(lesson, draft)
    keys = list(gate.items.values_list("key", flat=True))
    content = ItemContent(
        free_key(f"lesson_{lesson.pk}", keys),
        lesson.item_text,
        _who_answers(lesson).pk,
        kind=lesson.item_kind,
        is_required=True,
        origin=lesson.origin,
    )
    check_item(content, keys)
    write_items(gate, [content], after=gate.items.aggregate(last=Max("position"))["last"] or 0)
    item = gate.items.get(key=content.key)
    lesson.taken_at, lesson.taken_by = clock.now(), actor
    lesson.save(update_fields=["taken_at", "taken_by"])
    record("lesson.taken", chain=company, actor=actor, subject=lesson, at=lesson.taken_at, gate=gate.pk, item=item.pk)
    return item


@transaction.atomic(durable=True)
def drop_lesson_item(lesson_id: int, draft_id: int, *, actor: Person, once: str = "") -> GateTemplate:
    """Take the question of a lesson out of a draft of the playbook; launches on their way are offered that too."""
    use_once(once)
    company, draft = locked_draft(draft_id, actor)
    return take_out(company, require_dropping(Lesson.objects.get(pk=lesson_id), draft), actor)


def require_taking(lesson: Lesson, version: Version) -> GateTemplate:
    """Return the gate on which a version of the playbook would ask a lesson's question; raises Conflict where none."""
    if lesson.launch.version.playbook_id != version.playbook_id:
        raise Conflict(f"It was learned with another playbook than {version.playbook}.")
    if version.playbook.retired_at is not None:
        raise Conflict(f"{version.playbook} is retired. Take it up again first.")
    gate = version.gates.filter(kind=lesson.gate_kind).first()
    if gate is None:
        raise Conflict(f"{version} has no gate for it. Add the item by hand where it belongs.")
    if ItemTemplate.objects.filter(gate__version=version, origin=lesson.origin).exists():
        raise Conflict(f"{version} asks this already.")
    return gate


def require_dropping(lesson: Lesson, version: Version) -> ItemTemplate:
    """Return the item with which a version of the playbook asks a lesson's question; raises Conflict for none."""
    item = ItemTemplate.objects.filter(gate__version=version, origin=lesson.origin).select_related("gate").first()
    if item is None:
        raise Conflict(f"{version} does not ask this any more.")
    return item


@transaction.atomic(durable=True)
def keep_lesson_item(lesson_id: int, reason: str, *, actor: Person, once: str = "") -> Lesson:
    """Keep the question of a lesson in its playbook though it has caught nothing so far; it is proposed no more."""
    use_once(once)
    words = checked_length(required_words(reason, "reason", ASK_KEEP), "reason", LONGEST_REASON)
    company = lock_company()
    require_editor(actor)
    lesson = Lesson.objects.select_related("kept_by").get(pk=lesson_id)
    if lesson.taken_at is None:
        raise Conflict("This lesson was not taken into a playbook.")
    if lesson.kept_by is not None:
        raise Conflict(f"{lesson.kept_by.name} has said already why it stays.")
    if not catches_of([lesson.origin]).get(lesson.origin, Catches()).is_idle:
        raise Conflict("Nobody proposes to remove it: it caught something, or has not been asked often enough yet.")
    lesson.kept_at, lesson.kept_by, lesson.kept_reason = clock.now(), actor, words
    lesson.save(update_fields=["kept_at", "kept_by", "kept_reason"])
    record("lesson.kept", chain=company, actor=actor, subject=lesson, at=lesson.kept_at, digest=words_digest(words))
    return lesson


@transaction.atomic(durable=True)
def look_at_lesson(fit_id: int, words: str, *, applies: bool, actor: Person, once: str = "") -> Fit:
    """Say what a launch does about a lesson that fits it, or why it does not apply; the last one ends the turn."""
    use_once(once)
    ask = ASK_APPLIES if applies else ASK_APPLIES_NOT
    text = checked_length(required_words(words, "words", ask), "words", LONGEST_REASON)
    board = Board.load(lock_launch(pk=Fit.objects.values_list("launch_id", flat=True).get(pk=fit_id)))
    launch, fit = board.launch, Fit.objects.get(pk=fit_id)
    require_looking(fit, launch, actor)
    fit.looked_at, fit.looked_by, fit.applies, fit.words = clock.now(), actor, applies, text
    fit.save(update_fields=["looked_at", "looked_by", "applies", "words"])
    if not Fit.objects.filter(launch=launch, looked_at=None).exists():
        board.release(lessons_slot(launch))
    settle(
        board,
        "lesson.looked_at",
        actor=actor,
        subject=fit,
        at=fit.looked_at,
        lesson=fit.lesson_id,
        applies=applies,
        digest=words_digest(text),
    )
    return fit


def require_looking(fit: Fit, launch: Launch, actor: Person) -> None:
    """Raise the refusal when this person cannot say now what the launch does about a lesson."""
    if refusal := rules.refusal_unless_owner(actor, launch, "say what is done about a lesson"):
        raise refusal
    require_launch(launch, "acknowledge")
    if fit.looked_at is not None:
        raise Conflict("This lesson was looked at already.")


def lessons_slot(launch: Launch) -> str:
    """Return the slot of the turn in which a launch's owner looks at the lessons that fit."""
    return f"{Turn.Kind.ACKNOWLEDGE}:lessons:{launch.pk}"


def lesson_digest(lesson: Lesson) -> str:
    """Return the digest by which an event proves the words of a lesson."""
    return words_digest(lesson.happened, lesson.why, lesson.item_text, lesson.item_kind, lesson.gate_kind, *lesson.tags)


def checked_tags(tags: tuple[str, ...]) -> list[str]:
    """Return tags as they are kept: in lower case, each once; raises Invalid for what does not fit."""
    plain = list(dict.fromkeys(one_line(tag, "tags", LONGEST_TAG).lower() for tag in tags if tag.strip()))
    if len(plain) > MOST_TAGS:
        raise Invalid(f"{MOST_TAGS} tags are the most.", field="tags")
    return plain


def _who_answers(lesson: Lesson) -> Function:
    """Return the function that answers its question: the one into which it was merged since, if it was."""
    function = lesson.function
    while function.merged_into is not None:
        function = function.merged_into
    return function


def _checked(facts: LessonFacts, launch: Launch, actor: Person) -> Lesson:
    require_source(facts.source, launch)
    if not Gate.objects.filter(launch=launch, kind=facts.gate_kind).exists():
        raise Invalid("Choose the gate that should have caught it.", field="gate_kind")
    if facts.item_kind not in KINDS:
        raise Invalid("Choose how the question is answered.", field="item_kind")
    if not Function.objects.filter(pk=facts.function_id, closed_at=None).exists():
        raise Invalid("Choose who answers it.", field="function")
    question = one_line(facts.item_text, "item_text", 500)
    if not question:
        raise Invalid(ASK_NEXT, field="item_text")
    return Lesson(
        launch=launch,
        source=facts.source,
        happened=required_words(facts.happened, "happened", ASK_HAPPENED),
        why=required_words(facts.why, "why", ASK_WHY),
        tags=checked_tags(facts.tags),
        gate_kind=facts.gate_kind,
        item_text=question,
        item_kind=facts.item_kind,
        function_id=facts.function_id,
        author=actor,
        written_at=clock.now(),
    )
