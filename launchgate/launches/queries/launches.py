"""Launches as somebody may see them: one by its key, and the list with its filters."""

from django.http import Http404

from launchgate.launches.models import Launch
from launchgate.people.models import Person


def visible_launch(person: Person, key: int) -> Launch:
    """Return a launch with its owner, sponsor and playbook; raises Http404 unless this person may see it."""
    launches = Launch.objects.visible_to(person).select_related("owner", "sponsor", "version__playbook")
    launch = launches.filter(pk=key).first()
    if launch is None:
        raise Http404("There is no such launch that you can see.")
    return launch
