"""Addresses of the tests: views that refuse, beside all those of the product."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone

from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.urls import handler400, handler403, handler404, handler500
from launchgate.urls import urlpatterns as product_patterns

__all__ = ["handler400", "handler403", "handler404", "handler500"]


def refuse(request: HttpRequest, kind: str) -> HttpResponse:
    """Refuse as an action does."""
    sentence = f"Refused <{kind}>."
    if kind == "broken":
        raise RuntimeError(sentence)
    if kind == "denied":
        raise PermissionDenied
    raise {"conflict": Conflict, "forbidden": Forbidden, "invalid": Invalid}[kind](sentence)


@login_not_required
def echo(request: HttpRequest) -> HttpResponse:
    """Answer with the zone that is in force."""
    return HttpResponse(timezone.get_current_timezone_name())


def read(request: HttpRequest, name: str) -> HttpResponse:
    """Answer with one field of the post, read without a form."""
    return HttpResponse(request.POST[name])


urlpatterns = [
    path("tests/read/<slug:name>/", read),
    path("tests/refuse/<slug:kind>/", refuse),
    path("tests/echo/", echo),
    *product_patterns,
]
