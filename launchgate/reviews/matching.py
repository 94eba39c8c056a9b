"""Which lessons fit a launch: by the standard offering, by their tags, by words of the launches that taught them."""

import re
from collections.abc import Iterable

from django.db.models import Sum

from launchgate.people.models import Person
from launchgate.reviews.models import Lesson, LessonWord

WORD = re.compile(r"[^\W\d_]{4,40}")
# So much makes a lesson fit: a tag of one word, both words of a longer tag, or three words of the launch's own.
ENOUGH = 3
MOST_SHOWN = 5
MOST_WORDS = 200
EVERYDAY = frozenset(
    " ".join(
        (
            "about after again also always because been before being between both could customer customers does done",
            "each every from have here into just launch like made make many more most much must need never next only",
            "other over people product same should some such than that their them then there these they this those",
            "through time under until very want well were what when where which while with within without would your",
        )
    ).split()
)


def keywords(text: str) -> set[str]:
    """Return the words of a text that say what it is about, in lower case and in the singular."""
    found = (match.lower() for match in WORD.findall(text))
    plain = (word[:-1] if word.endswith("s") and not word.endswith("ss") else word for word in found)
    return {word for word in plain if word not in EVERYDAY and f"{word}s" not in EVERYDAY}


def words_of_lesson(lesson: Lesson) -> list[LessonWord]:
    """Return the words by which launches are found that a lesson fits, unsaved.

    A lesson fits a launch when a tag of it stands in the launch's words, or three words of the launch that taught it.
    """
    launch = lesson.launch
    weights = dict.fromkeys(keywords(f"{launch.name} {launch.summary} {launch.audience}"), 1)
    for tag in lesson.tags:
        words = keywords(tag)
        for word in words:
            weights[word] = max(weights.get(word, 0), -(-ENOUGH // len(words)))
    return [LessonWord(lesson=lesson, word=word, weight=weight) for word, weight in sorted(weights.items())]


def fitting_lessons(text: str, reader: Person, offering_id: int | None = None) -> list[Lesson]:
    """Return the lessons that fit a launch of these words and that the reader may see, the best first.

    Those of launches that changed the same standard offering come first, whatever their words. At most three
    statements, two of them where no offering is changed.
    """
    found = [] if offering_id is None else _with_offering(offering_id, reader)
    return in_order(list(dict.fromkeys([*found, *_with_words(text, reader)]))[:MOST_SHOWN])


def lessons_of_offering(offering_id: int, reader: Person) -> list[Lesson]:
    """Return the newest lessons of launches that changed a standard offering, as the reader may see them."""
    return in_order(_with_offering(offering_id, reader))


def _with_offering(offering_id: int, reader: Person) -> list[int]:
    lessons = Lesson.objects.visible_to(reader).filter(launch__offering_link__offering=offering_id)
    return list(lessons.order_by("-pk").values_list("pk", flat=True)[:MOST_SHOWN])


def _with_words(text: str, reader: Person) -> list[int]:
    """Return the lessons that share enough with a text: the weights of the words that they share are added up."""
    words = sorted(keywords(text))[:MOST_WORDS]
    if not words:
        return []
    scores = LessonWord.objects.filter(word__in=words, lesson__in=Lesson.objects.visible_to(reader))
    scored = scores.values("lesson").annotate(score=Sum("weight")).filter(score__gte=ENOUGH)
    return [row["lesson"] for row in scored.order_by("-score", "-lesson")[:MOST_SHOWN]]


def in_order(ids: Iterable[int]) -> list[Lesson]:
    """Return lessons with what their lists show, in this order; one statement, none for none."""
    ids = list(ids)
    rows = {row.pk: row for row in Lesson.objects.filter(pk__in=ids).select_related("launch", "author", "function")}
    return [rows[pk] for pk in ids if pk in rows]
