"""Conditions of an approval: reported as done, confirmed, or not met yet."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from launchgate.core.once import once_of
from launchgate.launches.actions.conditions import (
    ASK_MISSING,
    LONGEST_NOTE,
    confirm_condition,
    reject_condition,
    report_condition_done,
    require_reporter,
    require_setter,
)
from launchgate.launches.forms.gate_words import WordsForm
from launchgate.launches.models import Condition
from launchgate.launches.views.gates import not_saved, saved
from launchgate.launches.views.loading import gate_or_404, reader_of

ANCHOR = "conditions"


@require_POST
def condition_done(request: HttpRequest, launch_id: int, kind: str, condition_id: int) -> HttpResponse:
    """Say that a condition is met."""
    condition, who = _condition_or_404(request, launch_id, kind, condition_id), reader_of(request)
    about = f"condition-{condition.pk}-done"
    form = WordsForm("note", "What was done", about=about, data=request.POST, longest=LONGEST_NOTE, rows=2)
    if not form.is_valid():
        bound = {f"done:{condition.pk}": form}
        return not_saved(request, launch_id, kind, bound, lambda board, _: require_reporter(board, condition, who))
    report_condition_done(condition.pk, actor=who, note=form.words, once=once_of(request))
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
    about = f"condition-{condition.pk}-reject"
    form = WordsForm("reason", "What is missing?", about=about, data=request.POST, ask=ASK_MISSING, rows=2)
    if not form.is_valid():
        bound = {f"reject:{condition.pk}": form}
        return not_saved(request, launch_id, kind, bound, lambda board, _: require_setter(board, condition, who))
    reject_condition(condition.pk, form.words, actor=who, once=once_of(request))
    return saved(request, launch_id, kind, f"{condition.owner} is asked again.", anchor=ANCHOR)


def _condition_or_404(request: HttpRequest, launch_id: int, kind: str, condition_id: int) -> Condition:
    gate = gate_or_404(request, launch_id, kind)
    return get_object_or_404(Condition.objects.select_related("owner", "function"), pk=condition_id, gate=gate)
