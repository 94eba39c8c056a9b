"""Questions of the front line: asking, the page of one, answering, withdrawing."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from launchgate.core.once import once_of
from launchgate.core.redirects import see_other
from launchgate.customers.actions import questions as actions
from launchgate.customers.forms.questions import AskForm, answering_form
from launchgate.customers.models import Question
from launchgate.customers.queries.questions import asked_of
from launchgate.customers.rules import refusal_to_ask
from launchgate.launches.board import Board
from launchgate.launches.models import Gate
from launchgate.launches.queries.gate_rights import allows
from launchgate.launches.transitions import require_launch
from launchgate.launches.views.loading import launch_or_404, reader_of

ASK, DETAIL = "customers/ask/page.html", "customers/question/page.html"
UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
def question_ask(request: HttpRequest, launch_id: int) -> HttpResponse:
    """Ask a gate of a launch something."""
    launch, reader = launch_or_404(request, launch_id), reader_of(request)
    if request.method == "POST":
        form = AskForm(launch, request.POST)
        if form.is_valid():
            given = form.cleaned_data
            asked = actions.ask_gate(given["gate"].pk, given["text"], actor=reader, once=once_of(request))
            messages.success(request, f"{asked.function} is asked. You hear of the answer.")
            return see_other("customers:question", launch.key, asked.pk)
    else:
        gate = Gate.objects.filter(launch=launch, kind=request.GET.get("gate", "")).first()
        form = AskForm(launch, initial={"gate": gate})
    if refusal := refusal_to_ask(reader, launch):
        raise refusal
    require_launch(launch, "hear")
    return render(request, ASK, {"launch": launch, "form": form}, status=UNPROCESSABLE if form.errors else 200)


@require_safe
def question_detail(request: HttpRequest, launch_id: int, question_id: int) -> HttpResponse:
    """Show a question, its answer, and to whoever acts for the function the form for it."""
    return _page(request, _question_or_404(request, launch_id, question_id))


@require_POST
def question_answer(request: HttpRequest, launch_id: int, question_id: int) -> HttpResponse:
    """Answer a question."""
    question, reader = _question_or_404(request, launch_id, question_id), reader_of(request)
    form = answering_form(request.POST)
    if not form.is_valid():
        actions.require_answering(Board.load(question.launch), question, reader)
        return _page(request, question, form)
    actions.answer_question(question.pk, form.words, actor=reader, once=once_of(request))
    messages.success(request, f"{question.author} has your answer.")
    return see_other("customers:question", question.launch.key, question.pk)


@require_POST
def question_withdraw(request: HttpRequest, launch_id: int, question_id: int) -> HttpResponse:
    """Take a question back."""
    question = _question_or_404(request, launch_id, question_id)
    actions.withdraw_question(question.pk, actor=reader_of(request), once=once_of(request))
    messages.success(request, "Your question is withdrawn. Nobody is asked any more.")
    return see_other("customers:question", question.launch.key, question.pk)


def _page(request: HttpRequest, question: Question, sent: Any = None) -> HttpResponse:
    board, reader = Board.load(question.launch), reader_of(request)
    may_answer = allows(actions.require_answering, board, question, reader)
    context = {
        "launch": question.launch,
        "asked": asked_of(question),
        "form": sent or (answering_form() if may_answer else None),
        "may_withdraw": allows(actions.require_withdrawing, board, question, reader),
        "turn": next(iter(board.about(actions.subject_of(question))), None),
    }
    return render(request, DETAIL, context, status=UNPROCESSABLE if sent else 200)


def _question_or_404(request: HttpRequest, launch_id: int, question_id: int) -> Question:
    launch = launch_or_404(request, launch_id)
    along = ("author", "answered_by", "function", "gate__submission")
    question = Question.objects.filter(launch=launch, pk=question_id).select_related(*along).first()
    if question is None:
        raise Http404("There is no such question.")
    question.launch = question.gate.launch = launch
    return question
