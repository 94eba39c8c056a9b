"""What is given when a briefing is written, and the rules that it has to fit."""

from collections.abc import Collection
from dataclasses import dataclass

from launchgate.briefings.audience import audience_of
from launchgate.briefings.models import Briefing
from launchgate.core.refusals import Invalid
from launchgate.launches.words import checked_length, one_line, required_words
from launchgate.people.models import Function, Person

LONGEST_TEXT = 20_000
MOST_READERS = 5_000
ASK_TITLE = "Give the briefing a title, such as “For everybody who sells it”."
ASK_TEXT = "Write what they read."
ASK_READERS = "Choose at least one function, or people by name: nobody would read it."
ASK_CHANGE = "Say what changed, in a sentence. Whoever has read it sees that first."


@dataclass(frozen=True)
class BriefingWords:
    """What is given when a briefing is written; functions and people are ids."""

    title: str
    text: str
    function_ids: tuple[int, ...] = ()
    person_ids: tuple[int, ...] = ()


def checked_words(words: BriefingWords) -> BriefingWords:
    """Return the words without outer space, ids in order; raises Invalid for what is missing or too long."""
    title = one_line(required_words(words.title, "title", ASK_TITLE), "title", 120)
    functions, people = tuple(sorted(set(words.function_ids))), tuple(sorted(set(words.person_ids)))
    check_readers(functions, people)
    return BriefingWords(title, checked_text(words.text), functions, people)


def checked_text(text: str) -> str:
    """Return a briefing's text; raises Invalid when nothing of it can be seen, or for too much."""
    return checked_length(required_words(text, "text", ASK_TEXT), "text", LONGEST_TEXT)


def checked_change(change: str) -> str:
    """Return in a line what a correction changes; raises Invalid when nothing is said."""
    return one_line(required_words(change, "change", ASK_CHANGE), "change", 500)


def check_readers(function_ids: Collection[int], person_ids: Collection[int]) -> None:
    """Raise Invalid for ids that are not there, when nobody would read it, and when too many would."""
    if Function.objects.filter(pk__in=function_ids).count() != len(function_ids):
        raise Invalid("One of these functions is not there any more. Choose again.", field="functions")
    if Person.objects.filter(pk__in=person_ids).count() != len(person_ids):
        raise Invalid("One of these people is not there any more. Choose again.", field="people")
    readers = audience_of(function_ids, person_ids)
    if not readers:
        raise Invalid(ASK_READERS, field="functions")
    if len(readers) > MOST_READERS:
        raise Invalid(f"{len(readers):,} people would read it; {MOST_READERS:,} is the most.", field="functions")


def words_of(briefing: Briefing) -> BriefingWords:
    """Return what a briefing says now, and to whom."""
    functions = briefing.functions.order_by("pk").values_list("pk", flat=True)
    people = briefing.people.order_by("pk").values_list("pk", flat=True)
    return BriefingWords(briefing.title, briefing.latest.text, tuple(functions), tuple(people))
