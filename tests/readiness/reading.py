"""The dashboard read as it stands some days after the start, without a request."""

from datetime import timedelta
from typing import Any

from django.http import QueryDict
from django.utils.http import urlencode

from launchgate.core import clock
from launchgate.launches.models import Launch
from launchgate.people.models import Person
from launchgate.playbooks.default import default_playbook
from launchgate.readiness.cells import Cell
from launchgate.readiness.pages import ReadinessPage, read_page

KINDS = [gate["kind"] for gate in default_playbook()["gates"]]


def page_of(reader: Person, *, days: float = 0, **query: Any) -> ReadinessPage:
    """Return the page of a reader, so many days from the clock's now."""
    with clock.at(clock.now() + timedelta(days=days)):
        return read_page(reader, QueryDict(urlencode(query)))


def names_on(page: ReadinessPage) -> list[str]:
    """Return the launches of the heat map, from top to bottom."""
    return [row.name for row in page.heat_map.rows]


def cell_of(launch: Launch, kind: str, *, days: float = 0) -> Cell:
    """Return one cell of the heat map as the launch's sponsor sees it."""
    rows = page_of(launch.sponsor, days=days).heat_map.rows
    cell = next(row for row in rows if row.name == launch.name).cells[KINDS.index(kind)]
    assert cell is not None
    return cell


def seen(cell: Cell) -> str:
    """Return state and short text of a cell, as it is seen."""
    return " ".join(filter(None, [cell.state, cell.when, cell.by]))
