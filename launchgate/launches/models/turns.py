"""Turns: whose court the ball is in. Desk, reminders, ledger and dashboard all read this one table."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from launchgate.launches.about import About, Matter, about_subjects
from launchgate.launches.models.decisions import Condition
from launchgate.launches.models.gates import Gate, HandOff
from launchgate.launches.models.launch import Hold, Launch
from launchgate.launches.models.revisions import Revision
from launchgate.people.models import Function, Person


class Turn(models.Model):
    """Something that is asked of a function or of a person. It runs while its holder can act."""

    class Kind(models.TextChoices):
        ACCEPT = "accept", "Accept the hand-off"
        REPLY = "reply", "Answer a bounced hand-off"
        PREPARE = "prepare", "Prepare and submit"
        CONTRIBUTE = "contribute", "Answer checklist items"
        SIGN = "sign", "Sign off"
        CLEAR = "clear", "Meet a condition"
        CONFIRM = "confirm", "Confirm a condition"
        EXTEND = "extend", "Extend a missed condition"
        RESUME = "resume", "Look again at the hold"
        TIER = "tier", "Decide on another tier"
        VERSION = "version", "Decide on a newer playbook version"
        GO_LIVE = "go_live", "Go live"
        ANSWER = "answer", "Answer a question"
        BACK = "back", "Back a promise"
        KEEP = "keep", "Say whether a promise was kept"
        VOICE = "voice", "Give a voice on an exception"
        DECIDE = "decide", "Decide an exception"
        ACKNOWLEDGE = "acknowledge", "Read and acknowledge"
        REVIEW = "review", "Review the launch"

    ENDS_A_HOLD = frozenset({Kind.RESUME, Kind.EXTEND})
    # What is asked of somebody in person, in whose place nobody can do it.
    NOBODY_ELSE = frozenset({Kind.ACKNOWLEDGE})
    # What is asked while a launch is public; everything else ends on that day.
    WHILE_PUBLIC = frozenset(
        {Kind.BACK, Kind.KEEP, Kind.REVIEW, Kind.VOICE, Kind.DECIDE, Kind.ANSWER, Kind.ACKNOWLEDGE}
    )

    class Outcome(models.TextChoices):
        DONE = "done", "Done"
        NOT_NEEDED = "not_needed", "No longer needed"
        SENT_BACK = "sent_back", "Sent back"
        STOPPED = "stopped", "Launch stopped"

    kind = models.CharField(max_length=12, choices=Kind.choices)
    slot = models.CharField(max_length=80, help_text="Kind, subject, function and person: one open turn for each.")
    launch = models.ForeignKey(
        Launch, models.CASCADE, null=True, related_name="turns", help_text="Empty for a matter of no single launch."
    )
    subject = models.CharField(
        max_length=60, blank=True, default="", help_text="A row of a later room that it is about, such as promise:12."
    )
    gate = models.ForeignKey(Gate, models.CASCADE, null=True, related_name="turns")
    function = models.ForeignKey(Function, models.PROTECT, null=True, related_name="turns")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", help_text="Where it is personal.")
    hand_off = models.ForeignKey(HandOff, models.CASCADE, null=True, related_name="turns")
    condition = models.ForeignKey(Condition, models.CASCADE, null=True, related_name="turns")
    hold = models.ForeignKey(Hold, models.CASCADE, null=True, related_name="turns")
    revision = models.ForeignKey(Revision, models.CASCADE, null=True, related_name="turns")
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    holder = models.ForeignKey(Person, models.PROTECT, null=True, related_name="turns")
    capacity = models.CharField(max_length=10, blank=True, help_text="As what the holder holds it.")
    held_at = models.DateTimeField(
        null=True, blank=True, help_text="When it went to its holder, if that was after it opened."
    )
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    planned_for = models.DateField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True, help_text="Past this, the turn counts as stalled.")
    next_at = models.DateTimeField(null=True, blank=True, help_text="When the sweep looks at it next.")
    step = models.PositiveSmallIntegerField(default=0, help_text="The last step of the ladder that was taken.")
    delay_days = models.FloatField(default=0.0, help_text="Working days by which progress and rests put off its steps.")
    progress_at = models.DateTimeField(null=True, blank=True, help_text="When its holder's side last moved it on.")
    progress_step = models.PositiveSmallIntegerField(null=True, blank=True, help_text="The step that progress put off.")
    rests_until = models.DateTimeField(null=True, blank=True, help_text="No reminder before: its holder asked for it.")
    rest_days = models.FloatField(default=0.0, help_text="Of the days of delay, those of the rest that goes on.")
    passed_on = models.JSONField(default=list, blank=True, help_text="Ids of the people who said it is not theirs.")
    sweep = models.CharField(max_length=36, blank=True, default="", help_text="The sweep that claimed it last.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slot"], condition=Q(closed_at=None), name="one_open_turn_per_slot"),
            models.CheckConstraint(
                condition=Q(closed_at=None, outcome="") | (Q(closed_at__isnull=False) & ~Q(outcome="")),
                name="closed_turn_has_an_outcome",
            ),
            models.CheckConstraint(condition=Q(launch__isnull=False) | ~Q(subject=""), name="turn_is_about_something"),
        ]
        indexes = [
            models.Index(fields=["holder", "opened_at", "id"], condition=Q(closed_at=None), name="turn_on_desk"),
            models.Index(fields=["asked_by", "opened_at"], condition=Q(closed_at=None), name="turn_asked"),
            models.Index(fields=["launch", "gate"], condition=Q(closed_at=None), name="turn_open_on_launch"),
            models.Index(fields=["subject"], condition=~Q(subject="") & Q(closed_at=None), name="turn_by_subject"),
            models.Index(fields=["next_at"], condition=Q(closed_at=None, paused_at=None), name="turn_due_for_sweep"),
            models.Index(fields=["sweep"], condition=~Q(sweep=""), name="turn_by_sweep"),
            models.Index(fields=["due_at"], condition=Q(closed_at=None, paused_at=None), name="turn_past_its_date"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.slot}"

    @cached_property
    def about(self) -> About:
        """Return what a later room says of the row that it is about; lists read theirs together by `read_about`."""
        return about_subjects([self.subject])[self.subject]

    @property
    def held_since(self) -> datetime:
        """Return since when its present holder has it, which may be long after it was first asked."""
        return self.held_at or self.opened_at

    @property
    def matter(self) -> Matter:
        """Return what it hangs on: its launch, or the matter of no single launch that it is about."""
        return self.launch or self.about.matter

    def is_stalled(self, now: datetime) -> bool:
        """Say whether it runs past the moment by which it was due."""
        return self.paused_at is None and self.due_at is not None and self.due_at < now


class Step(models.Model):
    """One step of a turn's ladder: when it is taken, what it is, and who hears of it."""

    class Kind(models.TextChoices):
        REMIND = "remind", "Reminder"
        LAST = "last", "Last reminder"
        DEPUTY = "deputy", "Told the deputy"
        SPONSOR = "sponsor", "Told the sponsor"

    turn = models.ForeignKey(Turn, models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    at = models.DateTimeField()
    # The index by person and moment below finds a person's steps too.
    person = models.ForeignKey(Person, models.PROTECT, db_index=False, related_name="+")

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["person", "at"], name="step_of_person")]
        constraints = [models.UniqueConstraint(fields=["turn", "number"], name="step_number_once_per_turn")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number} of turn {self.turn_id}"


class Pause(models.Model):
    """A time in which a turn did not run, and why."""

    class Cause(models.TextChoices):
        HELD = "held", "Launch on hold"
        BLOCKED = "blocked", "An earlier gate is not passed"

    turn = models.ForeignKey(Turn, models.CASCADE, related_name="pauses")
    cause = models.CharField(max_length=8, choices=Cause.choices)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["turn"], condition=Q(ended_at=None), name="one_open_pause_per_turn")
        ]

    def __str__(self) -> str:
        return f"{self.get_cause_display()} since {self.started_at}"


class Rest(models.Model):
    """A time for which a turn's holder asked not to be reminded, and why. The ledger goes on counting."""

    turn = models.ForeignKey(Turn, models.CASCADE, related_name="rests")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    until = models.DateField(help_text="The day on which reminders begin again, in the person's zone.")
    reason = models.CharField(max_length=500)
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["asked_at", "pk"]

    def __str__(self) -> str:
        return f"Turn {self.turn_id} rests until {self.until}"


class PassedOn(models.Model):
    """That somebody said a turn is not theirs, and why; it goes to whoever comes next."""

    turn = models.ForeignKey(Turn, models.CASCADE, related_name="refusals")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    said_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "turns passed on"
        ordering = ["said_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["turn", "person"], name="passed_on_once")]

    def __str__(self) -> str:
        return f"Turn {self.turn_id} is not {self.person_id}'s"


class TurnQuestion(models.Model):
    """What a turn's holder wants to know of whoever asked, where there is no gate to ask it on; and the answer."""

    turn = models.ForeignKey(Turn, models.CASCADE, related_name="questions")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", help_text="Who asked it, as the holder.")
    to = models.ForeignKey(Person, models.PROTECT, related_name="+", help_text="Whom it was asked.")
    text = models.TextField()
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, answer="")
                | Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer=""),
                name="turn_question_answered_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"Question {self.pk} about turn {self.turn_id}"
