"""The targets of a launch: shown, set, changed, dropped."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST

from launchgate.core.once import once_of
from launchgate.core.redirects import see_other
from launchgate.launches import rules, transitions
from launchgate.launches.models import Launch
from launchgate.launches.views.loading import launch_or_404, reader_of
from launchgate.reviews.actions import targets
from launchgate.reviews.forms.targets import TargetForm
from launchgate.reviews.models import Target
from launchgate.reviews.queries.stops import stops_of
from launchgate.reviews.queries.targets import aims_of, may_aim

PAGE, EDIT = "reviews/targets/page.html", "reviews/target/page.html"
UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
def target_list(request: HttpRequest, launch_id: int) -> HttpResponse:
    """Show the targets of a launch, and set another."""
    launch = launch_or_404(request, launch_id)
    form = TargetForm(request.POST if request.method == "POST" else None, launch=launch)
    if request.method == "POST":
        _require(request, launch)
        if form.is_valid():
            target = targets.set_target(launch.pk, form.facts, actor=reader_of(request), once=once_of(request))
            messages.success(request, f"{target.name} is a target of this launch: every function carries it.")
            return see_other("reviews:targets", launch.key)
    context = {
        "launch": launch,
        "aims": aims_of(launch),
        "stops": stops_of(launch),
        "may_aim": may_aim(launch, reader_of(request)),
        "form": form,
    }
    return render(request, PAGE, context, status=UNPROCESSABLE if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def target_edit(request: HttpRequest, launch_id: int, target_id: int) -> HttpResponse:
    """Change a target of a launch."""
    launch = launch_or_404(request, launch_id)
    target = get_object_or_404(Target, launch=launch, pk=target_id)
    form = TargetForm(request.POST if request.method == "POST" else None, launch=launch, target=target)
    if request.method == "POST" and form.is_valid():
        targets.change_target(target.pk, form.facts, actor=reader_of(request), once=once_of(request))
        messages.success(request, "The target is changed.")
        return see_other("reviews:targets", launch.key)
    _require(request, launch)
    context = {"launch": launch, "target": target, "form": form}
    return render(request, EDIT, context, status=UNPROCESSABLE if form.errors else 200)


@require_POST
def target_drop(request: HttpRequest, launch_id: int, target_id: int) -> HttpResponse:
    """Drop a target of a launch."""
    launch = launch_or_404(request, launch_id)
    target = get_object_or_404(Target, launch=launch, pk=target_id)
    targets.drop_target(target.pk, actor=reader_of(request), once=once_of(request))
    messages.success(request, f"{target.name} is no longer a target of this launch.")
    return see_other("reviews:targets", launch.key)


def _require(request: HttpRequest, launch: Launch) -> None:
    """Refuse a form to somebody who could not send it: 403 by who they are, 409 by how the launch stands."""
    if refusal := rules.refusal_unless_owner_or_sponsor(reader_of(request), launch, "set its targets"):
        raise refusal
    transitions.require_launch(launch, "aim")
