"""What events prove of the rows of this room: what editions say, and who acknowledged which training."""

from collections.abc import Iterator, Sequence

from launchgate.audit.among import Among
from launchgate.audit.moments import Isoformat
from launchgate.audit.proofs import Fault, Recorded, proves
from launchgate.offerings.actions.catalogue import digest_of
from launchgate.offerings.models import Acknowledgement, Edition


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
