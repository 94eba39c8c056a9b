"""The customer hand-over plan of a launch: who meets whom, what happens when, what the customer brings."""

from django.db import models

from launchgate.launches.models import Launch
from launchgate.people.models import Person


class HandOverPlan(models.Model):
    """The plan that a customer gets with the order. Its words live in versions; the latest one counts."""

    launch = models.OneToOneField(Launch, models.CASCADE, related_name="hand_over_plan")
    version = models.ForeignKey("briefings.PlanVersion", models.PROTECT, null=True, related_name="+")
    is_complete = models.BooleanField(default=False, help_text="It names people on both sides and at least one step.")

    def __str__(self) -> str:
        return f"Hand-over plan of {self.launch_id}"


class PlanVersion(models.Model):
    """All words of a plan as they were saved once: welcome, stakeholders, steps, and what the customer brings."""

    plan = models.ForeignKey(HandOverPlan, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField(default=dict, help_text="As plan_words.PlanWords has it.")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="plan_version_number_once")]

    def __str__(self) -> str:
        return f"Version {self.number} of {self.plan}"


class StepDone(models.Model):
    """That a step of a plan is done; a step keeps its key through the versions of the plan."""

    plan = models.ForeignKey(HandOverPlan, models.CASCADE, related_name="done")
    key = models.CharField(max_length=12)
    done_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    done_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "key"], name="step_done_once")]

    def __str__(self) -> str:
        return f"Step {self.key} of plan {self.plan_id}"
