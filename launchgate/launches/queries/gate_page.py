"""Everything the gate page shows, read once: a page and its fragments are rendered from the same context."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from launchgate.core.refusals import Conflict
from launchgate.launches import hooks
from launchgate.launches.actions.exceptions import (
    ASK_NOT_APPLICABLE,
    ASK_OVERRIDE,
    ASK_REOPEN,
    require_not_applicable,
    require_override,
    require_reopening,
)
from launchgate.launches.actions.submit import require_submission, require_taking_back
from launchgate.launches.forms.gate_submissions import SubmitForm
from launchgate.launches.forms.gate_words import CommentForm, PassingForm, WordsForm
from launchgate.launches.models import Gate, Launch, Offer
from launchgate.launches.panels import panels_on_gate
from launchgate.launches.phrases import listed
from launchgate.launches.queries.gate_changes import changes_since_signed
from launchgate.launches.queries.gate_checklist import Checklist, checklist_of
from launchgate.launches.queries.gate_hand_offs import hand_offs_of
from launchgate.launches.queries.gate_head import head_of
from launchgate.launches.queries.gate_record import comments_of, conditions_of, signatures_of
from launchgate.launches.queries.gate_rights import allows, refusal_of
from launchgate.launches.queries.gate_signing import panels_of, why_no_panel
from launchgate.launches.queries.launch import facts_of
from launchgate.launches.queries.reading import Reading
from launchgate.launches.queries.track import track_of
from launchgate.people.models import Function, Person


@dataclass(frozen=True)
class Submitting:
    """The panel by which a gate is put forward; `refusal` says why not yet, `form` is None for everybody else."""

    form: SubmitForm | None
    refusal: str
    goes_to: str
    signers: str


@dataclass(frozen=True)
class Spoken:
    """A function for which the reader may say that the gate does not concern it."""

    function: Function
    form: WordsForm


def gate_context(reader: Person, launch: Launch, kind: str, bound: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return the context of a gate page; raises Http404 for a gate that the launch does not have.

    `bound` holds forms that were sent and did not fit, by the verb and the id of what they are about.
    """
    sent = bound or {}
    reading = Reading.load(launch)
    gate = gate_named(reading, kind)
    offers = open_offers(gate)
    stale = changes_since_signed(reading.board.deciders[gate.pk])
    checklist = checklist_of(reading, gate, reader, {offer.item_id for offer in offers}, sent)
    received, given = hand_offs_of(reading, gate, reader, sent)
    panels = panels_of(reading, gate, reader, offers, stale, sent)
    return {
        "launch": launch,
        "gate": gate,
        "page": facts_of(reading),
        "stations": track_of(reading, gate),
        "head": head_of(reading, gate, reader),
        "checklist": checklist,
        "received": received,
        "given": given,
        "panels": panels,
        "why_no_panel": "" if panels else why_no_panel(reading, gate, reader),
        "submitting": _submitting(reading, gate, reader, checklist, sent),
        "may_take_back": bool(gate.submission) and allows(require_taking_back, reading.board, gate, reader),
        "offers": offers,
        "signatures": signatures_of(reading, gate, reader, stale, sent),
        "override": reading.overrides.get(gate.pk),
        "conditions": conditions_of(reading, gate, reader, sent),
        "comments": comments_of(gate),
        "comment_form": sent.get("comment") or CommentForm(),
        "people_here": _people_here(reading),
        "later_panels": panels_on_gate(gate, reader),
        **_exceptions(reading, gate, reader, sent),
    }


def gate_named(reading: Reading, kind: str) -> Gate:
    """Return the gate of this kind; raises Http404 when the launch has none."""
    for gate in reading.board.gates:
        if gate.kind == kind:
            return gate
    raise Http404("This launch has no such gate.")


def open_offers(gate: Gate) -> list[Offer]:
    """Return the items that are offered as conditions in the submission that stands; no statement where none is."""
    if gate.submission is None or not gate.submission.offered:
        return []
    offers = Offer.objects.filter(submission=gate.submission, status=Offer.Status.OPEN)
    return list(offers.select_related("item").order_by("item__position", "pk"))


def _submitting(
    reading: Reading, gate: Gate, reader: Person, checklist: Checklist, bound: Mapping[str, Any]
) -> Submitting | None:
    board = reading.board
    refusal = refusal_of(require_submission, board, gate, reader)
    later = [other for other in board.gates if other.order > gate.order]
    nearest = [other for other in later if other.order == later[0].order]
    goes_to = listed(list(dict.fromkeys(row.function.name for other in nearest for row in board.deciders[other.pk])))
    signers = listed([row.function.name for row in board.deciders[gate.pk] if not row.is_through])
    if refusal is None:
        blocked = " ".join(sentence for blocker in hooks.submit_blockers for sentence in blocker(gate))
        form = bound.get("submit") or SubmitForm(gate, checklist.missing)
        return Submitting(form, blocked, goes_to, signers)
    waits = isinstance(refusal, Conflict) and gate.status == Gate.Status.OPEN and reader.pk == reading.launch.owner_id
    return Submitting(None, refusal.message, goes_to, signers) if waits else None


def _exceptions(reading: Reading, gate: Gate, reader: Person, bound: Mapping[str, Any]) -> dict[str, Any]:
    spoken = []
    for decider in reading.board.deciders[gate.pk]:
        if allows(require_not_applicable, reading.board, gate, decider.function_id, reader):
            about = f"{decider.function.key}-not-applicable"
            form = bound.get(f"not_applicable:{decider.function_id}") or PassingForm(
                about=about, ask=ASK_NOT_APPLICABLE
            )
            spoken.append(Spoken(decider.function, form))
    may_override = allows(require_override, reading.board, gate, reader)
    may_reopen = allows(require_reopening, reading.board, gate, reader)
    override = bound.get("override") or PassingForm(about="override", ask=ASK_OVERRIDE)
    reopen = bound.get("reopen") or WordsForm("reason", "Why?", about="reopen", ask=ASK_REOPEN, rows=2)
    return {
        "spoken": spoken,
        "override_form": override if may_override else None,
        "reopen_form": reopen if may_reopen else None,
    }


def _people_here(reading: Reading) -> list[Person]:
    """Return whom a form suggests: owner, sponsor, and who acts for the functions that decide on the launch."""
    functions = {decider.function_id for decider in reading.board.all_deciders()}
    places = [reading.board.places.holder(function_id) for function_id in sorted(functions)]
    people = {place.person.pk: place.person for place in places if place is not None}
    people |= {person.pk: person for person in (reading.launch.owner, reading.launch.sponsor)}
    return sorted(people.values(), key=lambda person: person.name)
