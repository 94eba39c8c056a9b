"""The reminders of a version: shown to all as timelines, and set while it is a draft."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from launchgate.core.redirects import see_other
from launchgate.people.requests import PersonRequest
from launchgate.playbooks import actions
from launchgate.playbooks.forms.reminders import ExceptionForm, PolicyForm, WhichForm
from launchgate.playbooks.models import Version
from launchgate.playbooks.policies import exceptions_of
from launchgate.playbooks.rules import refusal_to_edit, require_draft, require_editor
from launchgate.playbooks.timelines import said_of, timelines_of

POLICY_PAGE = "playbooks/policy/page.html"
EXCEPTION_PAGE = "playbooks/policy_exception/page.html"


@require_safe
def version_reminders(request: PersonRequest, pk: int, number: int) -> HttpResponse:
    """Show when reminders leave at each gate and tier of a version."""
    version = get_object_or_404(Version.objects.select_related("playbook"), playbook=pk, number=number)
    context = {
        "version": version,
        "timelines": timelines_of(version, list(version.gates.all())),
        "may_edit": not version.published_at and not refusal_to_edit(request.user),
    }
    return render(request, "playbooks/reminders/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def draft_policy(request: PersonRequest, pk: int) -> HttpResponse:
    """Set when reminders leave, and say what changed."""
    draft = _draft(request, pk)
    form = PolicyForm(request.POST if request.method == "POST" else None, version=draft)
    if not form.is_valid():
        return render(request, POLICY_PAGE, _context(draft, form), status=_status(form))
    actions.change_policy(draft.pk, actor=request.user, policy=form.policy, note=form.cleaned_data["note"])
    messages.success(request, "Saved.")
    return see_other("playbooks:reminders", draft.playbook_id, draft.number)


@require_http_methods(["GET", "HEAD", "POST"])
def draft_exception(request: PersonRequest, pk: int) -> HttpResponse:
    """Say what differs for a gate or a tier."""
    draft = _draft(request, pk)
    form = ExceptionForm(request.POST if request.method == "POST" else None, version=draft)
    if not form.is_valid():
        return render(request, EXCEPTION_PAGE, {"form": form, "version": draft}, status=_status(form))
    actions.set_exception(draft.pk, actor=request.user, row=form.row)
    messages.success(request, "Saved.")
    return see_other("playbooks:policy", draft.pk)


@require_POST
def draft_exception_remove(request: PersonRequest, pk: int) -> HttpResponse:
    """Let a gate or a tier be reminded of as all others are."""
    draft = _draft(request, pk)
    form = WhichForm(request.POST)
    if not form.is_valid():
        page = _context(draft, PolicyForm(version=draft))
        return render(request, POLICY_PAGE, page, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    actions.remove_exception(draft.pk, actor=request.user, **form.cleaned_data)
    messages.success(request, "Removed.")
    return see_other("playbooks:policy", draft.pk)


def _draft(request: PersonRequest, pk: int) -> Version:
    require_editor(request.user)
    draft = get_object_or_404(Version.objects.select_related("playbook"), pk=pk)
    require_draft(draft)
    return draft


def _context(draft: Version, form: PolicyForm) -> dict[str, Any]:
    names = dict(draft.gates.values_list("kind", "name"))
    rows = [(row, names.get(row.gate, row.gate), said_of(row)) for row in exceptions_of(draft)]
    return {"form": form, "version": draft, "rows": rows}


def _status(form: PolicyForm | ExceptionForm) -> int:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
