"""My desk, the landing page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from launchgate.core import clock
from launchgate.core.htmx import wants_fragment
from launchgate.launches.queries.desk import ASKED, PARTS, SIGNS, TASKS, read_desk
from launchgate.launches.views.loading import reader_of

PAGE, FRAGMENT, PART_PAGE = "launches/desk/page.html", "launches/desk/_desk.html", "launches/desk/part.html"
HEADINGS = {SIGNS: "Your sign-off", TASKS: "Your tasks", ASKED: "You asked others"}


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Show what waits for the reader; `part` asks for one section, page by page."""
    only = request.GET.get("part", "")
    only = only if only in PARTS else ""
    shown = read_desk(reader_of(request), request.GET, only)
    context = {"desk": shown, "now": clock.now()}
    if only:
        return render(request, PART_PAGE, context | {"part": shown.parts[only], "heading": HEADINGS[only]})
    sections = {"signs": shown.parts[SIGNS], "tasks": shown.parts[TASKS], "asked": shown.parts[ASKED]}
    template = FRAGMENT if wants_fragment(request) else PAGE
    return render(request, template, context | sections)
