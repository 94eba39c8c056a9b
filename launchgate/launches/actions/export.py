"""Recording that a launch file was made: exporting the record is itself part of it."""

from django.db import transaction

from launchgate.audit.record import record
from launchgate.core.refusals import Forbidden
from launchgate.launches.board import lock_launch
from launchgate.launches.models import Launch
from launchgate.people.models import Person


@transaction.atomic(durable=True)
def record_export(launch_id: int, *, actor: Person | None, manifest: str, events: int) -> Launch:
    """Record that a launch file with this digest of its manifest was made, of so many events; nobody is told.

    Without an actor it was the command on the server. Raises Forbidden for a person who may not see the launch.
    """
    launch = lock_launch(pk=launch_id)
    if actor is not None and not launch.is_visible_to(actor):
        raise Forbidden("You no longer see this launch, so you cannot export it.")
    record("launch.exported", chain=launch, actor=actor, subject=launch, manifest=manifest, events=events)
    return launch
