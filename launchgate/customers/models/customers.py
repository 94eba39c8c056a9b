"""A customer, by the one name under which everybody speaks of it."""

from django.db import models
from django.urls import reverse


class Customer(models.Model):
    """Somebody who said something, or to whom something was promised: the same name is the same customer."""

    name = models.CharField(max_length=120)
    key = models.CharField(max_length=240, unique=True, help_text="The name folded, so that spellings meet.")
    erased_at = models.DateTimeField(null=True, blank=True, help_text="When the name was erased by law.")

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the path of the customer's page."""
        return reverse("customers:customer", args=[self.pk])
