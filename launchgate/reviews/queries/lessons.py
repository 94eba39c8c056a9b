"""Lessons as pages show them: the list with its search, one of them, and those that fit a launch."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from launchgate.launches import rules, transitions
from launchgate.launches.models import Gate, Launch
from launchgate.people.models import Person
from launchgate.playbooks.models import ItemTemplate, Playbook, Version
from launchgate.playbooks.rules import refusal_to_edit
from launchgate.reviews.catches import Catches, catches_of
from launchgate.reviews.forms.lessons import LookForm
from launchgate.reviews.models import Fit, Lesson
from launchgate.reviews.sources import Source, source_of

LONGEST_QUERY = 200


@dataclass(frozen=True)
class LessonRow:
    """A lesson in the list, with how often its question caught something."""

    lesson: Lesson
    caught: Catches | None


@dataclass(frozen=True)
class LessonPage:
    """One lesson: where it comes from, what became of its question, and what the reader may do with it."""

    lesson: Lesson
    source: Source | None
    gate_name: str
    caught: Catches
    item: ItemTemplate | None
    draft: Version | None
    may_take: bool
    is_idle: bool
    looks: list[Fit]


@dataclass(frozen=True)
class Idle:
    """A question that a lesson wrote and that never caught anything; `dropped` is the draft that asks it no more."""

    item: ItemTemplate
    lesson: Lesson
    catches: Catches
    dropped: Version | None


@dataclass(frozen=True)
class FitRow:
    """A lesson that fits a launch; the form is None once it was looked at, and for everybody but the owner.

    To whoever may not see the launch that taught it, `is_told` is False: only its question is shown, to the owner.
    """

    fit: Fit
    form: LookForm | None
    is_told: bool


@dataclass(frozen=True)
class Fits:
    """The lessons that fitted a launch when it opened; `hidden` are those that the reader may not see."""

    rows: list[FitRow]
    hidden: int


def lessons_shown(reader: Person, query: str, tag: str) -> QuerySet[Lesson]:
    """Return the lessons that the reader may see, with these words in them and this tag."""
    lessons = Lesson.objects.visible_to(reader).select_related("launch", "author", "function")
    for word in query[:LONGEST_QUERY].split():
        lessons = lessons.filter(
            Q(happened__icontains=word)
            | Q(why__icontains=word)
            | Q(item_text__icontains=word)
            | Q(launch__name__icontains=word)
            | Q(tags__icontains=word)
            | Q(tags__icontains=json.dumps(word)[1:-1])
        )
    return lessons.filter(_tagged(tag)) if tag else lessons


def _tagged(tag: str) -> Q:
    """Return the condition for a tag: beyond ASCII, SQLite keeps letters as JSON escapes them, PostgreSQL does not."""
    return Q(tags__icontains=f'"{tag}"') | Q(tags__icontains=json.dumps(tag))


def lesson_rows(lessons: list[Lesson]) -> list[LessonRow]:
    """Return lessons with how often they caught something; one statement for all."""
    taken = catches_of([lesson.origin for lesson in lessons if lesson.taken_at])
    return [LessonRow(lesson, taken.get(lesson.origin, Catches()) if lesson.taken_at else None) for lesson in lessons]


def read_lesson(lesson: Lesson, reader: Person) -> LessonPage:
    """Return what the page of a lesson shows to this reader."""
    playbook = lesson.playbook
    drafted = Version.objects.filter(playbook=playbook, published_at=None)
    draft = drafted.select_related("playbook").first()
    asked = ItemTemplate.objects.filter(origin=lesson.origin).exclude(gate__version__in=_replaced(playbook))
    item = asked.select_related("gate__version").order_by("gate__version__number").first()
    gate = Gate.objects.filter(launch=lesson.launch, kind=lesson.gate_kind).first()
    caught = catches_of([lesson.origin]).get(lesson.origin, Catches())
    seen = Launch.objects.visible_to(reader)
    looks = Fit.objects.filter(lesson=lesson, launch__in=seen).exclude(looked_at=None)
    return LessonPage(
        lesson,
        source_of(lesson.source),
        gate.name if gate else lesson.gate_kind,
        caught,
        item,
        draft,
        may_take=item is None and refusal_to_edit(reader) is None and playbook.retired_at is None,
        is_idle=item is not None and caught.is_idle and lesson.kept_at is None,
        looks=list(looks.select_related("launch", "looked_by").order_by("-looked_at")[:20]),
    )


def _replaced(playbook: Playbook) -> QuerySet[Version]:
    """Return the versions of a playbook that a later one took the place of."""
    later = Version.objects.filter(playbook=playbook, number__gt=OuterRef("number"), published_at__isnull=False)
    return Version.objects.filter(Exists(later), playbook=playbook)


def fits_of(launch: Launch, reader: Person, bound: Mapping[int, Any] | None = None) -> Fits:
    """Return the lessons that fitted a launch when it opened, those to be looked at first."""
    told = set(Lesson.objects.visible_to(reader).filter(fits__launch=launch).values_list("pk", flat=True))
    fits = Fit.objects.filter(launch=launch).select_related("lesson__launch", "lesson__function", "looked_by")
    may_look = rules.refusal_unless_owner(reader, launch, "look") is None
    may_look = may_look and launch.status in transitions.LAUNCH_VERBS["acknowledge"][1]
    rows = []
    for fit in sorted(fits, key=lambda each: (each.looked_at is not None, each.pk)):
        is_asked = may_look and fit.looked_at is None
        if fit.lesson_id in told or is_asked:
            form = (bound or {}).get(fit.pk) or LookForm(prefix=f"f{fit.pk}")
            rows.append(FitRow(fit, form if is_asked else None, fit.lesson_id in told))
    return Fits(rows, len(fits) - len(rows))


def taught_by(launch: Launch) -> list[Lesson]:
    """Return the lessons that a launch taught."""
    return list(Lesson.objects.filter(launch=launch).select_related("launch", "author", "function"))


def learned_from(source: str, reader: Person) -> list[Lesson]:
    """Return what was learned from one review, stop, gate or promise already, as the reader may see it."""
    lessons = Lesson.objects.visible_to(reader).filter(source=source)
    return list(lessons.select_related("author").order_by("pk"))


def is_unlearned(launch: Launch) -> bool:
    """Say whether a launch was stopped and taught nothing so far."""
    return launch.status == Launch.Status.STOPPED and not Lesson.objects.filter(launch=launch).exists()


def idle_items(version: Version, reader: Person) -> list[Idle]:
    """Return the items of a version that lessons wrote and that never caught anything, unless somebody keeps them.

    Only those whose lesson the reader may see, who could not act on the others; none of a version that another has
    replaced. At most five statements, one where no lesson wrote any.
    """
    items = ItemTemplate.objects.filter(gate__version=version, origin__startswith="lesson:").select_related("gate")
    by_origin = {item.origin: item for item in items}
    idle = {origin: caught for origin, caught in catches_of(list(by_origin)).items() if caught.is_idle}
    later = list(Version.objects.filter(playbook=version.playbook_id, number__gt=version.number)) if idle else []
    if not idle or any(each.published_at for each in later):
        return []
    draft = later[0] if later else None
    asked = (
        set(ItemTemplate.objects.filter(gate__version=draft).values_list("origin", flat=True)) if draft else set(idle)
    )
    ids = [int(origin.partition(":")[2]) for origin in idle]
    lessons = Lesson.objects.visible_to(reader).filter(pk__in=ids, kept_at=None).select_related("launch")
    return [
        Idle(by_origin[lesson.origin], lesson, idle[lesson.origin], None if lesson.origin in asked else draft)
        for lesson in lessons
    ]
