"""Playbooks: versioned templates from which launches are opened."""

from datetime import time

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from launchgate.people.models import Function


class Playbook(models.Model):
    """A named way of launching; its content lives in versions."""

    name = models.CharField(max_length=120, unique=True)
    description = models.TextField(blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the path of the playbook's page."""
        return reverse("playbooks:detail", args=[self.pk])


class Version(models.Model):
    """One state of a playbook. A published version never changes; a launch keeps the one it opened with."""

    playbook = models.ForeignKey(Playbook, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    note = models.CharField(max_length=300, blank=True, help_text="What changed against the version before.")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    # The reminder policy, in working days of the person who holds the ball.
    grace_days = models.PositiveSmallIntegerField("first reminder after", default=2)
    spacing_days = models.PositiveSmallIntegerField("then every", default=2)
    reminder_cap = models.PositiveSmallIntegerField("reminders at most", default=5)
    deputy_days = models.PositiveSmallIntegerField("deputy told after", default=5)
    sponsor_days = models.PositiveSmallIntegerField("sponsor told after", default=7)
    due_days = models.PositiveSmallIntegerField("a turn is due after", default=5)
    snooze_days = models.PositiveSmallIntegerField("longest rest", default=5)
    snooze_cap = models.PositiveSmallIntegerField("rests at most", default=2)
    digest_at = models.TimeField("reminders at", default=time(9), help_text="In the reader's own zone.")
    quiet_from = models.TimeField("quiet from", default=time(19))
    quiet_until = models.TimeField("quiet until", default=time(7))
    policies = models.JSONField(
        default=list,
        blank=True,
        help_text="What differs: one object per gate kind and tier, with the days that differ.",
    )

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["playbook", "number"], name="version_number_once_per_playbook"),
            models.UniqueConstraint(fields=["playbook"], condition=Q(published_at=None), name="one_draft_per_playbook"),
        ]

    def __str__(self) -> str:
        return f"{self.playbook}, version {self.number}"


class GateTemplate(models.Model):
    """A gate of a playbook version. Equal order numbers run in parallel."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="gates")
    kind = models.SlugField(max_length=40)
    name = models.CharField(max_length=80)
    icon = models.SlugField(max_length=20, default="product")
    order = models.PositiveSmallIntegerField()
    purpose = models.CharField(max_length=300, blank=True, help_text="What this gate makes sure of.")
    statement = models.TextField(
        help_text="The sentence a signature signs; {key} is filled from the answer, in words and with its unit."
    )
    functions = models.ManyToManyField(Function, related_name="gate_templates", help_text="Each of them signs.")
    working_days = models.PositiveSmallIntegerField(
        default=5, help_text="Planned length, for dates back from the target."
    )
    deputies_sign = models.BooleanField("deputies may sign", default=True)
    password_to_tier = models.PositiveSmallIntegerField(
        default=0, help_text="Signing asks for the password in tiers 1 (highest risk) to this one; 0: in none."
    )
    insight_kinds = models.PositiveSmallIntegerField(
        "kinds of insight", default=0, help_text="Of so many kinds customers are heard before it can be submitted."
    )

    prompts = models.JSONField(
        default=list,
        blank=True,
        help_text="What the next functions must know, prompt by prompt.",
    )
    share_to_go_public = models.PositiveSmallIntegerField(
        "share that has to read the briefing",
        default=0,
        help_text="Percent of each function in the audience that locks the public launch; 0: no briefing is needed.",
    )
    share_step = models.PositiveSmallIntegerField(
        "less per tier", default=0, help_text="By how many points of percent it is lower in each tier after the first."
    )
    hand_over_plan_to_tier = models.PositiveSmallIntegerField(
        default=0, help_text="The customer's hand-over is planned in tiers 1 (highest risk) to this one; 0: in none."
    )

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "kind"], name="gate_kind_once_per_version"),
            models.CheckConstraint(condition=Q(order__gte=1), name="gate_order_from_one"),
            models.CheckConstraint(condition=Q(password_to_tier__lte=3), name="gate_template_password_tier_known"),
            models.CheckConstraint(
                condition=Q(share_to_go_public__lte=100, share_step__lte=50, hand_over_plan_to_tier__lte=3),
                name="gate_template_internal_launch_fits",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def share_in(self, tier: int) -> int:
        """Return the percent of each function that have to read the briefing in a tier; 0 where none is needed."""
        return max(self.share_to_go_public - self.share_step * (tier - 1), 0)

    def plans_hand_over_in(self, tier: int) -> bool:
        """Say whether the customer's hand-over has to be planned in a tier."""
        return tier <= self.hand_over_plan_to_tier


class ItemKind(models.TextChoices):
    """The types an answer can have."""

    TEXT = "text", "Text"
    YES_NO = "yes_no", "Yes or no"
    CHOICE = "choice", "Choice"
    NUMBER = "number", "Number"
    MONEY = "money", "Money"
    DATE = "date", "Date"
    LINK = "link", "Link"
    FILE = "file", "File"


class Track(models.TextChoices):
    """Which list an item belongs to."""

    GATE = "gate", "Gate"
    MARKET = "market", "Go-to-market"


class Question(models.Model):
    """What an item asks, shared by the template and by the item of a launch that was made from it."""

    key = models.SlugField(max_length=60)
    position = models.PositiveIntegerField(default=0)
    text = models.CharField(max_length=500)
    help = models.TextField(blank=True)
    section = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=8, choices=ItemKind.choices, default=ItemKind.YES_NO)
    options = models.JSONField(default=list, blank=True, help_text="The choices of a choice.")
    unit = models.CharField(max_length=24, blank=True, help_text="Unit of a number, such as days or %.")
    is_required = models.BooleanField("required", default=False)
    needs_evidence = models.BooleanField(default=False)
    is_material = models.BooleanField("material", default=True, help_text="A change makes signatures look again.")
    track = models.CharField(max_length=8, choices=Track.choices, default=Track.GATE)
    asked_since = models.PositiveIntegerField(
        default=0, help_text="The version since which it asks the same, whatever its wording. 0: it is not known."
    )
    origin = models.CharField(
        max_length=60, blank=True, default="", help_text="A row of a later room that it was written for: lesson:12."
    )

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text


class ItemTemplate(Question):
    """An item of a gate template."""

    gate = models.ForeignKey(GateTemplate, models.CASCADE, related_name="items")
    function = models.ForeignKey(
        Function, models.PROTECT, related_name="+", help_text="Who answers it; usually the gate's own function."
    )
    relied_on_by = models.ManyToManyField(Function, blank=True, related_name="+", help_text="Who vouches for it too.")
    lowest_tier = models.PositiveSmallIntegerField(default=3, help_text="Asked in tiers 1 (highest risk) to this one.")

    class Meta(Question.Meta):
        constraints = [
            models.UniqueConstraint(fields=["gate", "key"], name="item_key_once_per_gate_template"),
            models.CheckConstraint(condition=Q(lowest_tier__in=[1, 2, 3]), name="item_template_tier_known"),
        ]


class Checklist(models.Model):
    """A checklist that was read and waits for its sections to be assigned to gates; gone once it is imported."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    draft = models.ForeignKey(Version, models.CASCADE, null=True, related_name="+", help_text="Into which it goes.")
    name = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64)
    read_at = models.DateTimeField()
    content = models.JSONField(help_text="What was found, as importing.found has it.")

    def __str__(self) -> str:
        return self.name or "Pasted text"
