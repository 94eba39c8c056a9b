"""The gate page, and how every verb on it answers: a page, a fragment, or the way back to the page."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from launchgate.core.htmx import wants_fragment
from launchgate.core.once import SentTwice, once_of, require_unsent
from launchgate.core.redirects import see_other
from launchgate.core.refusals import Refusal, shown_by
from launchgate.core.views import refusal_response
from launchgate.launches.board import Board
from launchgate.launches.models import Gate, Item, Launch
from launchgate.launches.queries.gate_pack import pack_context
from launchgate.launches.queries.gate_page import gate_context
from launchgate.launches.views.loading import launch_or_404, reader_of
from launchgate.people.confirming import SESSION, fresh_means

Check = Callable[[Board, Gate], object]
PAGE, FRAGMENT, CHANGED = "launches/gate/page.html", "launches/gate/_gate.html", "launches/gate/_changed.html"
PACK = "launches/pack/page.html"
ITEM = "launches/gate/_item_changed.html"
# Where on the page a verb is answered, by how its URL name begins; everything else is at the sign-off.
PLACES = {"gate_comment": "comments", "hand_off": "hand-offs", "condition": "conditions"}


@require_safe
def gate_detail(request: HttpRequest, launch_id: int, kind: str) -> HttpResponse:
    """Show a gate of a launch, with what this reader can do on it."""
    return show_gate(request, launch_id, kind)


@require_safe
def gate_pack(request: HttpRequest, launch_id: int, kind: str) -> HttpResponse:
    """Show a gate as one page to print for the meeting about it; with `all`, however long it becomes."""
    launch = launch_or_404(request, launch_id)
    return render(request, PACK, pack_context(reader_of(request), launch, kind, is_whole="all" in request.GET))


def show_gate(
    request: HttpRequest,
    launch_id: int,
    kind: str,
    *,
    bound: Mapping[str, Any] | None = None,
    status: int = HTTPStatus.OK,
    **extra: Any,
) -> HttpResponse:
    """Render the gate, as a page or as its fragment; `bound` holds forms that were sent and did not fit."""
    context = _context(request, launch_id, kind, bound)
    context |= extra | {"sent": next(iter((bound or {}).values()), None)}
    return render(request, FRAGMENT if wants_fragment(request) else PAGE, context, status=status)


def not_saved(
    request: HttpRequest, launch_id: int, kind: str, bound: Mapping[str, Any], check: Check | None = None
) -> HttpResponse:
    """Show the gate with a form that did not fit: what was typed stays, and each fault is said where it is.

    `check` refuses first whoever could not send the form now, whatever is in it.
    """
    require_unsent(once_of(request))
    if check is not None:
        board = Board.load(launch_or_404(request, launch_id))
        check(board, next(gate for gate in board.gates if gate.kind == kind))
    return show_gate(request, launch_id, kind, bound=bound, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def saved(request: HttpRequest, launch_id: int, kind: str, said: str, *, anchor: str, focus: str = "") -> HttpResponse:
    """Say what happened: on the page one comes back to, or on the fragment with all that changed beside it.

    `anchor` is the place on the page, `focus` the part of the fragment that is read out next.
    """
    messages.success(request, said)
    if not wants_fragment(request):
        return back_to_gate(launch_id, kind, anchor)
    context = _context(request, launch_id, kind)
    return render(request, CHANGED, context | {"focus": focus or anchor})


def item_answer(
    request: HttpRequest, launch_id: int, kind: str, key: str, *, bound: Mapping[str, Any] | None = None
) -> HttpResponse:
    """Answer with one item: the way back to it, or the item with what it moved; with faults when a form is bound."""
    if bound:
        require_unsent(once_of(request))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if bound else HTTPStatus.OK
    if not wants_fragment(request):
        return not_saved(request, launch_id, kind, bound) if bound else back_to_gate(launch_id, kind, f"item-{key}")
    context = _context(request, launch_id, kind, bound)
    row = next(row for row in context["checklist"].rows if row.item.key == key)
    return render(request, ITEM, context | {"row": row, "is_refused": bool(bound)}, status=status)


@shown_by(SentTwice)
def show_sent_twice(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer a post that came before as that one was answered, and say that it was saved once."""
    address = request.resolver_match.kwargs if request.resolver_match else {}
    if "item_id" in address and "kind" in address:
        item = get_object_or_404(Item, pk=address["item_id"])
        return item_answer(request, address["launch_id"], address["kind"], item.key)
    if "kind" in address:
        name = str(request.resolver_match and request.resolver_match.url_name)
        anchor = next((place for verb, place in PLACES.items() if name.startswith(verb)), "sign-off")
        return saved(request, address["launch_id"], address["kind"], refusal.message, anchor=anchor)
    if "turn_id" in address:
        messages.success(request, refusal.message)
        return see_other("reminders:turn", address["turn_id"])
    if "launch_id" in address:
        messages.success(request, refusal.message)
        return see_other(Launch.objects.get(pk=address["launch_id"]))
    if (opened := _opened_by(request)) is not None:
        messages.success(request, refusal.message)
        return see_other(opened)
    return refusal_response(request, refusal)


def _opened_by(request: HttpRequest) -> Launch | None:
    """Return the launch that a doubled post has opened, or None for a post that opens none."""
    if request.resolver_match is None or request.resolver_match.view_name != "launches:new":
        return None
    name = " ".join(request.POST.get("name", "").split())
    return Launch.objects.visible_to(reader_of(request)).filter(name=name).order_by("-pk").first()


def _context(request: HttpRequest, launch_id: int, kind: str, bound: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return what the gate shows, and whether a signature in this session has to give the password first."""
    context = gate_context(reader_of(request), launch_or_404(request, launch_id), kind, bound)
    return context | {"asks_password": context["gate"].asks_password and fresh_means(request) == SESSION}


def back_to_gate(launch_id: int, kind: str, anchor: str) -> HttpResponse:
    """Lead back to a place on the gate page by 303, so that loading it again sends nothing twice."""
    response = redirect(f"{reverse('launches:gate', args=[launch_id, kind])}#{anchor}")
    response.status_code = HTTPStatus.SEE_OTHER
    return response
