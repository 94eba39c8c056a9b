"""What costs customers most, over all launches."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from launchgate.launches.views.loading import reader_of
from launchgate.reviews.queries.costs import read_costs


@require_safe
def cost_list(request: HttpRequest) -> HttpResponse:
    """Show which gate's misses cost customers most, worst first."""
    return render(request, "reviews/costs/page.html", {"page": read_costs(reader_of(request))})
