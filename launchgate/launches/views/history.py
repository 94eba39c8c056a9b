"""The history of a launch."""

from contextlib import ExitStack
from tempfile import SpooledTemporaryFile

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from launchgate.core.htmx import wants_fragment
from launchgate.launches.export.writing import write_launch_file
from launchgate.launches.history import read_history
from launchgate.launches.views.loading import gate_or_404, launch_or_404, reader_of

PAGE = "launches/history/page.html"
IN_MEMORY = 10_000_000
GATE_PAGE, GATE_PART = "launches/gate_history/page.html", "launches/gate_history/_history.html"


@require_safe
def launch_history(request: HttpRequest, launch_id: int) -> HttpResponse:
    """Show what happened on a launch, newest first, page by page."""
    launch = launch_or_404(request, launch_id)
    return render(request, PAGE, {"launch": launch, "history": read_history(launch, request.GET)})


@require_POST
def launch_export(request: HttpRequest, launch_id: int) -> FileResponse:
    """Hand out the launch file to somebody who may see the launch; that it was made is recorded."""
    launch = launch_or_404(request, launch_id)
    with ExitStack() as unless_written:
        target = unless_written.enter_context(SpooledTemporaryFile(max_size=IN_MEMORY))
        write_launch_file(launch.pk, target, actor=reader_of(request))
        # From here on the response closes it.
        unless_written.pop_all()
    target.seek(0)
    response = FileResponse(target, as_attachment=True, filename=f"{launch.key}.zip", content_type="application/zip")
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def gate_history(request: HttpRequest, launch_id: int, kind: str) -> HttpResponse:
    """Show what happened on one gate, newest first: a page, or the entries alone for the page of the gate."""
    gate = gate_or_404(request, launch_id, kind)
    history = read_history(gate.launch, request.GET, gate=gate)
    context = {"launch": gate.launch, "gate": gate, "history": history, "here": True}
    return render(request, GATE_PART if wants_fragment(request) else GATE_PAGE, context)
