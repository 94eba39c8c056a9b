"""The page on which an administrator erases somebody who left: what will be lost, then the click."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from launchgate.core.forms import Form
from launchgate.core.redirects import see_other
from launchgate.people.actions.erasure import erase_person, require_erasable
from launchgate.people.erasure import losses_of, name_after
from launchgate.people.models import Person
from launchgate.people.requests import PersonRequest
from launchgate.people.rules import require_administrator


class EraseForm(Form):
    """Whether words go too, and that it is meant."""

    words = forms.BooleanField(label="Erase their words, links and files too", required=False)
    sure = forms.BooleanField(
        label="I know that nobody can bring this back",
        error_messages={"required": "Say that you know it cannot be undone."},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def person_erase(request: PersonRequest, pk: int) -> HttpResponse:
    """Say what will be lost, and erase it."""
    require_administrator(request.user)
    person = get_object_or_404(Person, pk=pk)
    require_erasable(person)
    form = EraseForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {"person": person, "form": form, "losses": losses_of(person), "name_after": name_after(person.pk)}
        return render(request, "people/erase/page.html", context, status=422 if form.is_bound else 200)
    person = erase_person(person.pk, actor=request.user, words=form.cleaned_data["words"])
    messages.success(request, f"The personal data is erased. The history says {person.name}.")
    return see_other("people:detail", person.pk)
