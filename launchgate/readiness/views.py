"""The readiness dashboard."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from launchgate.core import clock
from launchgate.core.htmx import wants_fragment
from launchgate.people.models import Person
from launchgate.readiness.pages import read_moment, read_page

PAGE = "readiness/index/page.html"
HEAT_MAP, NEWS, LIVE = (f"readiness/index/{name}.html" for name in ("_heat_map", "_news", "_live"))
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
