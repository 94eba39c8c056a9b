"""Where a request goes on to: after a form, by 303; back to a page of this installation only."""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

SEE_OTHER = 303


def see_other(to: Any, *args: Any, **kwargs: Any) -> HttpResponse:
    """Return a redirect that is followed with GET, to a path, a URL name or an object with a page of its own."""
    response = redirect(to, *args, **kwargs)
    response.status_code = SEE_OTHER
    return response


def next_or(request: HttpRequest, default: str) -> str:
    """Return the path that the request's `next` asks for where it is one of ours, else that of the URL name given."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    # `redirect` would read a bare word as the name of a view.
    if wanted.startswith("/") and is_ours:
        return wanted
    return resolve_url(default)


def page_before(request: HttpRequest, *headers: str) -> str:
    """Return path and query of the page from which a request came, as the first of these headers that is given says.

    Empty where the header is damaged or names a page of another site.
    """
    try:
        page = urlsplit(next(filter(None, (request.headers.get(name) for name in headers)), ""))
        is_ours = page.netloc in ("", request.get_host())
    except (ValueError, DisallowedHost):
        return ""
    if not is_ours or not page.path.startswith("/") or page.path.startswith("//"):
        return ""
    return page._replace(scheme="", netloc="", fragment="").geturl()
