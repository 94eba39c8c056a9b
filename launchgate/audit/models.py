"""The append-only record: one event per change, hash-chained per launch (and one chain for company matters)."""

from django.conf import settings
from django.db import models


class Chained(models.Model):
    """Something that has a chain of events of its own; its row carries the head of the chain and is its lock."""

    chain_count = models.PositiveBigIntegerField(default=0, editable=False)
    chain_head = models.CharField(max_length=64, default="", blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def chain_key(self) -> str:
        """Name the chain, for example `launch:12`."""
        return f"{self._meta.model_name}:{self.pk}"


class Event(models.Model):
    """One audited fact. `text` is the canonical JSON exactly as it was hashed; the columns repeat it for queries."""

    chain = models.CharField(max_length=40)
    number = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=60)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, related_name="+")
    subject = models.CharField(max_length=60, blank=True)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    text = models.TextField()
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="event_number_once_per_chain")]

    def __str__(self) -> str:
        return f"{self.chain} {self.number} {self.kind}"


class Anchor(models.Model):
    """One root a day over the heads of all chains: it proves how far each had come. Append-only, like events."""

    day = models.DateField(unique=True)
    previous = models.CharField(max_length=64, blank=True, unique=True, help_text="The root of the anchor before.")
    events = models.PositiveBigIntegerField(help_text="How many events all chains had.")
    root = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"Anchor of {self.day}"


class AnchoredHead(models.Model):
    """How far a chain had come when it was anchored; chains that stood still since the anchor before have no row."""

    anchor = models.ForeignKey(Anchor, models.PROTECT, related_name="heads")
    chain = models.CharField(max_length=40)
    count = models.PositiveBigIntegerField()
    head = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "count"], name="head_anchored_once")]

    def __str__(self) -> str:
        return f"{self.chain} at {self.count}"
