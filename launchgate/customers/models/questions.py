"""Questions of the front line to a gate."""

from django.db import models
from django.db.models import Q

from launchgate.launches.models import Gate, Launch
from launchgate.people.models import Function, Person


class Question(models.Model):
    """What somebody who talks to customers wants to know of a gate; its first deciding function answers."""

    class Status(models.TextChoices):
        OPEN = "open", "Open"
        ANSWERED = "answered", "Answered"
        WITHDRAWN = "withdrawn", "Withdrawn"
        ENDED = "ended", "Launch stopped"

    launch = models.ForeignKey(Launch, models.CASCADE, related_name="questions")
    gate = models.ForeignKey(Gate, models.CASCADE, related_name="questions")
    function = models.ForeignKey(Function, models.PROTECT, related_name="+", help_text="Who answers.")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    text = models.TextField(max_length=2000)
    asked_at = models.DateTimeField()
    status = models.CharField(max_length=9, choices=Status.choices, default=Status.OPEN)
    answer = models.TextField(max_length=4000, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True, help_text="When it was answered, withdrawn or ended.")

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["launch"], condition=Q(status="open"), name="question_open")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="open", settled_at=None) | (~Q(status="open") & Q(settled_at__isnull=False)),
                name="settled_question_says_when",
            ),
            models.CheckConstraint(
                condition=Q(status="answered", answered_by__isnull=False)
                | (~Q(status="answered") & Q(answered_by=None)),
                name="answered_question_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"Question on {self.gate}"
