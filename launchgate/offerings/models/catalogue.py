"""Standard offerings: what is inside the box, edition by edition, and who has read the training of which."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from launchgate.launches.models import Launch
from launchgate.people.models import Person


class Offering(models.Model):
    """Something that everybody may sell as it is. What it is, is said by its present edition."""

    edition = models.ForeignKey(
        "offerings.Edition", models.PROTECT, null=True, related_name="+", help_text="The present one."
    )
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)
    made_of = models.ForeignKey(
        "offerings.ExceptionRequest",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="standards",
        help_text="The first of the exceptions that it was made of.",
    )

    def __str__(self) -> str:
        return self.edition.name if self.edition else f"Offering {self.pk}"

    def get_absolute_url(self) -> str:
        """Return the path of the offering's page."""
        return reverse("offerings:detail", args=[self.pk])


class Edition(models.Model):
    """One version of a standard offering. It never changes; the next one says what changed."""

    offering = models.ForeignKey(Offering, models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    summary = models.TextField("what it is", max_length=4000)
    audience = models.CharField("for whom", max_length=300)
    service_levels = models.TextField(max_length=4000, blank=True)
    lead_days = models.PositiveSmallIntegerField("lead time", null=True, blank=True, help_text="In working days.")
    limits = models.TextField(max_length=4000, blank=True)
    price = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    billing = models.CharField("how it is billed", max_length=300, blank=True)
    training = models.TextField(max_length=20_000, blank=True, help_text="Markdown.")
    training_since = models.PositiveIntegerField(help_text="The number of the edition in which the training was new.")
    note = models.CharField("what changed", max_length=300, blank=True)
    published_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["offering", "number"], name="edition_number_once_per_offering"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(note=""), name="later_edition_says_what_changed"),
            models.CheckConstraint(
                condition=Q(price=None, currency="") | (Q(price__gte=0) & ~Q(currency="")), name="price_has_a_currency"
            ),
            models.CheckConstraint(
                condition=Q(training_since__lte=models.F("number")), name="training_is_not_of_a_later_edition"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, version {self.number}"

    def get_absolute_url(self) -> str:
        """Return the path of this version's page."""
        return reverse("offerings:edition", args=[self.offering_id, self.number])


class Acknowledgement(models.Model):
    """That a person read the training of an offering, as it was new in an edition."""

    offering = models.ForeignKey(Offering, models.CASCADE, related_name="acknowledgements")
    training = models.PositiveIntegerField(help_text="The number of the edition in which this training was new.")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    acknowledged_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["offering", "training", "person"], name="training_acknowledged_once")
        ]

    def __str__(self) -> str:
        return f"Person {self.person_id} read the training of offering {self.offering_id}"


class OfferingOfLaunch(models.Model):
    """Which standard offering a launch changes or adds to."""

    launch = models.OneToOneField(Launch, models.CASCADE, related_name="offering_link")
    offering = models.ForeignKey(Offering, models.PROTECT, related_name="launch_links")
    linked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    linked_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "offerings of launches"

    def __str__(self) -> str:
        return f"Launch {self.launch_id} is about offering {self.offering_id}"
