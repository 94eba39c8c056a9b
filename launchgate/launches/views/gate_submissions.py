"""Putting a gate forward for signature, and taking it back."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from launchgate.core.once import once_of
from launchgate.launches.actions.submit import require_submission, submit_gate, take_back
from launchgate.launches.forms.gate_submissions import SubmitForm
from launchgate.launches.models import Item
from launchgate.launches.views.gates import not_saved, saved
from launchgate.launches.views.loading import gate_or_404, reader_of


@require_POST
def gate_submit(request: HttpRequest, launch_id: int, kind: str) -> HttpResponse:
    """Ask for the signatures on a gate, with the hand-off note and what is offered as a condition."""
    gate, reader = gate_or_404(request, launch_id, kind), reader_of(request)
    missing = Item.objects.filter(gate=gate, is_required=True, is_answered=False).order_by("position", "pk")
    form = SubmitForm(gate, list(missing), request.POST)
    if not form.is_valid():
        check = partial(require_submission, actor=reader)
        return not_saved(request, launch_id, kind, {"submit": form}, check)
    given = form.cleaned_data
    said = {name: given[name] for name in ("note", "parts", "offers")}
    submit_gate(gate.pk, actor=reader, **said, once=once_of(request))
    return saved(request, launch_id, kind, f"{gate.name} is submitted.", anchor="sign-off")


@require_POST
def gate_take_back(request: HttpRequest, launch_id: int, kind: str) -> HttpResponse:
    """Take a submission back before anybody decided on it."""
    gate = gate_or_404(request, launch_id, kind)
    take_back(gate.pk, actor=reader_of(request), once=once_of(request))
    return saved(request, launch_id, kind, f"{gate.name} is taken back. Nobody has to sign it now.", anchor="sign-off")
