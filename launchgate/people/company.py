"""The company: its one row, and the lock of everything that concerns people, places and playbooks."""

from launchgate.people.models import Company

ONLY = 1


def the_company() -> Company:
    """Return the company, making its row when the database is new."""
    return Company.objects.get_or_create(pk=ONLY)[0]


def lock_company() -> Company:
    """Return the company with its row locked until the transaction ends: taken first by every action on its chain."""
    the_company()
    return Company.objects.select_for_update(no_key=True).get(pk=ONLY)
