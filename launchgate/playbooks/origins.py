"""What items were written for: each later room registers how the rows are told from which items of a playbook come."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Origin:
    """What an item was written for, in words; `counts` says how often it was of use."""

    title: str
    path: str
    counts: str = ""


GONE = Origin("something that is no longer kept", "")
Tell = Callable[[Collection[int]], Mapping[int, Origin]]
_tellers: dict[str, Tell] = {}


def tells_origin(model_name: str) -> Callable[[Tell], Tell]:
    """Register how the rows of a model are told: a function of their ids, in a fixed number of statements."""

    def register(tell: Tell) -> Tell:
        _tellers[model_name] = tell
        return tell

    return register


def origins_of(items: Iterable[Any]) -> dict[str, Origin]:
    """Return by its name what each of these items was written for; no statement is needed where none was."""
    ids: dict[str, set[int]] = defaultdict(set)
    for item in items:
        name, _, pk = item.origin.partition(":")
        if pk:
            ids[name].add(int(pk))
    found: dict[str, Origin] = {}
    for name, pks in ids.items():
        told = _tellers[name](pks) if name in _tellers else {}
        found |= {f"{name}:{pk}": told.get(pk, GONE) for pk in pks}
    return found


def tell_origins(items: Iterable[Any]) -> None:
    """Let each of these items know as `told_origin` what it was written for, None where it was for nothing."""
    items = list(items)
    told = origins_of(items)
    for item in items:
        item.told_origin = told.get(item.origin)
