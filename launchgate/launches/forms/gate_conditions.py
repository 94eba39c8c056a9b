"""What is said about a condition: that it is met, what is missing, that it may take longer, that it is not needed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from launchgate.core.forms import Form
from launchgate.core.refusals import Invalid
from launchgate.launches.actions.conditions import ASK_DROP, ASK_MISSING, LONGEST_NOTE
from launchgate.launches.actions.missed import ASK_EXTEND, LONGEST_REASON
from launchgate.launches.actions.submit import checked_due
from launchgate.launches.forms.gate_answers import ProofForm
from launchgate.launches.forms.gate_words import WordsForm
from launchgate.launches.models import Condition, Launch
from launchgate.people.forms import DayInput

Data = Mapping[str, Any] | None


class ExtendForm(Form):
    """A later date for a condition that was missed, and why."""

    due_on = forms.DateField(
        label="New date",
        widget=DayInput,
        error_messages={"required": "Choose a day no later than the target date."},
    )
    reason = forms.CharField(
        label="Why?",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": ASK_EXTEND},
    )

    def __init__(self, launch: Launch, condition: Condition, data: Data = None):
        super().__init__(data, auto_id=f"condition-{condition.pk}-extend-%s")
        self.launch, self.use_required_attribute = launch, False
        self.fields["due_on"].widget.attrs["max"] = launch.target_date.isoformat()
        self.fields["reason"].widget.attrs.pop("maxlength", None)

    def clean_due_on(self) -> date:
        """Refuse a day that is past, or after the target date."""
        try:
            return checked_due(self.launch, self.cleaned_data["due_on"], "due_on")
        except Invalid as refusal:
            raise forms.ValidationError(refusal.message) from refusal


def done_form(condition: Condition, data: Data = None, files: Any = None) -> WordsForm | ProofForm:
    """Return the form by which a condition is reported as done: with proof where that is asked, else with a note."""
    about = f"condition-{condition.pk}-done"
    if condition.needs_evidence:
        return ProofForm(about, data, files)
    return WordsForm("note", "What was done", about=about, data=data, longest=LONGEST_NOTE, rows=2)


def reject_form(condition: Condition, data: Data = None) -> WordsForm:
    """Return the form by which the function says that a condition is not met yet."""
    about = f"condition-{condition.pk}-reject"
    return WordsForm("reason", "What is missing?", about=about, data=data, ask=ASK_MISSING, rows=2)


def drop_form(condition: Condition, data: Data = None) -> WordsForm:
    """Return the form by which the function says that a condition is no longer needed."""
    about = f"condition-{condition.pk}-drop"
    return WordsForm("reason", "Why?", about=about, data=data, ask=ASK_DROP, longest=LONGEST_NOTE, rows=2)
