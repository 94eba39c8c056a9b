"""Finding what an address names, for those who may see it: everything else is a page that is not there."""

from typing import cast

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from launchgate.launches.models import Launch
from launchgate.people.models import Person


def reader_of(request: HttpRequest) -> Person:
    """Return who is signed in; every page of this room asks for sign-in before it is reached."""
    return cast(Person, request.user)


def launch_or_404(request: HttpRequest, launch_id: int) -> Launch:
    """Return a launch that the reader may see, with its owner, sponsor and playbook version."""
    launches = Launch.objects.visible_to(reader_of(request)).select_related("owner", "sponsor", "version")
    return get_object_or_404(launches, pk=launch_id)
