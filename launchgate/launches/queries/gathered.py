"""Turns that are alike, told in one row each, so that the page of a launch does not grow with them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from launchgate.launches.about import read_about
from launchgate.launches.models import Turn
from launchgate.launches.phrases import listed, path_of, task_of
from launchgate.people.models import Person

# So many who are asked the same in person have a row each, and so many names stand in one.
FEW = 3
# So many turns of one kind beside the gates have a row each, the oldest.
MANY = 8
MORE: dict[str, str] = {
    Turn.Kind.ANSWER: "answer {number:,} more questions",
    Turn.Kind.BACK: "back {number:,} more promises",
    Turn.Kind.KEEP: "say of {number:,} more promises whether they were kept",
    Turn.Kind.VOICE: "speak {number:,} more times on exceptions",
    Turn.Kind.DECIDE: "decide {number:,} more exceptions",
}


@dataclass(frozen=True)
class Gathered:
    """What is asked of several people, told in one row."""

    who: str
    what: str
    path: str


def gather(turns: Sequence[Turn], reader: Person) -> tuple[list[Turn], list[Gathered]]:
    """Part turns, in the order of the page, into those that have a row each and rows for the others.

    Reads what they are about, in a fixed number of statements, of those alone that need it.
    """
    beyond = _beyond_many(turns, reader)
    hidden = {turn.pk for same in beyond.values() for turn in same}
    left = [turn for turn in turns if turn.pk not in hidden]
    read_about([*left, *(same[0] for same in beyond.values())])
    in_person = _in_person(left, reader)
    hidden |= {turn.pk for same in in_person.values() for turn in same}
    rows = [Gathered(_people(same), what, path_of(same[0])) for what, same in in_person.items()]
    rows += [
        Gathered(_people(same), MORE[kind].format(number=len(same)), path_of(same[0]))
        for (kind, _), same in beyond.items()
    ]
    return [turn for turn in turns if turn.pk not in hidden], rows


def _beyond_many(turns: Iterable[Turn], reader: Person) -> dict[tuple[str, bool], list[Turn]]:
    """Return what is asked beside the gates beyond the oldest of each kind; the reader's own apart from the others'."""
    alike: dict[tuple[str, bool], list[Turn]] = defaultdict(list)
    for turn in turns:
        if turn.kind in MORE:
            alike[turn.kind, turn.holder_id == reader.pk].append(turn)
    # A row for one alone would save none, and "one more" reads badly.
    return {which: same[MANY:] for which, same in alike.items() if len(same) > MANY + 1}


def _in_person(turns: Iterable[Turn], reader: Person) -> dict[str, list[Turn]]:
    """Return by task what several others are asked in person: nobody else can do it for any of them."""
    asked: dict[str, list[Turn]] = defaultdict(list)
    for turn in turns:
        if turn.kind in Turn.NOBODY_ELSE and turn.holder_id != reader.pk:
            asked[task_of(turn, "")].append(turn)
    return {what: same for what, same in asked.items() if len(same) > FEW}


def _people(turns: Iterable[Turn]) -> str:
    names = list(dict.fromkeys(turn.holder.name if turn.holder else "Nobody" for turn in turns))
    more = len(names) - FEW
    return listed([*names[:FEW], f"{more:,} more"] if more > 0 else names)
