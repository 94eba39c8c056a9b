"""What turns of later rooms are about: each room registers how the rows that its turns name are told.

A turn names such a row as `promise:12`. It hangs on a launch, or on a matter of no single launch that plays the part of
one: somebody owns it, somebody sponsors it, and a playbook says when reminders leave.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol


class Matter(Protocol):
    """What a turn hangs on: a launch, or what plays its part. The people and the version are models of other rooms."""

    @property
    def owner_id(self) -> int: ...
    @property
    def sponsor_id(self) -> Any: ...
    @property
    def tier(self) -> int: ...
    @property
    def owner(self) -> Any: ...
    @property
    def sponsor(self) -> Any: ...
    @property
    def version(self) -> Any: ...


@dataclass(frozen=True)
class About:
    """What a turn is about, in words: its title, the path where it is acted on, and what waits for it.

    `how` says how it is done, where that differs from other turns of its kind, and `ends` what follows its last
    reminder, where it does not just wait on.
    `never` are the people who may not act on it, whatever their place, and `why_never` says why, after their name;
    `late` are those, by function, who let their time pass, so that it went on to whoever comes next; `matter` is what
    it hangs on without a launch.
    """

    title: str
    path: str
    effect: str = ""
    how: str = ""
    ends: str = ""
    never: frozenset[int] = frozenset()
    why_never: str = "may not act on it"
    late: Mapping[int, Sequence[int]] = field(default_factory=dict)
    matter: Any = None


GONE = About("something that is no longer kept", "/")
Tell = Callable[[Collection[int]], Mapping[int, About]]
AskAbout = Callable[..., Any]
_tellers: dict[str, Tell] = {}
_askers: dict[str, AskAbout] = {}


def tells_about(model_name: str) -> Callable[[Tell], Tell]:
    """Register how the rows of a model are told: a function of their ids, in a fixed number of statements."""

    def register(tell: Tell) -> Tell:
        _tellers[model_name] = tell
        return tell

    return register


def asks_about(model_name: str) -> Callable[[AskAbout], AskAbout]:
    """Register how a turn's holder asks the matter's owner about a row of a model that has questions of its own.

    It is an action: the row's id and the words, `actor`, `once`.
    """

    def register(action: AskAbout) -> AskAbout:
        _askers[model_name] = action
        return action

    return register


def way_to_ask(subject: str) -> Callable[..., Any] | None:
    """Return the action that asks something about a subject such as `reading:12`; None where its room has none."""
    name, _, pk = subject.partition(":")
    return partial(_askers[name], int(pk)) if name in _askers else None


def about_subjects(subjects: Iterable[str]) -> dict[str, About]:
    """Return what is said of subjects such as `promise:12`, read together for each room that they come from."""
    ids: dict[str, set[int]] = defaultdict(set)
    for subject in filter(None, subjects):
        name, _, pk = subject.partition(":")
        ids[name].add(int(pk))
    found: dict[str, About] = {}
    for name, pks in ids.items():
        told = _tellers[name](pks) if name in _tellers else {}
        found |= {f"{name}:{pk}": told.get(pk, GONE) for pk in pks}
    return found


def read_about(turns: Iterable[Any]) -> None:
    """Read what these turns are about together, so that asking each of them needs no further statement."""
    concerned = [turn for turn in turns if turn.subject]
    told = about_subjects({turn.subject for turn in concerned})
    for turn in concerned:
        turn.about = told[turn.subject]
