"""The promise ledger of a launch, recording a promise, and the page of one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from launchgate.core import clock
from launchgate.core.once import once_of
from launchgate.core.redirects import see_other
from launchgate.customers.actions import promises as actions
from launchgate.customers.forms.insights import customers_known
from launchgate.customers.forms.promises import BackForm, KeptForm, PromiseForm, telling_form
from launchgate.customers.ledger import subject_of
from launchgate.customers.models import Promise
from launchgate.customers.queries.promise import changes_of
from launchgate.customers.queries.promises import read_ledger, row_of, with_all
from launchgate.launches.about import about_subjects
from launchgate.launches.board import Board
from launchgate.launches.history import entries_about
from launchgate.launches.models import Item, Launch
from launchgate.launches.queries.gate_rights import allows
from launchgate.launches.transitions import LAUNCH_VERBS, require_launch
from launchgate.launches.views.loading import launch_or_404, reader_of

LEDGER, RECORD, DETAIL = "customers/ledger/page.html", "customers/record/page.html", "customers/promise/page.html"
UNPROCESSABLE = 422


@require_safe
def launch_promises(request: HttpRequest, launch_id: int) -> HttpResponse:
    """Show what customers were promised on a launch."""
    launch = launch_or_404(request, launch_id)
    ledger = read_ledger(Promise.objects.filter(launch=launch), request.GET)
    may_record = launch.status in LAUNCH_VERBS["promise"][1]
    return render(request, LEDGER, {"launch": launch, "ledger": ledger, "may_record": may_record})


@require_http_methods(["GET", "HEAD", "POST"])
def promise_record(request: HttpRequest, launch_id: int) -> HttpResponse:
    """Record what was promised to a customer."""
    launch, reader = launch_or_404(request, launch_id), reader_of(request)
    sent = request.POST if request.method == "POST" else None
    form = PromiseForm(launch, reader, sent, initial=None if sent else _start(request))
    if request.method == "POST" and form.is_valid():
        recorded = actions.record_promise(
            launch.pk, form.promised, actor=reader, item_id=form.item_id, once=once_of(request)
        )
        _say(request, recorded, "The promise is recorded.")
        return see_other(recorded.promise)
    require_launch(launch, "promise")
    context = {"launch": launch, "form": form, "customers": customers_known(Launch.objects.visible_to(reader))}
    return render(request, RECORD, context, status=UNPROCESSABLE if form.errors else 200)


def _start(request: HttpRequest) -> dict[str, Any]:
    today = timezone.localtime(clock.now()).date()
    start: dict[str, Any] = {"made_by": reader_of(request).pk, "made_on": today, "kind": Promise.Kind.DATE}
    if customer := request.GET.get("customer", "")[:120]:
        start["customer"] = customer
    item = request.GET.get("item", "")
    if item.isdecimal() and len(item) < 15 and Item.objects.filter(pk=int(item)).exists():
        start["item"] = item
    return start


@require_safe
def promise_detail(request: HttpRequest, launch_id: int, promise_id: int) -> HttpResponse:
    """Show a promise: what stands behind it, what changed, and what the reader may do about it."""
    return _page(request, _promise_or_404(request, launch_id, promise_id))


@require_POST
def promise_back(request: HttpRequest, launch_id: int, promise_id: int) -> HttpResponse:
    """Say which answer backs a promise."""
    promise, reader = _promise_or_404(request, launch_id, promise_id), reader_of(request)
    form = BackForm(promise, request.POST)
    if not form.is_valid():
        actions.require_seeing_to(Board.load(promise.launch), promise, reader)
        return _page(request, promise, back=form)
    item_id = int(form.cleaned_data["item"])
    backed = actions.back_promise(promise.pk, item_id, actor=reader, once=once_of(request))
    _say(request, backed, "The promise is backed.")
    return see_other(promise)


@require_POST
def promise_withdraw(request: HttpRequest, launch_id: int, promise_id: int) -> HttpResponse:
    """Take a promise back, with what the customer was told."""
    promise, reader = _promise_or_404(request, launch_id, promise_id), reader_of(request)
    form = telling_form(request.POST)
    if not form.is_valid():
        actions.require_seeing_to(Board.load(promise.launch), promise, reader)
        return _page(request, promise, withdraw=form)
    actions.withdraw_promise(promise.pk, form.words, actor=reader, once=once_of(request))
    messages.success(request, "The promise is withdrawn, with what the customer was told.")
    return see_other(promise)


@require_POST
def promise_kept(request: HttpRequest, launch_id: int, promise_id: int) -> HttpResponse:
    """Say whether a promise was kept."""
    promise, reader = _promise_or_404(request, launch_id, promise_id), reader_of(request)
    form = KeptForm(promise, reader, request.POST)
    if not form.is_valid():
        actions.require_keeping(Board.load(promise.launch), promise, reader)
        return _page(request, promise, kept=form)
    settled = actions.say_if_kept(promise.pk, form.kept, actor=reader, once=once_of(request))
    messages.success(request, f"It is written down that the promise was {settled.get_status_display().lower()}.")
    return see_other(promise)


def _say(request: HttpRequest, outcome: actions.Outcome, fine: str) -> None:
    if outcome.why:
        messages.warning(request, f"{fine if not outcome.promise.item_id else ''} {outcome.why}".strip())
    else:
        messages.success(request, fine)


def _page(request: HttpRequest, promise: Promise, **sent: Any) -> HttpResponse:
    board, reader = Board.load(promise.launch), reader_of(request)
    may_see_to = allows(actions.require_seeing_to, board, promise, reader)
    may_keep = allows(actions.require_keeping, board, promise, reader)
    start = {"item": promise.item_id or ""}
    today = timezone.localtime(clock.now()).date()
    context = {
        "launch": promise.launch,
        "row": row_of(promise),
        "changes": changes_of(promise),
        "cover": about_subjects([promise.exception]).get(promise.exception),
        "turns": board.about(subject_of(promise)),
        "entries": entries_about(promise.launch, subject_of(promise), promise.exception),
        "back": sent.get("back") or (BackForm(promise, initial=start) if may_see_to else None),
        "withdraw": sent.get("withdraw") or (telling_form() if may_see_to else None),
        "kept": sent.get("kept") or (KeptForm(promise, reader, initial={"on": today}) if may_keep else None),
        "may_except": promise.is_open and promise.launch.status in LAUNCH_VERBS["except"][1],
        "sent": next(iter(sent.values()), None),
    }
    return render(request, DETAIL, context, status=UNPROCESSABLE if sent else 200)


def _promise_or_404(request: HttpRequest, launch_id: int, promise_id: int) -> Promise:
    launch = launch_or_404(request, launch_id)
    promise = with_all(Promise.objects.filter(launch=launch, pk=promise_id)).select_related("settled_by").first()
    if promise is None:
        raise Http404("There is no such promise.")
    promise.launch = launch
    return promise
