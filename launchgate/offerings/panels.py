"""What this room shows on the page of a launch: the offering that it changes, and its exceptions."""

from dataclasses import dataclass

from launchgate.launches.models import Launch
from launchgate.launches.panels import Panel, shows_on_launch
from launchgate.launches.rules import refusal_unless_owner_or_sponsor
from launchgate.launches.transitions import LAUNCH_VERBS
from launchgate.offerings.forms.catalogue import LinkForm
from launchgate.offerings.models import Edition, ExceptionRequest, Offering
from launchgate.offerings.queries.exceptions import Row, exception_rows, exceptions_shown
from launchgate.people.models import Person

MOST = 5


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
    newest = exceptions_shown(reader, {"launch": launch.pk}).order_by("-requested_at", "-pk")[: MOST + 1]
    found: list[ExceptionRequest] = list(newest)
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
    return Panel("offerings/launch/_panel.html", shown)
