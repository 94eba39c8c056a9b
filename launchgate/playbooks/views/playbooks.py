"""Playbooks: all of them, one with its versions, a new one, retired and taken up again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from launchgate.core.paging import keyset_page
from launchgate.core.redirects import see_other
from launchgate.people.requests import PersonRequest
from launchgate.playbooks import actions, queries
from launchgate.playbooks.forms.drafts import PlaybookForm
from launchgate.playbooks.hooks import panels_on_version
from launchgate.playbooks.models import Playbook, Version
from launchgate.playbooks.origins import tell_origins
from launchgate.playbooks.rules import lacks, refusal_to_edit, require_editor

FORM = "playbooks/form/page.html"


@require_safe
def playbook_list(request: PersonRequest) -> HttpResponse:
    """Show every playbook and how much it asks."""
    rows, retired = queries.playbook_rows()
    refusal = refusal_to_edit(request.user)
    checklists = queries.checklists_of(request.user).defer("content")
    context = {"rows": rows, "retired": retired, "refusal": refusal, "checklists": checklists}
    return render(request, "playbooks/list/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def playbook_new(request: PersonRequest) -> HttpResponse:
    """Make a playbook, empty or like another."""
    require_editor(request.user)
    form = PlaybookForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, FORM, {"form": form}, status=422 if form.is_bound else 200)
    given = form.cleaned_data
    like = given["like"]
    draft = actions.create_playbook(
        actor=request.user,
        name=given["name"],
        description=given["description"],
        like_version_id=like.pk if like else None,
    )
    messages.success(request, f"{draft.playbook} is a draft. Nobody can launch with it before it is published.")
    return see_other("playbooks:version", draft.playbook_id, draft.number)


@require_safe
def playbook_detail(request: PersonRequest, pk: int) -> HttpResponse:
    """Show the version of a playbook that is in use, or its draft while there is nothing else."""
    playbook = get_object_or_404(Playbook, pk=pk)
    published = playbook.versions.exclude(published_at=None).first()
    return _version_page(request, playbook, published or get_object_or_404(playbook.versions.all()))


@require_safe
def version_detail(request: PersonRequest, pk: int, number: int) -> HttpResponse:
    """Show one version of a playbook, a draft with what it takes to change it."""
    playbook = get_object_or_404(Playbook, pk=pk)
    return _version_page(request, playbook, get_object_or_404(playbook.versions.all(), number=number))


def _version_page(request: PersonRequest, playbook: Playbook, version: Version) -> HttpResponse:
    refusal = refusal_to_edit(request.user)
    versions = list(playbook.versions.select_related("created_by"))
    context = {
        "playbook": playbook,
        "version": version,
        "view": queries.version_view(version),
        "versions": versions,
        "draft": next((each for each in versions if not each.published_at), None),
        "in_use": next((each for each in versions if each.published_at), None),
        "refusal": refusal,
        "may_edit": not refusal and not version.published_at,
        "panels": panels_on_version(version, request.user),
        "lacks": [] if version.published_at else lacks(version),
    }
    return render(request, "playbooks/version/page.html", context)


@require_safe
def gate_items(request: PersonRequest, pk: int, number: int, kind: str) -> HttpResponse:
    """Show all items of one gate of a version, page by page."""
    version = get_object_or_404(Version.objects.select_related("playbook"), playbook=pk, number=number)
    gate = get_object_or_404(version.gates.all(), kind=kind)
    items = gate.items.select_related("function").prefetch_related("relied_on_by")
    page = keyset_page(items, request.GET, fields=("position", "pk"), size=queries.SHOWN)
    tell_origins(page.rows)
    may_edit = not version.published_at and not refusal_to_edit(request.user)
    context = {"version": version, "playbook": version.playbook, "gate": gate, "page": page, "may_edit": may_edit}
    return render(request, "playbooks/gate_items/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def playbook_rename(request: PersonRequest, pk: int) -> HttpResponse:
    """Give a playbook another name and description."""
    require_editor(request.user)
    playbook = get_object_or_404(Playbook, pk=pk)
    form = PlaybookForm(request.POST if request.method == "POST" else None, playbook=playbook)
    if not form.is_valid():
        return render(request, FORM, {"form": form, "playbook": playbook}, status=422 if form.is_bound else 200)
    playbook = actions.rename_playbook(playbook.pk, actor=request.user, **form.cleaned_data)
    messages.success(request, f"{playbook} is saved.")
    return see_other(playbook)


@require_POST
def playbook_retire(request: PersonRequest, pk: int) -> HttpResponse:
    """Offer a playbook to no new launch any more."""
    playbook = actions.retire_playbook(get_object_or_404(Playbook, pk=pk).pk, actor=request.user)
    messages.success(request, f"{playbook} is retired. Launches in flight go on with it.")
    return see_other(playbook)


@require_POST
def playbook_restore(request: PersonRequest, pk: int) -> HttpResponse:
    """Offer a retired playbook again."""
    playbook = actions.restore_playbook(get_object_or_404(Playbook, pk=pk).pk, actor=request.user)
    messages.success(request, f"{playbook} can be chosen again.")
    return see_other(playbook)
