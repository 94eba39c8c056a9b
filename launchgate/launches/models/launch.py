"""A launch, its holds, its followers and its comments."""

from typing import ClassVar

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from launchgate.audit.models import Chained
from launchgate.people.models import Person, Seat
from launchgate.playbooks.models import Version


class LaunchQuerySet(models.QuerySet["Launch"]):
    """Launches, narrowed by who looks."""

    def visible_to(self, person: Person) -> "LaunchQuerySet":
        """Keep the launches this person may see.

        Open launches are for everybody who signs in. A confidential one is for executives, its owner and sponsor, its
        followers, the heads and deputies of the functions that decide on it, and whoever holds a turn on it, other than
        to read something in person: that has a page of its own.
        """
        if person.is_executive:
            return self
        seats = Seat.objects.filter(person=person, ended_at=None, rank__in=[Seat.Rank.HEAD, Seat.Rank.DEPUTY])
        this = Launch.objects.filter(pk=OuterRef("pk"))
        return self.filter(
            Q(is_confidential=False)
            | Q(owner=person)
            | Q(sponsor=person)
            | Exists(this.filter(gates__deciders__function__in=seats.values("function")))
            | Exists(_turns_of(person).filter(launch=OuterRef("pk")))
            | Exists(this.filter(follows__person=person))
        )


def _turns_of(person: Person) -> models.QuerySet:
    """Return the open turns with which the launch is shown to their holder."""
    turns = apps.get_model("launches", "Turn")
    return turns.objects.filter(holder=person, closed_at=None).exclude(kind__in=turns.NOBODY_ELSE)


class Launch(Chained):
    """One product idea on its way through the gates. Its row is the lock of everything on it."""

    class Status(models.TextChoices):
        ACTIVE = "active", "Active"
        HELD = "held", "On hold"
        STOPPED = "stopped", "Stopped"
        LIVE = "live", "Public"
        REVIEWED = "reviewed", "Reviewed"

    RUNNING = (Status.ACTIVE, Status.HELD)

    class Tier(models.IntegerChoices):
        ONE = 1, "Tier 1, highest risk"
        TWO = 2, "Tier 2"
        THREE = 3, "Tier 3, lowest risk"

    name = models.CharField(max_length=120)
    summary = models.TextField("what it is", max_length=4000)
    audience = models.CharField("for whom", max_length=300)
    tier = models.PositiveSmallIntegerField(choices=Tier.choices, default=Tier.TWO)
    owner = models.ForeignKey(Person, models.PROTECT, related_name="owned_launches")
    sponsor = models.ForeignKey(Person, models.PROTECT, related_name="sponsored_launches")
    target_date = models.DateField()
    version = models.ForeignKey(Version, models.PROTECT, related_name="launches")
    is_confidential = models.BooleanField("confidential", default=False)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.ACTIVE)
    opened_at = models.DateTimeField()
    live_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    stop_reason = models.TextField(blank=True)
    # Kept by `settle`, so that dashboards sort and count without walking the gates.
    next_planned_for = models.DateField(
        null=True, blank=True, help_text="Planned day of the earliest gate not yet passed; empty when all are."
    )
    # Kept by the room of promises, for the same reason.
    open_promises = models.PositiveIntegerField(default=0, help_text="Promises to customers that nothing backs.")

    objects: ClassVar = LaunchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "launches"
        indexes = [
            models.Index(
                fields=["target_date", "id"], condition=Q(status__in=["active", "held"]), name="launch_running"
            ),
            models.Index(
                fields=["next_planned_for"], condition=Q(status__in=["active", "held"]), name="launch_next_planned"
            ),
            models.Index(fields=["owner"], name="launch_by_owner"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(owner=F("sponsor")), name="sponsor_is_not_the_owner"),
            models.CheckConstraint(condition=Q(tier__in=[1, 2, 3]), name="launch_tier_known"),
            models.CheckConstraint(
                condition=Q(status__in=["live", "reviewed"], live_at__isnull=False)
                | Q(status__in=["active", "held", "stopped"], live_at=None),
                name="live_launch_says_since_when",
            ),
            models.CheckConstraint(
                condition=Q(status="stopped", stopped_at__isnull=False) | (~Q(status="stopped") & Q(stopped_at=None)),
                name="stopped_launch_says_since_when",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the path of the launch page."""
        return reverse("launches:detail", args=[self.key])

    @property
    def key(self) -> str:
        """Return the key that people use, such as L-12."""
        return f"L-{self.pk}"

    def is_visible_to(self, person: Person) -> bool:
        """Say whether this person may see the launch; no statement is needed while it is open to all."""
        return not self.is_confidential or Launch.objects.visible_to(person).filter(pk=self.pk).exists()


class Hold(models.Model):
    """Why a launch is held: for a reason until a day to look again, or for a condition that was not met by its date.

    Several may overlap; the launch is held while one is open. One for a condition ends with it, or when it is extended.
    """

    launch = models.ForeignKey(Launch, models.CASCADE, related_name="holds")
    reason = models.TextField(max_length=2000, blank=True, help_text="Empty where a condition says why.")
    look_again_on = models.DateField(null=True, blank=True)
    condition = models.ForeignKey(
        "launches.Condition", models.CASCADE, null=True, blank=True, related_name="holds", help_text="That was missed."
    )
    held_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    end_reason = models.TextField(max_length=2000, blank=True, help_text="Why the condition was extended, if it was.")

    class Meta:
        indexes = [models.Index(fields=["launch"], condition=Q(closed_at=None), name="hold_open")]
        constraints = [
            models.CheckConstraint(
                condition=Q(condition=None, look_again_on__isnull=False)
                | Q(condition__isnull=False, look_again_on=None, held_by=None),
                name="hold_has_a_day_or_a_condition",
            ),
            models.UniqueConstraint(
                fields=["condition"], condition=Q(closed_at=None), name="one_open_hold_per_condition"
            ),
        ]

    def __str__(self) -> str:
        return f"Hold of {self.launch} since {self.opened_at:%Y-%m-%d}"


class Follow(models.Model):
    """Somebody who hears of a launch without holding a turn on it."""

    launch = models.ForeignKey(Launch, models.CASCADE, related_name="follows")
    person = models.ForeignKey(Person, models.CASCADE, related_name="follows")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["launch", "person"], name="follow_once")]

    def __str__(self) -> str:
        return f"{self.person} follows {self.launch}"


class Comment(models.Model):
    """A remark on a gate; people named with @ hear of it."""

    gate = models.ForeignKey("launches.Gate", models.CASCADE, related_name="comments")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    text = models.TextField(max_length=10_000)
    written_at = models.DateTimeField()
    mentions = models.ManyToManyField(Person, related_name="+", blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.author} on {self.gate}"
