"""The page on which somebody makes the secret address of their calendar, sees it once, and takes it away."""

from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods, require_POST

from launchgate.core.once import once_of
from launchgate.core.redirects import see_other
from launchgate.people.actions import calendar_keys
from launchgate.people.requests import PersonRequest


@require_http_methods(["GET", "HEAD", "POST"])
def calendar_address(request: PersonRequest) -> HttpResponse:
    """Say what the calendar is; a post makes a new address and shows it, this once."""
    context: dict[str, Any] = {"has_address": request.user.calendar_key is not None}
    if request.method == "POST":
        secret = calendar_keys.make_calendar_key(actor=request.user, once=once_of(request))
        address = urljoin(settings.BASE_URL, reverse("api:calendar", args=[secret]))
        context |= {"has_address": True, "address": address, "subscribe": f"webcal://{address.partition('://')[2]}"}
    response = render(request, "people/calendar/page.html", context)
    add_never_cache_headers(response)
    return response


@require_POST
def calendar_drop(request: PersonRequest) -> HttpResponse:
    """Let the address lead nowhere."""
    calendar_keys.drop_calendar_key(actor=request.user)
    messages.success(request, "The address of your calendar leads nowhere now.")
    return see_other("people:calendar")
