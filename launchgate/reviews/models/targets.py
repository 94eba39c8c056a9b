"""Shared targets of a launch: what all its functions are measured by."""

from decimal import Decimal

from django.db import models
from django.db.models import Q

from launchgate.launches.models import Launch
from launchgate.people.models import Person


class Target(models.Model):
    """A number that every function of a launch carries alike. Never changed: another goal is another row.

    The row that a change put in its place knows it as `before`.
    """

    class Kind(models.TextChoices):
        CSAT = "csat", "Customer satisfaction (CSAT)"
        NPS = "nps", "Recommendation (NPS)"
        CHURN = "churn", "Churn"
        CONVERSION = "conversion", "Conversion"
        OWN = "own", "A measure of your own"

    launch = models.ForeignKey(Launch, models.CASCADE, related_name="targets")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=80)
    unit = models.CharField(max_length=24, blank=True)
    is_higher_better = models.BooleanField(default=True)
    baseline = models.DecimalField(max_digits=13, decimal_places=3, null=True, blank=True, help_text="Where it stands.")
    goal = models.DecimalField(max_digits=13, decimal_places=3, help_text="Where it has to be after going public.")
    source = models.CharField(max_length=300, help_text="Where the numbers come from.")
    set_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    before = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", help_text="What it took over from.")
    ended_at = models.DateTimeField(null=True, blank=True, help_text="Empty while it stands.")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["launch", "name"], condition=Q(ended_at=None), name="target_name_once_per_launch"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_reached_by(self, value: Decimal) -> bool:
        """Say whether a value is as good as the goal, or better."""
        return value >= self.goal if self.is_higher_better else value <= self.goal
