"""Erasing what is known of a customer by name."""

from django.db import transaction

from launchgate.audit.proofs import CUSTOMER_ERASURE
from launchgate.audit.record import record
from launchgate.core import clock
from launchgate.core.once import use_once
from launchgate.core.refusals import Invalid
from launchgate.customers.erasing import erase_under, losses_under, name_of_erased, named
from launchgate.customers.models import Customer
from launchgate.customers.naming import clean_customer, folded
from launchgate.outbox.erasure import erase_headlines
from launchgate.people.company import lock_company
from launchgate.people.erasure import is_mark
from launchgate.people.models import Person
from launchgate.people.rules import require_administrator


@transaction.atomic(durable=True)
def erase_customer(name: str, *, actor: Person, words: bool, once: str = "") -> Customer:
    """Erase a customer, or somebody who takes part in a hand-over, wherever the name is kept as a name.

    With `words`, what they said and were told goes too. The row stays, called "Erased customer 12" from then on; the
    event names the rows whose words are gone. It cannot be undone. Raises Forbidden for anybody but an administrator,
    Invalid (`name`) where nothing is kept under the name.
    """
    use_once(once)
    company = lock_company()
    require_administrator(actor)
    line = clean_customer(name)
    require_known(line)
    key = folded(line)
    customer = Customer.objects.select_for_update(no_key=True).filter(key=key).first()
    # Whoever is known only from a hand-over or an exception gets a number as well.
    customer = customer or Customer.objects.create(name=line, key=key)
    rows = erase_under(named(line, customer.pk), customer, words=words)
    erase_headlines({line, customer.name})
    customer.name, customer.erased_at = name_of_erased(customer.pk), clock.now()
    customer.key = folded(customer.name)
    customer.save(update_fields=["name", "key", "erased_at"])
    record(CUSTOMER_ERASURE, chain=company, actor=actor, subject=customer, with_words=words, rows=sorted(set(rows)))
    return customer


def require_known(name: str) -> None:
    """Raise Invalid where nothing is kept under a name."""
    if is_mark(name) or not losses_under(name):
        raise Invalid("Nothing is kept under this name. Write it as it stands where you saw it.", field="name")
