"""Search over launches, their checklists, and people."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from launchgate.core.htmx import wants_fragment
from launchgate.launches.panels import panels_on_search
from launchgate.launches.queries import search as queries
from launchgate.launches.views.loading import reader_of

PAGE, RESULTS = "launches/search/page.html", "launches/search/_results.html"
LONGEST = 200


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what holds every word that was typed."""
    text = " ".join(request.GET.get("q", "").split())
    is_too_long = len(text) > LONGEST
    can_search = queries.SHORTEST <= len(text) <= LONGEST
    context = {
        "text": text[:LONGEST],
        "is_too_long": is_too_long,
        "can_search": can_search,
        "found": queries.search(reader_of(request), text) if can_search else None,
        "longest": LONGEST,
        "later": panels_on_search(text, reader_of(request)) if can_search else [],
    }
    template = RESULTS if wants_fragment(request) else PAGE
    return render(request, template, context, status=422 if is_too_long else 200)
