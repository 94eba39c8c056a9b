"""Items of a gate, the answers given to them with all their versions, and the proof attached."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from launchgate.launches.models.gates import Gate
from launchgate.people.models import Function, Person
from launchgate.playbooks.models import Question


class AskedItems(models.Manager["Item"]):
    """The items that are still asked: what a later playbook version or another tier took away is left out."""

    def get_queryset(self) -> models.QuerySet["Item"]:
        """Return the items that nobody removed."""
        return super().get_queryset().filter(removed_at=None)


class Item(Question):
    """A question on a gate's checklist. Its current answer and meaning are kept on it.

    One that is no longer asked keeps its row for history and signatures; `every` has those as well.
    """

    gate = models.ForeignKey(Gate, models.CASCADE, related_name="items")
    function = models.ForeignKey(Function, models.PROTECT, related_name="+", help_text="Who answers it.")
    relied_on_by = models.ManyToManyField(Function, blank=True, related_name="+", help_text="Who vouches for it too.")
    answer = models.ForeignKey("launches.Answer", models.PROTECT, null=True, blank=True, related_name="+")
    meaning = models.PositiveIntegerField(
        default=0,
        help_text="0 before the first answer; equal meanings mean equal values, or texts that differ in wording only.",
    )
    proof = models.CharField(
        max_length=64, blank=True, help_text="Digest of the proofs attached; equal ones mean the same proofs."
    )
    is_answered = models.BooleanField(default=False)
    is_not_applicable = models.BooleanField(
        default=False, help_text="Its head said so: it counts as answered, and needs no proof."
    )
    evidence_count = models.PositiveSmallIntegerField(default=0)
    asked_from = models.PositiveIntegerField(
        default=1, help_text="The first version of its answer that was given to the present words."
    )
    removed_at = models.DateTimeField(null=True, blank=True, help_text="Since when it is no longer asked.")
    revision = models.ForeignKey(
        "launches.Revision", models.PROTECT, null=True, blank=True, related_name="+", help_text="The last to change it."
    )

    objects: ClassVar = AskedItems()
    every: ClassVar = models.Manager()

    class Meta(Question.Meta):
        indexes = [
            models.Index(fields=["gate"], condition=Q(track="market", removed_at=None), name="item_of_the_market"),
            # Of all items: a plan that was made before its values are known takes no part of one.
            models.Index(fields=["origin"], name="item_by_origin"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["gate", "key"], condition=Q(removed_at=None), name="item_key_asked_once_per_gate"
            ),
            models.CheckConstraint(
                condition=Q(is_answered=False) | Q(answer__isnull=False), name="answered_item_has_an_answer"
            ),
            models.CheckConstraint(
                condition=Q(is_not_applicable=False) | Q(is_answered=True),
                name="not_applicable_counts_as_answered",
            ),
        ]

    @property
    def wants_proof(self) -> bool:
        """Say whether its answer has to be proved and nothing is attached yet."""
        return self.needs_evidence and not self.evidence_count and not self.is_not_applicable

    @property
    def value(self) -> Any:
        """Return the current value, or None while there is none."""
        return self.answer.value if self.answer_id and self.answer else None


class Answer(models.Model):
    """One version of an item's answer. Never changed; the item points at the current one."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    value = models.JSONField(null=True, help_text="None when the answer was taken away.")
    meaning = models.PositiveIntegerField(
        help_text="The number of the first version with this value, or of the one whose wording alone this changed."
    )
    is_wording = models.BooleanField(
        default=False, help_text="Whoever wrote it said that only the wording changed, and nobody overruled that."
    )
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["item", "number"], name="answer_number_once_per_item")]

    def __str__(self) -> str:
        return f"{self.item}, version {self.number}"


class Exhibit(models.Model):
    """What proves something: a note, a link or a file (kept outside the web root)."""

    class Kind(models.TextChoices):
        NOTE = "note", "Note"
        LINK = "link", "Link"
        FILE = "file", "File"

    kind = models.CharField(max_length=4, choices=Kind.choices)
    title = models.CharField(max_length=200)
    note = models.TextField(blank=True, max_length=10_000)
    url = models.URLField(blank=True, max_length=2000)
    file = models.FileField(blank=True, upload_to="evidence/%Y/%m")
    size = models.PositiveBigIntegerField(default=0, help_text="Bytes.")
    sha256 = models.CharField(max_length=64, blank=True)
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title


class Evidence(Exhibit):
    """Proof attached to an item."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="evidence")
    asked_from = models.PositiveIntegerField(
        default=1, help_text="The first version of its answer that was given to the present words."
    )
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "evidence"
