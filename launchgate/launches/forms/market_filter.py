"""What the go-to-market list can be narrowed by, all of it in the address."""

from typing import Any, cast

from django import forms

from launchgate.core.forms import Form
from launchgate.people.forms import offer
from launchgate.people.models import Function
from launchgate.playbooks.queries import gate_kinds

OPEN, LATE, ANSWERED, ALL = "", "late", "answered", "all"


class MarketFilter(Form):
    """The filters of the list of go-to-market questions."""

    q = forms.CharField(label="Launch", max_length=200, required=False, widget=forms.TextInput({"type": "search"}))
    state = forms.ChoiceField(
        choices=[(OPEN, "Open"), (LATE, "Late"), (ANSWERED, "Answered"), (ALL, "All")], required=False
    )
    gate = forms.ChoiceField(
        required=False, error_messages={"invalid_choice": "No playbook has a gate of this kind. Choose another."}
    )
    function = forms.ModelChoiceField(
        Function.objects.none(), label="Answered by", required=False, empty_label="Anybody"
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["gate"]).choices = [("", "Any"), *gate_kinds().items()]
        offer(self, "function", Function.objects.filter(closed_at=None))
