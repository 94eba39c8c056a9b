"""The launch as a whole: hold, resume, move the target date, go public, stop."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from launchgate.core.htmx import wants_fragment
from launchgate.core.once import once_of
from launchgate.core.redirects import see_other
from launchgate.core.templatetags.launchgate import long_day
from launchgate.launches import rules, transitions
from launchgate.launches.actions import edit, lifecycle
from launchgate.launches.forms.launch_lifecycle import HoldForm, StopForm, TargetForm
from launchgate.launches.models import Launch
from launchgate.launches.queries.plan import move_of
from launchgate.launches.views.loading import launch_or_404, reader_of

HOLD, STOP = "launches/hold/page.html", "launches/stop/page.html"
TARGET, EFFECT = "launches/target/page.html", "launches/target/_effect.html"


@require_http_methods(["GET", "HEAD", "POST"])
def launch_hold(request: HttpRequest, launch_id: int) -> HttpResponse:
    """Put a launch on hold until a day to look again."""
    launch = launch_or_404(request, launch_id)
    form = HoldForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        lifecycle.hold_launch(launch.pk, actor=reader_of(request), once=once_of(request), **form.cleaned_data)
        messages.success(request, f"{launch.name} is on hold. You are asked again on the day you set.")
        return see_other(launch)
    _require(request, launch, "hold", "put it on hold")
    return render(request, HOLD, {"launch": launch, "form": form}, status=422 if form.errors else 200)


@require_POST
def launch_resume(request: HttpRequest, launch_id: int) -> HttpResponse:
    """End the holds of a launch."""
    launch = launch_or_404(request, launch_id)
    resumed = lifecycle.resume_launch(launch.pk, actor=reader_of(request), once=once_of(request))
    said = "goes on. Everybody's time runs again"
    if resumed.status == Launch.Status.HELD:
        said = "stays on hold: a condition was missed"
    messages.success(request, f"{launch.name} {said}.")
    return see_other(launch)


@require_http_methods(["GET", "HEAD", "POST"])
def launch_target(request: HttpRequest, launch_id: int) -> HttpResponse:
    """Move the target date: a day in the address shows its effect, a post carries it out."""
    launch = launch_or_404(request, launch_id)
    if request.method == "POST":
        form = TargetForm(request.POST)
        if form.is_valid():
            moved = edit.change_target_date(launch.pk, form.cleaned_data["target_date"], actor=reader_of(request))
            messages.success(request, f"The target date is now {long_day(moved.target_date)}.")
            return see_other(launch)
    else:
        form = TargetForm(request.GET if "target_date" in request.GET else None)
    _require(request, launch, "move_target", "move the target date")
    move = move_of(launch, form.cleaned_data["target_date"]) if form.is_valid() else None
    context = {"launch": launch, "form": form, "move": move}
    template = EFFECT if wants_fragment(request) else TARGET
    return render(request, template, context, status=422 if form.errors else 200)


@require_POST
def launch_go_live(request: HttpRequest, launch_id: int) -> HttpResponse:
    """Make a launch public."""
    launch = launch_or_404(request, launch_id)
    lifecycle.go_live(launch.pk, actor=reader_of(request), once=once_of(request))
    messages.success(request, f"{launch.name} is public.")
    return see_other(launch)


@require_http_methods(["GET", "HEAD", "POST"])
def launch_stop(request: HttpRequest, launch_id: int) -> HttpResponse:
    """Stop a launch for good."""
    launch = launch_or_404(request, launch_id)
    form = StopForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        lifecycle.stop_launch(launch.pk, form.cleaned_data["reason"], actor=reader_of(request), once=once_of(request))
        messages.success(request, f"{launch.name} is stopped.")
        return see_other(launch)
    _require(request, launch, "stop", "stop it")
    return render(request, STOP, {"launch": launch, "form": form}, status=422 if form.errors else 200)


def _require(request: HttpRequest, launch: Launch, verb: str, words: str) -> None:
    """Refuse to show a form to somebody who could not send it: 403 by who they are, 409 by how the launch stands."""
    if refusal := rules.refusal_unless_owner_or_sponsor(reader_of(request), launch, words):
        raise refusal
    transitions.require_launch(launch, verb)
