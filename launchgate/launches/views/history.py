"""The history of a launch."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from launchgate.core.htmx import wants_fragment
from launchgate.launches.history import read_history
from launchgate.launches.views.loading import gate_or_404, launch_or_404

PAGE = "launches/history/page.html"
GATE_PAGE, GATE_PART = "launches/gate_history/page.html", "launches/gate_history/_history.html"


@require_safe
def launch_history(request: HttpRequest, launch_id: int) -> HttpResponse:
    """Show what happened on a launch, newest first, page by page."""
    launch = launch_or_404(request, launch_id)
    return render(request, PAGE, {"launch": launch, "history": read_history(launch, request.GET)})


@require_safe
def gate_history(request: HttpRequest, launch_id: int, kind: str) -> HttpResponse:
    """Show what happened on one gate, newest first: a page, or the entries alone for the page of the gate."""
    gate = gate_or_404(request, launch_id, kind)
    history = read_history(gate.launch, request.GET, gate=gate)
    context = {"launch": gate.launch, "gate": gate, "history": history, "here": True}
    return render(request, GATE_PART if wants_fragment(request) else GATE_PAGE, context)
