"""The go-to-market track over all launches."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from launchgate.core.paging import keyset_page
from launchgate.launches.forms.market_filter import MarketFilter
from launchgate.launches.queries.market import (
    BY_PLANNED_DAY,
    count_market,
    market_rows,
    market_shown,
    today_of_company,
)
from launchgate.launches.views.loading import reader_of

PAGE, UNPROCESSABLE = "launches/market/page.html", 422


@require_safe
def go_to_market(request: HttpRequest) -> HttpResponse:
    """Show what strategy, messaging, sales tactics and media still wait for, launch by launch, the earliest first."""
    reader = reader_of(request)
    form = MarketFilter(request.GET)
    is_valid = form.is_valid()
    today = today_of_company(reader)
    page = keyset_page(market_shown(reader, form.cleaned_data, today), request.GET, fields=BY_PLANNED_DAY)
    context = {
        "form": form,
        "page": page,
        "rows": market_rows(page.rows, today),
        "count": count_market(reader, today),
        "is_narrowed": any(form.cleaned_data.values()),
    }
    return render(request, PAGE, context, status=200 if is_valid else UNPROCESSABLE)
