"""A gate of a launch: who decides on it, how it was handed over and how it was submitted."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from launchgate.launches.models.launch import Launch
from launchgate.people.models import Function, Person
from launchgate.playbooks.models import GateTemplate


class Gate(models.Model):
    """One stop of one launch."""

    class Status(models.TextChoices):
        WAITING = "waiting", "Waiting"
        OPEN = "open", "Open"
        IN_REVIEW = "in_review", "In review"
        SIGNED = "signed", "Signed"
        CHANGED = "changed", "Signed, then changed"
        NOT_APPLICABLE = "not_applicable", "Not applicable"
        OVERRIDDEN = "overridden", "Overridden"

    PASSED = frozenset({Status.SIGNED, Status.NOT_APPLICABLE, Status.OVERRIDDEN})

    launch = models.ForeignKey(Launch, models.CASCADE, related_name="gates")
    template = models.ForeignKey(GateTemplate, models.PROTECT, related_name="+")
    kind = models.SlugField(max_length=40)
    name = models.CharField(max_length=80)
    icon = models.SlugField(max_length=20)
    order = models.PositiveSmallIntegerField()
    purpose = models.CharField(max_length=300, blank=True)
    statement = models.TextField()
    deputies_sign = models.BooleanField(default=True)
    asks_password = models.BooleanField(default=False, help_text="Signing asks for the password again.")
    insight_kinds = models.PositiveSmallIntegerField(
        default=0, help_text="Of so many kinds customers are heard before it can be submitted."
    )
    status = models.CharField(max_length=16, choices=Status.choices, default=Status.WAITING)
    planned_for = models.DateField(help_text="Day by which it should be passed, planned backwards from the target.")
    opened_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True, help_text="When it last became passed.")
    submission = models.ForeignKey(
        "launches.Submission", models.PROTECT, null=True, blank=True, related_name="+", help_text="The one that stands."
    )

    class Meta:
        ordering = ["order", "pk"]
        indexes = [models.Index(fields=["launch"], condition=Q(status="overridden"), name="gate_overridden")]
        constraints = [
            models.UniqueConstraint(fields=["launch", "kind"], name="gate_kind_once_per_launch"),
            models.CheckConstraint(
                condition=Q(status="waiting", opened_at=None) | (~Q(status="waiting") & Q(opened_at__isnull=False)),
                name="opened_gate_says_since_when",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the path of the gate page."""
        return reverse("launches:gate", args=[f"L-{self.launch_id}", self.kind])

    @property
    def is_passed(self) -> bool:
        """Say whether what comes after it may go on."""
        return self.status in self.PASSED


class Decider(models.Model):
    """A function named on a gate, and where it stands: each of them signs."""

    gate = models.ForeignKey(Gate, models.CASCADE, related_name="deciders")
    function = models.ForeignKey(Function, models.PROTECT, related_name="deciders")
    decision = models.ForeignKey(
        "launches.Decision", models.PROTECT, null=True, blank=True, related_name="+", help_text="Its latest."
    )
    is_through = models.BooleanField(default=False, help_text="The latest decision lets the gate pass and is current.")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["gate", "function"], name="decider_once_per_gate")]

    def __str__(self) -> str:
        return f"{self.function} on {self.gate}"

    @property
    def is_signed(self) -> bool:
        """Say whether its latest decision is a signature, current or not."""
        return self.decision is not None and self.decision.kind in self.decision.SIGNATURES


class Submission(models.Model):
    """One time that a gate was put forward for signature, with the note for the functions that come next."""

    gate = models.ForeignKey(Gate, models.CASCADE, related_name="submissions")
    number = models.PositiveSmallIntegerField()
    submitter = models.ForeignKey(Person, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField()
    note = models.TextField("hand-off note", max_length=10_000, blank=True)
    offered = models.PositiveSmallIntegerField(default=0, help_text="Items offered as a condition.")
    told = models.PositiveSmallIntegerField(default=0, help_text="Prompts of the hand-off that were answered.")
    ended_at = models.DateTimeField(null=True, blank=True, help_text="Empty while it stands.")
    outcome = models.CharField(max_length=16, blank=True, help_text="sent_back, taken_back, reopened or revised.")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["gate", "number"], name="submission_number_once_per_gate"),
            models.UniqueConstraint(fields=["gate"], condition=Q(ended_at=None), name="one_standing_submission"),
        ]

    def __str__(self) -> str:
        return f"{self.gate}, submission {self.number}"


class SubmissionPart(models.Model):
    """What a submission hands on under one prompt of the playbook; the prompt stands here as it was asked."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="parts")
    position = models.PositiveSmallIntegerField()
    prompt = models.CharField(max_length=200)
    text = models.TextField(max_length=10_000)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["submission", "position"], name="part_once_per_submission")]

    def __str__(self) -> str:
        return self.prompt


class Offer(models.Model):
    """A required item that could not be answered at submission and is offered as a condition instead."""

    class Status(models.TextChoices):
        OPEN = "open", "Offered"
        TAKEN = "taken", "Became a condition"
        VOID = "void", "No longer offered"

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="offers")
    item = models.ForeignKey("launches.Item", models.CASCADE, related_name="offers")
    reason = models.TextField(max_length=2000)
    due_on = models.DateField()
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.OPEN)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["submission", "item"], name="offer_once_per_submission")]

    def __str__(self) -> str:
        return f"{self.item} by {self.due_on}"


class HandOff(models.Model):
    """A note from a gate to one function of a next gate, accepted or bounced with a question."""

    class Status(models.TextChoices):
        OFFERED = "offered", "To be accepted"
        BOUNCED = "bounced", "Bounced with a question"
        ACCEPTED = "accepted", "Accepted"

    from_gate = models.ForeignKey(Gate, models.CASCADE, related_name="hand_offs_given")
    to_gate = models.ForeignKey(Gate, models.CASCADE, related_name="hand_offs_received")
    function = models.ForeignKey(Function, models.PROTECT, related_name="+")
    giver = models.ForeignKey(Person, models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    submission = models.ForeignKey(
        Submission, models.PROTECT, null=True, related_name="+", help_text="Whose parts it hands on."
    )
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.OFFERED)
    bounces = models.PositiveSmallIntegerField(default=0)
    given_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["from_gate", "to_gate", "function"], name="hand_off_once_per_function")
        ]

    def __str__(self) -> str:
        return f"{self.from_gate} to {self.function}"


class HandOffNote(models.Model):
    """A question that bounced a hand-off, or the giver's reply to it."""

    hand_off = models.ForeignKey(HandOff, models.CASCADE, related_name="notes")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    is_question = models.BooleanField()
    part = models.ForeignKey(
        SubmissionPart, models.PROTECT, null=True, related_name="+", help_text="The part that the question is about."
    )
    text = models.TextField(max_length=10_000)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{'Question' if self.is_question else 'Reply'} on {self.hand_off}"
