"""How events of a launch are told: where the sentence of each kind is registered, and what it is made of."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

from django.apps import apps
from django.db.models import Model

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


# What followed from an event in a later room, by the key of the event's data that says so.
FOLLOWED: dict[str, Callable[[Fact], str]] = {}


def follows_told(key: str) -> Callable[[Callable[[Fact], str]], Callable[[Fact], str]]:
    """Register the sentence about what followed in a later room from an event whose data has this key."""

    def register(tell: Callable[[Fact], str]) -> Callable[[Fact], str]:
        FOLLOWED[key] = tell
        return tell

    return register


# What is loaded with the rows that events are about, so that a page costs the same however many there are.
ALONG: dict[str, tuple[str, ...]] = {
    "condition": ("owner",),
    "hold": ("condition",),
    "evidence": ("item",),
    "handoff": ("from_gate",),
    "handoffnote": ("hand_off__from_gate", "part"),
    "revision": ("version", "from_version"),
}


def brings_along(model_name: str, *paths: str) -> None:
    """Load what these paths lead to together with the rows of a model that events are about."""
    ALONG[model_name] = paths


def rows_of(model_name: str, pks: Iterable[int]) -> dict[int, Model]:
    """Return the rows of a model of any room that events are about, by their ids, in one statement."""
    model = _models().get(model_name)
    if model is None:
        return {}
    return model._base_manager.select_related(*ALONG.get(model_name, ())).in_bulk(pks)


@lru_cache(maxsize=1)
def _models() -> dict[str, type[Model]]:
    ours = (model for model in apps.get_models() if model.__module__.startswith("launchgate."))
    return {model.__name__.lower(): model for model in ours}


def in_its_own_word(fact: Fact, rows: Lookup) -> Told:
    """Tell an event that has no sentence here: a chain outlives the version of the program that wrote it."""
    return Told("info", f"did what is recorded as {fact['kind']}")
