"""Reviews of a public launch: what was read, what each function would do differently, what came of what was signed."""

from django.db import models
from django.db.models import Q

from launchgate.launches.models import Item, Launch
from launchgate.people.models import Function, Person
from launchgate.reviews.models.targets import Target


class Review(models.Model):
    """One look back at a launch, 30, 60 or 90 days after it went public."""

    DAYS = (30, 60, 90)

    launch = models.ForeignKey(Launch, models.CASCADE, related_name="reviews")
    day = models.PositiveSmallIntegerField(help_text="Days after going public.")
    planned_for = models.DateField(help_text="By when it should be closed, in the owner's working days.")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    learned = models.TextField(blank=True, max_length=10_000)
    end_reason = models.TextField(blank=True, max_length=2000, help_text="Why no further review follows.")

    class Meta:
        ordering = ["day"]
        indexes = [models.Index(fields=["launch"], condition=Q(closed_at=None), name="review_open")]
        constraints = [
            models.UniqueConstraint(fields=["launch", "day"], name="review_once_per_day"),
            models.CheckConstraint(condition=Q(day__in=[30, 60, 90]), name="review_day_known"),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None) | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="closed_review_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day}-day review"


class Contribution(models.Model):
    """What one deciding function would do differently; asked with the review, written once."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="contributions")
    function = models.ForeignKey(Function, models.PROTECT, related_name="+")
    text = models.TextField(blank=True, max_length=10_000)
    author = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "function"], name="contribution_once_per_function"),
            models.CheckConstraint(
                condition=Q(written_at=None, author=None) | Q(written_at__isnull=False, author__isnull=False),
                name="written_contribution_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.function} in the {self.review}"


class TargetValue(models.Model):
    """The value of a target at a review. Never changed: a correction is another row."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="readings")
    target = models.ForeignKey(Target, models.PROTECT, related_name="readings")
    value = models.DecimalField(max_digits=13, decimal_places=3)
    source = models.CharField(max_length=300)
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    read_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True, help_text="Empty while it stands.")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "target"], condition=Q(ended_at=None), name="reading_once_per_target"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target} at the {self.review}"

    @property
    def is_met(self) -> bool:
        """Say whether the target was reached."""
        return self.target.is_reached_by(self.value)


class Outcome(models.Model):
    """What came of a fact that was signed. Never changed: a correction is another row."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="outcomes")
    item = models.ForeignKey(Item, models.CASCADE, related_name="+")
    actual = models.JSONField(help_text="What it really was, as an answer to the item is kept.")
    is_held = models.BooleanField()
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    found_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True, help_text="Empty while it stands.")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "item"], condition=Q(ended_at=None), name="outcome_once_per_fact"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} at the {self.review}"
