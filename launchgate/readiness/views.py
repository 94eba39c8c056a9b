"""The readiness dashboard."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from launchgate.core import clock
from launchgate.core.htmx import wants_fragment
from launchgate.people.models import Person
from launchgate.readiness.ledger_file import as_csv
from launchgate.readiness.ledger_pages import kept_sums, read_ledger, read_pair
from launchgate.readiness.pages import read_moment, read_page
from launchgate.readiness.periods import PeriodForm
from launchgate.readiness.sponsor import read_sponsor

PAGE = "readiness/index/page.html"
HEAT_MAP, NEWS, LIVE = (f"readiness/index/{name}.html" for name in ("_heat_map", "_news", "_live"))
LEDGER, PAIR = "readiness/functions/page.html", "readiness/pair/page.html"
SPONSOR = "readiness/sponsor/page.html"
UNPROCESSABLE = 422


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show where the running launches stand.

    The open page asks every minute with the revision that it `seen`; while nothing happened only the time moves on.
    """
    seen = request.GET.get("seen") if wants_fragment(request) else None
    if seen is not None and seen == read_moment().revision:
        return render(request, LIVE, {"revision": seen, "updated_at": clock.now()})
    context = page_context(request)
    if seen is not None:
        return render(request, NEWS, context)
    template = HEAT_MAP if wants_fragment(request) else PAGE
    return render(request, template, context, status=200 if context["page"].form.is_valid() else UNPROCESSABLE)


def page_context(request: HttpRequest) -> dict[str, Any]:
    """Return all that the templates of the page need, read and prepared; rendering it asks nothing more."""
    query = request.GET.copy()
    query.pop("seen", None)
    page = read_page(cast(Person, request.user), query)
    return {"page": page, "revision": page.revision, "updated_at": page.updated_at}


@require_safe
def functions(request: HttpRequest) -> HttpResponse:
    """Show how long the turns of each function ran, and how hand-offs went from each to the next."""
    page = read_ledger(cast(Person, request.user), request.GET)
    return render(request, LEDGER, {"page": page}, status=200 if page.form.is_valid() else UNPROCESSABLE)


@require_safe
def pair(request: HttpRequest, giver: str, receiver: str) -> HttpResponse:
    """Show how hand-offs from one function to another went, one by one."""
    page = read_pair(cast(Person, request.user), giver, receiver, request.GET)
    return render(request, PAIR, {"page": page}, status=200 if page.form.is_valid() else UNPROCESSABLE)


@require_safe
def functions_file(request: HttpRequest) -> HttpResponse:
    """Give the ledger of a period as a file for spreadsheets."""
    moment = read_moment()
    period = PeriodForm(request.GET).chosen(moment.plan)
    name = f"waiting-{period.name}-{moment.plan.today.isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    courts, _, pairs = kept_sums(moment, period)
    return HttpResponse(as_csv(courts, pairs), content_type="text/csv; charset=utf-8", headers=headers)


@require_safe
def sponsor(request: HttpRequest) -> HttpResponse:
    """Show the reader what concerns them as a sponsor."""
    page = read_sponsor(cast(Person, request.user), request.GET)
    return render(request, SPONSOR, {"page": page})
