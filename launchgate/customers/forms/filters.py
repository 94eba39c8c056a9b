"""What the lists over all launches can be narrowed by, all of it in the address."""

from django import forms

from launchgate.core.forms import Form
from launchgate.customers.models import Insight
from launchgate.launches.keys import launch_id_of


class InsightFilter(Form):
    """Which insights are looked for: by words, kind, customer and launch."""

    q = forms.CharField(label="Words", max_length=200, required=False, widget=forms.TextInput({"type": "search"}))
    kind = forms.ChoiceField(choices=[("", "Any"), *Insight.Kind.choices], required=False)
    customer = forms.CharField(max_length=120, required=False, widget=forms.TextInput({"list": "customers-known"}))
    launch = forms.CharField(
        max_length=20, required=False, widget=forms.TextInput({"placeholder": "L-12", "autocomplete": "off"})
    )

    def clean_launch(self) -> int | None:
        """Return the id behind a launch's key."""
        key = self.cleaned_data["launch"]
        found = launch_id_of(key) if key else None
        if key and found is None:
            raise forms.ValidationError("Give a launch by its key, such as L-12.")
        return found


class PromiseFilter(Form):
    """Which promises are looked for: those in whose words, customer or launch these words stand."""

    q = forms.CharField(
        label="Customer or words", max_length=200, required=False, widget=forms.TextInput({"type": "search"})
    )
