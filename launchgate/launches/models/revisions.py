"""What a launch that is on its way follows: newer versions of its playbook and other tiers, taken or left."""

from django.db import models
from django.db.models import Q

from launchgate.launches.models.launch import Launch
from launchgate.people.models import Person
from launchgate.playbooks.models import Version


class Revision(models.Model):
    """Another version of its playbook, or another tier, that was put before a launch, and what was decided about it.

    A tier is proposed by somebody; a newer version is offered by itself once it is published.
    """

    class Status(models.TextChoices):
        PROPOSED = "proposed", "Proposed"
        OFFERED = "offered", "Offered"
        TAKEN = "taken", "Taken"
        LEFT = "left", "Left"
        REPLACED = "replaced", "A newer one was offered"

    launch = models.ForeignKey(Launch, models.CASCADE, related_name="revisions")
    version = models.ForeignKey(Version, models.PROTECT, related_name="+")
    tier = models.PositiveSmallIntegerField(choices=Launch.Tier.choices)
    from_version = models.ForeignKey(Version, models.PROTECT, related_name="+", help_text="What it followed then.")
    from_tier = models.PositiveSmallIntegerField(choices=Launch.Tier.choices)
    status = models.CharField(max_length=8, choices=Status.choices)
    reason = models.TextField(blank=True, max_length=2000, help_text="Why another tier.")
    # Who gave the reason, also where nothing was proposed first.
    proposed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    proposed_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True, max_length=2000, help_text="Why it was left.")

    UNDECIDED = frozenset({Status.PROPOSED, Status.OFFERED})

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["launch", "status"], condition=Q(status__in=["proposed", "offered"]), name="one_open_offer_each"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["proposed", "offered"], decided_at=None, proposed_at__isnull=False)
                | (~Q(status__in=["proposed", "offered"]) & Q(decided_at__isnull=False)),
                name="decided_revision_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"Tier {self.tier}" if self.is_of_tier else str(self.version)

    @property
    def is_of_tier(self) -> bool:
        """Say whether it is about the tier, and not about a version of the playbook."""
        return self.tier != self.from_tier
