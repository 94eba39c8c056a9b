"""Health for machines, and the pages that say what went wrong."""

from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from launchgate.core import readiness
from launchgate.core.htmx import wants_fragment
from launchgate.core.redirects import page_before
from launchgate.core.refusals import Forbidden, Refusal
from launchgate.core.written import written_in


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer that the process is alive; touches nothing else."""
    return HttpResponse("alive", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Answer 200 when database, broker, worker, beat and sweep all work, else 503 with the reason for each."""
    found = readiness.found()
    return JsonResponse(found, status=200 if all(word == readiness.OK for word in found.values()) else 503)


def refusal_response(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Say a refusal where the person is looking: in the notices of the page, or on a page of its own.

    The page with the form is gone then, so what was written into it is handed back.
    """
    context = {"refusal": refusal, "back": page_before(request, "HX-Current-URL", "Referer")}
    if not wants_fragment(request):
        context["words"] = [] if refusal.was_saved else written_in(request)
        return render(request, f"errors/{refusal.status}.html", context, status=refusal.status)
    response = render(request, "_refusal.html", context, status=refusal.status)
    response["HX-Retarget"] = "#notices"
    response["HX-Reswap"] = "innerHTML"
    return response


def session_ended(request: HttpRequest, sign_in: str, words: list[str]) -> HttpResponse:
    """Hand what was written back to somebody whose session ended before it was sent, with the way to sign in."""
    return render(request, "errors/401.html", {"sign_in": sign_in, "words": words}, status=HTTPStatus.UNAUTHORIZED)


@login_not_required
def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the page was open too long, or that its form came from elsewhere; nothing was saved."""
    sentence = (
        "This page was open across a sign-in, so its form can no longer be sent. Nothing was saved; load it again."
    )
    return refusal_response(request, Forbidden(sentence))


@login_not_required
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that a request cannot be understood, or is larger than any form of ours."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        sentence = "What was sent is larger than a form may be, so nothing was changed. Shorten it and try again."
    else:
        sentence = "Part of this request cannot be read, so nothing was changed. Load the page again and try once more."
    return refusal_response(request, Refusal(sentence))


@login_not_required
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that this person may not do it, where Django itself refused."""
    return refusal_response(request, Forbidden("You may not do this. Nothing was changed."))


@login_not_required
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Render the page for an address that leads nowhere, or nowhere that this person may see any more.

    What was written for it is handed back, as by a refusal.
    """
    return render(request, "errors/404.html", {"words": written_in(request)}, status=404)


@login_not_required
def server_error(request: HttpRequest) -> HttpResponse:
    """Render the page for a fault of ours; it uses no context processor and no database."""
    return HttpResponse(render_to_string("errors/500.html"), status=500)
