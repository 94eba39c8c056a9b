"""The administrators' page that says whether mail leaves, and lets them try again what did not."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from launchgate.core.forms import Form
from launchgate.core.once import once_of
from launchgate.core.redirects import see_other
from launchgate.core.refusals import Invalid
from launchgate.outbox.actions import retry_messages
from launchgate.outbox.operations import MOST_AT_ONCE, failed_messages, read_operations
from launchgate.people.requests import PersonRequest
from launchgate.people.rules import require_administrator

LARGEST_ID = 2**63 - 1


class RetryForm(Form):
    """Which message is tried again; none means all that failed."""

    message = forms.IntegerField(min_value=1, max_value=LARGEST_ID, required=False)


@require_safe
def operations_page(request: PersonRequest) -> HttpResponse:
    """Show whether mail leaves, what waits, and what could not be delivered."""
    require_administrator(request.user)
    return render(request, "outbox/operations/page.html", {"operations": read_operations(request.GET)})


@require_POST
def failed_retry(request: PersonRequest) -> HttpResponse:
    """Try one failed message again, or as many as go at once."""
    require_administrator(request.user)
    form = RetryForm(request.POST)
    if not form.is_valid():
        raise Invalid("There is no such message. Go back to the list and choose one of it.")
    chosen = form.cleaned_data["message"]
    ids = [chosen] if chosen else list(failed_messages().order_by("-pk").values_list("pk", flat=True)[:MOST_AT_ONCE])
    count = retry_messages(ids, actor=request.user, once=once_of(request))
    messages.success(request, f"{count} messages are queued again." if count > 1 else "The message is queued again.")
    return see_other("outbox:operations")
