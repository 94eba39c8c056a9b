"""What the list of launches can be narrowed by, all of it in the address."""

from typing import Any

from django import forms
from django.db import models

from launchgate.core.forms import Form
from launchgate.launches.models import Launch
from launchgate.people.forms import offer
from launchgate.people.models import Function, Person

LABELS = {"q": "words"}


class LaunchFilter(Form):
    """The filters of the list; `set_words` says which are set."""

    q = forms.CharField(label="Search", max_length=200, required=False, widget=forms.TextInput({"type": "search"}))
    status = forms.ChoiceField(
        choices=[
            ("", "Running"),
            (Launch.Status.ACTIVE, "Active"),
            (Launch.Status.HELD, "On hold"),
            (Launch.Status.LIVE, "Public"),
            (Launch.Status.STOPPED, "Stopped"),
            ("all", "All"),
        ],
        required=False,
    )
    tier = forms.TypedChoiceField(
        choices=[("", "Any"), *((tier.value, f"Tier {tier.value}") for tier in Launch.Tier)],
        coerce=int,
        empty_value=None,
        required=False,
    )
    owner = forms.ModelChoiceField(Person.objects.none(), required=False, empty_label="Anybody")
    court = forms.ModelChoiceField(
        Function.objects.none(), label="In the court of", required=False, empty_label="Anybody"
    )
    whose = forms.ChoiceField(
        choices=[("", "All"), ("mine", "Mine"), ("followed", "I follow")], required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "owner", Person.objects.filter(owned_launches__isnull=False).distinct())
        offer(self, "court", Function.objects.filter(closed_at=None))

    @property
    def set_words(self) -> list[tuple[str, str]]:
        """Return label and chosen words of each filter that is set."""
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        return [(LABELS.get(name, self[name].label.lower()), self._words(name)) for name in chosen]

    def _words(self, name: str) -> str:
        value = self.cleaned_data[name]
        if isinstance(value, models.Model):
            return str(value)
        return str(dict(getattr(self.fields[name], "choices", ())).get(value, value))
