"""The list of launches, the page of one, opening a new one and changing its words."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from launchgate.core.htmx import wants_fragment
from launchgate.core.once import once_of
from launchgate.core.paging import keyset_page
from launchgate.core.redirects import see_other
from launchgate.launches import rules, transitions
from launchgate.launches.actions.edit import edit_launch
from launchgate.launches.actions.open_launch import open_launch
from launchgate.launches.forms.launch_filter import LaunchFilter
from launchgate.launches.forms.launch_new import NewLaunchForm, PlanForm
from launchgate.launches.forms.launch_words import EditForm, words_of
from launchgate.launches.history import latest_entries
from launchgate.launches.keys import launch_id_of
from launchgate.launches.models import Launch
from launchgate.launches.openings import Opening
from launchgate.launches.panels import panels_on_launch, panels_on_opening
from launchgate.launches.queries.launch import read_launch
from launchgate.launches.queries.launch_hand_offs import handed_on
from launchgate.launches.queries.launches import launch_rows, launches_shown, order_of
from launchgate.launches.queries.market import market_track
from launchgate.launches.queries.plan import Plan, first_target, plan_of
from launchgate.launches.queries.thirty import thirty_of
from launchgate.launches.queries.track import track_of
from launchgate.launches.views.loading import launch_or_404, reader_of
from launchgate.launches.views.people_on_launch import follower_context
from launchgate.people.models import Person
from launchgate.playbooks.models import Version
from launchgate.playbooks.queries import versions_in_use

LIST, LIST_PART = "launches/list/page.html", "launches/list/_changed.html"
NEW, PLAN = "launches/new/page.html", "launches/new/_plan.html"
DETAIL, EDIT = "launches/detail/page.html", "launches/edit/page.html"
ENTRIES_SHOWN = 8
UNPROCESSABLE = 422


@require_safe
def launch_list(request: HttpRequest) -> HttpResponse:
    """Show launches, filtered by what the address says, page by page."""
    form = LaunchFilter(request.GET)
    is_valid = form.is_valid()
    launches = launches_shown(reader_of(request), form.cleaned_data)
    page = keyset_page(launches, request.GET, fields=order_of(form.cleaned_data))
    context = {"form": form, "page": page, "rows": launch_rows(page.rows), "chosen": form.set_words}
    template = LIST_PART if wants_fragment(request) else LIST
    return render(request, template, context, status=200 if is_valid else UNPROCESSABLE)


@require_safe
def launch_detail(request: HttpRequest, launch_id: int) -> HttpResponse:
    """Show a launch: its gates, who holds what, what it waits for, what happened last."""
    reader = reader_of(request)
    launch = launch_or_404(request, launch_id)
    page = read_launch(launch, reader)
    context = {
        "page": page,
        "stations": track_of(page.reading),
        "hand_offs": handed_on(page.reading),
        "thirty": thirty_of(page.reading),
        "market": market_track(page.reading, page.today),
        "entries": latest_entries(launch, most=ENTRIES_SHOWN),
        "panels": panels_on_launch(launch, reader),
        **follower_context(launch, reader),
    }
    return render(request, DETAIL, context)


@require_http_methods(["GET", "HEAD", "POST"])
def launch_new(request: HttpRequest) -> HttpResponse:
    """Open a launch on one page; gates, heads and dates are shown while it is being filled in.

    `preview` in a post shows the plan without saving, in a fragment the plan alone.
    """
    reader = reader_of(request)
    versions, is_preview = versions_in_use(), "preview" in request.POST
    if wants_fragment(request) and (is_preview or request.method != "POST"):
        form = PlanForm(request.POST or request.GET, person=reader, versions=versions)
        return render(request, PLAN, _plan(form, reader))
    if request.method == "POST":
        form = NewLaunchForm(request.POST, person=reader, versions=versions)
        is_valid = form.is_valid()
        if is_valid and not is_preview:
            given = form.cleaned_data
            launch = open_launch(
                given["version"].pk,
                form.facts,
                actor=reader,
                owner_id=given["owner"].pk,
                answers=form.answers,
                once=once_of(request),
            )
            messages.success(request, f"{launch.name} is open as {launch.key}. Its first gate waits for answers.")
            return see_other(launch)
        status = 200 if is_valid else UNPROCESSABLE
        return render(request, NEW, {"form": form, **_plan(form, reader)}, status=status)
    version = versions.first()
    form = NewLaunchForm(initial=_start(request, version), person=reader, versions=versions)
    plan = _plan(PlanForm(form.initial, person=reader, versions=versions), reader)
    return render(request, NEW, {"form": form, "no_playbook": version is None, **plan})


@require_http_methods(["GET", "HEAD", "POST"])
def launch_edit(request: HttpRequest, launch_id: int) -> HttpResponse:
    """Change the name and the words of a launch, and who may see it."""
    reader = reader_of(request)
    launch = launch_or_404(request, launch_id)
    form = EditForm(launch, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        edit_launch(launch.pk, form.words, actor=reader, seen=form.cleaned_data["seen"])
        messages.success(request, "The launch is changed.")
        return see_other(launch)
    if refusal := rules.refusal_unless_owner_or_sponsor(reader, launch, "edit it"):
        raise refusal
    transitions.require_launch(launch, "edit")
    return render(request, EDIT, {"launch": launch, "form": form}, status=UNPROCESSABLE if form.errors else 200)


def _start(request: HttpRequest, version: Version | None) -> dict[str, Any]:
    """Return what the form starts with: the reader as owner, the first day that is on plan, or a launch to copy."""
    start: dict[str, Any] = {"owner": request.user.pk, "tier": Launch.Tier.TWO, "confidential": ""}
    if version is not None:
        start |= {"version": version.pk, "target_date": first_target(version)}
    if copied := launch_id_of(request.GET.get("copy", "")):
        launch = launch_or_404(request, copied)
        start |= words_of(launch) | {"name": f"Copy of {launch.name}"[:120], "tier": launch.tier}
        if launch.sponsor_id != reader_of(request).pk:
            start["sponsor"] = launch.sponsor_id
        same = versions_in_use().filter(playbook=launch.version.playbook_id).first()
        if same is not None:
            start |= {"version": same.pk, "target_date": first_target(same)}
    return start


def _plan(form: PlanForm, reader: Person) -> dict[str, Any]:
    """Return the plan that follows from what a form has of it so far, or why there is none; and what fits its words."""
    planned = _planned(form)
    words = " ".join(str(form.data.get(name) or "") for name in ("name", "summary", "audience"))
    return {**planned, "later_panels": panels_on_opening(Opening(words, form.answers), reader)}


def _planned(form: PlanForm) -> dict[str, Plan | str | None]:
    form.is_valid()
    given = form.cleaned_data
    owner: Person | None = given.get("owner")
    if owner is None or not all(given.get(name) for name in ("version", "tier", "target_date")):
        return {"plan": None, "problem": str(next(iter(form.errors.get("target_date", ())), ""))}
    return {"plan": plan_of(given["version"], given["tier"], given["target_date"], owner, given.get("sponsor"))}
