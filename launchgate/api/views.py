"""What programs ask for without signing in: the calendar feed, whose address is its key."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from launchgate.api.calendar_entries import entries_of
from launchgate.api.calendar_file import calendar_file, last_change, tag_of
from launchgate.people.calendar_keys import person_with_key


@login_not_required
@require_safe
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Answer a calendar program with what its person has to do and waits for, or that there is no such calendar."""
    person = person_with_key(secret)
    if person is None:
        return HttpResponseNotFound("There is no calendar at this address.\n", content_type="text/plain; charset=utf-8")
    entries = entries_of(person)
    response = HttpResponse(calendar_file(entries), content_type="text/calendar; charset=utf-8")
    response["ETag"] = tag = tag_of(entries)
    response["Last-Modified"] = http_date(last_change(entries).timestamp())
    response["Cache-Control"] = "private, no-cache"
    response["Content-Disposition"] = 'inline; filename="launchgate.ics"'
    # What is gone leaves no date behind: only the tag tells that nothing changed.
    return get_conditional_response(request, etag=tag, last_modified=None, response=response) or response
