"""Deciding about a gate: sign, send back, withdraw, not applicable, override, open again."""

from functools import partial
from http import HTTPStatus

from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from launchgate.core.once import once_of
from launchgate.core.refusals import Refusal, shown_by
from launchgate.launches import vouching
from launchgate.launches.actions.decide import (
    ASK_WITHDRAW,
    Moved,
    approve,
    approve_with_conditions,
    is_past_undo,
    require_send_back,
    require_withdrawal,
    send_back,
    withdraw_signature,
)
from launchgate.launches.actions.exceptions import (
    ASK_NOT_APPLICABLE,
    ASK_OVERRIDE,
    ASK_REOPEN,
    declare_not_applicable,
    override_gate,
    reopen_gate,
    require_not_applicable,
    require_override,
    require_reopening,
)
from launchgate.launches.forms.gate_decisions import APPROVE, CONDITIONS, SEND_BACK, SignForm
from launchgate.launches.forms.gate_words import PassingForm, WordsForm
from launchgate.launches.models import Decider, Decision, Gate, Item
from launchgate.launches.queries.gate_changes import changes_since_shown, shown_answers
from launchgate.launches.queries.gate_page import open_offers
from launchgate.launches.views.gates import not_saved, saved, show_gate
from launchgate.launches.views.loading import decider_or_404, gate_or_404, reader_of
from launchgate.people.confirming import SESSION, fresh_means, refusal_of_password

SIGNATURES = {kind.value for kind in Decision.SIGNATURES}


@sensitive_post_parameters("password")
@require_POST
def gate_sign(request: HttpRequest, launch_id: int, kind: str, function: str) -> HttpResponse:
    """Record what a function decides: approve, approve with conditions, or send back."""
    decider = decider_or_404(request, launch_id, kind, function)
    form, who = _sign_form(request, decider), reader_of(request)
    means = _means(request, decider.gate, form) if request.POST.get("decision") in SIGNATURES else ""
    if not form.is_valid():
        check = partial(require_send_back, function_id=decider.function_id, actor=who)
        return not_saved(request, launch_id, kind, {f"sign:{decider.function_id}": form}, check)
    given, once = form.cleaned_data, once_of(request)
    place = decider.gate_id, decider.function_id
    seen = {"seen": given["seen"], "reason": given["remark"], "once": once}
    match given["decision"]:
        case APPROVE.value:
            approve(*place, actor=who, means=means, **seen)
            said = f"You signed {decider.gate.name} for {decider.function}."
        case CONDITIONS.value:
            approve_with_conditions(*place, actor=who, wishes=given["wishes"], means=means, **seen)
            said = f"You signed {decider.gate.name} for {decider.function}, with conditions."
        case _:
            send_back(*place, given["reason"], actor=who, to_gate_id=given["to_gate"], once=once)
            said = f"{decider.gate.name} is sent back. {decider.gate.launch.owner} is asked to prepare it again."
    return saved(request, launch_id, kind, said, anchor="sign-off")


def _means(request: HttpRequest, gate: Gate, form: Form) -> str:
    """Return by what means the signer shows who they are; where the password does not, the form says so at its field.

    The password is hashed here, before the action takes the launch's lock.
    """
    means = fresh_means(request) if gate.asks_password else SESSION
    form.full_clean()
    if gate.asks_password and means == SESSION:
        if refusal := refusal_of_password(request, reader_of(request), form.cleaned_data.get("password", "")):
            form.add_error("password", refusal)
        means = fresh_means(request)
    return means


def _sign_form(request: HttpRequest, decider: Decider) -> SignForm:
    """Return the form that was sent, with no more read for it than the decision needs."""
    decision, gate = request.POST.get("decision"), decider.gate
    form = SignForm(gate, decider.function, open_offers(gate) if decision == CONDITIONS else [], request.POST)
    if decision == SEND_BACK:
        form.lead_back_to(gate.launch.gates.order_by("order", "pk"))
    return form


@shown_by(Moved)
def show_moved(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer a signature for what is no longer there: what moved since the page was opened, and the new version."""
    address = request.resolver_match.kwargs if request.resolver_match else {}
    decider = decider_or_404(request, **address)
    items = list(vouching.vouched_for(decider.gate, decider.function_id))
    form = SignForm(decider.gate, decider.function, open_offers(decider.gate), _as_of_now(request, items))
    return show_gate(
        request,
        decider.gate.launch_id,
        decider.gate.kind,
        bound={
            f"sign:{decider.function_id}": form,
            f"moved:{decider.function_id}": changes_since_shown(items, request.POST.get("shown", "")),
        },
        status=HTTPStatus.CONFLICT,
        moved_words=refusal.message,
    )


def _as_of_now(request: HttpRequest, items: list[Item]) -> QueryDict:
    """Return what was sent, but seen as it is now."""
    data = request.POST.copy()
    data["seen"], data["shown"] = vouching.fingerprint(items), shown_answers(items)
    return data


@require_POST
def gate_withdraw(request: HttpRequest, launch_id: int, kind: str, function: str) -> HttpResponse:
    """Take one's own signature back."""
    decider, who = decider_or_404(request, launch_id, kind, function), reader_of(request)
    decision = decider.decision
    ask = ASK_WITHDRAW if decision and is_past_undo(decision) else ""
    form = WordsForm("reason", "Why?", about=f"{function}-withdraw", data=request.POST, ask=ask, rows=2)
    if not form.is_valid():
        check = partial(require_withdrawal, function_id=decider.function_id, actor=who)
        return not_saved(request, launch_id, kind, {f"withdraw:{decider.function_id}": form}, check)
    withdraw_signature(decider.gate_id, decider.function_id, actor=who, reason=form.words, once=once_of(request))
    return saved(request, launch_id, kind, f"Your signature for {decider.function} is withdrawn.", anchor="sign-off")


@sensitive_post_parameters("password")
@require_POST
def gate_not_applicable(request: HttpRequest, launch_id: int, kind: str, function: str) -> HttpResponse:
    """Say for a function that the gate does not concern it."""
    decider, who = decider_or_404(request, launch_id, kind, function), reader_of(request)
    about = f"{function}-not-applicable"
    form = PassingForm(about=about, ask=ASK_NOT_APPLICABLE, data=request.POST)
    means = _means(request, decider.gate, form)
    if not form.is_valid():
        check = partial(require_not_applicable, function_id=decider.function_id, actor=who)
        return not_saved(request, launch_id, kind, {f"not_applicable:{decider.function_id}": form}, check)
    place, once = (decider.gate_id, decider.function_id), once_of(request)
    declare_not_applicable(*place, form.words, actor=who, means=means, once=once)
    said = f"{decider.gate.name} is declared not applicable for {decider.function}."
    return saved(request, launch_id, kind, said, anchor="sign-off")


@sensitive_post_parameters("password")
@require_POST
def gate_override(request: HttpRequest, launch_id: int, kind: str) -> HttpResponse:
    """Let a gate pass without its signatures, as the sponsor."""
    gate, who = gate_or_404(request, launch_id, kind), reader_of(request)
    form = PassingForm(about="override", ask=ASK_OVERRIDE, data=request.POST)
    means = _means(request, gate, form)
    if not form.is_valid():
        return not_saved(request, launch_id, kind, {"override": form}, partial(require_override, actor=who))
    override_gate(gate.pk, form.words, actor=who, means=means, once=once_of(request))
    return saved(request, launch_id, kind, f"{gate.name} is overridden.", anchor="sign-off")


@require_POST
def gate_reopen(request: HttpRequest, launch_id: int, kind: str) -> HttpResponse:
    """Open a passed gate again."""
    gate, who = gate_or_404(request, launch_id, kind), reader_of(request)
    form = WordsForm("reason", "Why?", about="reopen", data=request.POST, ask=ASK_REOPEN, rows=2)
    if not form.is_valid():
        return not_saved(request, launch_id, kind, {"reopen": form}, partial(require_reopening, actor=who))
    reopen_gate(gate.pk, form.words, actor=who, once=once_of(request))
    return saved(request, launch_id, kind, f"{gate.name} is open again.", anchor="sign-off")
