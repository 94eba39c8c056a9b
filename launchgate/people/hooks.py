"""Where later rooms have their say: they register at start-up, since people may not import them."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.db import transaction

from launchgate.people.models import Function, Person

INVITATION = "person.invited"
CHAT_TEST = "person.chat_test"
PASSWORD_RESET = "person.password_reset"  # noqa: S105 - the name of a letter


class Fact(NamedTuple):
    """One line of a person's page, such as "Holds" "3 turns"; the path is empty where it leads nowhere."""

    label: str
    text: str
    path: str = ""


PlacesChanged = Callable[[frozenset[int], frozenset[int]], None]
Carrier = Callable[[str, int], None]
Teller = Callable[[Person, Person], list[Fact]]
FunctionTeller = Callable[[Function, Person], list[Fact]]
NewsTeller = Callable[[Person], list[Fact]]
KindLister = Callable[[], dict[str, str]]

_callbacks: list[PlacesChanged] = []
_carriers: list[Carrier] = []
_tellers: list[Teller] = []
_function_tellers: list[FunctionTeller] = []
_news_tellers: list[NewsTeller] = []
_kind_listers: list[KindLister] = []


def on_places_changed(callback: PlacesChanged) -> PlacesChanged:
    """Have `callback(person_ids, function_ids)` run after each change of seats, absences, calendars or activity."""
    if callback not in _callbacks:
        _callbacks.append(callback)
    return callback


def places_changed(*, person_ids: Iterable[int] = (), function_ids: Iterable[int] = ()) -> None:
    """Tell the registered rooms once the transaction commits.

    Robust: a callback that fails is logged and neither undoes the change nor stops the others; the nightly recompute
    mends what it left.
    """
    people, functions = frozenset(person_ids), frozenset(function_ids)
    if people or functions:
        for callback in _callbacks:
            _on_commit(callback, people, functions)


def follow_places(person_ids: Iterable[int]) -> None:
    """Tell the registered rooms at once that places of these people changed by themselves: an absence began or ended.

    Unlike after a change that was saved, a callback that fails stops the caller, who tries again.
    """
    for callback in _callbacks:
        callback(frozenset(person_ids), frozenset())


def _on_commit(callback: PlacesChanged, people: frozenset[int], functions: frozenset[int]) -> None:
    def tell() -> None:
        callback(people, functions)

    transaction.on_commit(tell, robust=True)


def carries_letters(carrier: Carrier) -> Carrier:
    """Have `carrier(kind, person_id)` write a letter (invitation, reset, test) in the transaction of its cause."""
    if carrier not in _carriers:
        _carriers.append(carrier)
    return carrier


def post_letter(kind: str, person_id: int) -> None:
    """Have a letter written to a person; its words and its link are made when it leaves."""
    for carrier in _carriers:
        carrier(kind, person_id)


def tells_of_person(teller: Teller) -> Teller:
    """Have `teller(person, reader)` give the lines that another room adds to a person's page."""
    if teller not in _tellers:
        _tellers.append(teller)
    return teller


def facts_of(person: Person, *, reader: Person) -> list[Fact]:
    """Return what the other rooms tell of a person, as far as the reader may know it."""
    return [fact for teller in _tellers for fact in teller(person, reader)]


def tells_of_function(teller: FunctionTeller) -> FunctionTeller:
    """Have `teller(function, reader)` give what the launches of a function are measured by."""
    if teller not in _function_tellers:
        _function_tellers.append(teller)
    return teller


def measures_of(function: Function, *, reader: Person) -> list[Fact]:
    """Return by what the launches of a function are measured, as far as the reader may know it."""
    return [fact for teller in _function_tellers for fact in teller(function, reader)]


def tells_of_news(teller: NewsTeller) -> NewsTeller:
    """Have `teller(person)` give the lines about what news a person gets from another room."""
    if teller not in _news_tellers:
        _news_tellers.append(teller)
    return teller


def news_of(person: Person) -> list[Fact]:
    """Return what the other rooms send a person news of."""
    return [fact for teller in _news_tellers for fact in teller(person)]


def lists_gate_kinds(lister: KindLister) -> KindLister:
    """Have `lister()` give the kinds of gates, with their names, to which an absence can be limited."""
    if lister not in _kind_listers:
        _kind_listers.append(lister)
    return lister


def gate_kinds() -> dict[str, str]:
    """Return the names of the gates that playbooks in use have, by their kinds."""
    return {kind: name for lister in _kind_listers for kind, name in lister().items()}
