"""The page of notifications."""

from http import HTTPStatus
from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from launchgate.core.forms import Form
from launchgate.core.htmx import wants_fragment
from launchgate.core.paging import keyset_page
from launchgate.outbox import inbox
from launchgate.people.models import Person

PAGE = "outbox/inbox/page.html"
LIST = "outbox/inbox/_list.html"
CHANGED = "outbox/inbox/_changed.html"
LARGEST_ID = 2**63 - 1


class ShownForm(Form):
    """Up to which message the reader was shown the list."""

    up_to = forms.IntegerField(min_value=0, max_value=LARGEST_ID)


@require_safe
def inbox_page(request: HttpRequest) -> HttpResponse:
    """Show what was sent to the reader, newest first; following a link marks nothing."""
    return render(request, LIST if wants_fragment(request) else PAGE, _context(request))


@require_POST
def message_mark_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one message as read."""
    inbox.mark_read(pk, reader=_reader(request))
    return _after_change(request)


@require_POST
def inbox_mark_all_read(request: HttpRequest) -> HttpResponse:
    """Mark everything that the reader was shown as read."""
    form = ShownForm(request.POST)
    if not form.is_valid():
        return render(request, PAGE, _context(request) | {"form": form}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    inbox.mark_all_read(reader=_reader(request), up_to=form.cleaned_data["up_to"])
    return _after_change(request)


def _after_change(request: HttpRequest) -> HttpResponse:
    if wants_fragment(request):
        return render(request, CHANGED, _context(request))
    response = redirect("outbox:inbox")
    response.status_code = HTTPStatus.SEE_OTHER
    if query := request.GET.urlencode():
        response["Location"] += f"?{query}"
    return response


def _context(request: HttpRequest) -> dict[str, Any]:
    reader = _reader(request)
    return {
        "page": keyset_page(inbox.messages_of(reader), request.GET, fields=("-pk",)),
        "here": request.GET.urlencode(),
        "newest": inbox.newest_id(reader),
    }


def _reader(request: HttpRequest) -> Person:
    return cast(Person, request.user)
