"""What this room shows on earlier rooms' pages: the offering of a launch, and exceptions of launches and customers."""

from dataclasses import dataclass
from typing import Any

from launchgate.customers.models import Customer
from launchgate.customers.panels import shows_beside_insights, shows_on_customer
from launchgate.launches.models import Launch
from launchgate.launches.panels import Panel, shows_on_launch, shows_on_search
from launchgate.launches.rules import refusal_unless_owner_or_sponsor
from launchgate.launches.transitions import LAUNCH_VERBS
from launchgate.offerings.forms.catalogue import LinkForm
from launchgate.offerings.models import Edition, ExceptionRequest, Offering
from launchgate.offerings.queries.exceptions import ORDER, Row, exception_rows, exceptions_shown
from launchgate.people.models import Person

MOST, MOST_OF_CUSTOMER = 5, 10


@dataclass(frozen=True)
class OnLaunch:
    """The offering of a launch, a form to choose it where the reader may, and the newest exceptions for it."""

    launch: Launch
    offering: Offering | None
    edition: Edition | None
    form: LinkForm | None
    rows: list[Row]
    has_more: bool
    may_ask: bool


@shows_on_launch
def offering_and_exceptions(launch: Launch, reader: Person) -> Panel | None:
    """Show what a launch changes in the catalogue, and what was asked for it outside of the box."""
    offering = Offering.objects.select_related("edition").filter(launch_links__launch=launch).first()
    found = _newest(reader, {"launch": launch.pk}, MOST + 1)
    may_choose = launch.status != Launch.Status.STOPPED and not refusal_unless_owner_or_sponsor(reader, launch, "")
    shown = OnLaunch(
        launch=launch,
        offering=offering,
        edition=offering.edition if offering else None,
        form=LinkForm(initial={"offering": offering.pk if offering else None}) if may_choose else None,
        rows=exception_rows(found[:MOST]) if found else [],
        has_more=len(found) > MOST,
        may_ask=launch.status in LAUNCH_VERBS["except"][1],
    )
    return Panel("offerings/launch/_panel.html", shown, is_beside=True)


@dataclass(frozen=True)
class OnCustomer:
    """The newest exceptions that were asked for a customer."""

    customer: Customer
    rows: list[Row]
    has_more: bool


@shows_on_customer
def exceptions_for(customer: Customer, reader: Person) -> Panel | None:
    """Show what was asked for a customer outside of the box; four statements."""
    found = _newest(reader, {"customer": customer.pk}, MOST_OF_CUSTOMER + 1)
    if not found:
        return None
    rows = exception_rows(found[:MOST_OF_CUSTOMER])
    return Panel("offerings/customer/_panel.html", OnCustomer(customer, rows, len(found) > MOST_OF_CUSTOMER))


@dataclass(frozen=True)
class Found:
    """The newest exceptions in which all of these words stand."""

    text: str
    rows: list[Row]


@shows_on_search
@shows_beside_insights
def exceptions_with(words: str, reader: Person) -> Panel | None:
    """Show which exceptions somebody asked for with these words, or for a customer so named; four statements."""
    found = _newest(reader, {"q": words}, MOST)
    return Panel("offerings/search/_panel.html", Found(words, exception_rows(found))) if found else None


def _newest(reader: Person, chosen: dict[str, Any], most: int) -> list[ExceptionRequest]:
    return list(exceptions_shown(reader, chosen).order_by(*ORDER)[:most])
