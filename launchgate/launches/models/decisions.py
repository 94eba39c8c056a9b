"""What functions decide about gates, what a signature vouches for, and the conditions that decisions set."""

from django.db import models
from django.db.models import Q

from launchgate.launches.models.answers import Answer, Exhibit, Item
from launchgate.launches.models.gates import Gate
from launchgate.people.models import Function, Person


class Decision(models.Model):
    """What a person decided for a function on a gate. Never changed. An approving one is a signature."""

    class Kind(models.TextChoices):
        APPROVED = "approved", "Approved"
        CONDITIONS = "conditions", "Approved with conditions"
        SENT_BACK = "sent_back", "Sent back"
        NOT_APPLICABLE = "not_applicable", "Not applicable"
        OVERRIDDEN = "overridden", "Overridden"
        WITHDRAWN = "withdrawn", "Withdrawn"
        REOPENED = "reopened", "Reopened"

    SIGNATURES = frozenset({Kind.APPROVED, Kind.CONDITIONS})
    LETS_PASS = SIGNATURES | {Kind.NOT_APPLICABLE}

    class Capacity(models.TextChoices):
        HEAD = "head", "Head"
        DELEGATE = "delegate", "Delegate"
        DEPUTY = "deputy", "Deputy"
        SPONSOR = "sponsor", "Sponsor"
        ACTING = "acting", "Sponsor as acting head"
        EXECUTIVE = "executive", "Executive as acting head"

    class Means(models.TextChoices):
        SESSION = "session", "while signed in"
        PASSWORD = "password", "with password"

    gate = models.ForeignKey(Gate, models.CASCADE, related_name="decisions")
    function = models.ForeignKey(
        Function, models.PROTECT, null=True, related_name="+", help_text="Empty when the sponsor overrides."
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    capacity = models.CharField(max_length=10, choices=Capacity.choices)
    printed_name = models.CharField(max_length=300, help_text="As printed under the sentence.")
    sentence = models.TextField(blank=True, help_text="What was signed, word for word.")
    reason = models.TextField(blank=True, max_length=10_000)
    back_to = models.ForeignKey(Gate, models.CASCADE, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField()
    means = models.CharField(max_length=10, choices=Means.choices, default=Means.SESSION)
    once = models.CharField(max_length=64, blank=True, help_text="The key of the post that signed, see core.once.")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["once"], condition=~Q(once=""), name="decision_once_per_post"),
        ]

    def __str__(self) -> str:
        return f"{self.printed_name}: {self.get_kind_display()}"


class Vouched(models.Model):
    """One answer that a signature vouches for, with the meaning it had when it was signed."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="vouched")
    item = models.ForeignKey(Item, models.CASCADE, related_name="+")
    answer = models.ForeignKey(Answer, models.PROTECT, null=True, related_name="+")
    meaning = models.PositiveIntegerField()
    proof = models.CharField(max_length=64, blank=True, help_text="The digest of its proofs at that moment.")

    class Meta:
        verbose_name_plural = "vouched"
        constraints = [models.UniqueConstraint(fields=["decision", "item"], name="vouched_once_per_decision")]

    def __str__(self) -> str:
        return f"{self.item} as of meaning {self.meaning}"


class Condition(models.Model):
    """A follow-up of a conditional approval: its owner says done, the function that set it confirms."""

    class Status(models.TextChoices):
        OPEN = "open", "Open"
        DONE = "done", "Done, to be confirmed"
        CLEARED = "cleared", "Cleared"
        VOID = "void", "No longer needed"

    gate = models.ForeignKey(Gate, models.CASCADE, related_name="conditions")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="conditions")
    function = models.ForeignKey(Function, models.PROTECT, related_name="+", help_text="Set it and confirms it.")
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="conditions")
    text = models.TextField(max_length=2000)
    owner = models.ForeignKey(Person, models.PROTECT, related_name="conditions")
    due_on = models.DateField()
    needs_evidence = models.BooleanField(default=False, help_text="Its owner proves it when saying that it is done.")
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.OPEN)
    done_note = models.TextField(blank=True, max_length=2000)
    done_at = models.DateTimeField(null=True, blank=True)
    cleared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["due_on"], condition=Q(status="open"), name="condition_open")]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def is_settled(self) -> bool:
        """Say whether nothing more is asked about it."""
        return self.status in (self.Status.CLEARED, self.Status.VOID)


class ConditionProof(Exhibit):
    """Proof that a condition is met, given when its owner says so. Never removed: a later one stands beside it."""

    condition = models.ForeignKey(Condition, models.CASCADE, related_name="proofs")

    class Meta:
        ordering = ["pk"]
