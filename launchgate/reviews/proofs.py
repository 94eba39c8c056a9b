"""What events prove of the rows of this room."""

from collections.abc import Iterator, Sequence

from launchgate.audit.among import Among
from launchgate.audit.moments import Isoformat
from launchgate.audit.proofs import Fault, Recorded, proves, was_erased
from launchgate.people.erasure import is_mark
from launchgate.reviews.actions.targets import target_digest
from launchgate.reviews.models import Target
from launchgate.reviews.numbers import plain


@proves("target.set", "target.changed")
def targets(events: Sequence[Recorded]) -> Iterator[Fault]:
    """Compare targets: goal, baseline, words, who set them and when."""
    rows = Target.objects.filter(Among("pk", [event.subject_id for event in events])).annotate(at=Isoformat("set_at"))
    known = {row.pk: row for row in rows.order_by()}
    for event in events:
        row = known.get(event.subject_id)
        if row is None:
            yield event.fault("its target is gone")
            continue
        data, found = event.data, [row.set_by_id, vars(row)["at"], plain(row.goal), plain(row.baseline)]
        if found != [event.actor_id, event.happened_at, data["goal"], data["baseline"]] or not stays(
            event, row.source, target_digest(row), data["digest"]
        ):
            yield event.fault("its target was changed")


def stays(event: Recorded, text: str, digest: str, recorded: str) -> bool:
    """Say whether words are those that were recorded, or were erased by law and say so."""
    return digest == recorded or (is_mark(text) and was_erased(event.subject))
