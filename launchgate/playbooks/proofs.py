"""What events prove of playbooks: a published version holds what it held when it was published."""

from collections.abc import Iterator, Sequence

from launchgate.audit.proofs import Fault, Recorded, proves
from launchgate.playbooks.contents import digest_of
from launchgate.playbooks.models import Version


@proves("playbook.published", "playbook.installed")
def versions(events: Sequence[Recorded]) -> Iterator[Fault]:
    """Compare the gates and questions of published versions."""
    rows = Version.objects.in_bulk([event.data["version"] for event in events])
    for event in events:
        version = rows.get(event.data["version"])
        if version is None:
            yield event.fault("its version of the playbook is gone")
        elif digest_of(version) != event.data["content"]:
            yield event.fault("its version of the playbook was changed")
