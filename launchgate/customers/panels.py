"""What later rooms know of a customer and show on their page; each registers it."""

from collections.abc import Callable

from launchgate.customers.models import Customer
from launchgate.launches.panels import Panel
from launchgate.people.models import Person

OnCustomer = Callable[[Customer, Person], Panel | None]
_on_customer: list[OnCustomer] = []


def shows_on_customer(show: OnCustomer) -> OnCustomer:
    """Register a part of a customer's page; None where it has nothing that the reader may see."""
    _on_customer.append(show)
    return show


def panels_on_customer(customer: Customer, reader: Person) -> list[Panel]:
    """Return what later rooms show of a customer to this reader."""
    return [panel for show in _on_customer if (panel := show(customer, reader))]
