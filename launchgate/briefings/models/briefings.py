"""A briefing: what one audience inside the company reads before the public hears of a launch."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from launchgate.launches.models import Launch
from launchgate.people.models import Function, Person


class Briefing(models.Model):
    """What an audience reads: everybody with a seat in some functions, and people chosen by name.

    Who they are is frozen at publication, in readings. The public launch is locked until the share of them has read it
    that the playbook asked for at that moment, unless the sponsor waives that.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "Published"
        DROPPED = "dropped", "Dropped"

    launch = models.ForeignKey(Launch, models.CASCADE, related_name="briefings")
    title = models.CharField(max_length=120)
    functions = models.ManyToManyField(Function, blank=True, related_name="+")
    people = models.ManyToManyField(Person, blank=True, related_name="+")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    edition = models.ForeignKey("briefings.BriefingText", models.PROTECT, null=True, related_name="+")
    share = models.PositiveSmallIntegerField(
        default=0, help_text="Percent of each function that have to read it, as of publication; 0 locks nothing."
    )
    created_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    waived_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    waived_at = models.DateTimeField(null=True, blank=True)
    waive_reason = models.TextField(max_length=2000, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="published", published_at__isnull=False)
                | (~Q(status="published") & Q(published_at=None)),
                name="published_briefing_says_when",
            ),
            models.CheckConstraint(
                condition=Q(waived_at=None, waived_by=None) | Q(waived_at__isnull=False, waived_by__isnull=False),
                name="waiver_says_who_and_when",
            ),
            models.CheckConstraint(condition=Q(share__lte=100), name="briefing_share_is_a_percentage"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the path where it is read."""
        return reverse("briefings:read", args=[self.pk])

    @property
    def latest(self) -> "BriefingText":
        """Return the edition that counts: every briefing has one."""
        assert self.edition is not None  # noqa: S101 - written in the same action as the briefing
        return self.edition

    @property
    def is_published(self) -> bool:
        """Say whether its audience reads it."""
        return self.status == self.Status.PUBLISHED

    @property
    def locks(self) -> bool:
        """Say whether the public launch waits for its readers; its launch is read along."""
        return self.is_published and self.share > 0 and self.waived_at is None and self.launch.live_at is None


class BriefingText(models.Model):
    """One version of a briefing's text, in Markdown. What was written after publication is a correction."""

    briefing = models.ForeignKey(Briefing, models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField()
    text = models.TextField(max_length=20_000)
    change = models.CharField(max_length=500, blank=True, help_text="What a correction changes, for those who read it.")
    is_material = models.BooleanField(default=False, help_text="Whoever read an earlier one has to read this one too.")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["briefing", "number"], name="edition_number_once_per_briefing")]

    def __str__(self) -> str:
        return f"{self.briefing}, edition {self.number}"
