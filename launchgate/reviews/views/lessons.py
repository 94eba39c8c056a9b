"""Lessons: the list, one of them, writing one, taking it into a playbook, and looking at those that fit a launch."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render, resolve_url
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from launchgate.core.once import once_of
from launchgate.core.paging import keyset_page
from launchgate.core.redirects import see_other
from launchgate.launches.views.loading import launch_or_404, reader_of
from launchgate.people.models import Person
from launchgate.playbooks.actions import start_draft
from launchgate.playbooks.models import Version
from launchgate.playbooks.rules import require_editor
from launchgate.reviews.actions import lessons
from launchgate.reviews.forms.lessons import KeepForm, LessonForm, LookForm
from launchgate.reviews.models import Fit, Lesson
from launchgate.reviews.queries.lessons import (
    LONGEST_QUERY,
    fits_of,
    learned_from,
    lesson_rows,
    lessons_shown,
    read_lesson,
    taught_by,
)
from launchgate.reviews.sources import source_of

LIST, PAGE, NEW = "reviews/lessons/page.html", "reviews/lesson/page.html", "reviews/lesson_new/page.html"
FITS, KEEP = "reviews/fits/page.html", "reviews/lesson_keep/page.html"
UNPROCESSABLE = 422


@require_safe
def lesson_list(request: HttpRequest) -> HttpResponse:
    """Show the lessons of all launches, searched and page by page."""
    query, tag = (request.GET.get(name, "").strip()[:LONGEST_QUERY] for name in ("q", "tag"))
    page = keyset_page(lessons_shown(reader_of(request), query, tag), request.GET, fields=("-pk",), size=20)
    context = {"page": page, "rows": lesson_rows(page.rows), "query": query, "tag": tag}
    return render(request, LIST, context)


@require_safe
def lesson_detail(request: HttpRequest, lesson_id: int) -> HttpResponse:
    """Show a lesson."""
    return render(request, PAGE, {"page": read_lesson(_found(request, lesson_id), reader_of(request))})


@require_http_methods(["GET", "HEAD", "POST"])
def lesson_new(request: HttpRequest) -> HttpResponse:
    """Write a lesson from what `from` in the address names: a review, a stop, a gate that was sent back."""
    source = source_of(request.GET.get("from", ""))
    if source is None:
        raise Http404("There is nothing to learn from.")
    launch = launch_or_404(request, source.launch_id)
    form = LessonForm(request.POST if request.method == "POST" else None, launch=launch, source=source)
    if request.method == "POST" and form.is_valid():
        lesson = lessons.write_lesson(launch.pk, form.facts, actor=reader_of(request), once=once_of(request))
        messages.success(request, "The lesson is written. Similar launches will be shown it.")
        return see_other(lesson)
    known = learned_from(source.name, reader_of(request))
    context = {"launch": launch, "source": source, "form": form, "known": known}
    return render(request, NEW, context, status=UNPROCESSABLE if form.errors else 200)


@require_POST
def lesson_take(request: HttpRequest, lesson_id: int) -> HttpResponse:
    """Take the question of a lesson into the draft of its playbook, which is begun where there is none."""
    lesson, reader = _found(request, lesson_id), reader_of(request)
    draft = _draft_for(lesson, reader, lessons.require_taking)
    item = lessons.take_lesson(lesson.pk, draft.pk, actor=reader, once=once_of(request))
    messages.success(request, f"It is asked from {draft} on, once that is published.")
    return see_other(f"{_path_of(draft)}#item-{item.pk}")


@require_POST
def lesson_drop(request: HttpRequest, lesson_id: int) -> HttpResponse:
    """Take the question of a lesson out of the draft of its playbook, which is begun where there is none."""
    lesson, reader = _found(request, lesson_id), reader_of(request)
    draft = _draft_for(lesson, reader, lessons.require_dropping)
    gate = lessons.drop_lesson_item(lesson.pk, draft.pk, actor=reader, once=once_of(request))
    messages.success(request, f"It is asked no more from {draft} on, once that is published.")
    return see_other(f"{_path_of(draft)}#gate-{gate.kind}")


@require_http_methods(["GET", "HEAD", "POST"])
def lesson_keep(request: HttpRequest, lesson_id: int) -> HttpResponse:
    """Keep the question of a lesson though it has caught nothing."""
    lesson = _found(request, lesson_id)
    require_editor(reader_of(request))
    form = KeepForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        lessons.keep_lesson_item(
            lesson.pk, form.cleaned_data["reason"], actor=reader_of(request), once=once_of(request)
        )
        messages.success(request, "The question stays, and is no longer proposed for removal.")
        return see_other(lesson.playbook)
    return render(request, KEEP, {"lesson": lesson, "form": form}, status=UNPROCESSABLE if form.errors else 200)


@require_safe
def fit_list(request: HttpRequest, launch_id: int) -> HttpResponse:
    """Show the lessons that fit a launch, and those that it taught."""
    launch = launch_or_404(request, launch_id)
    context = {"launch": launch, "fits": fits_of(launch, reader_of(request)), "taught": taught_by(launch)}
    return render(request, FITS, context)


@require_POST
def fit_look(request: HttpRequest, launch_id: int, fit_id: int) -> HttpResponse:
    """Say what a launch does about a lesson."""
    launch, reader = launch_or_404(request, launch_id), reader_of(request)
    fit = get_object_or_404(Fit, launch=launch, pk=fit_id)
    form = LookForm(request.POST, prefix=f"f{fit.pk}")
    if form.is_valid():
        given = form.cleaned_data
        lessons.look_at_lesson(
            fit.pk, given["words"], applies=given["applies"] == "yes", actor=reader, once=once_of(request)
        )
        messages.success(request, "Written down.")
        return see_other("reviews:fits", launch.key)
    lessons.require_looking(fit, launch, reader)
    context = {"launch": launch, "fits": fits_of(launch, reader, {fit.pk: form}), "taught": taught_by(launch)}
    return render(request, FITS, context, status=UNPROCESSABLE)


def _draft_for(lesson: Lesson, editor: Person, require: Callable[[Lesson, Version], object]) -> Version:
    """Return the draft of the playbook into which a lesson is taken, begun where there is none.

    None is begun for what could not be done in it either, which `require` says of the version that it begins as.
    """
    require_editor(editor)
    latest = lesson.playbook.versions.select_related("playbook").order_by("-number")[0]
    if latest.published_at is None:
        return latest
    require(lesson, latest)
    return start_draft(lesson.playbook.pk, actor=editor)


def _path_of(version: Version) -> str:
    return resolve_url("playbooks:version", version.playbook_id, version.number)


def _found(request: HttpRequest, lesson_id: int) -> Lesson:
    seen = Lesson.objects.visible_to(reader_of(request))
    related = ("launch__version__playbook", "author", "function", "taken_by", "kept_by")
    return get_object_or_404(seen.select_related(*related), pk=lesson_id)
