"""When and of what somebody hears, and whether mail reaches them."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST

from launchgate.core.forms import Form
from launchgate.core.redirects import next_or, see_other
from launchgate.people import hooks
from launchgate.people.actions.persons import change_preferences
from launchgate.people.actions.reachability import try_address_again
from launchgate.people.hours_forms import TimeOfDayInput
from launchgate.people.models import Person
from launchgate.people.requests import PersonRequest


class PreferencesForm(Form):
    """At what hour the daily mail comes."""

    digest_at = forms.TimeField(
        label="Daily mail at",
        required=False,
        widget=TimeOfDayInput,
        help_text=(
            "In your time zone, on your working days; it counts for all playbooks. Empty: when your playbooks say; "
            "where they differ, at the latest of that day, so that one mail tells it all."
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: PersonRequest) -> HttpResponse:
    """Show and change when one hears of what waits."""
    person = request.user
    data = request.POST if request.method == "POST" else None
    form = PreferencesForm(data, initial={"digest_at": person.digest_at})
    if form.is_valid():
        change_preferences(actor=person, digest_at=form.cleaned_data["digest_at"])
        messages.success(request, "Saved.")
        return see_other("people:preferences")
    context = {"form": form, "person": person, "news": hooks.news_of(person)}
    return render(request, "people/preferences/page.html", context, status=422 if form.is_bound else 200)


@require_POST
def address_try(request: PersonRequest, pk: int) -> HttpResponse:
    """Send mail to a refused address again."""
    person = try_address_again(get_object_or_404(Person, pk=pk).pk, actor=request.user)
    messages.success(request, f"Mail goes to {person.email} again. If it is refused again, this page says so.")
    return see_other(next_or(request, f"/people/{person.pk}/"))
