"""The gate page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from launchgate.launches.models import Gate
from launchgate.launches.queries.reading import Reading
from launchgate.launches.queries.track import track_of
from launchgate.launches.views.loading import launch_or_404

PAGE = "launches/gate/page.html"


@require_safe
def gate_detail(request: HttpRequest, launch_id: int, kind: str) -> HttpResponse:
    """Show a gate of a launch."""
    launch = launch_or_404(request, launch_id)
    gate = get_object_or_404(Gate, launch=launch, kind=kind)
    reading = Reading.load(launch)
    return render(request, PAGE, {"launch": launch, "gate": gate, "stations": track_of(reading, gate)})
