"""What becomes of exceptions that are alike, and which standard offering a launch is about."""

from django.db import transaction

from launchgate.audit.record import record, words_digest
from launchgate.core import clock
from launchgate.core.once import use_once
from launchgate.core.refusals import Conflict, Invalid
from launchgate.launches import rules
from launchgate.launches.board import Board, lock_launch
from launchgate.launches.models import Launch
from launchgate.launches.settle import settle
from launchgate.launches.words import checked_length, required_words
from launchgate.offerings.hooks import choice_followers
from launchgate.offerings.likeness import proposed_of
from launchgate.offerings.models import Dismissal, Offering, OfferingOfLaunch
from launchgate.offerings.rules import require_editor
from launchgate.people.company import lock_company
from launchgate.people.models import Person

ASK_DISMISS = "Say why it becomes no standard."
LONGEST_REASON = 2000


@transaction.atomic(durable=True)
def dismiss_standard(root_id: int, reason: str, *, actor: Person, once: str = "") -> Dismissal:
    """Say why exceptions that are alike become no standard; it is proposed anew when as many again have come.

    Raises Forbidden for whoever does not keep the catalogue, Conflict when nothing is proposed.
    """
    use_once(once)
    words = checked_length(required_words(reason, "reason", ASK_DISMISS), "reason", LONGEST_REASON)
    company = lock_company()
    require_editor(actor)
    alike = proposed_of(root_id)
    if not alike:
        raise Conflict("No standard is proposed here any more.")
    given = Dismissal.objects.create(root_id=root_id, alike=alike, reason=words, person=actor, dismissed_at=clock.now())
    record(
        "standard.dismissed",
        chain=company,
        actor=actor,
        subject=given,
        at=given.dismissed_at,
        root=root_id,
        alike=alike,
        reason=words_digest(words),
    )
    return given


@transaction.atomic(durable=True)
def choose_offering(launch_id: int, offering_id: int | None, *, actor: Person, once: str = "") -> Launch:
    """Say which standard offering a launch changes or adds to, or that it is none; the same again changes nothing."""
    use_once(once)
    board = Board.load(lock_launch(pk=launch_id))
    launch = board.launch
    if refusal := rules.refusal_unless_owner_or_sponsor(actor, launch, "say which offering it changes"):
        raise refusal
    if launch.status == Launch.Status.STOPPED:
        raise Conflict("This launch is stopped, so it changes no offering.")
    link = OfferingOfLaunch.objects.filter(launch=launch).first()
    if (link.offering_id if link else None) == offering_id:
        return launch
    if offering_id is not None and not Offering.objects.filter(pk=offering_id, retired_at=None).exists():
        raise Invalid("Choose an offering of the catalogue.", field="offering")
    subject: OfferingOfLaunch | Launch = launch
    now = clock.now()
    if offering_id is None:
        OfferingOfLaunch.objects.filter(launch=launch).delete()
    else:
        facts = {"offering_id": offering_id, "linked_by": actor, "linked_at": now}
        subject, _ = OfferingOfLaunch.objects.update_or_create(launch=launch, defaults=facts)
        for follow in choice_followers if launch.status in Launch.RUNNING else ():
            follow(board, offering_id)
    settle(board, "launch.offering_chosen", actor=actor, subject=subject, at=now, offering=offering_id)
    return launch
