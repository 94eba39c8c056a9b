"""Naming who assists a person: enters, changes and ends absences for them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from launchgate.core.redirects import see_other
from launchgate.people.actions.assistants import name_assistant
from launchgate.people.forms import AssistantForm
from launchgate.people.models import Person
from launchgate.people.requests import PersonRequest
from launchgate.people.rules import refusal_to_name_assistant


@require_http_methods(["GET", "HEAD", "POST"])
def assistant(request: PersonRequest, pk: int) -> HttpResponse:
    """Choose a person's assistant, or nobody."""
    person = get_object_or_404(Person, pk=pk)
    if refusal := refusal_to_name_assistant(request.user, person):
        raise refusal
    form = AssistantForm(request.POST if request.method == "POST" else None, person=person)
    if not form.is_valid():
        context = {"form": form, "person": person}
        return render(request, "people/assistant_form/page.html", context, status=422 if form.is_bound else 200)
    chosen = form.cleaned_data["assistant"]
    name_assistant(person.pk, actor=request.user, assistant_id=chosen.pk if chosen else None)
    said = f"{chosen.name} assists {person.name} now." if chosen else f"Nobody assists {person.name} now."
    messages.success(request, said)
    return see_other("people:profile") if person == request.user else see_other("people:detail", person.pk)
