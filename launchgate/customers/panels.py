"""What later rooms know of a customer and show on their page; each registers it."""

from collections.abc import Callable

from launchgate.customers.models import Customer
from launchgate.launches.panels import Panel
from launchgate.people.models import Person

OnCustomer = Callable[[Customer, Person], Panel | None]
# By the words by which somebody looks for what customers said.
OnWords = Callable[[str, Person], Panel | None]
_on_customer: list[OnCustomer] = []
_on_words: list[OnWords] = []


def shows_on_customer(show: OnCustomer) -> OnCustomer:
    """Register a part of a customer's page; None where it has nothing that the reader may see."""
    _on_customer.append(show)
    return show


def panels_on_customer(customer: Customer, reader: Person) -> list[Panel]:
    """Return what later rooms show of a customer to this reader."""
    return [panel for show in _on_customer if (panel := show(customer, reader))]


def shows_beside_insights(show: OnWords) -> OnWords:
    """Register what else is found where somebody looks for what customers said; None where it finds nothing."""
    _on_words.append(show)
    return show


def panels_beside_insights(words: str, reader: Person) -> list[Panel]:
    """Return what later rooms find of these words for this reader."""
    return [panel for show in _on_words if (panel := show(words, reader))]
