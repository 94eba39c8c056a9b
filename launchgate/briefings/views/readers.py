"""Reading a briefing: the text, the acknowledgement, questions and answers; and who has read it."""

import csv
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from launchgate.briefings.actions import read
from launchgate.briefings.models import Briefing, Reading
from launchgate.briefings.queries.reader import read_briefing
from launchgate.briefings.queries.readers import lines_of, read_readers
from launchgate.briefings.views.loading import briefing_or_404, question_or_404, readable_or_404
from launchgate.core.once import once_of
from launchgate.core.redirects import see_other
from launchgate.core.text import no_formula
from launchgate.launches.board import Board
from launchgate.launches.forms.gate_words import WordsForm
from launchgate.launches.views.loading import reader_of

READ, READERS = "briefings/read/page.html", "briefings/readers/page.html"


def question_form(data: Any = None) -> WordsForm:
    """Return the form of a question about a briefing."""
    return WordsForm("question", "Your question", about="ask", ask=read.ASK_QUESTION, longest=2000, rows=2, data=data)


def answer_form(data: Any = None) -> WordsForm:
    """Return the form of an answer to a reader."""
    return WordsForm("answer", "Your answer", about="answer", ask=read.ASK_ANSWER, longest=4000, rows=2, data=data)


@require_safe
def briefing_read(request: HttpRequest, briefing_id: int) -> HttpResponse:
    """Show a briefing to somebody of its audience, or who may see its launch."""
    return _page(request, readable_or_404(request, briefing_id))


def _page(request: HttpRequest, briefing: Briefing, status: int = 200, **forms: Any) -> HttpResponse:
    context: dict[str, Any] = {"page": read_briefing(briefing, reader_of(request)), "launch": briefing.launch}
    context |= {"ask_form": question_form(), "answer_form": answer_form(), "sent": None} | forms
    return render(request, READ, context, status=status)


@require_POST
def briefing_acknowledge(request: HttpRequest, briefing_id: int) -> HttpResponse:
    """Acknowledge a briefing by name."""
    reading = _reading_or_404(request, readable_or_404(request, briefing_id))
    seen = request.POST.get("seen", "")
    number = int(seen) if seen.isdecimal() and len(seen) < 9 else 0
    read.acknowledge_briefing(reading.pk, actor=reader_of(request), seen=number, once=once_of(request))
    messages.success(request, "Thank you. It is on the record that you have read it.")
    return see_other(reading.briefing)


@require_POST
def briefing_ask(request: HttpRequest, briefing_id: int) -> HttpResponse:
    """Ask the owner something about a briefing."""
    briefing = readable_or_404(request, briefing_id)
    reading = _reading_or_404(request, briefing)
    form = question_form(request.POST)
    if not form.is_valid():
        read.require_asking(Board.load(briefing.launch), reading, reader_of(request))
        return _page(request, briefing, 422, ask_form=form, sent=form)
    read.ask_about_briefing(reading.pk, form.words, actor=reader_of(request), once=once_of(request))
    messages.success(request, f"{briefing.launch.owner.name} is asked. You hear of the answer, and find it here.")
    return see_other(briefing)


@require_POST
def question_answer(request: HttpRequest, question_id: int) -> HttpResponse:
    """Answer a reader's question."""
    question = question_or_404(request, question_id)
    briefing = readable_or_404(request, question.reading.briefing_id)
    form = answer_form(request.POST)
    if not form.is_valid():
        read.require_answering(Board.load(briefing.launch), question, reader_of(request))
        return _page(request, briefing, 422, answer_form=form, sent=form, answering=question.pk)
    read.answer_reader(question.pk, form.words, actor=reader_of(request), once=once_of(request))
    messages.success(request, "Your answer stands below the briefing, for all its readers.")
    return see_other(f"{briefing.get_absolute_url()}#question-{question.pk}")


@require_safe
def briefing_readers(request: HttpRequest, briefing_id: int) -> HttpResponse:
    """Show who has read a briefing and who has not."""
    briefing = _published_or_404(request, briefing_id)
    context = {"page": read_readers(briefing, reader_of(request), request.GET), "launch": briefing.launch}
    return render(request, READERS, context)


@require_safe
def readers_csv(request: HttpRequest, briefing_id: int) -> HttpResponse:
    """Hand out who has read a briefing as a CSV file."""
    briefing = _published_or_404(request, briefing_id)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{briefing.launch.key}-briefing-{briefing.pk}.csv"'
    response["Cache-Control"] = "private, no-store"
    csv.writer(response).writerows([no_formula(cell) for cell in line] for line in lines_of(briefing))
    return response


def _published_or_404(request: HttpRequest, briefing_id: int) -> Briefing:
    briefing = briefing_or_404(request, briefing_id)
    if not briefing.is_published:
        raise Http404
    return briefing


def _reading_or_404(request: HttpRequest, briefing: Briefing) -> Reading:
    """Return the reader's own place in the audience, or anybody's where they have none, so that the action refuses."""
    readings = Reading.objects.filter(briefing=briefing).select_related("briefing")
    reading = readings.filter(person=reader_of(request)).first() or readings.first()
    if reading is None:
        raise Http404
    return reading
