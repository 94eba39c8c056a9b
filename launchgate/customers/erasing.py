"""Erasing a customer, as the law asks: what stands there instead, and what each room holds under the name."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from launchgate.customers.models import Customer, Insight, InsightProof, Promise
from launchgate.customers.naming import folded
from launchgate.launches.erasure import erase_these
from launchgate.people.erasure import MARK, Loss


class Named(NamedTuple):
    """Who is erased: the name as it was given, folded, and what stands in the place of name and of words."""

    name: str
    key: str
    mark: str
    words: str


Counter = Callable[[str], list[Loss]]
Eraser = Callable[[Named, bool], list[str]]
_rooms: list[tuple[Counter, Eraser]] = []


def erases_customers(counter: Counter, eraser: Eraser) -> None:
    """Have a later room count what it holds under a folded name, and erase it in the transaction of the erasure.

    The eraser is told whether words go too, and returns the rows concerned, each named as the subject of an event is.
    """
    if (counter, eraser) not in _rooms:
        _rooms.append((counter, eraser))


def name_of_erased(customer_id: int) -> str:
    """Return how a customer is called once erased, such as "Erased customer 12"."""
    return f"{MARK} customer {customer_id}"


def named(name: str, customer_id: int) -> Named:
    """Return who is erased, with what stands there from then on."""
    mark = name_of_erased(customer_id)
    return Named(name, folded(name), mark, f"{MARK} by law: words of {mark}")


def losses_under(name: str) -> list[Loss]:
    """Return what all rooms would lose under a name."""
    key = folded(name)
    if not key:
        return []
    own = [Loss("Names in the customer log and the promise ledger", Customer.objects.filter(key=key).count(), False)]
    own += [
        Loss("What they said, as written down", Insight.objects.filter(customer__key=key).count(), True),
        Loss(
            "Links and files of the customer log", InsightProof.objects.filter(insight__customer__key=key).count(), True
        ),
        Loss("Words of promises to them", Promise.objects.filter(customer__key=key).count(), True),
    ]
    return [loss for loss in (*own, *(loss for counter, _ in _rooms for loss in counter(key))) if loss.number]


def erase_under(who: Named, customer: Customer, *, words: bool) -> list[str]:
    """Erase a name in all rooms, with `words` also what the customer said and was told; return the rows concerned."""
    rows = _erase_words(who, customer) if words else []
    return [*rows, *(row for _, eraser in _rooms for row in eraser(who, words))]


def _erase_words(who: Named, customer: Customer) -> list[str]:
    insights, promises = Insight.objects.filter(customer=customer), Promise.objects.filter(customer=customer)
    rows = [*_keys("insight", insights), *_keys("promise", promises)]
    # The digest of words tells them to whoever guesses them.
    insights.update(words=who.words, words_key="")
    promises.update(words=who.words)
    promises.exclude(told="").update(told=who.words)
    return [*rows, *erase_these(InsightProof.objects.filter(insight__in=insights), who.words)]


def _keys(model_name: str, rows: Iterable) -> list[str]:
    return [f"{model_name}:{row.pk}" for row in rows]
