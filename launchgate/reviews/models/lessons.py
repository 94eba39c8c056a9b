"""Lessons: what went wrong and why, what to ask next time, and the launches that have to look at it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from launchgate.launches.models import Launch
from launchgate.people.models import Function, Person
from launchgate.playbooks.models import ItemKind, Playbook

# By the first part of a source's name.
LEARNED_FROM = {
    "review": "a review",
    "launch": "its stop",
    "decision": "a gate that was sent back",
    "promise": "a broken promise",
}


class LessonQuerySet(models.QuerySet["Lesson"]):
    """Lessons, narrowed by who looks."""

    def visible_to(self, person: Person) -> "LessonQuerySet":
        """Keep the lessons of launches that this person may see."""
        if person.is_executive:
            return self
        return self.filter(Q(launch__is_confidential=False) | Q(launch__in=Launch.objects.visible_to(person)))


class Lesson(models.Model):
    """What a launch taught: what happened, why, and what to ask next time. Never changed, but taken into a playbook."""

    launch = models.ForeignKey(Launch, models.CASCADE, related_name="lessons", help_text="That taught it.")
    source = models.CharField(
        max_length=60, help_text="What it was learned from: review:3, launch:5 (a stop), decision:8, promise:7."
    )
    happened = models.TextField("what happened", max_length=10_000)
    why = models.TextField("why", max_length=10_000)
    tags = models.JSONField(default=list, blank=True)
    gate_kind = models.SlugField(max_length=40, help_text="The gate that should have caught it.")
    item_text = models.CharField("what to ask next time", max_length=500)
    item_kind = models.CharField(max_length=8, choices=ItemKind.choices, default=ItemKind.YES_NO)
    function = models.ForeignKey(Function, models.PROTECT, related_name="+", help_text="Who answers it.")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True, help_text="When it was taken into the playbook.")
    taken_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    kept_at = models.DateTimeField(null=True, blank=True, help_text="When its item was kept though it caught nothing.")
    kept_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    kept_reason = models.TextField(blank=True, max_length=2000)

    objects: ClassVar = LessonQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_at=None, taken_by=None) | Q(taken_at__isnull=False, taken_by__isnull=False),
                name="taken_lesson_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return self.item_text

    def get_absolute_url(self) -> str:
        """Return the path of the lesson's page."""
        return reverse("reviews:lesson", args=[self.pk])

    @property
    def origin(self) -> str:
        """Return the name under which items of playbooks point at it."""
        return f"lesson:{self.pk}"

    @property
    def learned_from(self) -> str:
        """Return what of its launch taught it, in words."""
        return LEARNED_FROM[self.source.partition(":")[0]]

    @property
    def playbook(self) -> Playbook:
        """Return the playbook into which it is taken: that of the launch that taught it."""
        return self.launch.version.playbook


class LessonWord(models.Model):
    """A word by which launches are found that a lesson fits, and how much it counts."""

    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="words")
    word = models.CharField(max_length=40, db_index=True)
    weight = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lesson", "word"], name="word_once_per_lesson")]

    def __str__(self) -> str:
        return self.word


class Fit(models.Model):
    """A lesson that fitted a launch when it opened: its owner says what is done about it, or why it does not apply."""

    launch = models.ForeignKey(Launch, models.CASCADE, related_name="fits")
    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="fits")
    looked_at = models.DateTimeField(null=True, blank=True)
    looked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    applies = models.BooleanField(null=True, blank=True)
    words = models.TextField(blank=True, max_length=2000)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["launch", "lesson"], name="lesson_fits_a_launch_once"),
            models.CheckConstraint(
                condition=Q(looked_at=None, looked_by=None, applies=None)
                | Q(looked_at__isnull=False, looked_by__isnull=False, applies__isnull=False),
                name="lesson_looked_at_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lesson} for {self.launch}"
