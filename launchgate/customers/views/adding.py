"""Writing down from anywhere what a customer said, and on which launch something was promised."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from launchgate.core.once import once_of
from launchgate.core.redirects import see_other
from launchgate.customers.actions.insights import add_insight
from launchgate.customers.forms.choosing import AnywhereForm, OnLaunchForm
from launchgate.customers.forms.insights import customers_known
from launchgate.customers.naming import LONGEST_NAME
from launchgate.customers.queries.choosing import launches_to_hear_on, launches_to_promise_on
from launchgate.launches.models import Launch
from launchgate.launches.views.loading import reader_of

ADD, CHOOSE = "customers/add/page.html", "customers/choose/page.html"
UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
def insight_add(request: HttpRequest) -> HttpResponse:
    """Write down what a customer said, and about which launch."""
    reader = reader_of(request)
    launches = launches_to_hear_on(reader)
    if request.method == "POST":
        form = AnywhereForm(launches, request.POST, request.FILES)
        if form.is_valid():
            launch = form.cleaned_data["launch"]
            insight = add_insight(launch.pk, form.said, actor=reader, once=once_of(request))
            messages.success(request, f"What {insight.customer} said is in the log of {launch}.")
            return see_other(f"{reverse('customers:launch', args=[launch.key])}#insight-{insight.pk}")
    else:
        form = AnywhereForm(launches, initial={"launch": launches.first(), "customer": _customer(request)})
    known = customers_known(Launch.objects.visible_to(reader))
    context = {"form": form, "has_launches": launches.exists(), "customers": known}
    return render(request, ADD, context, status=UNPROCESSABLE if form.errors else 200)


@require_safe
def promise_begin(request: HttpRequest) -> HttpResponse:
    """Ask on which launch something was promised, and lead to the form for it there."""
    launches = launches_to_promise_on(reader_of(request))
    chosen = OnLaunchForm(launches, request.GET)
    customer = _customer(request)
    if chosen.is_valid():
        address = reverse("customers:promise_record", args=[chosen.cleaned_data["launch"].key])
        return see_other(f"{address}?{urlencode({'customer': customer})}" if customer else address)
    form = chosen if "launch" in request.GET else OnLaunchForm(launches)
    context = {"form": form, "has_launches": launches.exists(), "customer": customer}
    return render(request, CHOOSE, context, status=UNPROCESSABLE if form.errors else 200)


def _customer(request: HttpRequest) -> str:
    return request.GET.get("customer", "")[:LONGEST_NAME]
