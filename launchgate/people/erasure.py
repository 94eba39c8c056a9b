"""Erasing what is personal, as the law asks: what stands there instead, and what other rooms lose with it."""

from collections.abc import Callable
from typing import NamedTuple

from launchgate.people.models import Person

MARK = "Erased"


class Loss(NamedTuple):
    """Something that erasing a person would take away; `is_words` where it is taken only when asked for."""

    what: str
    number: int
    is_words: bool


Counter = Callable[[Person], list[Loss]]
Eraser = Callable[[Person, bool], list[str]]
_rooms: list[tuple[Counter, Eraser]] = []


def name_after(person_id: int) -> str:
    """Return how a person is called once their personal data is erased, such as "Erased person 12"."""
    return f"{MARK} person {person_id}"


def words_after(person: Person) -> str:
    """Return what stands where a person's words stood."""
    return f"{MARK} by law: words of {name_after(person.pk)}"


def is_mark(text: str) -> bool:
    """Say whether a text tells that something was erased; who wrote that is another question."""
    return text.startswith(f"{MARK} ") or f" for {MARK} person " in text


def erases(counter: Counter, eraser: Eraser) -> None:
    """Have another room count what it would lose with a person, and erase it in the transaction of the erasure.

    The eraser gets the person under the present name, and whether words go too; it returns the rows concerned, each
    named as the subject of an event is.
    """
    if (counter, eraser) not in _rooms:
        _rooms.append((counter, eraser))


def losses_of(person: Person) -> list[Loss]:
    """Return what the other rooms would lose with a person."""
    return [loss for counter, _ in _rooms for loss in counter(person) if loss.number]


def erase_in_rooms(person: Person, *, words: bool) -> list[str]:
    """Erase a person in the other rooms and return the rows concerned."""
    return [row for _, eraser in _rooms for row in eraser(person, words)]
