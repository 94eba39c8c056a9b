"""Which launches are offered a newer playbook version or another tier, and what was decided about it."""

from django.db.models import Exists, OuterRef, QuerySet

from launchgate.launches.models import Launch, Revision
from launchgate.playbooks.models import Version


def proposal_of(launch: Launch) -> Revision | None:
    """Return the tier that is proposed for a launch, if one is."""
    return launch.revisions.filter(status=Revision.Status.PROPOSED).select_related("proposed_by").first()


def decided_on(launch: Launch) -> list[Revision]:
    """Return what was taken and left, the latest first."""
    rows = launch.revisions.filter(status__in=[Revision.Status.TAKEN, Revision.Status.LEFT])
    return list(rows.select_related("version", "from_version", "decided_by", "proposed_by").order_by("-decided_at"))


def undecided_version(launch: Launch) -> Version | None:
    """Return the newest version of a launch's playbook, if it is another than the launch's and was not left."""
    newer = _newest().filter(playbook=launch.version.playbook_id, number__gt=launch.version.number)
    left = Revision.objects.filter(launch=launch, version=OuterRef("pk"), status=Revision.Status.LEFT)
    return newer.exclude(Exists(left)).first()


def _newest() -> QuerySet[Version]:
    published = Version.objects.exclude(published_at=None)
    return published.exclude(Exists(published.filter(playbook=OuterRef("playbook"), number__gt=OuterRef("number"))))
