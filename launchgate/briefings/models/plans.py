"""Hand-over plans of a launch, one per customer: who meets whom, what happens when, what the customer brings."""

from typing import cast

from django.db import models
from django.db.models import Q

from launchgate.customers.models import Customer
from launchgate.launches.models import Launch
from launchgate.people.models import Person


class HandOverPlan(models.Model):
    """The plan that a customer gets with the order. Its words live in versions; the latest one counts.

    The one without a customer is the general one, from which those of customers begin.
    """

    launch = models.ForeignKey(Launch, models.CASCADE, related_name="hand_over_plans")
    customer = models.ForeignKey(
        Customer, models.PROTECT, null=True, related_name="hand_over_plans", help_text="Empty on the general one."
    )
    version = models.ForeignKey("briefings.PlanVersion", models.PROTECT, null=True, related_name="+")
    is_complete = models.BooleanField(default=False, help_text="It names people on both sides and at least one step.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["launch", "customer"], name="one_plan_per_customer"),
            models.UniqueConstraint(fields=["launch"], condition=Q(customer=None), name="one_general_plan"),
        ]

    def __str__(self) -> str:
        return f"Hand-over plan {self.pk} of launch {self.launch_id}"

    @property
    def latest(self) -> "PlanVersion":
        """Return the version that counts; there is one once it is saved."""
        return cast(PlanVersion, self.version)


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
