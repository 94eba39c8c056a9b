"""Importing a checklist: read it, assign its sections to gates, write the draft."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST

from launchgate.core.redirects import see_other
from launchgate.people.requests import PersonRequest
from launchgate.playbooks import actions, queries
from launchgate.playbooks.default import default_playbook
from launchgate.playbooks.forms.imports import AssignForm, UploadForm
from launchgate.playbooks.importing.assigning import sections_of
from launchgate.playbooks.importing.found import from_json
from launchgate.playbooks.models import Checklist
from launchgate.playbooks.rules import require_editor


@require_http_methods(["GET", "HEAD", "POST"])
def checklist_new(request: PersonRequest) -> HttpResponse:
    """Read a checklist from a file or from pasted text."""
    require_editor(request.user)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*sent, draft=request.GET.get("draft", ""))
    if not form.is_valid() or form.found is None:
        return render(request, "playbooks/import/page.html", {"form": form}, status=422 if form.is_bound else 200)
    draft = form.cleaned_data["draft"]
    checklist = actions.keep_checklist(
        form.found,
        actor=request.user,
        data=form.data_read,
        name=form.name,
        draft_id=draft.pk if draft else None,
    )
    return see_other("playbooks:assign", checklist.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def checklist_assign(request: PersonRequest, pk: int) -> HttpResponse:
    """Show what was read, and import it as its sections are assigned."""
    require_editor(request.user)
    checklist = get_object_or_404(queries.checklists_of(request.user), pk=pk)
    found = from_json(checklist.content)
    form = AssignForm(
        request.POST if request.method == "POST" else None,
        sections=sections_of(found),
        gates=_gates_for(checklist),
        name=queries.free_name(found.title),
        into_draft=checklist.draft_id is not None,
    )
    if not form.is_valid():
        context = {"form": form, "checklist": checklist, "found": found}
        return render(request, "playbooks/assign/page.html", context, status=422 if form.is_bound else 200)
    draft = actions.import_checklist(
        form.parts,
        actor=request.user,
        name=form.cleaned_data.get("name", ""),
        draft_id=checklist.draft_id,
        checklist_id=checklist.pk,
    )
    items = sum(len(items) for items in form.parts.values())
    messages.success(
        request, f"Imported {items:,} item{'' if items == 1 else 's'}. Look through the draft, then publish it."
    )
    return see_other("playbooks:version", draft.playbook_id, draft.number)


@require_POST
def checklist_drop(request: PersonRequest, pk: int) -> HttpResponse:
    """Drop a checklist that was read."""
    checklist = get_object_or_404(Checklist.objects.filter(person=request.user).only("pk"), pk=pk)
    actions.drop_checklist(checklist.pk, actor=request.user)
    messages.success(request, "The checklist is dropped; nothing of it was imported.")
    return see_other("playbooks:import")


def _gates_for(checklist: Checklist) -> dict[str, str]:
    """Return names by kind of the gates to assign to: those of the draft, then the default ones it does not have."""
    gates = {gate.kind: gate.name for gate in checklist.draft.gates.all()} if checklist.draft else {}
    for gate in default_playbook()["gates"]:
        gates.setdefault(gate["kind"], f"{gate['name']} (a new gate)" if checklist.draft else gate["name"])
    return gates
