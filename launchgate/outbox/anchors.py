"""The daily anchor of the record goes to every administrator: a root that has left the building cannot be rewritten."""

from django.urls import reverse

from launchgate.audit.anchors import on_anchored
from launchgate.audit.models import Anchor
from launchgate.outbox.models import Message
from launchgate.outbox.queue import Queued, queue_messages
from launchgate.outbox.rendering import Rendered, Way, renders
from launchgate.people.models import Person

ANCHORED = "audit.anchored"
KEEP = (
    "Keep this mail. Whoever doubts the record later runs “manage.py verify_audit --root” with this root: "
    "when the record was cut off or written anew since, it says so."
)


@on_anchored
def tell_administrators(anchor: Anchor) -> None:
    """Write to every active administrator which root was made."""
    administrators = Person.objects.filter(is_active=True, is_administrator=True).values_list("pk", flat=True)
    about, once, data = f"anchor:{anchor.pk}", f"{ANCHORED}:{anchor.day}", {"anchor": anchor.pk}
    queue_messages([Queued(ANCHORED, pk, about, once=f"{once}:{pk}", data=data) for pk in administrators])


@renders(ANCHORED)
def anchored(message: Message) -> Rendered | None:
    """Return the mail with the root of a day, or None for somebody who administers no more."""
    if not message.person.is_administrator:
        return None
    anchor = Anchor.objects.get(pk=message.data["anchor"])
    day = f"{anchor.day.day} {anchor.day:%B %Y}"
    return Rendered(
        subject=f"Audit anchor of {day}: {anchor.root[:12]}",
        lead=f"This root stands for everything that was recorded until {day}.",
        rows=[
            ("Root", anchor.root),
            ("Events", f"{anchor.events:,}"),
            ("Chains that grew", f"{anchor.heads.count():,}"),
        ],
        path=reverse("admin:audit_anchor_changelist"),
        button="See all anchors",
        foot=KEEP,
        way=Way.MAIL,
    )
