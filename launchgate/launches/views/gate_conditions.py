"""Conditions of an approval: reported as done, confirmed, not met yet, extended, no longer needed."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from launchgate.core.once import once_of
from launchgate.core.templatetags.launchgate import long_day
from launchgate.launches.actions.conditions import (
    confirm_condition,
    drop_condition,
    reject_condition,
    report_condition_done,
    require_dropping,
    require_reporter,
    require_setter,
)
from launchgate.launches.actions.missed import extend_condition, require_extending
from launchgate.launches.forms.gate_conditions import ExtendForm, done_form, drop_form, reject_form
from launchgate.launches.forms.gate_words import WordsForm
from launchgate.launches.models import Condition, ConditionProof, Launch
from launchgate.launches.views.gate_evidence import handed_out
from launchgate.launches.views.gates import not_saved, saved
from launchgate.launches.views.loading import gate_or_404, reader_of

ANCHOR = "conditions"


@require_POST
def condition_done(request: HttpRequest, launch_id: int, kind: str, condition_id: int) -> HttpResponse:
    """Say that a condition is met, with proof where it asks for some."""
    condition, who = _condition_or_404(request, launch_id, kind, condition_id), reader_of(request)
    form = done_form(condition, request.POST, request.FILES)
    if not form.is_valid():
        bound = {f"done:{condition.pk}": form}
        return not_saved(request, launch_id, kind, bound, lambda board, _: require_reporter(board, condition, who))
    if isinstance(form, WordsForm):
        report_condition_done(condition.pk, actor=who, note=form.words, once=once_of(request))
    else:
        report_condition_done(condition.pk, actor=who, proof=form.cleaned_data["proof"], once=once_of(request))
    return saved(request, launch_id, kind, f"{condition.function} is asked to confirm it.", anchor=ANCHOR)


@require_POST
def condition_confirm(request: HttpRequest, launch_id: int, kind: str, condition_id: int) -> HttpResponse:
    """Confirm that a condition is met."""
    condition = _condition_or_404(request, launch_id, kind, condition_id)
    confirm_condition(condition.pk, actor=reader_of(request), once=once_of(request))
    return saved(request, launch_id, kind, "The condition is met.", anchor=ANCHOR)


@require_POST
def condition_reject(request: HttpRequest, launch_id: int, kind: str, condition_id: int) -> HttpResponse:
    """Say that a condition is not met yet."""
    condition, who = _condition_or_404(request, launch_id, kind, condition_id), reader_of(request)
    form = reject_form(condition, request.POST)
    if not form.is_valid():
        bound = {f"reject:{condition.pk}": form}
        return not_saved(request, launch_id, kind, bound, lambda board, _: require_setter(board, condition, who))
    reject_condition(condition.pk, form.words, actor=who, once=once_of(request))
    return saved(request, launch_id, kind, f"{condition.owner} is asked again.", anchor=ANCHOR)


@require_POST
def condition_extend(request: HttpRequest, launch_id: int, kind: str, condition_id: int) -> HttpResponse:
    """Give a condition that was missed a later date."""
    condition, who = _condition_or_404(request, launch_id, kind, condition_id), reader_of(request)
    form = ExtendForm(condition.gate.launch, condition, request.POST)
    if not form.is_valid():
        bound = {f"extend:{condition.pk}": form}
        return not_saved(request, launch_id, kind, bound, lambda board, _: require_extending(board, condition, who))
    due_on = form.cleaned_data["due_on"]
    extend_condition(condition.pk, due_on, form.cleaned_data["reason"], actor=who, once=once_of(request))
    return saved(request, launch_id, kind, f"The condition is now due on {long_day(due_on)}.", anchor=ANCHOR)


@require_POST
def condition_drop(request: HttpRequest, launch_id: int, kind: str, condition_id: int) -> HttpResponse:
    """Say that a condition is no longer needed."""
    condition, who = _condition_or_404(request, launch_id, kind, condition_id), reader_of(request)
    form = drop_form(condition, request.POST)
    if not form.is_valid():
        bound = {f"drop:{condition.pk}": form}
        return not_saved(request, launch_id, kind, bound, lambda board, _: require_dropping(board, condition, who))
    drop_condition(condition.pk, form.words, actor=who, once=once_of(request))
    return saved(request, launch_id, kind, "The condition is no longer needed.", anchor=ANCHOR)


@require_safe
def condition_proof(request: HttpRequest, launch_id: int, proof_id: int) -> HttpResponseBase:
    """Hand out the file that proves a condition, to somebody who may see the launch."""
    seen = Launch.objects.visible_to(reader_of(request)).filter(pk=launch_id)
    return handed_out(get_object_or_404(ConditionProof, pk=proof_id, condition__gate__launch__in=seen))


def _condition_or_404(request: HttpRequest, launch_id: int, kind: str, condition_id: int) -> Condition:
    gate = gate_or_404(request, launch_id, kind)
    conditions = Condition.objects.select_related("owner", "function", "item", "gate__launch")
    return get_object_or_404(conditions, pk=condition_id, gate=gate)
