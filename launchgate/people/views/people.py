"""The list of people and the page of a person, for everybody."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import get_text_list
from django.views.decorators.http import require_safe

from launchgate.core import clock
from launchgate.core.htmx import wants_fragment
from launchgate.core.paging import keyset_page
from launchgate.people import hooks, queries
from launchgate.people.calendar import calendar_of
from launchgate.people.choices import hours_in_words
from launchgate.people.forms import SeatForm, open_functions
from launchgate.people.models import Function, Person, Seat
from launchgate.people.requests import PersonRequest
from launchgate.people.rules import (
    refusal_to_delegate,
    refusal_to_enter_absence,
    refusal_to_name_assistant,
    refusal_to_try_address,
    today_of,
)

LIST, LIST_PART = "people/list/page.html", "people/list/_people.html"
LONGEST_QUERY = 200
NAMED = 3


@require_safe
def person_list(request: PersonRequest) -> HttpResponse:
    """Show the functions with their heads, and the people, searched and page by page."""
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    shown = request.GET.get("shown", queries.SHOWN[0])
    shown = shown if shown in queries.SHOWN else queries.SHOWN[0]
    page = keyset_page(queries.people_shown(query, shown), request.GET, fields=("name", "pk"), size=50)
    context: dict[str, Any] = {
        "page": page,
        "rows": [_row(person) for person in page.rows],
        "query": query,
        "shown": shown,
        "is_filtered": bool(query) or shown != queries.SHOWN[0],
    }
    if wants_fragment(request):
        return render(request, LIST_PART, context)
    context["functions"] = functions = queries.function_rows(open_functions())
    context["headless"] = _without_head([row.function.name for row in functions if not row.has_head])
    if request.user.is_administrator:
        context["refused"] = Person.objects.filter(is_active=True).exclude(mail_refused_at=None)
        context["closed"] = Function.objects.exclude(closed_at=None).select_related("merged_into")
    return render(request, LIST, context)


@require_safe
def person_detail(request: PersonRequest, pk: int) -> HttpResponse:
    """Show a person: places, hours, absences, and what the other rooms tell of them."""
    person = get_object_or_404(Person, pk=pk)
    return render(request, "people/detail/page.html", person_context(request, person))


def person_context(request: PersonRequest, person: Person) -> dict[str, Any]:
    """Return what the page of a person shows to the one who asks."""
    absences = queries.absences_of(person)
    seats = person.seats.filter(ended_at=None).select_related("function").order_by("function__name")
    zone = calendar_of(person).zone
    context: dict[str, Any] = {
        "person": person,
        "seats": seats,
        "absences": absences,
        "is_away": any(row.is_now and not row.limit and not row.absence.is_there for row in absences),
        "assists": person.assists.filter(is_active=True),
        "may_try_address": refusal_to_try_address(request.user, person) is None,
        "person_path": reverse("people:detail", args=[person.pk]),
        "may_name_assistant": refusal_to_name_assistant(request.user, person) is None,
        "absence_refusal": refusal_to_enter_absence(request.user, person),
        "may_delegate": refusal_to_delegate(request.user, person) is None,
        "hours": hours_in_words(person),
        "their_time": f"{timezone.localtime(clock.now(), zone):%a %H:%M}",
        "facts": hooks.facts_of(person, reader=request.user),
    }
    if request.user.is_administrator:
        context["seat_form"] = SeatForm(initial={"person": person})
        context["ranks"] = Seat.Rank.choices
        context["has_password"] = person.has_usable_password()
    return context


def _without_head(names: list[str]) -> str:
    """Return "Legal and Sales have", or how many where they are too many to name; nothing where there is none."""
    if len(names) > NAMED:
        return f"{len(names)} functions have"
    return f"{get_text_list(names, 'and')} {'has' if len(names) == 1 else 'have'}" if names else ""


def _row(person: Person) -> dict[str, Any]:
    """Return a person as the list shows them."""
    known = vars(person)
    return {
        "person": person,
        "places": queries.seats_by_rank(known["places"]),
        "away": queries.away_now(known["away"], today_of(person)),
    }
