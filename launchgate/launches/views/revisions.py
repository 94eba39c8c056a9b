"""The playbook version and the tier that a launch follows: what another would change, and taking or leaving it."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from launchgate.core.once import once_of, require_unsent
from launchgate.core.redirects import see_other
from launchgate.launches.actions import revise
from launchgate.launches.board import Board
from launchgate.launches.forms.launch_revisions import ChooseTierForm, LeaveForm, TierForm
from launchgate.launches.models import Launch
from launchgate.launches.queries.reading import Reading
from launchgate.launches.queries.revised import decided_on, proposal_of
from launchgate.launches.queries.revisions import finding, tier_offered, version_offered
from launchgate.launches.views.loading import launch_or_404, reader_of
from launchgate.playbooks.models import Version

PAGE = "launches/playbook/page.html"


@require_safe
def launch_playbook(request: HttpRequest, launch_id: int) -> HttpResponse:
    """Show what the newest playbook version would change on a launch, and the tier in the address likewise."""
    return _page(request, launch_or_404(request, launch_id))


@require_POST
def version_take(request: HttpRequest, launch_id: int, number: int) -> HttpResponse:
    """Let the launch follow a newer version of its playbook."""
    launch = launch_or_404(request, launch_id)
    version = _version_or_404(launch, number)
    revise.take_version(launch.pk, version.pk, actor=reader_of(request), once=once_of(request))
    messages.success(request, f"{launch.name} follows version {number} of its playbook now.")
    return see_other(launch)


@require_POST
def version_leave(request: HttpRequest, launch_id: int, number: int) -> HttpResponse:
    """Let the launch do without a newer version of its playbook."""
    launch = launch_or_404(request, launch_id)
    version, form = _version_or_404(launch, number), LeaveForm(request.POST, auto_id="version_%s")
    if not form.is_valid():
        require_unsent(once_of(request))
        revise.require_version(Board.load(launch), version.pk, reader_of(request))
        return _page(request, launch, version_form=form)
    reason = form.cleaned_data["reason"]
    revise.leave_version(launch.pk, version.pk, reason, actor=reader_of(request), once=once_of(request))
    messages.success(request, f"Version {number} is left. {launch.name} keeps version {launch.version.number}.")
    return see_other(launch)


@require_POST
def tier_change(request: HttpRequest, launch_id: int) -> HttpResponse:
    """Give the launch another tier."""
    launch = launch_or_404(request, launch_id)
    form = TierForm(request.POST, asks=proposal_of(launch) is None)
    if not form.is_valid():
        require_unsent(once_of(request))
        revise.require_tier_change(Board.load(launch), _tier_in(form) or launch.tier, reader_of(request))
        return _page(request, launch, tier_form=form)
    given = form.cleaned_data
    revise.change_tier(
        launch.pk, given["tier"], actor=reader_of(request), reason=given["reason"], once=once_of(request)
    )
    messages.success(request, f"{launch.name} is of tier {given['tier']} now.")
    return see_other(launch)


@require_POST
def tier_propose(request: HttpRequest, launch_id: int) -> HttpResponse:
    """Put another tier before the sponsor."""
    launch = launch_or_404(request, launch_id)
    form = TierForm(request.POST)
    if not form.is_valid():
        require_unsent(once_of(request))
        revise.require_proposing(Board.load(launch), reader_of(request))
        return _page(request, launch, tier_form=form)
    given = form.cleaned_data
    revise.propose_tier(launch.pk, given["tier"], given["reason"], actor=reader_of(request), once=once_of(request))
    messages.success(request, f"Tier {given['tier']} is proposed. {launch.sponsor.name}, the sponsor, decides.")
    return see_other("launches:playbook", launch.pk)


@require_POST
def tier_leave(request: HttpRequest, launch_id: int) -> HttpResponse:
    """Leave the tier that is proposed."""
    launch = launch_or_404(request, launch_id)
    form = LeaveForm(request.POST, auto_id="tier_%s")
    if not form.is_valid():
        require_unsent(once_of(request))
        revise.require_leaving_tier(Board.load(launch), reader_of(request))
        return _page(request, launch, leave_form=form)
    revise.leave_tier(launch.pk, form.cleaned_data["reason"], actor=reader_of(request), once=once_of(request))
    messages.success(request, f"{launch.name} keeps tier {launch.tier}.")
    return see_other("launches:playbook", launch.pk)


def _page(
    request: HttpRequest,
    launch: Launch,
    *,
    version_form: LeaveForm | None = None,
    tier_form: TierForm | None = None,
    leave_form: LeaveForm | None = None,
) -> HttpResponse:
    reader, reading = reader_of(request), Reading.load(launch)
    sent = [form for form in (version_form, tier_form, leave_form) if form is not None]
    chosen = ChooseTierForm(request.GET if "tier" in request.GET else None, initial={"tier": launch.tier})
    tier = _tier_in(tier_form) if tier_form else _tier_in(chosen)
    newer, other = version_offered(reading, reader), tier_offered(reading, reader, tier)
    context = {
        "launch": launch,
        "newer": newer,
        "newer_finding": finding(newer.preview) if newer else "",
        "other": other,
        "other_finding": finding(other.preview) if other else "",
        "is_running": launch.status in Launch.RUNNING,
        "choose_form": chosen,
        "version_form": version_form or LeaveForm(auto_id="version_%s"),
        "tier_form": tier_form or TierForm(initial={"tier": tier}),
        "leave_form": leave_form or LeaveForm(auto_id="tier_%s"),
        "sent": sent[0] if sent else None,
        "decided": decided_on(launch),
    }
    return render(request, PAGE, context, status=422 if sent else 200)


def _tier_in(form: forms.Form) -> int | None:
    """Return the tier that a form has, whatever else it lacks."""
    form.is_valid()
    return form.cleaned_data.get("tier") if form.is_bound else None


def _version_or_404(launch: Launch, number: int) -> Version:
    return get_object_or_404(Version, playbook=launch.version.playbook_id, number=number)
