"""Where a provider reports that mails came back."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from launchgate.outbox.providers import take_events


@csrf_exempt
@login_not_required
@require_http_methods(["POST", "HEAD"])
def mail_events(request: HttpRequest) -> HttpResponse:
    """Take a report of the provider that mail leaves by; not there unless a secret is set for it."""
    if not (settings.MAIL_PROVIDER and settings.MAIL_EVENTS_SECRET):
        raise Http404
    # Some providers look whether there is anybody before they report.
    if request.method == "POST":
        take_events(settings.MAIL_PROVIDER, request)
    return HttpResponse(status=204)
