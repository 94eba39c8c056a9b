"""Pages on which administrators add and change people."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST

from launchgate.core.once import once_of
from launchgate.core.redirects import see_other
from launchgate.people.actions import persons
from launchgate.people.company import the_company
from launchgate.people.hours_forms import PersonForm
from launchgate.people.models import Person
from launchgate.people.requests import PersonRequest
from launchgate.people.rules import require_administrator

FORM = "people/person_form/page.html"


@require_http_methods(["GET", "HEAD", "POST"])
def person_new(request: PersonRequest) -> HttpResponse:
    """Add a person."""
    require_administrator(request.user)
    form = PersonForm(request.POST if request.method == "POST" else None, person=None, company=the_company())
    if not form.is_valid():
        return render(request, FORM, {"form": form}, status=422 if form.is_bound else 200)
    person = persons.create_person(actor=request.user, **form.facts)
    messages.success(
        request, f"{person.name} is here. An invitation to set a password is on its way to {person.email}."
    )
    return see_other("people:detail", person.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def person_edit(request: PersonRequest, pk: int) -> HttpResponse:
    """Change a person."""
    require_administrator(request.user)
    person = get_object_or_404(Person, pk=pk)
    form = PersonForm(request.POST if request.method == "POST" else None, person=person, company=the_company())
    if not form.is_valid():
        return render(request, FORM, {"form": form, "person": person}, status=422 if form.is_bound else 200)
    person = persons.edit_person(person.pk, actor=request.user, **form.facts)
    messages.success(request, f"{person.name} is saved.")
    return see_other("people:detail", person.pk)


@require_POST
def person_deactivate(request: PersonRequest, pk: int) -> HttpResponse:
    """Shut a person out."""
    person = persons.deactivate_person(get_object_or_404(Person, pk=pk).pk, actor=request.user)
    messages.success(request, f"{person.name} is deactivated. What waits for them goes to whoever comes next.")
    return see_other("people:detail", person.pk)


@require_POST
def person_reactivate(request: PersonRequest, pk: int) -> HttpResponse:
    """Let a person in again."""
    person = persons.reactivate_person(get_object_or_404(Person, pk=pk).pk, actor=request.user)
    messages.success(request, f"{person.name} is active again.")
    return see_other("people:detail", person.pk)


@require_POST
def person_invite(request: PersonRequest, pk: int) -> HttpResponse:
    """Send a person the invitation once more."""
    once = once_of(request)
    person = persons.invite_person(get_object_or_404(Person, pk=pk).pk, actor=request.user, once=once)
    messages.success(request, f"An invitation to set a password is on its way to {person.email}.")
    return see_other("people:detail", person.pk)
