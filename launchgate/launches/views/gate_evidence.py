"""Proof of an item: attached, taken away, and handed out as a file that is never shown by the browser."""

from http import HTTPStatus
from pathlib import PurePath

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from launchgate.core.once import once_of
from launchgate.launches.actions.answers import require_answering
from launchgate.launches.actions.evidence import add_evidence, remove_evidence
from launchgate.launches.forms.gate_answers import EvidenceForm
from launchgate.launches.models import Evidence, Item, Launch
from launchgate.launches.models.answers import Exhibit
from launchgate.launches.views.gates import item_answer
from launchgate.launches.views.loading import gate_or_404, reader_of


@require_POST
def evidence_add(request: HttpRequest, launch_id: int, kind: str, item_id: int) -> HttpResponse:
    """Attach a note, a link or a file to an item."""
    gate, reader = gate_or_404(request, launch_id, kind), reader_of(request)
    item = get_object_or_404(Item.objects.select_related("answer", "function", "gate"), pk=item_id, gate=gate)
    form = EvidenceForm(item, request.POST, request.FILES)
    if not form.is_valid():
        require_answering(item, gate.launch, reader)
        return item_answer(request, launch_id, kind, item.key, bound={f"evidence:{item.pk}": form})
    given = form.cleaned_data
    add_evidence(item.pk, given["proof"], actor=reader, once=once_of(request))
    return item_answer(request, launch_id, kind, item.key)


@require_POST
def evidence_remove(request: HttpRequest, launch_id: int, evidence_id: int) -> HttpResponse:
    """Take proof away from its item."""
    evidence = _evidence_or_404(request, launch_id, evidence_id)
    remove_evidence(evidence.pk, actor=reader_of(request))
    return item_answer(request, launch_id, evidence.item.gate.kind, evidence.item.key)


@require_safe
def evidence_download(request: HttpRequest, launch_id: int, evidence_id: int) -> HttpResponseBase:
    """Hand out an attached file to somebody who may see the launch: always to be saved, never rendered."""
    evidence = _evidence_or_404(request, launch_id, evidence_id)
    if evidence.removed_at is not None:
        raise Http404("This proof was removed.")
    return handed_out(evidence)


def handed_out(evidence: Exhibit) -> HttpResponseBase:
    """Return the file of a proof as a download that no browser renders; raises Http404 when the proof is no file."""
    if evidence.kind != Exhibit.Kind.FILE or not evidence.file:
        raise Http404("This proof has no file.")
    if not evidence.file.storage.exists(str(evidence.file.name)):
        return HttpResponse("The file is missing from the store.", status=HTTPStatus.GONE, content_type="text/plain")
    response = FileResponse(
        evidence.file.open("rb"),
        as_attachment=True,
        filename=_name_of(evidence),
        content_type="application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _evidence_or_404(request: HttpRequest, launch_id: int, evidence_id: int) -> Evidence:
    seen = Launch.objects.visible_to(reader_of(request)).filter(pk=launch_id)
    proofs = Evidence.objects.filter(item__gate__launch__in=seen).select_related("item__gate")
    return get_object_or_404(proofs, pk=evidence_id)


def _name_of(evidence: Exhibit) -> str:
    """Return the title as a file name, with the ending of the file that was attached."""
    ending = PurePath(str(evidence.file.name)).suffix
    name = PurePath(evidence.title.replace("\\", "/")).name or "proof"
    return name if name.lower().endswith(ending.lower()) else f"{name}{ending}"
