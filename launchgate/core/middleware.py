"""What happens to every request: refusals shown, damaged text refused, sign-in asked for, the person's own time."""

from collections.abc import Callable, Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers

from launchgate.core.forms import MarkedData, damage_of, sentence_on
from launchgate.core.redirects import page_before
from launchgate.core.refusals import Refusal, view_of
from launchgate.core.views import refusal_response, session_ended
from launchgate.core.written import written_in

GetResponse = Callable[[HttpRequest], HttpResponse]


class ControlCharactersRefused:
    """Refuses a control character before anything reads it: in an address at once, in a form beside its field."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        for place, text in _fixed_texts_of(request):
            if code := damage_of(text):
                return refusal_response(request, Refusal(f"{place} {sentence_on(code)} Take it out and try again."))
        if any(damage_of(value) for _, values in request.POST.lists() for value in values):
            request.POST = MarkedData(request.POST)  # type: ignore[assignment]
        return self.get_response(request)


def _fixed_texts_of(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """Yield what nobody types into a field, and what is asked for by an address, with the words for its place.

    Names of files are left out: Django takes what cannot be printed out of them.
    """
    yield "The address", request.path
    for name, values in request.GET.lists():
        yield from (("The address", text) for text in (name, *values))
    for name in request.POST:
        yield "A field's name", name
    yield "The form's key", request.POST.get("csrfmiddlewaretoken", "")


SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


class SignInRequired(LoginRequiredMiddleware):
    """Asks for sign-in everywhere but on views marked `login_not_required`, and comes back to where one was going."""

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., HttpResponse]
    ) -> HttpResponse:
        """Redirect to the sign-in page; a script's request is told to, so that the page itself moves."""
        if not getattr(request, "htmx", False):
            # An address that only takes posts is no place to come back to; the page that the form stood on is.
            back_to = request.get_full_path() if request.method in SAFE_METHODS else page_before(request, "Referer")
            sign_in = redirect_to_login(back_to or "/", settings.LOGIN_URL)
            words = written_in(request)
            return session_ended(request, sign_in["Location"], words) if words else sign_in
        back_to = page_before(request, "HX-Current-URL")
        answer = HttpResponse("Your session has ended. Sign in again.", status=401, content_type="text/plain")
        answer["HX-Redirect"] = redirect_to_login(back_to or "/", settings.LOGIN_URL)["Location"]
        return answer


class PersonsTimeZone:
    """Shows every moment of the page in the time zone of the person who reads it."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with timezone.override(_zone_of(request)):
            return self.get_response(request)


def _zone_of(request: HttpRequest) -> ZoneInfo | None:
    name = getattr(request.user, "time_zone", "")
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


class RefusalsShown:
    """Turns a refusal raised by an action into a page, or into a fragment for the notices of the page."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal with its status and its sentence; leave every other exception alone."""
        if not isinstance(exception, Refusal):
            return None
        return (view_of(exception) or refusal_response)(request, exception)


class VaryByFragment:
    """Keeps caches from handing a fragment to somebody who asked for a page, or one person's page to another."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        patch_vary_headers(response, ["HX-Request"])
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)
        return response
