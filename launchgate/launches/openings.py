"""What later rooms ask of whoever opens a launch: each registers a question, and what follows from its answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django import forms

from launchgate.people.models import Person

if TYPE_CHECKING:
    from launchgate.launches.board import Board

# None where there is nothing to choose from.
Field = Callable[[], forms.Field | None]
# By the id or the plain value that was answered.
Follow = Callable[["Board", Any, Person], None]


@dataclass(frozen=True)
class Opening:
    """What is known of a launch that somebody is about to open: its words, and what later rooms asked, by name."""

    words: str
    answers: Mapping[str, Any] = field(default_factory=dict)


_questions: dict[str, tuple[Field, Follow]] = {}


def asks_on_opening(name: str, field: Field) -> Callable[[Follow], Follow]:
    """Register a question of the page that opens a launch; what follows is done in the action, before it settles."""

    def register(follow: Follow) -> Follow:
        _questions[name] = field, follow
        return follow

    return register


def asked_on_opening() -> dict[str, forms.Field]:
    """Return the fields that later rooms ask for, by name."""
    fields = {name: field() for name, (field, _) in _questions.items()}
    return {name: field for name, field in fields.items() if field is not None}


def follow_answers(board: "Board", answers: Mapping[str, Any], actor: Person) -> None:
    """Let what was answered follow, in the action that opens a launch."""
    for name, answer in answers.items():
        _questions[name][1](board, answer, actor)
