"""Answering one item of a checklist."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from launchgate.launches.actions.answers import answer_item, require_answering
from launchgate.launches.forms.gate_answers import AnswerForm
from launchgate.launches.models import Item
from launchgate.launches.views.gates import item_answer
from launchgate.launches.views.loading import gate_or_404, reader_of


@require_POST
def item_save(request: HttpRequest, launch_id: int, kind: str, item_id: int) -> HttpResponse:
    """Save the answer to an item, or take it away."""
    gate, reader = gate_or_404(request, launch_id, kind), reader_of(request)
    item = get_object_or_404(Item.objects.select_related("answer", "function", "gate"), pk=item_id, gate=gate)
    form = AnswerForm(item, request.POST)
    if not form.is_valid():
        require_answering(item, gate.launch, reader)
        return item_answer(request, launch_id, kind, item.key, bound={f"answer:{item.pk}": form})
    answer_item(item.pk, form.cleaned_data["answer"], actor=reader)
    return item_answer(request, launch_id, kind, item.key)
