"""A draft as a whole: started, its reminders set, published, dropped."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST

from launchgate.core.redirects import see_other
from launchgate.people.requests import PersonRequest
from launchgate.playbooks import actions
from launchgate.playbooks.forms.drafts import PolicyForm
from launchgate.playbooks.models import Playbook, Version
from launchgate.playbooks.rules import require_draft, require_editor


@require_POST
def draft_start(request: PersonRequest, pk: int) -> HttpResponse:
    """Start the next version of a playbook."""
    draft = actions.start_draft(get_object_or_404(Playbook, pk=pk).pk, actor=request.user)
    messages.success(request, f"Version {draft.number} is a draft. Launches follow it once it is published.")
    return see_other("playbooks:version", draft.playbook_id, draft.number)


@require_http_methods(["GET", "HEAD", "POST"])
def draft_policy(request: PersonRequest, pk: int) -> HttpResponse:
    """Set when reminders leave, and say what changed."""
    require_editor(request.user)
    draft = get_object_or_404(Version.objects.select_related("playbook"), pk=pk)
    require_draft(draft)
    form = PolicyForm(request.POST if request.method == "POST" else None, version=draft)
    if not form.is_valid():
        return render(
            request,
            "playbooks/policy/page.html",
            {"form": form, "version": draft},
            status=422 if form.is_bound else 200,
        )
    actions.change_policy(draft.pk, actor=request.user, policy=form.policy, note=form.cleaned_data["note"])
    messages.success(request, "Saved.")
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
