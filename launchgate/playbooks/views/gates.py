"""The gates and items of a draft."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render, resolve_url
from django.views.decorators.http import require_http_methods, require_POST

from launchgate.core.redirects import next_or, see_other
from launchgate.people.requests import PersonRequest
from launchgate.playbooks import actions
from launchgate.playbooks.forms.drafts import GateForm, ItemForm
from launchgate.playbooks.models import GateTemplate, ItemTemplate, Version
from launchgate.playbooks.rules import require_draft, require_editor

GATE_FORM = "playbooks/gate_form/page.html"
ITEM_FORM = "playbooks/item_form/page.html"


@require_http_methods(["GET", "HEAD", "POST"])
def gate_new(request: PersonRequest, pk: int) -> HttpResponse:
    """Add a gate to a draft."""
    require_editor(request.user)
    draft = get_object_or_404(Version.objects.select_related("playbook"), pk=pk)
    require_draft(draft)
    form = GateForm(request.POST if request.method == "POST" else None, version=draft)
    if not form.is_valid():
        return render(request, GATE_FORM, {"form": form, "version": draft}, status=422 if form.is_bound else 200)
    gate = actions.add_gate(draft.pk, actor=request.user, content=form.content)
    messages.success(request, f"{gate} is added. Now add what it asks.")
    return see_other(_place_of(gate))


@require_http_methods(["GET", "HEAD", "POST"])
def gate_edit(request: PersonRequest, pk: int) -> HttpResponse:
    """Change a gate of a draft."""
    require_editor(request.user)
    gate = get_object_or_404(GateTemplate.objects.select_related("version__playbook"), pk=pk)
    require_draft(gate.version)
    form = GateForm(request.POST if request.method == "POST" else None, version=gate.version, gate=gate)
    if not form.is_valid():
        context = {"form": form, "version": gate.version, "gate": gate}
        return render(request, GATE_FORM, context, status=422 if form.is_bound else 200)
    gate = actions.change_gate(gate.pk, actor=request.user, content=form.content)
    messages.success(request, f"{gate} is saved.")
    return see_other(_place_of(gate))


@require_POST
def gate_remove(request: PersonRequest, pk: int) -> HttpResponse:
    """Take a gate out of a draft."""
    gate = get_object_or_404(GateTemplate, pk=pk)
    draft = actions.remove_gate(gate.pk, actor=request.user)
    messages.success(request, f"{gate} is removed, with all it asked.")
    return see_other("playbooks:version", draft.playbook_id, draft.number)


@require_http_methods(["GET", "HEAD", "POST"])
def item_new(request: PersonRequest, pk: int) -> HttpResponse:
    """Add an item to a gate of a draft."""
    require_editor(request.user)
    gate = get_object_or_404(GateTemplate.objects.select_related("version__playbook"), pk=pk)
    require_draft(gate.version)
    form = ItemForm(request.POST if request.method == "POST" else None, gate=gate)
    if not form.is_valid():
        return render(request, ITEM_FORM, {"form": form, "gate": gate}, status=422 if form.is_bound else 200)
    actions.add_item(gate.pk, actor=request.user, content=form.content)
    messages.success(request, "The item is added at the end of the gate.")
    return see_other(_place_of(gate))


@require_http_methods(["GET", "HEAD", "POST"])
def item_edit(request: PersonRequest, pk: int) -> HttpResponse:
    """Change an item of a draft."""
    require_editor(request.user)
    item = get_object_or_404(ItemTemplate.objects.select_related("gate__version__playbook"), pk=pk)
    require_draft(item.gate.version)
    form = ItemForm(request.POST if request.method == "POST" else None, gate=item.gate, item=item)
    if not form.is_valid():
        context = {"form": form, "gate": item.gate, "item": item}
        return render(request, ITEM_FORM, context, status=422 if form.is_bound else 200)
    wording_only = form.cleaned_data.get("wording_only", False)
    actions.change_item(item.pk, actor=request.user, content=form.content, wording_only=wording_only)
    messages.success(request, "The item is saved.")
    return see_other(_place_of(item.gate))


@require_POST
def item_move(request: PersonRequest, pk: int) -> HttpResponse:
    """Move an item one place up or down."""
    item = get_object_or_404(ItemTemplate.objects.select_related("gate__version"), pk=pk)
    actions.move_item(item.pk, actor=request.user, up=request.POST.get("to") == "up")
    return see_other(next_or(request, _place_of(item.gate)))


@require_POST
def item_remove(request: PersonRequest, pk: int) -> HttpResponse:
    """Take an item out of a draft."""
    item = get_object_or_404(ItemTemplate.objects.select_related("gate__version"), pk=pk)
    actions.remove_item(item.pk, actor=request.user)
    messages.success(request, "The item is removed.")
    return see_other(_place_of(item.gate))


def _place_of(gate: GateTemplate) -> str:
    """Return the path of the gate's place on the page of its version."""
    return f"{resolve_url('playbooks:version', gate.version.playbook_id, gate.version.number)}#gate-{gate.kind}"
