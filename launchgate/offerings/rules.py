"""Who may change the catalogue, and by which key the functions concerned are known."""

from launchgate.core.refusals import Conflict, Forbidden
from launchgate.offerings.models import Offering
from launchgate.people.models import Person, Seat
from launchgate.people.queries import functions_by_key

OPERATIONS, SALES, CARE = "operations", "sales", "customer-care"
# Who sells what is in the catalogue, and so has to have read its training.
SELLERS = (SALES, CARE)
# Whose voices are heard on what falls outside of the box.
VOICES = (SALES, CARE, OPERATIONS)
# After everybody has been reminded, a voice has so many working days more; then it counts as silent.
LAST_DAYS = 1


def refusal_to_edit(actor: Person) -> Forbidden | None:
    """Return why this person may not change the catalogue, or None: operations owns it."""
    seats = Seat.objects.filter(person=actor, ended_at=None, function__in=functions_by_key(OPERATIONS))
    if actor.is_active and (actor.is_administrator or seats.exists()):
        return None
    return Forbidden("Only operations and administrators change standard offerings. Ask one of them.")


def why_silent(*, was_passed: bool) -> str:
    """Return in words why a voice counts as silent, by whether it went to a deputy before."""
    return "nobody answered in time" + ("" if was_passed else ", and no deputy was there to ask")


def require_editor(actor: Person) -> None:
    """Raise Forbidden unless this person may change the catalogue now."""
    if refusal := refusal_to_edit(actor):
        raise refusal


def require_in_use(offering: Offering) -> None:
    """Raise Conflict for an offering that is retired."""
    if offering.retired_at:
        raise Conflict(f"{offering} is retired. Take it up again first.")
