"""Forms of a draft's reminders: what holds for all gates, and what differs for one or for a tier."""

from typing import Any

from django import forms

from launchgate.core.forms import Form
from launchgate.people.forms import LineField, ask
from launchgate.people.hours_forms import TimeOfDayInput
from launchgate.playbooks.actions.reminders import check_exception, check_policy
from launchgate.playbooks.models import Version
from launchgate.playbooks.policies import POLICY, Otherwise, Policy
from launchgate.playbooks.rules import MOST_DAYS, MOST_REMINDERS, TIERS


class _PolicyFields(Form):
    grace_days = forms.IntegerField(
        label="First reminder after",
        min_value=1,
        max_value=MOST_DAYS,
        help_text="Working days of the person who holds the ball.",
    )
    spacing_days = forms.IntegerField(label="Then every", min_value=1, max_value=MOST_DAYS)
    reminder_cap = forms.IntegerField(
        label="Reminders at most", min_value=0, max_value=MOST_REMINDERS, help_text="The final one says that it is."
    )
    due_days = forms.IntegerField(
        label="Stalled after",
        min_value=1,
        max_value=MOST_DAYS,
        help_text="Without any progress; before, once its planned day is over.",
    )
    deputy_days = forms.IntegerField(label="Deputy told after", min_value=1, max_value=MOST_DAYS)
    sponsor_days = forms.IntegerField(label="Sponsor told after", min_value=1, max_value=MOST_DAYS)
    snooze_days = forms.IntegerField(
        label="Longest rest", min_value=1, max_value=MOST_DAYS, help_text="For which somebody can ask for time."
    )
    snooze_cap = forms.IntegerField(label="Rests at most", min_value=0, max_value=MOST_REMINDERS)
    digest_at = forms.TimeField(label="Reminders come at", widget=TimeOfDayInput, help_text="In the reader's own zone.")
    quiet_until = forms.TimeField(label="Quiet until", widget=TimeOfDayInput)
    quiet_from = forms.TimeField(label="Quiet from", widget=TimeOfDayInput)


class PolicyForm(_PolicyFields):
    """When reminders leave, and what changed against the version before."""

    note = LineField(
        label="What changed", required=False, max_length=300, help_text="Against the version before, for its readers."
    )

    def __init__(self, data: Any = None, *, version: Version):
        super().__init__(data, initial={name: getattr(version, name) for name in ("note", *POLICY)})

    @property
    def policy(self) -> Policy:
        """Return the days as the action takes them."""
        return Policy(**{name: self.cleaned_data[name] for name in POLICY})

    def clean(self) -> dict[str, Any]:
        """Ask the rule of the action."""
        if not self.errors:
            ask(self, check_policy, self.policy)
        return self.cleaned_data


class ExceptionForm(_PolicyFields):
    """What the reminders of a gate or a tier do otherwise; what is left empty is as it is for all."""

    gate = forms.ChoiceField(label="For", required=False)
    tier = forms.TypedChoiceField(label="In", coerce=int, choices=[(0, "Every tier"), *TIERS.items()])
    field_order = ["gate", "tier"]

    def __init__(self, data: Any = None, *, version: Version):
        self.version = version
        super().__init__(data)
        for name in POLICY:
            self.fields[name].required = False
            self.fields[name].help_text = ""
        gates = list(version.gates.values_list("kind", "name"))
        self.fields["gate"].choices = [("", "Every gate"), *gates]  # type: ignore[attr-defined]

    @property
    def row(self) -> Otherwise:
        """Return what differs as the action takes it."""
        given = self.cleaned_data
        values = {name: given[name] for name in POLICY if given[name] is not None}
        return Otherwise(given["gate"], given["tier"], values)

    def clean(self) -> dict[str, Any]:
        """Ask the rule of the action."""
        if not self.errors:
            ask(self, check_exception, self.version, self.row)
        return self.cleaned_data


class WhichForm(Form):
    """Of which gate and tier something is said."""

    gate = forms.CharField(required=False, max_length=40)
    tier = forms.IntegerField(min_value=0, max_value=max(TIERS))
