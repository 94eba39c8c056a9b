"""Who may change the catalogue, and by which key the functions concerned are known."""

from launchgate.core.refusals import Conflict, Forbidden
from launchgate.offerings.models import Offering
from launchgate.people.models import Function, Person, Seat

OPERATIONS, SALES, CARE = "operations", "sales", "customer-care"
# Who sells what is in the catalogue, and so has to have read its training.
SELLERS = (SALES, CARE)
# Whose voices are heard on what falls outside of the box.
VOICES = (SALES, CARE, OPERATIONS)


def refusal_to_edit(actor: Person) -> Forbidden | None:
    """Return why this person may not change the catalogue, or None: operations owns it."""
    seats = Seat.objects.filter(person=actor, ended_at=None, function__in=functions_by_key(OPERATIONS))
    if actor.is_active and (actor.is_administrator or seats.exists()):
        return None
    return Forbidden("Only operations and administrators change standard offerings. Ask one of them.")


def require_editor(actor: Person) -> None:
    """Raise Forbidden unless this person may change the catalogue now."""
    if refusal := refusal_to_edit(actor):
        raise refusal


def require_in_use(offering: Offering) -> None:
    """Raise Conflict for an offering that is retired."""
    if offering.retired_at:
        raise Conflict(f"{offering} is retired. Take it up again first.")


def functions_by_key(*keys: str) -> list[int]:
    """Return the ids of the functions that stand for these keys now: those into which they were merged, if they were.

    One statement while none was merged; a function that is closed and went nowhere stands for nothing.
    """
    found: list[int] = []
    rows = {row.key: row for row in Function.objects.filter(key__in=keys).select_related("merged_into")}
    for key in keys:
        function = rows.get(key)
        while function is not None and function.merged_into is not None:
            function = function.merged_into
        if function is not None and function.closed_at is None and function.pk not in found:
            found.append(function.pk)
    return found
