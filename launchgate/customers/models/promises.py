"""What was promised to customers, and what stands behind it."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from launchgate.customers.models.customers import Customer
from launchgate.launches.models import Item, Launch
from launchgate.people.models import Person
from launchgate.playbooks.models import ItemKind


class Promise(models.Model):
    """A promise to a customer. An answer backs it, an exception covers it, or it is withdrawn; then it is kept or not.

    Its own words never change; `status` follows from the answer it is linked to, and is kept so that lists need no look
    at answers.
    """

    class Kind(models.TextChoices):
        DATE = "date", "Date"
        PRICE = "price", "Price"
        SERVICE = "service", "Service level"
        SCOPE = "scope", "Scope"

    class Direction(models.TextChoices):
        AT_LEAST = "at_least", "At least"
        AT_MOST = "at_most", "At most"

    class Status(models.TextChoices):
        UNBACKED = "unbacked", "Not backed"
        COLLIDING = "colliding", "Collides"
        BACKED = "backed", "Backed"
        EXCEPTED = "excepted", "By exception"
        WITHDRAWN = "withdrawn", "Withdrawn"
        KEPT = "kept", "Kept"
        BROKEN = "broken", "Broken"
        ENDED = "ended", "Launch stopped"

    # What keeps a launch from going public; what stands behind a promise; what may still become of one.
    OPEN = (Status.UNBACKED, Status.COLLIDING)
    COVERED = (Status.BACKED, Status.EXCEPTED)
    STANDING = (*OPEN, *COVERED)
    # How the value of each kind is typed, as an answer is.
    VALUES: ClassVar[dict[str, str]] = {
        Kind.DATE: ItemKind.DATE,
        Kind.PRICE: ItemKind.MONEY,
        Kind.SERVICE: ItemKind.NUMBER,
        Kind.SCOPE: ItemKind.TEXT,
    }

    launch = models.ForeignKey(Launch, models.CASCADE, related_name="promises")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="promises")
    words = models.TextField("in words", max_length=2000)
    value = models.JSONField(null=True, blank=True, help_text="As an answer of its type; None where words say it all.")
    unit = models.CharField(max_length=24, blank=True)
    direction = models.CharField(max_length=8, choices=Direction.choices, blank=True)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_on = models.DateField()
    worth = models.DecimalField(max_digits=17, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    recorder = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    status = models.CharField(max_length=9, choices=Status.choices, default=Status.UNBACKED)
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="promises")
    meaning = models.PositiveIntegerField(default=0, help_text="Of the answer, when somebody said that it backs this.")
    backed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    exception = models.CharField(max_length=60, blank=True, help_text="What covers it, or did last.")
    told = models.TextField("what the customer was told", max_length=2000, blank=True)
    keep_on = models.DateField(null=True, blank=True, help_text="The day on which it is asked whether it was kept.")
    asked_at = models.DateTimeField(null=True, blank=True, help_text="When it was asked whether it was kept.")
    kept_on = models.DateField(null=True, blank=True, help_text="The day on which it was kept or broken.")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["launch", "id"], name="promise_of_launch"),
            models.Index(fields=["customer", "id"], name="promise_of_customer"),
            models.Index(fields=["item"], condition=Q(item__isnull=False), name="promise_of_item"),
            models.Index(fields=["status", "-recorded_at", "-id"], name="promise_by_status"),
            models.Index(fields=["keep_on"], condition=Q(keep_on__isnull=False, asked_at=None), name="promise_to_ask"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(worth=None, currency="") | (Q(worth__isnull=False) & ~Q(currency="")),
                name="worth_has_a_currency",
            ),
            models.CheckConstraint(
                condition=(Q(status__in=["kept", "broken"]) & Q(kept_on__isnull=False))
                | (~Q(status__in=["kept", "broken"]) & Q(kept_on=None)),
                name="kept_promise_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["colliding", "backed"]) | Q(item__isnull=False),
                name="backed_promise_names_its_answer",
            ),
            models.CheckConstraint(
                condition=~Q(status="excepted") | ~Q(exception=""), name="excepted_promise_names_its_exception"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} for {self.customer}"

    def get_absolute_url(self) -> str:
        """Return the path of its page."""
        return reverse("customers:promise", args=[f"L-{self.launch_id}", self.pk])

    @property
    def value_kind(self) -> str:
        """Return how its value is typed."""
        return self.VALUES[self.kind]

    @property
    def is_open(self) -> bool:
        """Say whether nothing stands behind it: that keeps its launch from going public."""
        return self.status in self.OPEN

    @property
    def waits_for_backing(self) -> bool:
        """Say whether somebody is to put something behind it: not once it is asked whether it was kept."""
        return self.is_open and self.asked_at is None

    @property
    def typed(self) -> "Typed":
        """Return what an answer of its type would be asked as, so that its value is cleaned and worded alike."""
        return Typed(self.value_kind, self.unit)

    @property
    def worth_words(self) -> dict[str, Any] | None:
        """Return what it is worth, as an amount with its currency."""
        return (
            None
            if self.worth is None
            else {"amount": f"{self.worth:.2f}".removesuffix(".00"), "currency": self.currency}
        )


class Typed:
    """The type of a promise's value and its unit, as `values` reads them of a question."""

    def __init__(self, kind: str, unit: str = ""):
        self.kind, self.unit, self.options = kind, unit, ()
