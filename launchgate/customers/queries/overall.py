"""What customers said and were promised over all launches that a reader may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.http import QueryDict

from launchgate.core.paging import Page, keyset_page
from launchgate.customers.finding import promised_with, said_with, said_with_some
from launchgate.customers.models import Customer, Insight, Promise
from launchgate.customers.naming import folded
from launchgate.customers.queries.insights import NEWEST_FIRST, VOICE, Entry, entries_of, newest_of_voices, with_all
from launchgate.customers.queries.promises import NEWEST_FIRST as PROMISES_NEWEST_FIRST
from launchgate.customers.queries.promises import Row, rows_of, seen_by
from launchgate.customers.queries.promises import with_all as promises_with_all
from launchgate.launches.models import Launch
from launchgate.launches.phrases import counted
from launchgate.people.models import Person

MOST_FOUND = 5


@dataclass(frozen=True)
class Found:
    """One page of what customers said; `is_near` where nothing holds all words that were looked for, only some."""

    finding: str
    is_near: bool
    entries: list[Entry]
    page: Page[Insight]


def heard_by(reader: Person) -> QuerySet[Insight]:
    """Return the insights that count, on launches that a reader may see."""
    return Insight.objects.filter(ended_at=None, launch__in=Launch.objects.visible_to(reader))


def insights_found(insights: QuerySet[Insight], chosen: Mapping[str, Any], query: QueryDict) -> Found:
    """Return one page of the insights that the filters leave, newest first; a fixed number of statements."""
    if kind := chosen.get("kind"):
        insights = insights.filter(kind=kind)
    if customer := chosen.get("customer"):
        insights = insights.filter(customer__key__contains=folded(customer))
    if launch := chosen.get("launch"):
        insights = insights.filter(launch=launch)
    is_near = False
    if text := chosen.get("q"):
        found = insights.filter(said_with(text))
        is_near = not found.exists()
        insights = insights.filter(said_with_some(text)) if is_near else found
    page = keyset_page(with_all(newest_of_voices(insights)), query, fields=NEWEST_FIRST)
    return Found(_finding(insights), is_near, entries_of(page.rows), page)


def _finding(insights: QuerySet[Insight]) -> str:
    sums = insights.order_by().aggregate(
        voices=Count(VOICE, distinct=True),
        customers=Count("customer", distinct=True),
        launches=Count("launch", distinct=True),
    )
    if not sums["voices"]:
        return "No customer said this, as far as anybody wrote it down."
    people, launches = counted(sums["customers"], "customer").lower(), counted(sums["launches"], "launch", "launches")
    return f"{counted(sums['voices'], 'voice')} of {people} on {launches.lower()}."


def first_found(reader: Person, text: str) -> list[Entry]:
    """Return the newest insights that hold every word of a text, for a search over everything."""
    found = newest_of_voices(heard_by(reader).filter(said_with(text)))
    return entries_of(list(with_all(found).order_by(*NEWEST_FIRST)[:MOST_FOUND]))


def first_promised(reader: Person, text: str) -> list[Row]:
    """Return the newest promises that hold every word of a text, for the same search."""
    found = promises_with_all(seen_by(reader).filter(promised_with(text)))
    return rows_of(found.order_by(*PROMISES_NEWEST_FIRST)[:MOST_FOUND])


def is_spoken_of(customer: Customer, reader: Person) -> bool:
    """Say whether a customer said something, or was promised something, on a launch that a reader may see."""
    launches = Launch.objects.visible_to(reader)
    is_heard = Insight.objects.filter(customer=customer, launch__in=launches).exists()
    return is_heard or Promise.objects.filter(customer=customer, launch__in=launches).exists()
