"""What a review asks: the value of a target, what a signed fact came to, words of a function, what was learned."""

from collections.abc import Callable
from typing import Any

from django import forms

from launchgate.core.forms import Form
from launchgate.core.refusals import Invalid
from launchgate.launches.models import Item
from launchgate.launches.values import clean_value, words_for
from launchgate.playbooks.models import ItemKind
from launchgate.reviews.actions.reviews import ASK_ACTUAL, ASK_CONTRIBUTION, ASK_LEARNED, ASK_VALUE_SOURCE
from launchgate.reviews.actions.targets import check_scale
from launchgate.reviews.models import Outcome, Target, TargetValue
from launchgate.reviews.numbers import number_of, plain

SHORT = 30
HELD = {"yes": "It held", "no": "It was missed"}
ASK_HELD = "Say whether it held."


class ReadingForm(Form):
    """The value of a target, and where it was read."""

    value = forms.CharField(
        label="Value", max_length=SHORT, error_messages={"required": "Enter the value, such as 4.2."}
    )
    source = forms.CharField(label="Read from", max_length=300, error_messages={"required": ASK_VALUE_SOURCE})

    def __init__(self, data: Any = None, *, target: Target, initial: dict[str, Any] | None = None):
        super().__init__(data, initial=initial, prefix=f"t{target.pk}")
        self.target = target

    @classmethod
    def of(cls, target: Target, reading: TargetValue | None) -> "ReadingForm":
        """Return the form with the value that stands, or with the source that was agreed on."""
        value, source = (plain(reading.value), reading.source) if reading else ("", target.source)
        return cls(initial={"value": value, "source": source}, target=target)

    def clean_value(self) -> Any:
        """Return the number that was typed, where the measure can have it."""
        number = _fitting(number_of, self.cleaned_data["value"], "value")
        _fitting(check_scale, self.target.kind, self.target.unit, number, "value")
        return number


class OutcomeForm(Form):
    """What a signed fact really came to, typed as its answer is, and whether it held."""

    actual = forms.CharField(label="What it really was", max_length=200, error_messages={"required": ASK_ACTUAL})
    held = forms.ChoiceField(
        label="Did it hold?", choices=HELD, widget=forms.RadioSelect, error_messages={"required": ASK_HELD}
    )

    def __init__(self, data: Any = None, *, item: Item, initial: dict[str, Any] | None = None):
        super().__init__(data, initial=initial, prefix=f"i{item.pk}")
        self.item = item
        field = self.fields["actual"]
        match item.kind:
            case ItemKind.DATE:
                field.widget = forms.DateInput(attrs={"type": "date"})
            case ItemKind.YES_NO:
                field.widget = forms.Select(choices=[("", "Choose"), ("yes", "Yes"), ("no", "No")])
            case ItemKind.CHOICE:
                field.widget = forms.Select(choices=[("", "Choose"), *((one, one) for one in item.options)])
            case ItemKind.MONEY:
                field.help_text = "With its currency, such as 49 EUR."

    @classmethod
    def of(cls, item: Item, outcome: Outcome | None) -> "OutcomeForm":
        """Return the form with what was found so far."""
        if outcome is None:
            return cls(item=item)
        return cls(
            item=item, initial={"actual": typed(item, outcome.actual), "held": "yes" if outcome.is_held else "no"}
        )

    def clean_actual(self) -> str:
        """Refuse what could not be an answer to the item."""
        raw = self.cleaned_data["actual"]
        _fitting(clean_value, self.item, raw)
        return raw


class ContributionForm(Form):
    """What a function would do differently."""

    text = forms.CharField(
        label="What would you do differently?",
        max_length=10_000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": ASK_CONTRIBUTION},
    )


class CloseForm(Form):
    """What was learned, and why no further review is needed, where none is."""

    learned = forms.CharField(
        label="What was learned",
        max_length=10_000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": ASK_LEARNED},
    )
    end_reason = forms.CharField(
        label="Why no further review is needed",
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="Empty: the next review opens by itself. With a reason, the launch is reviewed for good.",
    )


def _fitting(cleaner: Callable[..., Any], *given: Any) -> Any:
    """Return what a cleaner makes of something; what does not fit is said at the field."""
    try:
        return cleaner(*given)
    except Invalid as refused:
        raise forms.ValidationError(refused.message) from None


def typed(item: Item, value: Any) -> str:
    """Return a stored value as somebody would type it."""
    match item.kind:
        case ItemKind.DATE | ItemKind.NUMBER:
            return str(value)
        case ItemKind.YES_NO:
            return "yes" if value else "no"
    return words_for(item, value)
