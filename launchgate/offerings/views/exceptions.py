"""Exceptions: their list, one of them, a new one, and what is like it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from launchgate.core.htmx import wants_fragment
from launchgate.core.once import once_of
from launchgate.core.paging import keyset_page
from launchgate.core.redirects import see_other
from launchgate.customers.forms.insights import customers_known
from launchgate.customers.naming import LONGEST_NAME
from launchgate.launches.keys import launch_id_of
from launchgate.launches.models import Launch
from launchgate.launches.phrases import shortened
from launchgate.offerings.actions import asking, deciding, standards, voices
from launchgate.offerings.forms.exceptions import (
    ApproveForm,
    DeclineForm,
    DismissForm,
    ExceptionFilter,
    ExceptionForm,
    VoiceForm,
    promises_that_stand,
)
from launchgate.offerings.ground import read_ground
from launchgate.offerings.likeness import similar_to
from launchgate.offerings.models import ExceptionRequest
from launchgate.offerings.queries import exceptions as queries
from launchgate.offerings.queries.exception_page import ExceptionPage
from launchgate.offerings.queries.standards import proposals_for
from launchgate.offerings.rules import require_editor
from launchgate.people.models import Function
from launchgate.people.requests import PersonRequest

LIST, ROWS = "offerings/exceptions/page.html", "offerings/exceptions/_changed.html"
NEW, SIMILAR, DETAIL = "offerings/ask/page.html", "offerings/ask/_similar.html", "offerings/exception/page.html"
UNPROCESSABLE = 422
LONGEST = 200


@require_safe
def exception_list(request: PersonRequest) -> HttpResponse:
    """Show exceptions, narrowed by what the address says, page by page."""
    return _list(request)


def _list(request: PersonRequest, refused: DismissForm | None = None) -> HttpResponse:
    form = ExceptionFilter(request.GET, person=request.user)
    is_valid = form.is_valid()
    page = keyset_page(queries.exceptions_shown(request.user, form.cleaned_data), request.GET, fields=queries.ORDER)
    context = {
        "form": form,
        "page": page,
        "rows": queries.exception_rows(page.rows),
        "proposals": proposals_for(request.user),
        "dismiss": refused or DismissForm(),
    }
    template = ROWS if wants_fragment(request) else LIST
    return render(request, template, context, status=200 if is_valid and refused is None else UNPROCESSABLE)


@require_http_methods(["GET", "HEAD", "POST"])
def exception_new(request: PersonRequest) -> HttpResponse:
    """Ask for an exception; what is like it is shown while it is typed, and once before it is asked for."""
    if request.method == "POST":
        form = ExceptionForm(request.POST, person=request.user)
        if form.is_valid() and form.has_seen_alike(request.POST.getlist("seen")):
            exception = asking.ask_exception(form.asked, actor=request.user, once=once_of(request))
            messages.success(request, f"{exception.key} is asked for. Three functions are asked for their voices.")
            return see_other(exception)
    else:
        form = ExceptionForm(person=request.user, initial=_start(request))
    promise = promises_that_stand(request.user).filter(pk=_number(str(form["promise"].value() or ""))).first()
    context = {
        "form": form,
        "promise": promise,
        "similar": _similar(request, str(form["what"].value() or "")),
        "customers": customers_known(Launch.objects.visible_to(request.user)),
    }
    return render(request, NEW, context, status=UNPROCESSABLE if form.errors else 200)


@require_safe
def exception_similar(request: PersonRequest) -> HttpResponse:
    """Show what is like the words that are being typed."""
    what = " ".join(request.GET.get("what", "").split())[:LONGEST]
    return render(request, SIMILAR, {"similar": _similar(request, what)})


@require_safe
def exception_detail(request: PersonRequest, pk: int) -> HttpResponse:
    """Show an exception: its voices, what it waits for, what its reader can do."""
    return _page(request, _exception(request, pk))


@require_POST
def voice_say(request: PersonRequest, pk: int, function: str) -> HttpResponse:
    """Say for a function what it thinks of an exception."""
    exception, row = _exception(request, pk), get_object_or_404(Function, key=function)
    form = VoiceForm(request.POST)
    if not form.is_valid():
        voices.require_speaking(read_ground(exception), row.pk, request.user)
        return _page(request, exception, {function: form})
    given = form.cleaned_data
    voices.say_voice(exception.pk, row.pk, given["answer"], given["words"], actor=request.user, once=once_of(request))
    messages.success(request, f"{row.name} is heard. You can change it until it is decided.")
    return see_other(exception)


@require_POST
def exception_approve(request: PersonRequest, pk: int) -> HttpResponse:
    """Approve an exception until a day."""
    exception, form = _exception(request, pk), ApproveForm(request.POST)
    if not form.is_valid():
        deciding.require_deciding(read_ground(exception), request.user)
        return _page(request, exception, {"approve": form})
    deciding.approve_exception(exception.pk, actor=request.user, once=once_of(request), **form.cleaned_data)
    messages.success(request, f"{exception.key} is approved. {exception.requester} hears of it.")
    return see_other(exception)


@require_POST
def exception_decline(request: PersonRequest, pk: int) -> HttpResponse:
    """Decline an exception with a reason."""
    exception, form = _exception(request, pk), DeclineForm(request.POST)
    if not form.is_valid():
        deciding.require_deciding(read_ground(exception), request.user)
        return _page(request, exception, {"decline": form})
    deciding.decline_exception(exception.pk, actor=request.user, once=once_of(request), **form.cleaned_data)
    messages.success(request, f"{exception.key} is declined. {exception.requester} hears of it.")
    return see_other(exception)


@require_POST
def exception_withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    """Withdraw what one asked for."""
    exception = asking.withdraw_exception(_exception(request, pk).pk, actor=request.user, once=once_of(request))
    messages.success(request, f"{exception.key} is withdrawn. Nobody is asked about it any more.")
    return see_other(exception)


@require_POST
def standard_dismiss(request: PersonRequest, pk: int) -> HttpResponse:
    """Say why exceptions that are alike become no standard."""
    exception, form = _exception(request, pk), DismissForm(request.POST, root=pk)
    if not form.is_valid():
        require_editor(request.user)
        return _list(request, form)
    reason, once = form.cleaned_data["reason"], once_of(request)
    standards.dismiss_standard(exception.pk, reason, actor=request.user, once=once)
    messages.success(request, "Noted. It is proposed again when as many more have come.")
    return see_other("offerings:exceptions")


def _start(request: PersonRequest) -> dict[str, Any]:
    """Return what the form starts with: a customer, a launch, an offering, or a promise that it would cover."""
    start: dict[str, Any] = {"offering": _number(request.GET.get("offering", ""))}
    start["customer"] = request.GET.get("customer", "")[:LONGEST_NAME]
    start["launch"] = launch_id_of(request.GET.get("launch", ""))
    promise = promises_that_stand(request.user).filter(pk=_number(request.GET.get("promise", ""))).first()
    if promise is None:
        return start
    facts = {"customer": promise.customer.name, "what": shortened(promise.words, LONGEST), "promise": promise.pk}
    return start | facts | {"amount": promise.worth, "currency": promise.currency, "launch": promise.launch_id}


def _number(text: str) -> int:
    """Return a number that an address or a form gives, 0 for anything else: no row has it."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


def _exception(request: PersonRequest, pk: int) -> ExceptionRequest:
    of_launch = ("launch__owner", "launch__sponsor", "launch__version", "promise__customer")
    along = ("customer", "requester", "sponsor", "version", "decided_by", "offering__edition")
    rows = ExceptionRequest.objects.visible_to(request.user).select_related(*along, *of_launch)
    return get_object_or_404(rows, pk=pk)


def _page(request: PersonRequest, exception: ExceptionRequest, bound: dict[str, Any] | None = None) -> HttpResponse:
    page = ExceptionPage(exception, request.user, bound or {})
    return render(request, DETAIL, {"page": page, "exception": exception}, status=UNPROCESSABLE if bound else 200)


def _similar(request: PersonRequest, what: str) -> list[tuple[ExceptionRequest, tuple[str, str]]]:
    rows = similar_to(what, ExceptionRequest.objects.visible_to(request.user))
    return [(row, queries.CHIPS[queries.S(row.status)]) for row in rows]
