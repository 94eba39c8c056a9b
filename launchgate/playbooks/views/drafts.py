"""A draft as a whole: started, its reminders set, published, dropped."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from launchgate.core.redirects import see_other
from launchgate.people.requests import PersonRequest
from launchgate.playbooks import actions
from launchgate.playbooks.models import Playbook, Version


@require_POST
def draft_start(request: PersonRequest, pk: int) -> HttpResponse:
    """Start the next version of a playbook."""
    draft = actions.start_draft(get_object_or_404(Playbook, pk=pk).pk, actor=request.user)
    messages.success(request, f"Version {draft.number} is a draft. Launches follow it once it is published.")
    return see_other("playbooks:version", draft.playbook_id, draft.number)


@require_POST
def draft_publish(request: PersonRequest, pk: int) -> HttpResponse:
    """Publish a draft."""
    version = actions.publish_version(get_object_or_404(Version, pk=pk).pk, actor=request.user)
    messages.success(
        request, f"Version {version.number} is published. New launches follow it, to others it is offered."
    )
    return see_other(version.playbook)


@require_POST
def draft_drop(request: PersonRequest, pk: int) -> HttpResponse:
    """Drop a draft, and its playbook where it has nothing else."""
    playbook = actions.drop_draft(get_object_or_404(Version, pk=pk).pk, actor=request.user)
    messages.success(request, "The draft is dropped.")
    return see_other(playbook) if playbook else see_other("playbooks:list")
