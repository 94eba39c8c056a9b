"""Nudges: the reminders that were due, each written once."""

from django.db import models
from django.db.models import Q

from launchgate.launches.models import Turn
from launchgate.people.models import Person


class Nudge(models.Model):
    """One step of one turn for one person; unique, so that no sweep writes it twice."""

    # The unique constraint begins with the turn; an index of all nudges by person would cost every sweep for nothing.
    turn = models.ForeignKey(Turn, models.CASCADE, db_index=False, related_name="nudges")
    step = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8)
    person = models.ForeignKey(Person, models.PROTECT, db_index=False, related_name="nudges")
    due_at = models.DateTimeField()
    written_at = models.DateTimeField()
    is_untold = models.BooleanField(default=False, help_text="No digest has told its deputy or sponsor of it yet.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["turn", "step", "person"], name="nudge_once")]
        indexes = [
            models.Index(
                fields=["person", "written_at"], condition=Q(kind__in=["deputy", "sponsor"]), name="nudge_told"
            ),
            models.Index(fields=["person"], condition=Q(is_untold=True), name="nudge_untold"),
        ]

    def __str__(self) -> str:
        return f"Step {self.step} of turn {self.turn_id} to {self.person_id}"
