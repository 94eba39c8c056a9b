"""The briefings of a launch: the section, writing, correcting, publishing, waiving, asking again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from launchgate.briefings.actions import lock, write
from launchgate.briefings.forms.briefings import BriefingForm, CorrectionForm
from launchgate.briefings.models import Briefing
from launchgate.briefings.queries.briefings import read_briefings
from launchgate.briefings.views.loading import briefing_or_404
from launchgate.core.htmx import wants_fragment
from launchgate.core.markdown import rendered
from launchgate.core.once import once_of
from launchgate.core.redirects import see_other
from launchgate.launches.board import Board
from launchgate.launches.forms.gate_words import WordsForm
from launchgate.launches.models import Launch
from launchgate.launches.phrases import counted
from launchgate.launches.views.loading import launch_or_404, reader_of

SECTION, WRITE, PREVIEW = "briefings/section/page.html", "briefings/write/page.html", "briefings/write/_preview.html"
CORRECT, WAIVE = "briefings/correct/page.html", "briefings/waive/page.html"
FORMS = ["GET", "HEAD", "POST"]


@require_safe
def briefing_list(request: HttpRequest, launch_id: int) -> HttpResponse:
    """Show the briefings of a launch, how far each is read, and what is missing before the public may hear of it."""
    launch = launch_or_404(request, launch_id)
    return render(request, SECTION, {"launch": launch, "page": read_briefings(launch, reader_of(request))})


@require_http_methods(FORMS)
def briefing_new(request: HttpRequest, launch_id: int) -> HttpResponse:
    """Write a new briefing; `preview` in a post shows how it will read, and saves nothing."""
    launch = launch_or_404(request, launch_id)
    form = BriefingForm(request.POST or None)
    if request.method == "POST" and "preview" not in request.POST and form.is_valid():
        briefing = write.write_briefing(launch.pk, form.words, actor=reader_of(request), once=once_of(request))
        messages.success(request, f"“{briefing}” is a draft now. It is published with its gate.")
        return see_other("briefings:list", launch.key)
    write.require_writing(Board.load(launch), reader_of(request))
    return _written(request, form, launch)


@require_http_methods(FORMS)
def briefing_edit(request: HttpRequest, briefing_id: int) -> HttpResponse:
    """Write a further edition of a draft."""
    briefing = briefing_or_404(request, briefing_id)
    form = BriefingForm(request.POST or None, briefing=briefing)
    if request.method == "POST" and "preview" not in request.POST and form.is_valid():
        seen = form.cleaned_data["seen"]
        write.rewrite_briefing(briefing.pk, form.words, actor=reader_of(request), seen=seen, once=once_of(request))
        messages.success(request, "The draft is saved.")
        return see_other("briefings:list", briefing.launch.key)
    write.require_rewriting(Board.load(briefing.launch), briefing, reader_of(request))
    return _written(request, form, briefing.launch, briefing)


@require_http_methods(FORMS)
def briefing_correct(request: HttpRequest, briefing_id: int) -> HttpResponse:
    """Publish a corrected edition of a published briefing."""
    briefing = briefing_or_404(request, briefing_id)
    form = CorrectionForm(request.POST or None, briefing=briefing)
    if request.method == "POST" and "preview" not in request.POST and form.is_valid():
        write.correct_briefing(briefing.pk, actor=reader_of(request), once=once_of(request), **form.cleaned_data)
        messages.success(request, "The correction is published.")
        return see_other("briefings:list", briefing.launch.key)
    write.require_correcting(Board.load(briefing.launch), briefing, reader_of(request))
    return _written(request, form, briefing.launch, briefing, template=CORRECT)


def _written(
    request: HttpRequest,
    form: BriefingForm | CorrectionForm,
    launch: Launch,
    briefing: Briefing | None = None,
    template: str = WRITE,
) -> HttpResponse:
    """Show a form, with the text as it will read where that was asked for."""
    text = request.POST.get("text", "")[:20_000] if "preview" in request.POST else ""
    is_preview = "preview" in request.POST
    context = {"launch": launch, "briefing": briefing, "form": form, "is_preview": is_preview, "html": rendered(text)}
    if is_preview and wants_fragment(request):
        return render(request, PREVIEW, context)
    return render(request, template, context, status=422 if form.errors and not is_preview else 200)


@require_POST
def briefing_drop(request: HttpRequest, briefing_id: int) -> HttpResponse:
    """Drop a draft."""
    briefing = briefing_or_404(request, briefing_id)
    write.drop_briefing(briefing.pk, actor=reader_of(request), once=once_of(request))
    messages.success(request, f"“{briefing}” is dropped.")
    return see_other("briefings:list", briefing.launch.key)


@require_POST
def briefing_publish(request: HttpRequest, briefing_id: int) -> HttpResponse:
    """Publish a draft whose gate is passed already."""
    briefing = briefing_or_404(request, briefing_id)
    write.publish_briefing(briefing.pk, actor=reader_of(request), once=once_of(request))
    messages.success(request, f"“{briefing}” is published. Everybody in its audience is asked to read it.")
    return see_other("briefings:list", briefing.launch.key)


@require_http_methods(FORMS)
def briefing_waive(request: HttpRequest, briefing_id: int) -> HttpResponse:
    """Waive the lock of a briefing, with a reason."""
    briefing = briefing_or_404(request, briefing_id)
    form = WordsForm("reason", "Why", about="waive", ask=lock.ASK_WAIVE, longest=2000, data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        lock.waive_lock(briefing.pk, form.words, actor=reader_of(request), once=once_of(request))
        messages.success(request, "The lock is waived. It says so on the launch from now on.")
        return see_other("briefings:list", briefing.launch.key)
    lock.require_waiving(Board.load(briefing.launch), briefing, reader_of(request))
    context = {"launch": briefing.launch, "briefing": briefing, "form": form}
    return render(request, WAIVE, context, status=422 if form.errors else 200)


@require_POST
def briefing_nudge(request: HttpRequest, briefing_id: int, reading_id: int | None = None) -> HttpResponse:
    """Ask one reader again, or everybody who has not read a briefing."""
    briefing = briefing_or_404(request, briefing_id)
    chosen = None if reading_id is None else [reading_id]
    nudges = lock.nudge_readers(briefing.pk, actor=reader_of(request), reading_ids=chosen, once=once_of(request))
    messages.success(request, f"{counted(len(nudges), 'reader')} {'is' if len(nudges) == 1 else 'are'} asked again.")
    return see_other("briefings:readers", briefing.pk)
