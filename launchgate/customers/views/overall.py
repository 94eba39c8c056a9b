"""Over all launches: who asked for what, what was promised, and one customer."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from launchgate.customers.finding import promised_with
from launchgate.customers.forms.filters import InsightFilter, PromiseFilter
from launchgate.customers.forms.insights import customers_known
from launchgate.customers.models import Customer
from launchgate.customers.panels import panels_beside_insights, panels_on_customer
from launchgate.customers.queries.overall import first_promised, heard_by, insights_found, is_spoken_of
from launchgate.customers.queries.promises import read_ledger, seen_by
from launchgate.launches.models import Launch
from launchgate.launches.views.loading import reader_of

SEARCH, LEDGER, CUSTOMER = "customers/search/page.html", "customers/overall/page.html", "customers/customer/page.html"


@require_safe
def customers(request: HttpRequest) -> HttpResponse:
    """Show who asked for what over all launches, narrowed by what the address says."""
    reader, form = reader_of(request), InsightFilter(request.GET)
    is_valid = form.is_valid()
    chosen = form.cleaned_data
    words = " ".join(filter(None, (chosen.get("customer"), chosen.get("q"))))
    context = {
        "form": form,
        "found": insights_found(heard_by(reader), chosen, request.GET),
        "is_narrowed": any(chosen.values()),
        "words": words,
        "promises": first_promised(reader, words) if words else [],
        "panels": panels_beside_insights(words, reader) if words else [],
        "customers": customers_known(Launch.objects.visible_to(reader)),
    }
    return render(request, SEARCH, context, status=200 if is_valid else 422)


@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """Show what was promised to customers over all launches, and what it comes to."""
    form = PromiseFilter(request.GET)
    is_valid = form.is_valid()
    promises = seen_by(reader_of(request))
    if text := form.cleaned_data.get("q"):
        promises = promises.filter(promised_with(text))
    context = {"form": form, "ledger": read_ledger(promises, request.GET)}
    return render(request, LEDGER, context, status=200 if is_valid else 422)


@require_safe
def customer_detail(request: HttpRequest, customer_id: int) -> HttpResponse:
    """Show what one customer was promised, what they said and asked for, as far as the reader may see it."""
    reader = reader_of(request)
    customer = get_object_or_404(Customer, pk=customer_id)
    panels = panels_on_customer(customer, reader)
    if not panels and not is_spoken_of(customer, reader):
        raise Http404("There is no such customer.")
    said = heard_by(reader).filter(customer=customer)
    context = {
        "customer": customer,
        "ledger": read_ledger(seen_by(reader).filter(customer=customer), request.GET),
        "found": insights_found(said, {}, request.GET),
        "panels": panels,
    }
    return render(request, CUSTOMER, context)
