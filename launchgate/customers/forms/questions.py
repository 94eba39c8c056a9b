"""Asking a gate, and answering."""

from typing import Any

from django import forms

from launchgate.core.forms import Form
from launchgate.customers.actions.questions import ASK_ANSWER, ASK_QUESTION, LONGEST_ANSWER, LONGEST_QUESTION
from launchgate.launches.forms.gate_words import WordsForm
from launchgate.launches.models import Gate, Launch


class AskForm(Form):
    """A question of the front line, and the gate that it is for."""

    gate = forms.ModelChoiceField(
        Gate.objects.none(), label="To", empty_label=None, error_messages={"required": "Choose the gate that you ask."}
    )
    text = forms.CharField(
        label="Your question",
        max_length=LONGEST_QUESTION,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Its head is asked to answer, and you hear of it.",
        error_messages={"required": ASK_QUESTION},
    )

    def __init__(self, launch: Launch, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        gates = self.fields["gate"]
        assert isinstance(gates, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        gates.queryset = Gate.objects.filter(launch=launch).order_by("order", "pk")


def answering_form(data: Any = None) -> WordsForm:
    """Return the form by which a question is answered."""
    return WordsForm("answer", "Your answer", about="answer", data=data, ask=ASK_ANSWER, longest=LONGEST_ANSWER)
