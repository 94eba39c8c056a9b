"""The page of a turn, the link that leads there, and the ways to answer."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from launchgate.core.once import once_of, require_unsent
from launchgate.core.redirects import see_other
from launchgate.core.templatetags.launchgate import long_day
from launchgate.launches.about import way_to_ask
from launchgate.launches.actions.comments import comment_on_gate
from launchgate.launches.actions.turn_questions import (
    answer_about_turn,
    ask_about_turn,
    require_answer,
    require_question,
)
from launchgate.launches.actions.turns import pass_turn_on, require_passing_on, require_resting, rest_turn
from launchgate.launches.models import Turn, TurnQuestion
from launchgate.launches.views.loading import reader_of
from launchgate.people.actions.absences import delegate_work
from launchgate.people.models import Person
from launchgate.reminders.forms import AnswerForm, PassOnForm, QuestionForm, RestForm
from launchgate.reminders.links import WAYS, Expired, Unreadable, read_link
from launchgate.reminders.turn_pages import TurnPage, delegate_form, require_delegating, turns_seen_by

PAGE, LINK = "reminders/turn/page.html", "reminders/link/page.html"


@require_safe
def turn_link(request: HttpRequest, token: str) -> HttpResponse:
    """Lead whom a link is for to its turn; say to everybody else no more than for whom it is."""
    try:
        link = read_link(token)
    except Expired:
        return render(request, LINK, {"is_expired": True}, status=HTTPStatus.GONE)
    except Unreadable:
        return render(request, LINK, status=HTTPStatus.NOT_FOUND)
    if link.person_id != reader_of(request).pk:
        whose = get_object_or_404(Person, pk=link.person_id)
        return render(request, LINK, {"whose": whose}, status=HTTPStatus.FORBIDDEN)
    return redirect(_address(link.turn_id, request.GET.get("way", "")))


@require_safe
def turn_page(request: HttpRequest, turn_id: int) -> HttpResponse:
    """Show what a turn asks, and how its reader can answer."""
    return _shown(request, _turn(request, turn_id))


@require_POST
def turn_ask(request: HttpRequest, turn_id: int) -> HttpResponse:
    """Ask a question about a turn, on its gate where it has one; who asked for it, or the owner, hears of it."""
    turn, reader, form = _turn(request, turn_id), reader_of(request), QuestionForm(request.POST)
    page = TurnPage(turn, reader, {})
    if not form.is_valid():
        if page.gate is not None:
            return _shown(request, turn, {"ask": form})
        return _refused(request, turn, {"ask": form}, require_question)
    if page.gate is not None:
        comment_on_gate(page.gate.pk, _addressed(form.words, page.asked), actor=reader, once=once_of(request))
        return _answered(request, turn, f"{page.asked} hears of your question. It stands on the gate as a comment.")
    if ask := way_to_ask(turn.subject):
        ask(form.words, actor=reader, once=once_of(request))
    else:
        ask_about_turn(turn.pk, form.words, actor=reader, once=once_of(request))
    return _answered(request, turn, f"{page.asked} hears of your question, and you of the answer.")


@require_POST
def turn_answer(request: HttpRequest, question_id: int) -> HttpResponse:
    """Answer what a turn's holder asked about it."""
    question = get_object_or_404(TurnQuestion.objects.select_related("person", "to"), pk=question_id)
    turn, form = _turn(request, question.turn_id), AnswerForm(question_id, request.POST)
    if not form.is_valid():
        require_unsent(once_of(request))
        require_answer(TurnPage(turn, reader_of(request), {}).ground, question, reader_of(request))
        return _shown(request, turn, {f"answer-{question.pk}": form})
    answer_about_turn(question.pk, form.words, actor=reader_of(request), once=once_of(request))
    return _answered(request, turn, f"{question.person} hears of your answer.")


@require_POST
def turn_rest(request: HttpRequest, turn_id: int) -> HttpResponse:
    """Let a turn rest until a day."""
    turn, reader = _turn(request, turn_id), reader_of(request)
    form = RestForm(turn, request.POST) if turn.holder else None
    if form is None or not form.is_valid():
        return _refused(request, turn, {"rest": form}, require_resting)
    rest = rest_turn(turn.pk, form.cleaned_data["until"], form.words, actor=reader, once=once_of(request))
    return _answered(request, turn, f"You are not reminded of this before {long_day(rest.until)}.")


@require_POST
def turn_pass_on(request: HttpRequest, turn_id: int) -> HttpResponse:
    """Pass a turn on to whoever comes next."""
    turn, form = _turn(request, turn_id), PassOnForm(request.POST)
    if not form.is_valid():
        return _refused(request, turn, {"pass-on": form}, require_passing_on)
    pass_turn_on(turn.pk, form.words, actor=reader_of(request), once=once_of(request))
    holder = turns_seen_by(reader_of(request)).filter(pk=turn.pk).values_list("holder__name", flat=True).first()
    said = f"{holder} is asked instead." if holder else "Somebody else is asked instead."
    messages.success(request, said)
    return see_other(_address(turn.pk) if holder else "launches:desk")


@require_POST
def turn_delegate(request: HttpRequest, turn_id: int) -> HttpResponse:
    """Delegate what a turn's function is asked on gates of its kind, until a day."""
    turn, reader = _turn(request, turn_id), reader_of(request)
    require_delegating(turn, reader)
    form = delegate_form(turn, reader, request.POST)
    if not form.is_valid():
        require_unsent(once_of(request))
        return _shown(request, turn, {"delegate": form})
    delegation = delegate_work(reader.pk, actor=reader, once=once_of(request), **form.leave)
    said = f"{delegation.delegate} stands in for you here until {long_day(delegation.ends_on)}."
    return _answered(request, turn, said)


def _turn(request: HttpRequest, turn_id: int) -> Turn:
    return get_object_or_404(turns_seen_by(reader_of(request)), pk=turn_id)


def _shown(request: HttpRequest, turn: Turn, bound: Mapping[str, Any] | None = None) -> HttpResponse:
    """Render the page of a turn; `bound` holds a form that was sent and did not fit."""
    page = TurnPage(turn, reader_of(request), bound or {})
    way = next(iter(bound or {}), request.GET.get("way", ""))
    context = {"page": page, "turn": turn, "launch": page.launch, "way": way, "sent": (bound or {}).get(way)}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if bound else HTTPStatus.OK
    return render(request, PAGE, context, status=status)


def _refused(
    request: HttpRequest, turn: Turn, bound: Mapping[str, Any], require: Callable[..., object]
) -> HttpResponse:
    """Show a form that did not fit, once it is sure that the reader could send it at all."""
    require_unsent(once_of(request))
    require(TurnPage(turn, reader_of(request), {}).ground, reader_of(request))
    return _shown(request, turn, bound)


def _answered(request: HttpRequest, turn: Turn, said: str) -> HttpResponse:
    messages.success(request, said)
    return see_other(_address(turn.pk))


def _address(turn_id: int, way: str = "") -> str:
    path = reverse("reminders:turn", args=[turn_id])
    return f"{path}?way={way}#{way}" if way in WAYS else path


def _addressed(words: str, person: Person) -> str:
    """Return a question that names whom it is for, so that they hear of it."""
    return words if f"@{person.name}" in words else f"@{person.email} {words}"
