"""The frozen audience of a briefing: who has read which edition, who is out of the count, who asked what."""

from django.db import models
from django.db.models import Q

from launchgate.briefings.models.briefings import Briefing, BriefingText
from launchgate.people.models import Function, Person


class Reading(models.Model):
    """One person's place in the audience of a published briefing.

    It stands for one function, in which the person had a seat then; without one it stands for the people chosen by
    name. `is_read` is true while the latest edition that had to be read was acknowledged.
    """

    class Out(models.TextChoices):
        AWAY = "away", "Away"
        LEFT = "left", "Left the company"

    briefing = models.ForeignKey(Briefing, models.CASCADE, related_name="readings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="readings")
    function = models.ForeignKey(Function, models.PROTECT, null=True, related_name="+")
    is_read = models.BooleanField(default=False)
    out = models.CharField(
        max_length=4, choices=Out.choices, blank=True, help_text="Why this reader is out of the count; empty: counted."
    )

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["briefing", "person"], name="reader_once_per_briefing")]
        indexes = [models.Index(fields=["person"], condition=Q(is_read=False), name="reading_ahead")]

    def __str__(self) -> str:
        return f"{self.person} reads {self.briefing_id}"

    @property
    def slot(self) -> str:
        """Return the slot of the turn in which it is asked for."""
        return f"acknowledge:reading:{self.pk}"

    @property
    def subject(self) -> str:
        """Return what that turn is about."""
        return f"reading:{self.pk}"

    @property
    def is_asked(self) -> bool:
        """Say whether a turn asks this reader to read it."""
        return not self.is_read and not self.out


class Receipt(models.Model):
    """That a reader has read an edition, under a printed name. It is never changed."""

    reading = models.ForeignKey(Reading, models.CASCADE, related_name="receipts")
    edition = models.ForeignKey(BriefingText, models.PROTECT, related_name="receipts")
    printed_name = models.CharField(max_length=200)
    read_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["reading", "edition"], name="edition_read_once")]

    def __str__(self) -> str:
        return f"{self.printed_name} has read {self.edition_id}"


class ReaderQuestion(models.Model):
    """What a reader asked about a briefing, and what the owner answered. All its readers see both."""

    reading = models.ForeignKey(Reading, models.CASCADE, related_name="questions")
    text = models.TextField(max_length=2000)
    asked_at = models.DateTimeField()
    answer = models.TextField(max_length=4000, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="reader_answer_says_who_and_when",
            )
        ]

    def __str__(self) -> str:
        return f"Question {self.pk} about {self.reading_id}"

    @property
    def slot(self) -> str:
        """Return the slot of the turn in which it is answered."""
        return f"answer:readerquestion:{self.pk}"

    @property
    def subject(self) -> str:
        """Return what that turn is about."""
        return f"readerquestion:{self.pk}"


class ReaderNudge(models.Model):
    """That somebody asked a reader again, by a mail of its own; once a day."""

    reading = models.ForeignKey(Reading, models.CASCADE, related_name="nudges")
    nudged_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    nudged_on = models.DateField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["reading", "nudged_on"], name="reader_nudged_once_a_day")]

    def __str__(self) -> str:
        return f"{self.reading_id} nudged on {self.nudged_on}"
