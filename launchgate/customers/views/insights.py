"""The customer log of a launch, an entry of it, and what came with that."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from launchgate.core.once import once_of
from launchgate.core.redirects import see_other
from launchgate.customers.actions import insights as actions
from launchgate.customers.forms.insights import InsightForm, customers_known, initial_of, withdrawing_form
from launchgate.customers.models import Insight, InsightProof
from launchgate.customers.queries.insights import entries_of, read_log, with_all
from launchgate.customers.queries.questions import questions_on
from launchgate.customers.rules import (
    refusal_to_add_insight,
    refusal_to_ask,
    refusal_to_correct,
    refusal_to_withdraw_insight,
)
from launchgate.launches.models import Gate, Launch
from launchgate.launches.transitions import LAUNCH_VERBS, require_launch
from launchgate.launches.views.gate_evidence import handed_out
from launchgate.launches.views.loading import launch_or_404, reader_of

LOG, ENTRY = "customers/log/page.html", "customers/entry/page.html"
UNPROCESSABLE = 422
MOST_OF_A_VOICE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def customer_log(request: HttpRequest, launch_id: int) -> HttpResponse:
    """Show what customers of a launch say, and add to it."""
    launch, reader = launch_or_404(request, launch_id), reader_of(request)
    if request.method == "POST":
        form = InsightForm(launch, request.POST, request.FILES)
        if form.is_valid():
            same = form.cleaned_data.get("same_as")
            insight = actions.add_insight(launch.pk, form.said, actor=reader, same_as_id=same, once=once_of(request))
            joined = " It was said before, so it counts as another report of that voice." if insight.same_as_id else ""
            messages.success(request, f"What {insight.customer} said is in the log.{joined}")
            return see_other(f"{reverse('customers:launch', args=[launch.key])}#insight-{insight.pk}")
        if refusal := refusal_to_add_insight(reader, launch):
            raise refusal
        require_launch(launch, "hear")
    else:
        form = InsightForm(launch, initial=_start(request, launch))
    return _log(request, launch, form)


def _log(request: HttpRequest, launch: Launch, form: InsightForm) -> HttpResponse:
    reader = reader_of(request)
    refusal = refusal_to_add_insight(reader, launch)
    can_hear = launch.status in LAUNCH_VERBS["hear"][1]
    context = {
        "launch": launch,
        "log": read_log(launch, request.GET),
        "questions": questions_on(launch),
        "form": form if refusal is None and can_hear else None,
        "why_no_form": refusal.message if refusal and can_hear else "",
        "may_ask": can_hear and refusal_to_ask(reader, launch) is None,
        "customers": customers_known(Launch.objects.visible_to(reader)),
        "same": _same(request, launch),
    }
    return render(request, LOG, context, status=UNPROCESSABLE if form.errors else 200)


def _same(request: HttpRequest, launch: Launch) -> Insight | None:
    """Return the insight that the new entry says again, where the address or the form names one."""
    raw = request.POST.get("same_as") or request.GET.get("same", "")
    if not raw.isdecimal() or len(raw) > 15:
        return None
    return Insight.objects.filter(pk=int(raw), launch=launch, ended_at=None).select_related("customer").first()


def _start(request: HttpRequest, launch: Launch) -> dict[str, Any]:
    """Return what the form starts with: a gate, or an insight that is said again."""
    if same := _same(request, launch):
        return {"customer": same.customer.name, "same_as": same.pk}
    gate = Gate.objects.filter(launch=launch, kind=request.GET.get("gate", "")).first()
    return {"place": f"gate:{gate.pk}"} if gate else {}


@require_safe
def insight_detail(request: HttpRequest, launch_id: int, insight_id: int) -> HttpResponse:
    """Show one entry of the customer log, and everything else of the same voice."""
    return _entry(request, _insight_or_404(request, launch_id, insight_id))


@require_POST
def insight_correct(request: HttpRequest, launch_id: int, insight_id: int) -> HttpResponse:
    """Put a corrected entry in the place of one."""
    insight, reader = _insight_or_404(request, launch_id, insight_id), reader_of(request)
    form = InsightForm(insight.launch, request.POST, request.FILES)
    if not form.is_valid():
        if refusal := refusal_to_correct(reader, insight):
            raise refusal
        require_launch(insight.launch, "hear")
        return _entry(request, insight, correct=form)
    corrected = actions.correct_insight(insight.pk, form.said, actor=reader, once=once_of(request))
    messages.success(request, "It is corrected. What it said before is kept.")
    return see_other("customers:insight", insight.launch.key, corrected.pk)


@require_POST
def insight_withdraw(request: HttpRequest, launch_id: int, insight_id: int) -> HttpResponse:
    """Let an entry count no more."""
    insight, reader = _insight_or_404(request, launch_id, insight_id), reader_of(request)
    form = withdrawing_form(request.POST)
    if not form.is_valid():
        if refusal := refusal_to_withdraw_insight(reader, insight, insight.launch):
            raise refusal
        require_launch(insight.launch, "hear")
        return _entry(request, insight, withdraw=form)
    actions.withdraw_insight(insight.pk, form.words, actor=reader, once=once_of(request))
    messages.success(request, "It is withdrawn and counts no more. It can still be read.")
    return see_other("customers:insight", insight.launch.key, insight.pk)


@require_safe
def insight_proof(request: HttpRequest, launch_id: int, proof_id: int) -> HttpResponseBase:
    """Hand out an attached file to somebody who may see the launch: always to be saved, never rendered."""
    seen = Launch.objects.visible_to(reader_of(request)).filter(pk=launch_id)
    return handed_out(get_object_or_404(InsightProof, pk=proof_id, insight__launch__in=seen))


def _entry(
    request: HttpRequest, insight: Insight, *, correct: InsightForm | None = None, withdraw: Any = None
) -> HttpResponse:
    reader, launch = reader_of(request), insight.launch
    can_change = insight.ended_at is None and launch.status in LAUNCH_VERBS["hear"][1]
    may_correct = can_change and refusal_to_correct(reader, insight) is None
    may_withdraw = can_change and refusal_to_withdraw_insight(reader, insight, launch) is None
    voice = insight.same_as_id or insight.pk
    of_voice = Insight.objects.filter(Q(pk=voice) | Q(same_as=voice), launch=launch).exclude(pk=insight.pk)
    same = list(with_all(of_voice).order_by("added_at", "pk")[:MOST_OF_A_VOICE])
    sent = correct or withdraw
    context = {
        "launch": launch,
        "entry": entries_of([insight])[0],
        "others": entries_of(same),
        "correct": correct or (InsightForm(launch, initial=initial_of(insight)) if may_correct else None),
        "withdraw": withdraw or (withdrawing_form() if may_withdraw else None),
        "customers": customers_known(Launch.objects.visible_to(reader)) if may_correct else [],
        "sent": sent,
    }
    return render(request, ENTRY, context, status=UNPROCESSABLE if sent else 200)


def _insight_or_404(request: HttpRequest, launch_id: int, insight_id: int) -> Insight:
    launch = launch_or_404(request, launch_id)
    insight = with_all(Insight.objects.filter(launch=launch, pk=insight_id)).first()
    if insight is None:
        raise Http404("There is no such entry.")
    insight.launch = launch
    return insight
