"""Answering one item of a checklist, saying that it does not apply, or that its new wording changed more than that."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from launchgate.core.htmx import wants_fragment
from launchgate.core.once import once_of
from launchgate.core.redirects import next_or, see_other
from launchgate.launches.actions.answers import answer_item, overrule_wording, require_answering
from launchgate.launches.actions.applicable import (
    declare_item_applicable,
    declare_item_not_applicable,
    require_declaring,
)
from launchgate.launches.forms.gate_answers import AnswerForm, declaring_form
from launchgate.launches.models import Item
from launchgate.launches.views.gates import item_answer, not_saved, saved
from launchgate.launches.views.loading import decider_or_404, gate_or_404, reader_of


@require_POST
def item_save(request: HttpRequest, launch_id: int, kind: str, item_id: int) -> HttpResponse:
    """Save the answer to an item, or take it away."""
    gate, reader = gate_or_404(request, launch_id, kind), reader_of(request)
    item = get_object_or_404(Item.objects.select_related("answer", "function", "gate"), pk=item_id, gate=gate)
    form = AnswerForm(item, request.POST)
    if not form.is_valid():
        require_answering(item, gate.launch, reader)
        return item_answer(request, launch_id, kind, item.key, bound={f"answer:{item.pk}": form})
    given = form.cleaned_data
    answer_item(item.pk, given["answer"], actor=reader, is_wording=given["is_wording"])
    if "next" in request.POST and not wants_fragment(request):
        messages.success(request, f"“{item.text}” is answered on {gate.launch.name}.")
        return see_other(next_or(request, gate.get_absolute_url()))
    return item_answer(request, launch_id, kind, item.key)


@require_POST
def wording_overrule(request: HttpRequest, launch_id: int, kind: str, item_id: int, function: str) -> HttpResponse:
    """Say for a function of this gate that the new wording of an answer, here or on an earlier gate, means more."""
    decider = decider_or_404(request, launch_id, kind, function)
    item = get_object_or_404(Item, pk=item_id, gate__launch=launch_id)
    overrule_wording(item.pk, decider.function_id, actor=reader_of(request))
    said = f"Whoever vouches for “{item.text}” is asked to look at it again."
    return saved(request, launch_id, kind, said, anchor="sign-off")


@require_POST
def item_not_applicable(request: HttpRequest, launch_id: int, kind: str, item_id: int) -> HttpResponse:
    """Say as a head that an item does not apply."""
    gate, reader = gate_or_404(request, launch_id, kind), reader_of(request)
    item = get_object_or_404(Item.objects.select_related("function", "gate"), pk=item_id, gate=gate)
    form = declaring_form(item, request.POST)
    if not form.is_valid():
        bound = {f"not_applicable:item:{item.pk}": form}
        return not_saved(request, launch_id, kind, bound, lambda board, _: require_declaring(board, item, reader))
    declare_item_not_applicable(item.pk, form.words, actor=reader, once=once_of(request))
    return saved(request, launch_id, kind, "It counts as answered: not applicable.", anchor=f"item-{item.key}")


@require_POST
def item_applicable(request: HttpRequest, launch_id: int, kind: str, item_id: int) -> HttpResponse:
    """Take back that an item does not apply."""
    gate = gate_or_404(request, launch_id, kind)
    item = get_object_or_404(Item, pk=item_id, gate=gate)
    declare_item_applicable(item.pk, actor=reader_of(request), once=once_of(request))
    return saved(request, launch_id, kind, "The question applies again.", anchor=f"item-{item.key}")
