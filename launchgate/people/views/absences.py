"""Entering and ending absences and delegations."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render, resolve_url
from django.views.decorators.http import require_http_methods, require_POST

from launchgate.core.redirects import next_or, see_other
from launchgate.core.templatetags.launchgate import long_day
from launchgate.people.actions import absences
from launchgate.people.forms import AbsenceForm, DelegationForm
from launchgate.people.models import Absence, Person
from launchgate.people.requests import PersonRequest
from launchgate.people.rules import refusal_to_delegate, refusal_to_enter_absence

FORM = "people/absence_form/page.html"


@require_http_methods(["GET", "HEAD", "POST"])
def absence_new(request: PersonRequest, pk: int) -> HttpResponse:
    """Enter when a person is away."""
    person = get_object_or_404(Person, pk=pk)
    if refusal := refusal_to_enter_absence(request.user, person):
        raise refusal
    form = AbsenceForm(request.POST if request.method == "POST" else None, person=person)
    if not form.is_valid():
        context = {"form": form, "person": person}
        return render(request, FORM, context, status=422 if form.is_bound else 200)
    absence = absences.enter_absence(person.pk, actor=request.user, **form.leave)
    messages.success(request, f"The absence is entered. {_told(absence)}")
    return see_other(_page_of(request, person))


@require_http_methods(["GET", "HEAD", "POST"])
def delegation_new(request: PersonRequest, pk: int) -> HttpResponse:
    """Let somebody sign for a person who is there."""
    person = get_object_or_404(Person, pk=pk)
    if refusal := refusal_to_delegate(request.user, person):
        raise refusal
    form = DelegationForm(request.POST if request.method == "POST" else None, person=person)
    if not form.is_valid():
        context = {"form": form, "person": person}
        return render(request, FORM, context, status=422 if form.is_bound else 200)
    delegation = absences.delegate_work(person.pk, actor=request.user, **form.leave)
    messages.success(request, _told(delegation))
    return see_other(_page_of(request, person))


@require_http_methods(["GET", "HEAD", "POST"])
def absence_change(request: PersonRequest, pk: int) -> HttpResponse:
    """Change the days of an absence or a delegation, who stands in, or what it is limited to."""
    absence = get_object_or_404(Absence.objects.select_related("person"), pk=pk)
    absences.require_running(absence, request.user)
    form_of = DelegationForm if absence.is_there else AbsenceForm
    form = form_of(request.POST if request.method == "POST" else None, person=absence.person, absence=absence)
    if not form.is_valid():
        context = {"form": form, "person": absence.person, "absence": absence}
        return render(request, FORM, context, status=422 if form.is_bound else 200)
    changed = absences.change_absence(absence.pk, actor=request.user, **form.leave)
    messages.success(request, f"The {changed.noun} is changed. {_told(changed)}")
    return see_other(_page_of(request, absence.person))


@require_POST
def absence_end(request: PersonRequest, pk: int) -> HttpResponse:
    """Say that a person is back, will not go, or signs alone again."""
    absence = absences.end_absence(get_object_or_404(Absence, pk=pk).pk, actor=request.user)
    said = f"{absence.delegate} does not sign for {absence.person} any more."
    messages.success(request, said if absence.is_there else f"{absence.person.name} is not away any more.")
    return see_other(next_or(request, _page_of(request, absence.person)))


def _page_of(request: PersonRequest, person: Person) -> str:
    return resolve_url("people:profile") if person == request.user else resolve_url("people:detail", person.pk)


def _told(absence: Absence) -> str:
    """Return who does what is asked of the person meanwhile, in a sentence."""
    if absence.is_there:
        return f"{absence.delegate} signs for {absence.person} until {long_day(absence.ends_on)}."
    return f"{absence.delegate or 'The deputy of each function'} stands in."
