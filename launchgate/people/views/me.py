"""One's own page: name, working hours, absences, password, theme."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from launchgate.core.context_processors import THEME_COOKIE, THEMES
from launchgate.core.redirects import next_or, see_other
from launchgate.people import queries
from launchgate.people.actions import persons
from launchgate.people.hours_forms import ProfileForm
from launchgate.people.requests import PersonRequest

A_YEAR = 365 * 24 * 3600


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: PersonRequest) -> HttpResponse:
    """Show and change what is one's own to change."""
    person = request.user
    form = ProfileForm(request.POST if request.method == "POST" else None, person=person)
    if form.is_valid():
        persons.change_profile(actor=person, name=form.cleaned_data["name"], hours=form.cleaned_hours)
        messages.success(request, "Saved.")
        return see_other("people:profile")
    absences = queries.absences_of(person)
    context = {
        "form": form,
        "person": person,
        "seats": person.seats.filter(ended_at=None).select_related("function").order_by("function__name"),
        "absences": absences,
        "assists": person.assists.filter(is_active=True),
    }
    return render(request, "people/profile/page.html", context, status=422 if form.is_bound else 200)


@login_not_required
@require_POST
def theme(request: PersonRequest) -> HttpResponse:
    """Keep the theme in a cookie; anything but light and dark follows the system."""
    response = see_other(next_or(request, "launches:desk"))
    if (chosen := request.POST.get("theme")) in THEMES:
        response.set_cookie(
            THEME_COOKIE, chosen, max_age=A_YEAR, secure=request.is_secure(), httponly=True, samesite="Lax"
        )
    else:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    return response
