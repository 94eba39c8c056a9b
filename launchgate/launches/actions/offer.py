"""Newer playbook versions, offered to launches that follow an older one: owners are asked to take or leave them."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery

from launchgate.core import clock
from launchgate.core.each import act_on_each
from launchgate.launches.actions.revise import newest_version, offer_of
from launchgate.launches.board import Board, lock_launch
from launchgate.launches.models import Launch, Revision
from launchgate.launches.settle import settle
from launchgate.playbooks.models import Version


def offer_versions() -> int:
    """Offer each running launch the newest version of its playbook, one action each; return how many were offered.

    A repeated or late call, or a second worker at the same moment, finds nothing left to do.
    """
    newer = Version.objects.filter(
        playbook=OuterRef("version__playbook"), number__gt=OuterRef("version__number"), published_at__isnull=False
    ).order_by("-number")
    known = Revision.objects.filter(launch=OuterRef("pk"), version=OuterRef("newest"))
    launches = Launch.objects.filter(status__in=Launch.RUNNING).annotate(newest=Subquery(newer.values("pk")[:1]))
    found = launches.exclude(newest=None).exclude(Exists(known)).order_by("pk").values_list("pk")
    return act_on_each(list(found), offer_version)


@transaction.atomic(durable=True)
def offer_version(launch_id: int) -> Revision | None:
    """Put the newest version of its playbook before a launch's owner, in place of an older one that was offered.

    Nobody does this: it follows from the publication. Return None when nothing newer is left to offer.
    """
    board = Board.load(lock_launch(pk=launch_id))
    launch = board.launch
    version = newest_version(launch) if launch.status in Launch.RUNNING else None
    if version is None or launch.revisions.filter(version=version).exists():
        return None
    revision = offer_of(board, version)
    revision.status, revision.proposed_at = Revision.Status.OFFERED, clock.now()
    revision.save()
    board.revisions.append(revision)
    settle(board, "revision.offered", actor=None, subject=revision, at=revision.proposed_at, version=version.pk)
    return revision
