"""Hand-offs between gates: accepted, bounced with a question, answered."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from launchgate.core.once import once_of
from launchgate.launches.actions.hand_offs import (
    ASK_REPLY,
    accept_hand_off,
    bounce_hand_off,
    reply_to_bounce,
    require_receiver,
    require_replier,
)
from launchgate.launches.forms.gate_words import BounceForm, WordsForm
from launchgate.launches.models import HandOff
from launchgate.launches.queries.gate_hand_offs import parts_of
from launchgate.launches.views.gates import not_saved, saved
from launchgate.launches.views.loading import gate_or_404, reader_of

ANCHOR = "hand-offs"


@require_POST
def hand_off_accept(request: HttpRequest, launch_id: int, kind: str, hand_off_id: int) -> HttpResponse:
    """Accept what an earlier gate handed over."""
    hand_off = _hand_off_or_404(request, launch_id, kind, hand_off_id)
    accept_hand_off(hand_off.pk, actor=reader_of(request), once=once_of(request))
    said = f"You accepted the hand-off from {hand_off.from_gate.name}."
    return saved(request, launch_id, kind, said, anchor=ANCHOR)


@require_POST
def hand_off_bounce(request: HttpRequest, launch_id: int, kind: str, hand_off_id: int) -> HttpResponse:
    """Give a hand-off back with a question."""
    hand_off, who = _hand_off_or_404(request, launch_id, kind, hand_off_id), reader_of(request)
    about = f"hand-off-{hand_off.pk}-bounce"
    form = BounceForm(parts_of(hand_off), about=about, data=request.POST)
    if not form.is_valid():
        check = partial(require_receiver, hand_off=hand_off, actor=who, verb="bounce")
        return not_saved(request, launch_id, kind, {f"bounce:{hand_off.pk}": form}, check)
    bounce_hand_off(hand_off.pk, form.words, actor=who, part_id=form.part_id, once=once_of(request))
    return saved(request, launch_id, kind, f"{hand_off.giver} is asked your question.", anchor=ANCHOR)


@require_POST
def hand_off_reply(request: HttpRequest, launch_id: int, kind: str, hand_off_id: int) -> HttpResponse:
    """Answer the question with which a hand-off was bounced."""
    hand_off, who = _hand_off_or_404(request, launch_id, kind, hand_off_id), reader_of(request)
    about = f"hand-off-{hand_off.pk}-reply"
    form = WordsForm("reply", "Your answer", about=about, data=request.POST, ask=ASK_REPLY)
    if not form.is_valid():
        check = partial(require_replier, hand_off=hand_off, actor=who)
        return not_saved(request, launch_id, kind, {f"reply:{hand_off.pk}": form}, check)
    reply_to_bounce(hand_off.pk, form.words, actor=who, once=once_of(request))
    return saved(request, launch_id, kind, f"{hand_off.function} has your answer.", anchor=ANCHOR)


def _hand_off_or_404(request: HttpRequest, launch_id: int, kind: str, hand_off_id: int) -> HandOff:
    gate = gate_or_404(request, launch_id, kind)
    hand_offs = HandOff.objects.select_related("from_gate", "function", "giver", "submission")
    return get_object_or_404(hand_offs, pk=hand_off_id, to_gate=gate)
