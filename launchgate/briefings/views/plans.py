"""The customer's hand-over plan: the section, the form, and the page that the customer gets."""

from pathlib import Path

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from launchgate.briefings.actions import plan as actions
from launchgate.briefings.forms.plan import PlanForm
from launchgate.briefings.queries.plans import for_customer, plan_of, read_plan
from launchgate.core import clock
from launchgate.core.once import once_of
from launchgate.core.redirects import see_other
from launchgate.launches.board import Board
from launchgate.launches.export.printing import as_pdf
from launchgate.launches.views.loading import launch_or_404, reader_of

SECTION, EDIT, PRINT = "briefings/plan/page.html", "briefings/plan_edit/page.html", "briefings/plan_print/page.html"
SOURCE = Path(__file__).parents[1] / "plan.typ"


@require_safe
def plan_detail(request: HttpRequest, launch_id: int) -> HttpResponse:
    """Show the hand-over plan of a launch, with what is done and what is late."""
    launch = launch_or_404(request, launch_id)
    return render(request, SECTION, {"launch": launch, "page": read_plan(launch, reader_of(request))})


@require_http_methods(["GET", "HEAD", "POST"])
def plan_edit(request: HttpRequest, launch_id: int) -> HttpResponse:
    """Change the hand-over plan as a whole."""
    launch = launch_or_404(request, launch_id)
    plan = plan_of(launch)
    form = PlanForm(request.POST or None, actions.words_of_plan(plan), plan.version if plan else None)
    if request.method == "POST" and form.is_valid():
        actions.save_plan(launch.pk, form.words, actor=reader_of(request), seen=form.seen, once=once_of(request))
        messages.success(request, "The hand-over plan is saved.")
        return see_other("briefings:plan", launch.key)
    actions.require_planning(Board.load(launch), reader_of(request))
    return render(request, EDIT, {"launch": launch, "form": form}, status=422 if form.errors else 200)


@require_POST
def step_mark(request: HttpRequest, launch_id: int, key: str) -> HttpResponse:
    """Mark a step as done, or take that back (`undo`)."""
    launch = launch_or_404(request, launch_id)
    is_done = "undo" not in request.POST
    actions.mark_step(launch.pk, key, actor=reader_of(request), is_done=is_done, once=once_of(request))
    messages.success(request, "The step is done." if is_done else "The step is open again.")
    return see_other("briefings:plan", launch.key)


@require_safe
def plan_print(request: HttpRequest, launch_id: int) -> HttpResponse:
    """Show the page that may be given to the customer: nothing on it is internal."""
    launch = launch_or_404(request, launch_id)
    plan = for_customer(launch, clock.now())
    if plan is None:
        raise Http404
    return render(request, PRINT, {"plan": plan})


@require_safe
def plan_pdf(request: HttpRequest, launch_id: int) -> HttpResponse:
    """Hand out the customer's page as PDF."""
    launch = launch_or_404(request, launch_id)
    plan = for_customer(launch, clock.now())
    if plan is None:
        raise Http404
    response = HttpResponse(as_pdf(plan, SOURCE), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="hand-over-{launch.key}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
