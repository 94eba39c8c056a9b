"""Persons and their places: functions, seats, absences; and the company that they belong to."""

from datetime import time
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from launchgate.audit.models import Chained


def monday_to_friday() -> list[int]:
    """Return the usual working week as ISO weekdays less one (Monday is 0)."""
    return [0, 1, 2, 3, 4]


class WorkingHours(models.Model):
    """When somebody works: zone, public holidays of a country, weekdays and hours of the day."""

    time_zone = models.CharField(max_length=64, default="Europe/Berlin")
    country = models.CharField("holidays of", max_length=2, default="DE", help_text="ISO code of the country.")
    subdivision = models.CharField("region", max_length=8, blank=True, help_text="Region code, such as BY or CA.")
    weekdays = models.JSONField("working days", default=monday_to_friday)
    day_starts = models.TimeField("working from", default=time(9))
    day_ends = models.TimeField("until", default=time(17))

    class Meta:
        abstract = True


class Company(Chained, WorkingHours):
    """The company itself, one row: its calendar plans launches, its chain records matters of no single launch."""

    name = models.CharField(max_length=120, default="Our company")
    closures = models.JSONField(default=list, blank=True, help_text="Dates (YYYY-MM-DD) on which everybody is off.")

    class Meta:
        verbose_name_plural = "company"
        constraints = [models.CheckConstraint(condition=Q(id=1), name="there_is_one_company")]

    def __str__(self) -> str:
        return self.name


class PersonManager(BaseUserManager["Person"]):
    """Makes persons; e-mail addresses are kept in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """Create a person who signs in by e-mail."""
        person = self.model(email=email.strip().lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """Create an administrator."""
        return self.create_user(email, password, is_administrator=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "Person":
        """Find a person by e-mail, whatever its case."""
        return self.get(email=(username or "").strip().lower())


class Channel(models.TextChoices):
    """By what a person hears of what waits for them."""

    MAIL = "mail", "E-mail"
    SLACK = "slack", "Slack"
    TEAMS = "teams", "Microsoft Teams"


class Person(AbstractBaseUser, WorkingHours):
    """Somebody who signs in by e-mail. Deactivated people stay in the history."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField("active", default=True)
    is_executive = models.BooleanField("executive", default=False, help_text="Reads every launch; can be a sponsor.")
    is_administrator = models.BooleanField("administrator", default=False)
    assistant = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="assists", help_text="Enters absences for them."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(null=True, blank=True, help_text="When the personal data was erased by law.")
    digest_at = models.TimeField("digest at", null=True, blank=True, help_text="Empty: as the playbook says.")
    channel = models.CharField("reached by", max_length=8, choices=Channel.choices, default=Channel.MAIL)
    chat_address = models.CharField(max_length=500, blank=True, help_text="The secret webhook address of a chat.")
    mail_refused_at = models.DateTimeField(null=True, blank=True, help_text="Since when mail to the address bounces.")
    mail_refused_why = models.CharField(max_length=300, blank=True, help_text="What the mail server said.")
    mail_refused_later = models.BooleanField(default=False, help_text="The server took it first and sent it back.")
    chat_refused_at = models.DateTimeField(null=True, blank=True, help_text="Since when the chat takes no messages.")
    chat_refused_why = models.CharField(max_length=300, blank=True, help_text="What the chat answered.")
    calendar_key = models.CharField(
        max_length=64, null=True, blank=True, unique=True, help_text="The secret in the address of the calendar feed."
    )

    objects: ClassVar[PersonManager] = PersonManager()

    REFUSAL = ("mail_refused_at", "mail_refused_why", "mail_refused_later")
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "pk"]
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(Lower("email"), name="person_email_once_whatever_case"),
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(is_active=False), name="erased_person_is_not_active"
            ),
            models.CheckConstraint(
                condition=Q(channel="mail", chat_address="", chat_refused_at=None)
                | (~Q(channel="mail") & ~Q(chat_address="")),
                name="chat_has_an_address",
            ),
            models.CheckConstraint(
                condition=Q(assistant=None) | ~Q(assistant=models.F("id")), name="nobody_assists_themselves"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_staff(self) -> bool:
        """Say whether the Django admin lets this person in."""
        return self.is_administrator

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Administrators may use the whole Django admin, which is read-only wherever an action exists."""
        return self.is_active and self.is_administrator

    def has_module_perms(self, app_label: str) -> bool:
        """See `has_perm`."""
        return self.is_active and self.is_administrator

    @property
    def is_unreachable(self) -> bool:
        """Say whether nothing reaches this person: mail to them is refused, and no chat takes their messages."""
        has_chat = self.channel != Channel.MAIL and self.chat_address and self.chat_refused_at is None
        return self.mail_refused_at is not None and not has_chat

    def forget_refusal(self) -> None:
        """Set the fields of a refused address back, unsaved."""
        self.mail_refused_at, self.mail_refused_why, self.mail_refused_later = None, "", False

    @property
    def initials(self) -> str:
        """Return one or two letters for the avatar."""
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


class Function(models.Model):
    """A department that answers for something: operations, finance and so on."""

    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80, unique=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """A person's place in a function, with a rank; one active head per function."""

    class Rank(models.TextChoices):
        HEAD = "head", "Head"
        DEPUTY = "deputy", "Deputy"
        MEMBER = "member", "Member"

    person = models.ForeignKey(Person, models.PROTECT, related_name="seats")
    function = models.ForeignKey(Function, models.PROTECT, related_name="seats")
    rank = models.CharField(max_length=8, choices=Rank.choices, default=Rank.MEMBER)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["function"], condition=Q(rank="head", ended_at=None), name="one_head_per_function"
            ),
            models.UniqueConstraint(
                fields=["person", "function"], condition=Q(ended_at=None), name="one_seat_per_person_and_function"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_rank_display().lower()} of {self.function}"


class Absence(models.Model):
    """A time in which a person's turns go to a delegate (or, without one, on to the deputy).

    Who is there delegates as well: a delegate signs then, and the person still may. Limited to functions or kinds of
    gates, the person stays in place for everything else. `moved_at` and `returned_at` say when turns were moved at its
    first day and brought back after its last.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="absences")
    starts_on = models.DateField()
    ends_on = models.DateField(help_text="Last day away.")
    delegate = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="stands_in_for")
    functions = models.ManyToManyField(Function, blank=True, help_text="Empty: all of the person's functions.")
    gate_kinds = models.JSONField(default=list, blank=True, help_text="Empty: gates of every kind.")
    is_there = models.BooleanField("delegates while there", default=False)
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    ended_early_at = models.DateTimeField(null=True, blank=True)
    moved_at = models.DateTimeField(null=True, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="absence_ends_after_start"),
            models.CheckConstraint(
                condition=Q(delegate=None) | ~Q(delegate=models.F("person")), name="nobody_delegates_to_themselves"
            ),
            models.CheckConstraint(
                condition=Q(is_there=False) | Q(delegate__isnull=False), name="delegation_has_a_delegate"
            ),
        ]
        indexes = [
            models.Index(fields=["starts_on"], condition=Q(returned_at=None), name="absence_to_follow"),
        ]

    def __str__(self) -> str:
        return f"{self.person} {'delegates' if self.is_there else 'away'} {self.starts_on} to {self.ends_on}"

    @property
    def noun(self) -> str:
        """Return what it is called: an absence, or a delegation by somebody who is there."""
        return "delegation" if self.is_there else "absence"
