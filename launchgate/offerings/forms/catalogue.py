"""Forms of standard offerings."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from launchgate.core.forms import Form
from launchgate.core.seen import Seen, SeenForm
from launchgate.launches.values import CURRENCIES
from launchgate.offerings.actions import catalogue as actions
from launchgate.offerings.actions.catalogue import ASK, LONGEST, OfferingFacts
from launchgate.offerings.models import Edition, Offering
from launchgate.people.forms import LineField, ask, offer

FACTS = tuple(OfferingFacts.__dataclass_fields__)
CURRENCY_CHOICES = [("", "–"), *((code, code) for code in CURRENCIES)]


class WordsField(forms.CharField):
    """Some lines of words."""

    def __init__(self, rows: int = 2, **options: Any):
        options.setdefault("max_length", actions.LONGEST_WORDS)
        super().__init__(widget=forms.Textarea({"rows": rows}), **options)


class OfferingForm(SeenForm):
    """What an edition of an offering says; a later one says what changed too."""

    name = LineField(max_length=LONGEST["name"], error_messages={"required": ASK["name"]})
    summary = WordsField(
        label="What it is",
        help_text="What the customer gets, in a few sentences.",
        error_messages={"required": ASK["summary"]},
    )
    audience = LineField(label="For whom", max_length=LONGEST["audience"], error_messages={"required": ASK["audience"]})
    service_levels = WordsField(required=False, help_text="What can be relied on, a line each.")
    lead_days = forms.IntegerField(
        label="Lead time",
        required=False,
        min_value=0,
        max_value=actions.MOST_DAYS,
        help_text="In working days; 0 is at once.",
    )
    limits = WordsField(required=False, help_text="Where it ends. Beyond it, an exception is asked for.")
    price = forms.DecimalField(required=False, min_value=0, max_digits=14, decimal_places=2)
    currency = forms.ChoiceField(required=False, choices=CURRENCY_CHOICES)
    billing = LineField(
        label="How it is billed",
        required=False,
        max_length=LONGEST["billing"],
        help_text="Such as “monthly, in advance”.",
    )
    training = WordsField(
        rows=8,
        required=False,
        max_length=actions.LONGEST_TRAINING,
        help_text="Short, in Markdown. Whoever sells it reads it and says so by name; a changed one is read anew.",
    )
    note = LineField(
        label="What changed",
        max_length=LONGEST["note"],
        help_text="Everybody reads it beside the version.",
        error_messages={"required": ASK["note"]},
    )

    def __init__(self, data: Any = None, *, edition: Edition | None = None, initial: dict[str, Any] | None = None):
        present = {name: getattr(edition, name) for name in FACTS} if edition else initial
        latest = Seen(edition.number, edition.published_by.name) if edition else None
        super().__init__(data, latest=latest, initial=present)
        if edition is None:
            del self.fields["note"]

    def clean(self) -> dict[str, Any]:
        """Refuse a price without a currency, and the other way round."""
        if not self.errors:
            ask(self, actions.check_numbers, self.facts)
        return self.cleaned_data

    @property
    def facts(self) -> OfferingFacts:
        """Return what was given."""
        return OfferingFacts(**{name: self.cleaned_data[name] for name in FACTS})


class CatalogueFilter(Form):
    """What the catalogue can be narrowed by, all of it in the address."""

    q = forms.CharField(label="Search", max_length=200, required=False, widget=forms.TextInput({"type": "search"}))
    status = forms.ChoiceField(choices=[("", "In use"), ("retired", "Retired")], required=False)


class LinkForm(Form):
    """Which offering a launch changes or adds to."""

    offering = forms.ModelChoiceField(
        Offering.objects.none(), label="Standard offering", required=False, empty_label="None of them"
    )

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None):
        super().__init__(data, initial=initial)
        offer(self, "offering", offerings_in_use())


def offerings_in_use() -> QuerySet[Offering]:
    """Return the offerings that can be chosen, by name."""
    return Offering.objects.filter(retired_at=None).select_related("edition").order_by("edition__name", "pk")
