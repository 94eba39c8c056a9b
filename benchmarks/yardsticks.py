"""What the product is measured against: the same middleware and template, or the bare minimum in Django."""

from functools import lru_cache
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from launchgate.audit.models import Event
from launchgate.core import clock
from launchgate.core.redirects import see_other
from launchgate.launches.models import Launch
from launchgate.readiness.views import PAGE, page_context

TABLE_ROWS, TABLE_COLUMNS = 50, 5


@require_GET
def readiness(request: HttpRequest) -> HttpResponse:
    """Render the readiness page from rows that were prepared once, without a query of its own."""
    return render(request, PAGE, _prepared(request))


def _prepared(request: HttpRequest) -> dict[str, Any]:
    if not hasattr(_prepared, "context"):
        _prepared.context = page_context(request)  # type: ignore[attr-defined]
    return _prepared.context  # type: ignore[attr-defined]


@lru_cache(maxsize=1)
def _cells() -> list[list[str]]:
    return [[f"{row} {column}" for column in range(TABLE_COLUMNS)] for row in range(TABLE_ROWS)]


@require_GET
def table(request: HttpRequest) -> HttpResponse:
    """Render a bare table of 50 by 5 cells within the product's frame."""
    return render(request, "benchmarks/table.html", {"rows": _cells()})


@require_POST
def sign(request: HttpRequest, launch_id: int) -> HttpResponse:
    """Lock a row, update it, insert an event, commit: the least that a signature could cost."""
    with transaction.atomic():
        launch = Launch.objects.select_for_update(no_key=True).get(pk=launch_id)
        launch.chain_count += 1
        launch.save(update_fields=["chain_count"])
        Event.objects.create(
            chain=f"yardstick:{launch.pk}",
            number=launch.chain_count,
            kind="yardstick",
            actor=request.user,
            happened_at=clock.now(),
            recorded_at=clock.wall(),
            text="{}",
            digest="0" * 64,
        )
    return see_other(launch)
