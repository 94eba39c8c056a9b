"""What events prove of the rows of this room: what editions say, and who acknowledged which training."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Max, Model

from launchgate.audit.among import Among
from launchgate.audit.models import Event
from launchgate.audit.moments import Isoformat
from launchgate.audit.proofs import Fault, Recorded, proves, was_erased
from launchgate.audit.record import words_digest
from launchgate.offerings.actions.asking import digest_of as asked_digest
from launchgate.offerings.actions.catalogue import digest_of
from launchgate.offerings.actions.voices import digest_of as statement_digest
from launchgate.offerings.models import (
    Acknowledgement,
    Dismissal,
    Edition,
    ExceptionRequest,
    OfferingOfLaunch,
    Statement,
)
from launchgate.people.erasure import is_mark

S = ExceptionRequest.Status
CHOSEN = "launch.offering_chosen"


@proves("offering.added", "offering.revised")
def editions(events: Sequence[Recorded]) -> Iterator[Fault]:
    """Compare editions of offerings: who published them, when, and every word."""
    rows = Edition.objects.annotate(moment=Isoformat("published_at"))
    known = {row.pk: row for row in rows.filter(Among("pk", [event.subject_id for event in events]))}
    for event in events:
        row, data = known.get(event.subject_id), event.data
        if row is None:
            yield event.fault("its version of the offering is gone")
            continue
        found = [row.offering_id, row.number, row.training_since, row.published_by_id, row.moment, digest_of(row)]
        told = [data["offering"], data["number"], data["training"], event.actor_id, event.happened_at, data["words"]]
        if found != told:
            yield event.fault("its version of the offering was changed")


@proves("training.acknowledged")
def acknowledgements(events: Sequence[Recorded]) -> Iterator[Fault]:
    """Compare who acknowledged which training, and when."""
    rows = Acknowledgement.objects.filter(Among("pk", [event.subject_id for event in events])).order_by()
    columns = ("offering_id", "training", "person_id", Isoformat("acknowledged_at"))
    known = {pk: tuple(row) for pk, *row in rows.values_list("pk", *columns)}
    for event in events:
        told = (event.data["offering"], event.data["training"], event.actor_id, event.happened_at)
        if known.get(event.subject_id) != told:
            yield event.fault("the acknowledgement of the training is gone or was changed")


@proves("exception.asked")
def exceptions(events: Sequence[Recorded]) -> Iterator[Fault]:
    """Compare what was asked for, by whom and when."""
    known = _rows(ExceptionRequest, events, "requested_at")
    for event in events:
        row = known.get(event.subject_id)
        if row is None:
            yield event.fault("what was asked for is gone")
        elif (row.requester_id, row.moment) != (event.actor_id, event.happened_at):
            yield event.fault("who asked for it, or when, was changed")
        elif asked_digest(row) == event.data["words"]:
            continue
        elif not _is_erased(event.subject, row.customer_name, row.what, row.why):
            yield event.fault("what was asked for was changed")


@proves("exception.voiced")
def statements(events: Sequence[Recorded]) -> Iterator[Fault]:
    """Compare what was said for a function, by whom and when."""
    known = _rows(Statement, events, "given_at")
    for event in events:
        row, data = known.get(event.subject_id), event.data
        if row is None:
            yield event.fault("what was said is gone")
            continue
        found = (row.voice_id, row.answer, row.person_id, row.moment)
        if found != (data["voice"], data["says"], event.actor_id, event.happened_at):
            yield event.fault("who said it, or what, was changed")
        elif statement_digest(row) != data["words"] and not _is_erased(event.subject, row.words, row.printed_name):
            yield event.fault("the words of a voice were changed")


@proves("exception.approved", "exception.declined")
def decisions(events: Sequence[Recorded]) -> Iterator[Fault]:
    """Compare what was decided, by whom, until when and in which words."""
    known = _rows(ExceptionRequest, events, "decided_at")
    for event in events:
        row, data = known.get(event.subject_id), event.data
        if row is None:
            yield event.fault("what was decided is gone")
            continue
        is_approved = event.kind == "exception.approved"
        words, last = (row.conditions, row.expires_on) if is_approved else (row.reason, None)
        stands = row.status in (S.APPROVED, S.EXPIRED) if is_approved else row.status == S.DECLINED
        found = (row.decided_by_id, row.moment, row.capacity, last.isoformat() if last else None)
        told = (event.actor_id, event.happened_at, data["capacity"], data.get("expires_on"))
        if not stands or found != told:
            yield event.fault("the decision was changed")
        elif words_digest(words) != data["words"] and not _is_erased(event.subject, words):
            yield event.fault("the words of the decision were changed")


@proves("launch.opened", CHOSEN)
def choices(events: Sequence[Recorded]) -> Iterator[Fault]:
    """Compare which offering a launch changes with the latest choice; each takes the place of the one before."""
    chosen = {event.chain: event for event in events if "offering" in event.data}
    later = Event.objects.filter(chain__in=chosen, kind=CHOSEN).order_by()
    latest = dict(later.values_list("chain").annotate(Max("number")))
    links = OfferingOfLaunch.objects.filter(Among("launch_id", map(_launch_of, chosen)))
    columns = ("launch_id", "offering_id", "linked_by_id", Isoformat("linked_at"))
    known = {launch_id: tuple(row) for launch_id, *row in links.values_list(*columns)}
    for chain, event in chosen.items():
        if event.number < latest.get(chain, 0):
            continue
        offering_id = event.data["offering"]
        told = (offering_id, event.actor_id, event.happened_at) if offering_id else None
        if known.get(_launch_of(chain)) != told:
            yield event.fault("the offering that the launch changes is another, or was chosen otherwise")


def _launch_of(chain: str) -> int:
    return int(chain.partition(":")[2])


@proves("standard.dismissed")
def dismissals(events: Sequence[Recorded]) -> Iterator[Fault]:
    """Compare why exceptions that are alike are made no standard."""
    known = _rows(Dismissal, events, "dismissed_at")
    for event in events:
        row = known.get(event.subject_id)
        if row is None or (row.person_id, row.moment) != (event.actor_id, event.happened_at):
            yield event.fault("who dismissed a proposed standard, or when, was changed")
        elif words_digest(row.reason) != event.data["reason"] and not _is_erased(event.subject, row.reason):
            yield event.fault("why a proposed standard was dismissed was changed")


def _rows(model: type[Model], events: Sequence[Recorded], moment: str) -> dict[int, Any]:
    rows = model._default_manager.filter(Among("pk", [event.subject_id for event in events]))
    return {row.pk: row for row in rows.annotate(moment=Isoformat(moment)).order_by()}


def _is_erased(subject: str, *texts: str) -> bool:
    return any(is_mark(text) for text in texts) and was_erased(subject)
