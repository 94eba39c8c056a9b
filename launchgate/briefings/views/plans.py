"""Hand-over plans: the section with those of all customers, the form, and the page that a customer gets."""

from pathlib import Path

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from launchgate.briefings.actions import plan as actions
from launchgate.briefings.forms.plan import CustomerForm, PlanForm
from launchgate.briefings.models import HandOverPlan
from launchgate.briefings.queries.customers import plans_of, saved_plans
from launchgate.briefings.queries.plans import for_customer, path_of, plan_of, read_plan
from launchgate.core import clock
from launchgate.core.markdown import tree_of
from launchgate.core.once import once_of
from launchgate.core.redirects import see_other
from launchgate.launches.board import Board
from launchgate.launches.export.printing import as_pdf
from launchgate.launches.models import Launch
from launchgate.launches.views.loading import launch_or_404, reader_of

SECTION, EDIT, PRINT = "briefings/plan/page.html", "briefings/plan_edit/page.html", "briefings/plan_print/page.html"
SOURCE = Path(__file__).parents[1] / "plan.typ"


@require_safe
def plan_detail(request: HttpRequest, launch_id: int, customer_id: int | None = None) -> HttpResponse:
    """Show the general hand-over plan of a launch with those of its customers, or the plan for one of them."""
    return _detail(request, launch_or_404(request, launch_id), customer_id, CustomerForm())


def _detail(request: HttpRequest, launch: Launch, customer_id: int | None, form: CustomerForm) -> HttpResponse:
    plan = _plan_or_404(launch, customer_id) if customer_id else plan_of(launch)
    context = {"launch": launch, "page": read_plan(launch, plan, reader_of(request)), "form": form}
    context["plans"] = None if customer_id else plans_of(launch, saved_plans(launch))
    return render(request, SECTION, context, status=422 if form.errors else 200)


@require_POST
def plan_begin(request: HttpRequest, launch_id: int) -> HttpResponse:
    """Begin the plan for a customer from the general one."""
    launch, form = launch_or_404(request, launch_id), CustomerForm(request.POST)
    if not form.is_valid():
        actions.require_planning(Board.load(launch), reader_of(request))
        return _detail(request, launch, None, form)
    name = form.cleaned_data["customer"]
    plan = actions.begin_plan(launch.pk, name, actor=reader_of(request), once=once_of(request))
    messages.success(request, f"The plan for {name} begins as the general one. Make it theirs.")
    return see_other(path_of(launch, plan.customer_id, "plan_edit"))


@require_http_methods(["GET", "HEAD", "POST"])
def plan_edit(request: HttpRequest, launch_id: int, customer_id: int | None = None) -> HttpResponse:
    """Change a hand-over plan as a whole."""
    launch, reader = launch_or_404(request, launch_id), reader_of(request)
    plan = _plan_or_404(launch, customer_id) if customer_id else plan_of(launch)
    form = PlanForm(request.POST or None, actions.words_of_plan(plan), plan.version if plan else None)
    if request.method == "POST" and form.is_valid():
        actions.save_plan(
            launch.pk, form.words, actor=reader, customer_id=customer_id, seen=form.seen, once=once_of(request)
        )
        messages.success(request, "The hand-over plan is saved.")
        return see_other(path_of(launch, customer_id))
    actions.require_planning(Board.load(launch), reader)
    context = {"launch": launch, "form": form, "plan": plan, "back": path_of(launch, customer_id)}
    return render(request, EDIT, context, status=422 if form.errors else 200)


@require_POST
def step_mark(request: HttpRequest, launch_id: int, key: str, customer_id: int | None = None) -> HttpResponse:
    """Mark a step as done, or take that back (`undo`)."""
    launch = launch_or_404(request, launch_id)
    is_done, once = "undo" not in request.POST, once_of(request)
    actions.mark_step(launch.pk, key, actor=reader_of(request), customer_id=customer_id, is_done=is_done, once=once)
    messages.success(request, "The step is done." if is_done else "The step is open again.")
    return see_other(path_of(launch, customer_id))


@require_safe
def plan_print(request: HttpRequest, launch_id: int, customer_id: int | None = None) -> HttpResponse:
    """Show the page that may be given to a customer: nothing on it is internal, and it names no other customer."""
    launch = launch_or_404(request, launch_id)
    plan = for_customer(launch, _plan_or_404(launch, customer_id), clock.now())
    return render(request, PRINT, {"plan": plan})


@require_safe
def plan_pdf(request: HttpRequest, launch_id: int, customer_id: int | None = None) -> HttpResponse:
    """Hand out the customer's page as PDF."""
    launch = launch_or_404(request, launch_id)
    plan = for_customer(launch, _plan_or_404(launch, customer_id), clock.now())
    view = plan | {"welcome": tree_of(plan["welcome"])}
    response = HttpResponse(as_pdf(view, SOURCE), content_type="application/pdf")
    # The customer keeps this file: it is called by names that they know, not by our key.
    name = slugify(f"{plan['name']} {plan['customer']}") or "hand-over"
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def _plan_or_404(launch: Launch, customer_id: int | None) -> HandOverPlan:
    plan = plan_of(launch, customer_id)
    if plan is None:
        raise Http404
    return plan
