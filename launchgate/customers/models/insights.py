"""What customers say: entries of the customer log, and what is attached to them."""

from django.db import models
from django.db.models import F, Q

from launchgate.customers.models.customers import Customer
from launchgate.launches.models import Gate, Item, Launch
from launchgate.launches.models.answers import Exhibit
from launchgate.people.models import Person


class Insight(models.Model):
    """One entry of the customer log. It is never edited: a correction takes its place, and the first one is kept.

    Reports of one customer who says the same again are one voice: each names the first of them.
    """

    class Kind(models.TextChoices):
        CONVERSATION = "conversation", "Conversation"
        FEEDBACK = "feedback", "Feedback"
        CHURN = "churn", "Churn"
        CONVERSION = "conversion", "Conversion"
        OTHER = "other", "Other"

    launch = models.ForeignKey(Launch, models.CASCADE, related_name="insights")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="insights")
    words = models.TextField("in their words", max_length=4000)
    words_key = models.CharField(max_length=64, blank=True, help_text="Digest of the words without case and marks.")
    number = models.CharField(max_length=32, blank=True, help_text="As a normalised decimal.")
    unit = models.CharField(max_length=24, blank=True)
    gate = models.ForeignKey(Gate, models.CASCADE, null=True, blank=True, related_name="insights")
    item = models.ForeignKey(Item, models.CASCADE, null=True, blank=True, related_name="insights")
    same_as = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="repeats", help_text="The first of its voice."
    )
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="correction", help_text="Whose place it takes."
    )
    ended_at = models.DateTimeField(null=True, blank=True, help_text="When it was withdrawn or corrected.")
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    end_reason = models.TextField(max_length=2000, blank=True, help_text="Why it was withdrawn.")

    class Meta:
        indexes = [
            models.Index(fields=["launch", "-added_at"], name="insight_of_launch"),
            models.Index(fields=["customer", "-added_at"], name="insight_of_customer"),
            models.Index(fields=["-added_at", "-id"], condition=Q(ended_at=None), name="insight_standing"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="ended_insight_says_by_whom",
            ),
            models.CheckConstraint(condition=~Q(same_as=F("id")), name="insight_repeats_another"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.customer}"


class InsightProof(Exhibit):
    """A link or a file that came with an entry of the customer log."""

    insight = models.ForeignKey(Insight, models.CASCADE, related_name="proofs")

    class Meta:
        ordering = ["pk"]
