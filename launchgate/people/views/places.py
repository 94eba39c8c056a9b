"""Functions, seats and the company: seen by everybody, changed by administrators."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render, resolve_url
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from launchgate.core.redirects import next_or, see_other
from launchgate.people import hooks, queries
from launchgate.people.actions import company as company_actions
from launchgate.people.actions import functions, seats
from launchgate.people.choices import hours_in_words
from launchgate.people.company import the_company
from launchgate.people.forms import FunctionForm, MergeForm, SeatForm
from launchgate.people.hours_forms import CompanyForm
from launchgate.people.models import Function, Seat
from launchgate.people.requests import PersonRequest
from launchgate.people.rules import require_administrator

FUNCTION, FUNCTION_FORM, SEAT_FORM = (
    "people/function/page.html",
    "people/function_form/page.html",
    "people/seat_form/page.html",
)


@require_safe
def function_detail(request: PersonRequest, pk: int) -> HttpResponse:
    """Show who sits in a function."""
    function = get_object_or_404(Function.objects.select_related("merged_into"), pk=pk)
    return render(request, FUNCTION, _function_context(request, function))


@require_http_methods(["GET", "HEAD", "POST"])
def function_new(request: PersonRequest) -> HttpResponse:
    """Open a function."""
    require_administrator(request.user)
    form = FunctionForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, FUNCTION_FORM, {"form": form}, status=422 if form.is_bound else 200)
    function = functions.open_function(actor=request.user, **form.cleaned_data)
    messages.success(request, f"{function.name} is open. Give it a head next.")
    return see_other("people:function", function.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def function_edit(request: PersonRequest, pk: int) -> HttpResponse:
    """Rename a function."""
    require_administrator(request.user)
    function = get_object_or_404(Function, pk=pk)
    form = FunctionForm(request.POST if request.method == "POST" else None, function=function)
    if not form.is_valid():
        return render(
            request, FUNCTION_FORM, {"form": form, "function": function}, status=422 if form.is_bound else 200
        )
    function = functions.rename_function(function.pk, actor=request.user, **form.cleaned_data)
    messages.success(request, f"The function is named {function.name} now.")
    return see_other("people:function", function.pk)


@require_POST
def function_close(request: PersonRequest, pk: int) -> HttpResponse:
    """Close a function."""
    function = functions.close_function(get_object_or_404(Function, pk=pk).pk, actor=request.user)
    messages.success(request, f"{function.name} is closed. What waits for it goes to each launch's sponsor.")
    return see_other("people:list")


@require_POST
def function_merge(request: PersonRequest, pk: int) -> HttpResponse:
    """Merge a function into another."""
    require_administrator(request.user)
    function = get_object_or_404(Function, pk=pk)
    form = MergeForm(request.POST, function=function)
    if not form.is_valid():
        return render(request, FUNCTION, _function_context(request, function, merge_form=form), status=422)
    other = functions.merge_function(function.pk, into_id=form.cleaned_data["into"].pk, actor=request.user)
    messages.success(request, f"{function.name} is part of {other.name} now, and so are its people.")
    return see_other("people:function", other.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def seat_new(request: PersonRequest) -> HttpResponse:
    """Give a person a seat."""
    require_administrator(request.user)
    given = {name: request.GET[name] for name in ("person", "function") if request.GET.get(name, "").isdecimal()}
    form = SeatForm(request.POST if request.method == "POST" else None, initial=given)
    if not form.is_valid():
        context = {"form": form, "next": next_or(request, "people:list")}
        return render(request, SEAT_FORM, context, status=422 if form.is_bound else 200)
    person, function, rank = (form.cleaned_data[name] for name in ("person", "function", "rank"))
    messages.success(request, str(seats.seat_person(person.pk, function.pk, actor=request.user, rank=rank)))
    return see_other(next_or(request, resolve_url("people:function", function.pk)))


@require_POST
def seat_rank(request: PersonRequest, pk: int) -> HttpResponse:
    """Give the holder of a seat another rank."""
    seat = get_object_or_404(Seat, pk=pk)
    rank = request.POST.get("rank", "")
    messages.success(request, str(seats.change_rank(seat.pk, actor=request.user, rank=rank)))
    return see_other(next_or(request, resolve_url("people:function", seat.function_id)))


@require_POST
def seat_end(request: PersonRequest, pk: int) -> HttpResponse:
    """Take a person out of a function."""
    seat = seats.end_seat(get_object_or_404(Seat, pk=pk).pk, actor=request.user)
    messages.success(request, f"{seat.person.name} has left {seat.function.name}.")
    return see_other(next_or(request, resolve_url("people:function", seat.function_id)))


@require_http_methods(["GET", "HEAD", "POST"])
def company_edit(request: PersonRequest) -> HttpResponse:
    """Change the company's name and calendar."""
    require_administrator(request.user)
    company = the_company()
    form = CompanyForm(request.POST if request.method == "POST" else None, company=company)
    if not form.is_valid():
        context = {"form": form, "company": company, "hours": hours_in_words(company)}
        return render(request, "people/company/page.html", context, status=422 if form.is_bound else 200)
    name, closures = form.cleaned_data["name"], form.cleaned_data["closures"]
    company_actions.edit_company(actor=request.user, name=name, hours=form.cleaned_hours, closures=closures)
    messages.success(request, "The company's calendar is saved.")
    return see_other("people:company")


def _function_context(
    request: PersonRequest, function: Function, merge_form: MergeForm | None = None
) -> dict[str, Any]:
    context: dict[str, Any] = {
        "function": function,
        "row": queries.function_rows([function])[0],
        "measures": hooks.measures_of(function, reader=request.user),
    }
    if request.user.is_administrator and not function.closed_at:
        context["seat_form"] = SeatForm(initial={"function": function})
        context["ranks"] = Seat.Rank.choices
        context["merge_form"] = merge_form or MergeForm(function=function)
    return context
