"""The readiness page, read and prepared: the template that shows it asks nothing more of the database."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Subquery
from django.http import QueryDict

from launchgate.audit.models import Event
from launchgate.core import clock
from launchgate.core.paging import AFTER, BEFORE
from launchgate.people.calendar import calendar_of
from launchgate.people.company import HOURS, ONLY, the_company
from launchgate.people.models import Company, Person
from launchgate.readiness.cells import LEGEND, glyph
from launchgate.readiness.filters import HeatFilter
from launchgate.readiness.kept import keep
from launchgate.readiness.plan import Plan
from launchgate.readiness.rows import HeatMap, launches_shown, read_heat_map
from launchgate.readiness.summary import Summary, summary_for


@dataclass(frozen=True)
class Moment:
    """The plan to measure by, and the digest of the latest event: equal heads mean that nothing was done between."""

    plan: Plan
    head: str

    @property
    def revision(self) -> str:
        """Return a word that changes when something was done, and with every hour."""
        return f"{self.head[:16]}-{self.plan.now:%j%H}"


@dataclass(frozen=True)
class ReadinessPage:
    """All that the page shows, in words and numbers."""

    summary: Summary
    heat_map: HeatMap
    form: HeatFilter
    chosen: list[str]
    place: list[tuple[str, str]]
    legend: list[tuple[str, str, str]]
    lock: str
    revision: str
    updated_at: datetime
    leaves_out_confidential: bool


def read_moment() -> Moment:
    """Return what a page is measured by: one statement."""
    latest = Event.objects.order_by("-pk").values("digest")[:1]
    for *values, head in Company.objects.filter(pk=ONLY).values_list(*HOURS, Subquery(latest)):
        company = Company(**dict(zip(HOURS, values, strict=True)))
        return Moment(Plan(clock.now(), calendar_of(company)), head or "")
    return Moment(Plan(clock.now(), calendar_of(the_company())), "")


def read_page(reader: Person, query: QueryDict) -> ReadinessPage:
    """Return the page as this reader may see it: two statements, and six more for what is not kept.

    Figures, finding, risks and courts cover all running launches, for executives the confidential ones too. The heat
    map shows those that the reader may see, narrowed by the filters in `query`. Raises Invalid for a damaged place.
    """
    moment = read_moment()
    plan = moment.plan
    sees_all = reader.is_executive
    summary = keep(
        "summary", sees_all, head=moment.head, now=plan.now, make=lambda: summary_for(plan, sees_confidential=sees_all)
    )
    form = HeatFilter(query, _owners(summary, reader), [(lane.function_id, lane.name) for lane in summary.courts.lanes])
    heat_map = read_heat_map(launches_shown(reader, form.chosen(plan.today), plan), query, plan, moment.head)
    states = {cell.state for row in heat_map.rows for cell in row.cells if cell}
    return ReadinessPage(
        summary=summary,
        heat_map=heat_map,
        form=form,
        chosen=form.set_words,
        place=[(name, str(query[name])) for name in (AFTER, BEFORE) if name in query],
        lock=glyph("locked"),
        legend=[(state, glyph(state), words) for state, words in LEGEND.items() if state in states],
        revision=moment.revision,
        updated_at=summary.moment,
        leaves_out_confidential=not reader.is_executive and heat_map.has_confidential,
    )


def _owners(summary: Summary, reader: Person) -> list[tuple[int, str]]:
    """Return the owners to choose from; the reader is always one of them, whose launches may be confidential."""
    owners = summary.owners
    return owners if any(pk == reader.pk for pk, _ in owners) else [*owners, (reader.pk, reader.name)]
