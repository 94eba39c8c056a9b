"""How events of a launch are told: where the sentence of each kind is registered, and what it is made of."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from launchgate.launches.models import Answer, Launch

Fact = dict[str, Any]
GONE = "The words are no longer kept."


class Lookup(Protocol):
    """Where a sentence finds the rows that its event speaks of."""

    launch: Launch

    def subject(self, fact: Fact) -> Any: ...
    def answer(self, fact: Fact) -> Answer | None: ...
    def person(self, pk: Any) -> str: ...
    def gate_name(self, pk: Any) -> str: ...
    def function_name(self, fact: Fact) -> str: ...
    def functions_named(self, pks: Iterable[int]) -> str: ...


@dataclass(frozen=True)
class Told:
    """An event in words: `words` follow the actor's name, `quote` is what somebody wrote, `state` picks the glyph.

    `signed` is what stands under a signature: the printed name, the function, as what, and by what means.
    """

    state: str
    words: str
    quote: str = ""
    signed: str = ""


Sentence = Callable[[Fact, Lookup], Told]
SENTENCES: dict[str, Sentence] = {}


def tells(kind: str) -> Callable[[Sentence], Sentence]:
    """Register the sentence of a kind of event."""

    def register(sentence: Sentence) -> Sentence:
        SENTENCES[kind] = sentence
        return sentence

    return register


def in_its_own_word(fact: Fact, rows: Lookup) -> Told:
    """Tell an event that has no sentence here: a chain outlives the version of the program that wrote it."""
    return Told("info", f"did what is recorded as {fact['kind']}")
