"""What the list of launches can be narrowed by, all of it in the address."""

from typing import Any

from django import forms

from launchgate.launches.models import Launch
from launchgate.people.forms import offer
from launchgate.people.models import Function, Person


class LaunchFilter(forms.Form):
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
    only = forms.ChoiceField(
        choices=[("", "All"), ("mine", "Mine"), ("followed", "I follow")], required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "owner", Person.objects.filter(owned_launches__isnull=False).distinct())
        offer(self, "court", Function.objects.filter(closed_at=None))

    @property
    def set_words(self) -> list[tuple[str, str, str]]:
        """Return the name, the label and the chosen words of each filter that is set."""
        chosen = getattr(self, "cleaned_data", {})
        words = []
        for name, field in self.fields.items():
            value = chosen.get(name)
            if value:
                choices = dict(getattr(field, "choices", ())) if isinstance(field, forms.ChoiceField) else {}
                label = {"only": "shown", "q": "words"}.get(name, str(self[name].label).lower())
                words.append((name, label, str(choices.get(value, value)) if choices else str(value)))
        return words
