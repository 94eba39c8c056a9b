"""Exceptions: what a customer asks for outside of the box, the voices that are heard on it, and what was decided."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from launchgate.customers.models import Customer, Promise
from launchgate.launches.models import Launch
from launchgate.launches.models.decisions import Decision
from launchgate.offerings.models.catalogue import Offering
from launchgate.people.models import Function, Person
from launchgate.playbooks.models import Version


class ExceptionQuerySet(models.QuerySet["ExceptionRequest"]):
    """Exceptions, narrowed by who looks."""

    def visible_to(self, person: Person) -> "ExceptionQuerySet":
        """Keep those that this person may see: one for a launch is for those who may see it, and for who asked."""
        if person.is_executive:
            return self
        seen = Q(launch=None) | Q(requester=person) | Q(launch__in=Launch.objects.visible_to(person))
        return self.filter(seen)


class ExceptionRequest(models.Model):
    """Something outside of the box that somebody asks for, for a customer. Its words never change.

    Without a launch it is a matter of its own: the requester owns it, an executive sponsors it, and a playbook says
    when reminders leave.
    """

    class Status(models.TextChoices):
        ASKED = "asked", "Voices are heard"
        HEARD = "heard", "To be decided"
        APPROVED = "approved", "Approved"
        DECLINED = "declined", "Declined"
        WITHDRAWN = "withdrawn", "Withdrawn"
        EXPIRED = "expired", "Expired"
        STOPPED = "stopped", "Launch stopped"

    UNDECIDED = (Status.ASKED, Status.HEARD)
    # What somebody decided, and what ended without or after it.
    DECIDED = (Status.APPROVED, Status.DECLINED, Status.EXPIRED)
    ENDED = (Status.WITHDRAWN, Status.EXPIRED, Status.STOPPED)

    customer = models.ForeignKey(Customer, models.PROTECT, related_name="exceptions")
    customer_name = models.CharField(
        "customer", max_length=200, help_text="As the requester wrote it: the record proves it."
    )
    what = models.CharField("what is asked for", max_length=200)
    why = models.TextField(max_length=4000)
    amount = models.DecimalField("value", max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    needed_by = models.DateField("by when", null=True, blank=True)
    offering = models.ForeignKey(Offering, models.PROTECT, null=True, blank=True, related_name="exceptions")
    launch = models.ForeignKey(Launch, models.CASCADE, null=True, blank=True, related_name="exceptions")
    promise = models.ForeignKey(
        Promise, models.CASCADE, null=True, blank=True, related_name="exceptions", help_text="That it would cover."
    )
    requester = models.ForeignKey(Person, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    sponsor = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", help_text="Empty on a launch.")
    version = models.ForeignKey(Version, models.PROTECT, null=True, related_name="+", help_text="Empty on a launch.")
    root = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="alike", help_text="The first one that it is like."
    )
    status = models.CharField(max_length=9, choices=Status.choices, default=Status.ASKED)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    capacity = models.CharField(max_length=10, blank=True, choices=Decision.Capacity.choices)
    conditions = models.TextField(max_length=4000, blank=True)
    expires_on = models.DateField(null=True, blank=True, help_text="The last day on which it may be used.")
    reason = models.TextField(max_length=4000, blank=True, help_text="Why it was declined.")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = ExceptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount=None, currency="") | (Q(amount__gte=0) & ~Q(currency="")),
                name="exception_value_has_a_currency",
            ),
            models.CheckConstraint(
                condition=Q(launch__isnull=False, sponsor=None, version=None)
                | Q(launch=None, sponsor__isnull=False, version__isnull=False),
                name="exception_hangs_on_something",
            ),
            models.CheckConstraint(
                condition=Q(promise=None) | Q(launch__isnull=False), name="exception_for_a_promise_is_on_its_launch"
            ),
            models.CheckConstraint(
                condition=Q(sponsor=None) | ~Q(sponsor=F("requester")), name="exception_sponsor_is_not_the_requester"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("requester")), name="exception_not_decided_by_requester"
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=["approved", "declined", "expired"], decided_at__isnull=False, decided_by__isnull=False
                )
                | (~Q(status__in=["approved", "declined", "expired"]) & Q(decided_at=None, decided_by=None)),
                name="exception_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["approved", "expired"], expires_on__isnull=False)
                | (~Q(status__in=["approved", "expired"]) & Q(expires_on=None)),
                name="approved_exception_expires",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["withdrawn", "expired", "stopped"], ended_at__isnull=False)
                | (~Q(status__in=["withdrawn", "expired", "stopped"]) & Q(ended_at=None)),
                name="ended_exception_says_since_when",
            ),
        ]
        indexes = [
            models.Index(fields=["-requested_at", "-id"], name="exception_newest"),
            models.Index(fields=["launch"], condition=Q(status__in=["asked", "heard"]), name="exception_undecided"),
            models.Index(fields=["expires_on"], condition=Q(status="approved"), name="exception_to_expire"),
            models.Index(fields=["requester", "-requested_at"], name="exception_by_requester"),
        ]

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        """Return the path of its page."""
        return reverse("offerings:exception", args=[self.pk])

    @property
    def key(self) -> str:
        """Return the key that people use, such as E-12."""
        return f"E-{self.pk}"

    @property
    def subject(self) -> str:
        """Return how turns and events name it."""
        return f"{self._meta.model_name}:{self.pk}"

    @property
    def is_undecided(self) -> bool:
        """Say whether it still waits for voices or for a decision."""
        return self.status in self.UNDECIDED

    @property
    def owner(self) -> Person:
        """Return who plays the part of a launch's owner."""
        return self.requester

    @property
    def owner_id(self) -> int:
        """See `owner`."""
        return self.requester_id

    @property
    def tier(self) -> int:
        """Return the tier by whose policy it is reminded of."""
        return Launch.Tier.TWO


class Voice(models.Model):
    """The place of a function among those that are heard on an exception, and what it says at present."""

    exception = models.ForeignKey(ExceptionRequest, models.CASCADE, related_name="voices")
    function = models.ForeignKey(Function, models.PROTECT, related_name="+")
    statement = models.OneToOneField(
        "offerings.Statement", models.PROTECT, null=True, blank=True, related_name="+", help_text="The present one."
    )
    passed_from = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", help_text="Who let the time pass."
    )
    passed_at = models.DateTimeField(null=True, blank=True)
    silent_at = models.DateTimeField(null=True, blank=True, help_text="Since when it counts as silent.")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["exception", "function"], name="one_voice_per_function"),
            models.CheckConstraint(
                condition=Q(passed_from=None, passed_at=None) | Q(passed_from__isnull=False, passed_at__isnull=False),
                name="passed_voice_says_from_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"Voice of function {self.function_id} on exception {self.exception_id}"

    @property
    def is_heard(self) -> bool:
        """Say whether it spoke, or counts as silent."""
        return self.statement_id is not None or self.silent_at is not None

    @property
    def is_silent(self) -> bool:
        """Say whether it let its time pass without a word."""
        return self.statement_id is None and self.silent_at is not None

    @property
    def is_against(self) -> bool:
        """Say whether it says no."""
        return self.statement is not None and self.statement.answer == Statement.Answer.NO


class Statement(models.Model):
    """What somebody said for a function on an exception. Never changed: a change of mind is another one."""

    class Answer(models.TextChoices):
        YES = "yes", "Yes"
        YES_IF = "yes_if", "Yes, if"
        NO = "no", "No"

    voice = models.ForeignKey(Voice, models.CASCADE, related_name="statements")
    answer = models.CharField(max_length=6, choices=Answer.choices)
    words = models.TextField(max_length=4000, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    printed_name = models.CharField(max_length=260)
    capacity = models.CharField(max_length=10, choices=Decision.Capacity.choices)
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["given_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(answer="yes") | ~Q(words=""), name="doubt_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.get_answer_display()}: {self.words}" if self.words else self.get_answer_display()


class Dismissal(models.Model):
    """That operations does not make a standard of exceptions that are alike, and why not."""

    root = models.ForeignKey(ExceptionRequest, models.CASCADE, related_name="dismissals")
    alike = models.PositiveIntegerField(help_text="How many there were.")
    reason = models.TextField(max_length=2000)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    dismissed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.alike} like exception {self.root_id} are no standard"
