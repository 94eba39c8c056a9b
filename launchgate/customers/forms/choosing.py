"""Forms that ask which launch something is about."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from launchgate.core.forms import Form
from launchgate.customers.forms.insights import InsightForm
from launchgate.launches.models import Launch
from launchgate.people.forms import offer

ASK_LAUNCH = "Choose the launch that it is about."


class OnLaunchForm(Form):
    """On which launch."""

    launch = forms.ModelChoiceField(
        Launch.objects.none(),
        empty_label=None,
        error_messages={"required": ASK_LAUNCH, "invalid_choice": ASK_LAUNCH},
    )

    def __init__(self, launches: QuerySet[Launch], data: Any = None):
        super().__init__(data)
        offer(self, "launch", launches)


class AnywhereForm(InsightForm):
    """What a customer said, and about which launch; what it speaks to there is said on the launch."""

    launch = forms.ModelChoiceField(
        Launch.objects.none(),
        label="About which launch",
        empty_label=None,
        error_messages={"required": ASK_LAUNCH, "invalid_choice": ASK_LAUNCH},
    )

    def __init__(self, launches: QuerySet[Launch], data: Any = None, files: Any = None, *, initial: Any = None):
        super().__init__(None, data, files, initial=initial)
        offer(self, "launch", launches)
