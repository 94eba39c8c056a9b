"""Following another playbook version or another tier."""

from django import forms

from launchgate.core.forms import Form
from launchgate.launches.actions.revise import ASK_LEAVE, ASK_TIER, LONGEST_REASON
from launchgate.launches.models import Launch


class LeaveForm(Form):
    """Why a launch does without a version or a tier."""

    reason = forms.CharField(
        label="Why the launch does without it",
        max_length=LONGEST_REASON,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": ASK_LEAVE},
    )


class ChooseTierForm(Form):
    """The tier whose effect is to be shown."""

    tier = forms.TypedChoiceField(
        label="Tier", choices=Launch.Tier.choices, coerce=int, widget=forms.RadioSelect, empty_value=None
    )


class TierForm(Form):
    """Another tier, and why the risk is another; what was proposed has its reason."""

    tier = forms.TypedChoiceField(choices=Launch.Tier.choices, coerce=int, widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Why the risk is another",
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(self, *args: object, asks: bool = True, **kwargs: object):
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = asks
        self.fields["reason"].error_messages["required"] = ASK_TIER
