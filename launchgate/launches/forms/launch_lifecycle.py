"""Holding and stopping a launch, and moving its target date."""

from datetime import date
from typing import Any

from django import forms

from launchgate.core.forms import Form
from launchgate.launches.actions.lifecycle import ASK_HOLD, ASK_STOP, check_look_again
from launchgate.launches.actions.open_launch import check_target
from launchgate.people.forms import DayInput, ask


class HoldForm(Form):
    """Why a launch is held, and until when."""

    reason = forms.CharField(
        label="Why",
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text="Everybody who sees the launch reads it.",
        error_messages={"required": ASK_HOLD},
    )
    look_again_on = forms.DateField(
        label="Look again on",
        widget=DayInput,
        help_text="You are asked again on that day.",
        error_messages={"required": "Choose the day on which you look again."},
    )

    def clean_look_again_on(self) -> date:
        """Refuse a day that is past or too far away."""
        day = self.cleaned_data["look_again_on"]
        ask(self, check_look_again, day)
        return day


class StopForm(Form):
    """Why a launch stops for good."""

    reason = forms.CharField(
        label="Why",
        max_length=10_000,
        widget=forms.Textarea({"rows": 4}),
        help_text="It is what others learn from.",
        error_messages={"required": ASK_STOP},
    )


class TargetForm(Form):
    """The day on which a launch becomes public."""

    target_date = forms.DateField(
        label="New target date",
        widget=DayInput,
        error_messages={"required": "Choose the day on which it becomes public."},
    )

    def clean_target_date(self) -> Any:
        """Refuse a day that cannot be planned for."""
        day = self.cleaned_data["target_date"]
        ask(self, check_target, day)
        return day
