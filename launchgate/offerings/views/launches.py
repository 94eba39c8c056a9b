"""What a launch says of the catalogue: the standard offering that it changes or adds to."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from launchgate.core.once import once_of
from launchgate.core.redirects import see_other
from launchgate.core.refusals import Invalid
from launchgate.launches.views.loading import launch_or_404, reader_of
from launchgate.offerings.actions.standards import choose_offering
from launchgate.offerings.forms.catalogue import LinkForm


@require_POST
def launch_offering(request: HttpRequest, launch_id: int) -> HttpResponse:
    """Say which standard offering a launch changes or adds to."""
    launch, form = launch_or_404(request, launch_id), LinkForm(request.POST)
    if not form.is_valid():
        raise Invalid("Choose an offering of the catalogue.", field="offering")
    chosen = form.cleaned_data["offering"]
    choose_offering(launch.pk, chosen.pk if chosen else None, actor=reader_of(request), once=once_of(request))
    messages.success(request, f"{launch.name} changes {chosen}." if chosen else f"{launch.name} changes no offering.")
    return see_other(launch)
