"""Search: launches that one may see, questions on their checklists, and people."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_

from django.db.models import Q, QuerySet

from launchgate.launches.keys import launch_id_of
from launchgate.launches.models import Item, Launch
from launchgate.people.models import Person

MOST = 10
MOST_WORDS = 8
SHORTEST = 2


@dataclass(frozen=True)
class Question:
    """A question as several launches ask it: the items, newest launch first."""

    text: str
    where: str
    items: list[Item]


@dataclass(frozen=True)
class Found:
    """What a search found, each kind cut at `MOST`."""

    launches: Sequence[Launch]
    questions: Sequence[Question]
    people: Sequence[Person]
    has_more_launches: bool = False

    def __bool__(self) -> bool:
        return bool(self.launches or self.questions or self.people)


def launch_match(text: str) -> Q:
    """Return the condition for launches whose key is the text, or whose words hold every word of it."""
    fields = ("name", "audience", "summary")
    match = _every_word(text, fields)
    launch_id = launch_id_of(text)
    return match | Q(pk=launch_id) if launch_id else match


def search(person: Person, text: str) -> Found:
    """Return what a person may see and what holds every word of the text: three statements."""
    launches = Launch.objects.visible_to(person)
    first = list(launches.filter(launch_match(text)).select_related("owner").order_by("-opened_at", "-pk")[: MOST + 1])
    items = Item.objects.filter(_every_word(text, ("text",)), gate__launch__in=launches)
    people = Person.objects.filter(_every_word(text, ("name", "email")), is_active=True)
    return Found(
        launches=first[:MOST],
        questions=_questions(items.select_related("gate__launch").order_by("-gate__launch__opened_at", "pk")),
        people=list(people.order_by("name", "pk")[:MOST]),
        has_more_launches=len(first) > MOST,
    )


def _questions(items: QuerySet[Item]) -> list[Question]:
    found: dict[tuple[str, str], list[Item]] = {}
    for item in items[: MOST * MOST]:
        found.setdefault((item.text, item.gate.name), []).append(item)
    return [Question(text, gate, same[:MOST]) for (text, gate), same in list(found.items())[:MOST]]


def _every_word(text: str, fields: Sequence[str]) -> Q:
    words = text.split()[:MOST_WORDS]
    return reduce(and_, (_one_word(word, fields) for word in words), Q())


def _one_word(word: str, fields: Sequence[str]) -> Q:
    match = Q()
    for name in fields:
        match |= Q(**{f"{name}__icontains": word})
    return match
