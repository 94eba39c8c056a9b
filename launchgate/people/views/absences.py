"""Entering and ending absences."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render, resolve_url
from django.views.decorators.http import require_http_methods, require_POST

from launchgate.core.redirects import next_or, see_other
from launchgate.people.actions import absences
from launchgate.people.forms import AbsenceForm
from launchgate.people.models import Absence, Person
from launchgate.people.requests import PersonRequest
from launchgate.people.rules import refusal_to_enter_absence


@require_http_methods(["GET", "HEAD", "POST"])
def absence_new(request: PersonRequest, pk: int) -> HttpResponse:
    """Enter when a person is away."""
    person = get_object_or_404(Person, pk=pk)
    if refusal := refusal_to_enter_absence(request.user, person):
        raise refusal
    form = AbsenceForm(request.POST if request.method == "POST" else None, person=person)
    if not form.is_valid():
        context = {"form": form, "person": person}
        return render(request, "people/absence_form/page.html", context, status=422 if form.is_bound else 200)
    delegate = form.cleaned_data["delegate"]
    absences.enter_absence(
        person.pk,
        actor=request.user,
        starts_on=form.cleaned_data["starts_on"],
        ends_on=form.cleaned_data["ends_on"],
        delegate_id=delegate.pk if delegate else None,
        function_ids=form.function_ids,
    )
    who = delegate.name if delegate else "The deputy of each function"
    messages.success(request, f"The absence is entered. {who} stands in.")
    return see_other(_page_of(request, person))


@require_POST
def absence_end(request: PersonRequest, pk: int) -> HttpResponse:
    """Say that a person is back, or will not go."""
    absence = absences.end_absence(get_object_or_404(Absence, pk=pk).pk, actor=request.user)
    messages.success(request, f"{absence.person.name} is not away any more.")
    return see_other(next_or(request, _page_of(request, absence.person)))


def _page_of(request: PersonRequest, person: Person) -> str:
    return resolve_url("people:profile") if person == request.user else resolve_url("people:detail", person.pk)
